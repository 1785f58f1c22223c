// SPDX-License-Identifier: Apache-2.0
import { samplePayload, type InstructionType, type PayloadOf } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { contractFunctionOf } from '@unionid/domain/instruction';
import { ledgerKey, type LineRecord, type PlanRecord } from '@unionid/domain/ledger';
import type { LedgerBlock } from '@unionid/gateway';
import { newId } from '@unionid/sdk';
import { expect } from 'chai';
import { BenefitBook } from './benefit-book.js';

const [FUND, ORG] = [newId('fund'), newId('organisation')];
const ME = newId('identity');
const LINE: LineRecord = {
  ...{ v: 1, province: '51', received: 1_000, allotted: 0, returned: 0, reserved: 0, paid: 0 },
};

describe('the book of a campaign of benefits', () => {
  let book: BenefitBook;

  beforeEach(() => {
    book = new BenefitBook(FUND);
  });

  it('finds nothing where lines and grants say what was signed', () => {
    openFund(LINE);
    const planId = openPlan(400, { ...LINE, reserved: 400 });
    grant(planId);
    take('plan.cancel', { planId, reason: 'error' }, [
      [ledgerKey.line(FUND, ORG), LINE],
      [ledgerKey.itemStates(planId, 0), 'V'],
      [ledgerKey.granted('winter', '2026', ME), undefined],
    ]);
    expect(book.faults).to.deep.equal([]);
    expect(book.grantsOf('winter', '2026', ME)).to.equal(0);
    expect({ available: book.total('available'), all: book.all }).to.deep.equal({
      ...{ available: 1_000, all: 1_000 },
    });
  });

  it('finds a line that says something else', () => {
    openFund({ ...LINE, received: 2_000 });
    expect(book.faults).to.have.length(1);
  });

  it('finds more than there is', () => {
    openFund(LINE);
    openPlan(1_001, { ...LINE, reserved: 1_001 });
    expect(book.faults).to.not.deep.equal([]);
  });

  it('finds a second grant of one class in one window', () => {
    openFund(LINE);
    grant(openPlan(400, { ...LINE, reserved: 400 }));
    grant(openPlan(400, { ...LINE, reserved: 800 }));
    expect(book.faults).to.have.length(1);
  });

  it('finds what is carried out twice', () => {
    openFund(LINE);
    const payload = planOf(100);
    openPlan(100, { ...LINE, reserved: 100 }, payload);
    openPlan(100, { ...LINE, reserved: 200 }, payload);
    expect(book.faults).to.have.length(1);
  });

  function openFund(line: LineRecord): void {
    const payload = { ...samplePayload('fund.open'), fundId: FUND, org: ORG, fen: 1_000 };
    take('fund.open', payload, [[ledgerKey.line(FUND, ORG), line]]);
  }

  function planOf(fen: number): PayloadOf<'plan.open'> {
    return { ...samplePayload('plan.open'), manifestId: newId('manifest'), fund: FUND, org: ORG, fen };
  }

  function openPlan(fen: number, line: LineRecord, payload = planOf(fen)): string {
    const { manifestId, programme } = payload;
    const plan: PlanRecord = {
      ...{ v: 1, status: 'OPEN', province: '51', org: ORG, fund: FUND, programme, programmeVersion: 1 },
      ...({ class: 'winter', on: '2026-12-01', window: '2026', until: '2027-01-31' } as const),
      ...{ signed: { items: 1, fen }, duties: { maker: newId('identity') } },
    };
    take('plan.open', payload, [
      [ledgerKey.line(FUND, ORG), line],
      [ledgerKey.plan(manifestId), plan],
    ]);
    return manifestId;
  }

  function grant(planId: string): void {
    call('plan:openChunk', JSON.stringify({ planId }), [
      [ledgerKey.items(planId, 0), { items: [{ id: ME, fen: 400 }] }],
      [ledgerKey.itemStates(planId, 0), 'S'],
      [ledgerKey.granted('winter', '2026', ME), { n: 1, fen: 400, last: '2026-12-01', plan: planId }],
    ]);
  }

  function take<T extends InstructionType>(type: T, payload: PayloadOf<T>, writes: Writes): void {
    call(contractFunctionOf(type), JSON.stringify({ instruction: { payload } }), writes);
  }

  function call(name: string, argument: string, writes: Writes): void {
    const transaction = {
      ...{ valid: true, chaincode: 'benefit', transactionId: 'one', function: name, argument },
      writes: writes.map(([key, record]) => ({
        key,
        value: record === undefined ? undefined : canonicalJson(record),
      })),
    };
    book.take({ number: 1, transactions: [transaction] } as unknown as LedgerBlock);
  }
});

type Writes = readonly (readonly [key: string, record: unknown])[];
