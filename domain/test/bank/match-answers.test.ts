// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as z from 'zod/mini';
import { resultRow } from '#src/plan/index.js';
import * as fc from 'fast-check';
import {
  foreignPayment,
  matchAnswers,
  orderFile,
  payeeListFile,
  paymentOf,
  readPayeeList,
  readOrderFile,
  referenceOf,
  partDigests,
  serialDigest,
  type BankAnswer,
  type OrderedItem,
} from '#src/bank/index.js';
import { readAnswerRow } from '#src/forms/index.js';

const PLAN = `M${'0'.repeat(25)}A`;
const FEN = 50_000;

describe('a reference of a payment', () => {
  it('says item and order, and is of one plan', () => {
    const reference = referenceOf(PLAN, { item: 41, attempt: 2 });
    expect(reference)
      .to.match(/^U00000422[0-9A-Z]{11}$/)
      .and.to.have.length(20);
    expect(referenceOf(PLAN, { item: 41, attempt: 2 })).to.equal(reference);
    expect(paymentOf(PLAN, ` ${reference.toLowerCase()} `)).to.deep.equal({ item: 41, attempt: 2 });
    expect(paymentOf(`M${'0'.repeat(25)}B`, reference), 'of another plan').to.equal(undefined);
  });

  it('is none once a character is another', () => {
    const reference = referenceOf(PLAN, { item: 41, attempt: 2 });
    for (let at = 0; at < reference.length; at += 1) {
      const other = reference.charAt(at) === '7' ? '8' : '7';
      const changed = reference.slice(0, at) + other + reference.slice(at + 1);
      expect(paymentOf(PLAN, changed), changed).to.equal(undefined);
    }
  });
});

describe('the file of an order', () => {
  const rows = [
    {
      reference: referenceOf(PLAN, { item: 0, attempt: 1 }),
      payee: '测甲',
      accountNumber: '6222020000000000',
      fen: 50_000,
    },
    { reference: referenceOf(PLAN, { item: 1, attempt: 1 }), payee: '测,"乙"', accountNumber: '', fen: 1 },
  ];
  const order = { planId: PLAN, attempt: 1, rows };

  it('is the same bytes wherever it is written, with its totals above its rows, and is read again', () => {
    const text = orderFile(order);
    expect(orderFile({ ...order, rows: [...rows] })).to.equal(text);
    expect(text.split('\r\n')[1]).to.equal(`${PLAN},1,2,500.01`);
    expect(readOrderFile(text)).to.deep.equal(order);
  });

  it('is of goods a list to sign, with how many of them, each worth what', () => {
    const goods = { quantity: 5, unitFen: 10_000 };
    const handed = rows.map(({ reference, payee }) => {
      return { reference, payee, accountNumber: '', fen: 50_000, goods };
    });
    const list = { planId: PLAN, attempt: 2, goods: true as const, rows: handed };
    const text = orderFile(list);
    const lines = text.split('\r\n');
    expect(lines[1]).to.equal(`${PLAN},2,10,2,1000.00`);
    expect(lines[3]).to.equal(`1,${rows[0]!.reference},测甲,5,100.00,500.00,`);
    expect(readOrderFile(text)).to.deep.equal(list);
    for (const changed of [
      text.replace(',5,', ',6,'),
      text.replace(',10,', ',11,'),
      text.replace('2,测', '3,测'),
    ])
      expect(changed === text || readOrderFile(changed) === undefined).to.equal(true);
    const none = { planId: PLAN, attempt: 1, goods: true as const, rows: [] };
    expect(readOrderFile(orderFile(none))).to.deep.equal(none);
  });

  it('is read again whatever its cells hold, and of any size', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 12 }),
        fc.constantFrom('', "'", '='),
        (text, mark) => {
          const hostile = { ...order, rows: rows.map((row) => ({ ...row, payee: mark + text })) };
          expect(readOrderFile(orderFile(hostile))).to.deep.equal(hostile);
        },
      ),
    );
    const [row] = rows;
    const long = { ...order, rows: [{ ...row!, payee: `,${'a'.repeat(20_000_000)}` }] };
    expect(readOrderFile(orderFile(long))).to.deep.equal(long);
  }).timeout(20_000);

  it('has nothing that a spreadsheet takes for a formula', () => {
    for (const payee of ['=1+1', '＝1+1', '@a', '\t=1', '\n=1', "'=1"]) {
      const text = orderFile({ ...order, rows: [{ ...rows[0]!, payee }] });
      expect(text.replaceAll('"', '')).to.contain(`,'${payee}`);
    }
  });

  it('is not read where its totals or rows were changed', () => {
    const text = orderFile(order);
    for (const changed of [
      text.replace('500.01', '500.00'),
      text.slice(1),
      text.slice(0, -30),
      '',
      text + text,
    ])
      expect(readOrderFile(changed)).to.equal(undefined);
  });
});

describe('the list of payees', () => {
  const rows = [
    { item: 0, payee: '测甲', accountNumber: '6222020000000000', fen: 50_000 },
    { item: 2, payee: '测,"乙"', accountNumber: '', fen: 1 },
  ];
  const list = { planId: PLAN, seal: 'A'.repeat(22), rows };
  const order = rows.map(({ item, ...payee }) => ({
    ...payee,
    reference: referenceOf(PLAN, { item, attempt: 1 }),
  }));

  it('is the same bytes wherever it is written, and is read again; nothing else is', () => {
    const text = payeeListFile(list);
    expect(payeeListFile({ ...list, rows: [...rows] })).to.equal(text);
    expect(readPayeeList(text)).to.deep.equal(list);
    for (const changed of [text.slice(1), text.slice(0, -5), '', text + text, text.replace('500.00', '500')])
      expect(readPayeeList(changed)).to.equal(undefined);
  });

  it('is what an order pays by: name, account and sum of each item', () => {
    expect(foreignPayment(order, list)).to.equal(undefined);
    expect(foreignPayment([{ ...order[0]!, payee: ' 测 甲' }], list), 'written otherwise').to.equal(
      undefined,
    );
    const others = [
      ...[{ payee: '测丙' }, { accountNumber: '6222020000000001' }, { accountNumber: '' }, { fen: 50_001 }],
      ...[
        { reference: referenceOf(PLAN, { item: 1, attempt: 1 }) },
        { reference: referenceOf(PLAN, { item: 2, attempt: 1 }) },
      ],
      { reference: 'U1' },
    ];
    for (const other of others) {
      const row = { ...order[0]!, ...other };
      expect(foreignPayment([order[1]!, row], list), JSON.stringify(other)).to.equal(row);
    }
  });
});

describe('what a bank answers, held against its order', () => {
  const items = (states: readonly OrderedItem['state'][]): ReadonlyMap<number, OrderedItem> =>
    new Map(
      states.map((state, item) => [
        item,
        { item, fen: FEN, state, ...(state === 'paid' && { reference: serialDigest('L1') }) },
      ]),
    );
  const line = (
    item: number,
    result: BankAnswer['result'],
    change: Partial<BankAnswer> = {},
  ): BankAnswer => ({
    ...{
      row: 2,
      reference: referenceOf(PLAN, { item, attempt: 1 }),
      result,
      serial: 'L1',
      fen: FEN,
      ...change,
    },
  });
  const matched = (
    answers: readonly BankAnswer[],
    states: readonly OrderedItem['state'][] = ['asked'],
    totals?: { readonly items: number; readonly fen: number },
  ) => {
    const { results, differences } = matchAnswers(
      { planId: PLAN, attempt: 1, items: items(states) },
      answers,
      totals,
    );
    return [results.map(({ paid }) => paid), differences.map(({ code }) => code)];
  };

  // A copy of the lines so far with each further one took minutes, and what was handed over as arguments ran out of stack.
  it('is matched at once, however many lines are about one item, or items about no line', () => {
    const many = 130_000;
    const line0 = line(0, 'paid');
    const repeated = Array.from({ length: many }, (_, row) => ({ ...line0, row }));
    const twice = Array.from({ length: many }, (_, row) => ({ ...line0, row, serial: `L${String(row)}` }));
    const asked = Array.from({ length: many }, (): OrderedItem['state'] => 'asked');
    for (const [answers, states, code, count] of [
      [repeated, ['asked'], 'REPEATED', many - 1],
      [twice, ['asked'], 'PAID_TWICE', many],
      [twice, ['paid'], 'PAID_TWICE', many - 1],
      [[], asked, 'MISSING', many],
    ] as const) {
      const [, codes] = matched(answers, states);
      expect(codes?.filter((each) => each === code)).to.have.length(count);
    }
  }).timeout(20_000);

  it('is recorded where it is certain', () => {
    expect(matched([line(0, 'paid')])).to.deep.equal([[true], []]);
    expect(matched([line(0, 'failed', { serial: '' })])).to.deep.equal([[false], []]);
    expect(matched([line(0, 'paid', { fen: undefined })]), 'no sum is the sum').to.deep.equal([[true], []]);
  });

  it('is told, and recorded, where it comes to one payment in another way', () => {
    expect(matched([line(0, 'paid'), line(0, 'paid')])).to.deep.equal([[true], ['REPEATED']]);
    const parts = [line(0, 'paid', { fen: 1 }), line(0, 'paid', { fen: FEN - 1, serial: 'L2' })];
    expect(matched(parts)).to.deep.equal([[true], ['SPLIT', 'SPLIT']]);
    const twice = [line(0, 'paid'), line(0, 'paid', { serial: 'L2' })];
    expect(matched(twice)).to.deep.equal([[true], ['PAID_TWICE', 'PAID_TWICE']]);
    const back = [line(0, 'paid'), line(0, 'returned', { serial: 'L2' })];
    expect(matched(back)).to.deep.equal([[false], ['RETURNED', 'RETURNED']]);
    expect(
      matched([line(0, 'failed', { serial: '' }), line(0, 'paid')]),
      'tried again by the bank',
    ).to.deep.equal([[true], []]);
  });

  it('is told and not recorded where it is open', () => {
    expect(matched([line(0, 'pending')])).to.deep.equal([[], ['PENDING']]);
    expect(matched([line(0, 'paid'), line(0, 'pending')])).to.deep.equal([[], ['PENDING', 'PENDING']]);
    expect(matched([line(0, 'paid', { fen: 1 })])).to.deep.equal([[], ['PAID_IN_PART']]);
    expect(matched([])).to.deep.equal([[], ['MISSING']]);
  });

  it('is told where it is about nothing of this order', () => {
    expect(matched([line(0, 'paid', { reference: 'U1' })])).to.deep.equal([
      [],
      ['REFERENCE_UNKNOWN', 'MISSING'],
    ]);
    const late = { reference: referenceOf(PLAN, { item: 0, attempt: 2 }) };
    expect(matched([line(0, 'paid', late)])).to.deep.equal([[], ['REFERENCE_OTHER_ORDER', 'MISSING']]);
    expect(matched([line(0, 'paid')], ['other'])).to.deep.equal([[], ['NOT_ORDERED']]);
    expect(matched([line(5, 'paid')], ['paid'])).to.deep.equal([[], ['NOT_ORDERED']]);
  });

  it('is told where the item has its result', () => {
    expect(matched([line(0, 'paid')], ['paid'])).to.deep.equal([[], ['ALREADY_RECORDED']]);
    expect(matched([line(0, 'failed')], ['notPaid'])).to.deep.equal([[], ['ALREADY_RECORDED']]);
    expect(matched([line(0, 'paid')], ['notPaid'])).to.deep.equal([[], ['CONTRADICTS']]);
    expect(matched([line(0, 'pending')], ['paid'])).to.deep.equal([[], ['CONTRADICTS']]);
    expect(matched([line(0, 'returned')], ['paid'])).to.deep.equal([[], ['RETURNED_LATER']]);
    expect(matched([line(0, 'returned')], ['notPaid'])).to.deep.equal([[], ['ALREADY_RECORDED']]);
  });

  it('is a second payment where it comes by another serial number, in whichever file and order it is told', () => {
    const again = (change: Partial<BankAnswer>, states: readonly OrderedItem['state'][] = ['paid']) =>
      matchAnswers({ planId: PLAN, attempt: 2, items: items(states) }, [line(0, 'paid', change)]);
    const second = { reference: referenceOf(PLAN, { item: 0, attempt: 2 }) };
    expect(again({ ...second, serial: 'L1' }).differences.map(({ code }) => code)).to.deep.equal([
      'ALREADY_RECORDED',
    ]);
    const others: readonly Partial<BankAnswer>[] = [{ ...second, serial: 'L2' }, { serial: 'L2' }];
    for (const change of others)
      expect(again(change)).to.deep.include({
        results: [],
        differences: [
          {
            code: 'PAID_TWICE',
            row: 2,
            item: 0,
            fen: FEN,
            reference: change.reference ?? line(0, 'paid').reference,
          },
        ],
      });
    // Of the order before, where the newest one asks for it or the bank had said no.
    expect(again({ serial: 'L1' }).differences[0]?.code).to.equal('REFERENCE_OTHER_ORDER');
    for (const state of ['asked', 'notPaid'] as const)
      expect(again({ serial: 'L2' }, [state]).differences[0]).to.include({ code: 'CONTRADICTS', item: 0 });
  });

  it('is the same payment where its parts are told again, in any order', () => {
    const parts = [line(0, 'paid', { fen: 1 }), line(0, 'paid', { fen: FEN - 1, serial: 'L2' })];
    const [recorded] = matchAnswers({ planId: PLAN, attempt: 1, items: items(['asked']) }, parts).results;
    const known = {
      item: 0,
      fen: FEN,
      state: 'paid',
      reference: serialDigest(recorded?.serial ?? ''),
    } as const;
    const told = (answers: readonly BankAnswer[]) =>
      matchAnswers({ planId: PLAN, attempt: 1, items: new Map([[0, known]]) }, answers).differences;
    expect(told(parts.toReversed()).map(({ code }) => code)).to.deep.equal([
      'ALREADY_RECORDED',
      'ALREADY_RECORDED',
    ]);
    expect(told([line(0, 'paid', { serial: 'L3' })])).to.deep.include.members([
      { code: 'PAID_TWICE', row: 2, item: 0, fen: FEN, reference: line(0, 'paid').reference },
    ]);
  });

  it('is the same payment where one of its parts is told again, and another where it is none of them', () => {
    const known: OrderedItem = {
      ...({ item: 0, fen: FEN, state: 'paid', reference: serialDigest('L1+L2') } as const),
      parts: partDigests('L1+L2') ?? [],
    };
    const codes = (of: Partial<OrderedItem>, ...answers: readonly BankAnswer[]) =>
      matchAnswers(
        { planId: PLAN, attempt: 2, items: new Map([[0, { ...known, ...of }]]) },
        answers,
      ).differences.map(({ code }) => code);
    const second = referenceOf(PLAN, { item: 0, attempt: 2 });
    const part = (serial: string) => line(0, 'paid', { serial, fen: 1, reference: second });
    expect(codes({}, part('L2'))).to.deep.equal(['ALREADY_RECORDED']);
    expect(codes({}, part('L1'), part('L2'))).to.deep.equal(['ALREADY_RECORDED', 'ALREADY_RECORDED']);
    expect(codes({}, part('L1'), part('L3'))).to.deep.equal(['ALREADY_RECORDED', 'PAID_TWICE']);
    expect(codes({}, part('L1+L3')), 'of another payment').to.deep.equal(['PAID_TWICE']);
    // What it said of the order before.
    expect(codes({}, line(0, 'paid', { serial: 'L2' }))).to.deep.equal(['REFERENCE_OTHER_ORDER']);
    expect(codes({}, line(0, 'paid', { serial: 'L3' }))).to.deep.equal(['PAID_TWICE']);
    expect(codes({ state: 'notPaid' }, part('L1'))).to.deep.equal(['CONTRADICTS']);
    expect(codes({}, line(0, 'returned', { reference: second }))).to.deep.equal(['RETURNED_LATER']);
  });

  it('has parts where its serial numbers are several, each once and ten at the most', () => {
    const digests = (...serials: readonly string[]) => serials.map(serialDigest);
    expect(partDigests('L1')).to.equal(undefined);
    expect(partDigests('')).to.equal(undefined);
    expect(partDigests('+')).to.equal(undefined);
    expect(partDigests('L1+L2')).to.deep.equal(digests('L1', 'L2'));
    expect(partDigests('Ｌ１＋L2'), 'in full width').to.deep.equal(digests('L1', 'L2'));
    expect(partDigests('L1+L1'), 'told by one').to.deep.equal(digests('L1'));
    const ten = Array.from({ length: 10 }, (_, n) => `L${String(n)}`);
    expect(partDigests(ten.join('+'))).to.deep.equal(digests(...ten));
    expect(partDigests([...ten, 'L10'].join('+'))).to.equal(undefined);
    const row = (parts: readonly string[]) => ({ item: 0, paid: true, reference: serialDigest('L1'), parts });
    for (const [parts, isTaken] of [
      ...([
        [[], false],
        [digests('L1'), true],
        [digests(...ten), true],
      ] as const),
      ...([
        [digests(...ten, 'L10'), false],
        [['L1'], false],
      ] as const),
    ] as const)
      expect(z.safeParse(resultRow, row(parts)).success, String(parts.length)).to.equal(isTaken);
  });

  it('has its totals', () => {
    const both = [line(0, 'paid'), line(1, 'paid')];
    expect(matched(both, ['asked', 'asked'], { items: 2, fen: 2 * FEN })[1]).to.deep.equal([]);
    expect(matched(both, ['asked', 'asked'], { items: 3, fen: 2 * FEN })[1]).to.deep.equal(['TOTALS']);
    expect(matched(both, ['asked', 'asked'], { items: 2, fen: 1 })[1]).to.deep.equal(['TOTALS']);
  });

  it('is read line by line, its totals too', () => {
    const read = (cells: Record<string, string>) => readAnswerRow(cells, { mapping: {}, rowNumber: 3 });
    expect(read({ 参考号: 'U1', 结果: '处理中', 流水号: '', 金额: '' })).to.deep.include({
      row: { answer: { row: 3, reference: 'U1', result: 'pending', serial: '', fen: undefined } },
    });
    expect(read({ 参考号: '合计', 结果: '', 流水号: '2', 金额: '1,000.00元' })).to.deep.include({
      row: { totals: { items: 2, fen: 100_000 } },
    });
    expect(read({ 参考号: 'U1', 结果: '退汇', 金额: '五百' })).to.include({ ok: false });
    expect(read({ 参考号: 'U1', 结果: '也许' })).to.include({ ok: false });
  });
});
