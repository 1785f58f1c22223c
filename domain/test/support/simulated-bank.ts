// SPDX-License-Identifier: Apache-2.0
import { readOrderFile, type BankAnswer, type BankResult } from '#src/bank/index.js';
import { yuan } from '#src/fund/index.js';
import { Seeded } from '../sm/support/seeded.js';

/** What a bank does with one payment. */
export const BANK_WAYS = [
  'pays',
  'refuses',
  'loses',
  'doubles',
  'delays',
  'splits',
  'pays twice',
  'sends back',
] as const;
export type BankWay = (typeof BANK_WAYS)[number];

const WORDS: Readonly<Record<BankResult, string>> = {
  ...{ paid: '交易成功', failed: '交易失败', pending: '处理中', returned: '退汇' },
};

/** What the bank says of a payment on the first day and on the second, where that is not simply that it was paid. */
const FIRST: Readonly<Partial<Record<BankWay, readonly BankResult[]>>> = {
  ...{ loses: [], refuses: ['failed'], delays: ['pending'], 'pays twice': ['paid', 'paid'] },
};
const LATER: Readonly<Partial<Record<BankWay, readonly BankResult[]>>> = {
  ...{ loses: ['failed'], delays: ['paid'] },
};

interface Booked {
  readonly reference: string;
  readonly account: string;
  readonly fen: number;
  readonly way: BankWay;
  /** Statements that were given of it so far. */
  told: number;
}

/**
 * A bank with a book of its own, made from a seed: it loses payments, does some twice, answers some late, in parts, and sends some back.
 * It takes a reference once, as banks do; of a file that it has had before it does nothing again.
 */
export class SimulatedBank {
  readonly #random: Seeded;
  readonly #ways: readonly BankWay[];
  readonly #payments = new Map<string, Booked>();
  /** Movements on payees' accounts: what was credited, and debited again. */
  readonly #book: { readonly account: string; readonly reference: string; readonly fen: number }[] = [];
  #serial = 0;

  readonly #closed: ReadonlySet<string>;

  /** @param closed accounts that it does not have any more */
  constructor(seed: string, ways: readonly BankWay[] = BANK_WAYS, closed: readonly string[] = []) {
    this.#random = new Seeded(seed);
    this.#ways = ways;
    this.#closed = new Set(closed);
  }

  /** Takes an order file; answers how many of its payments are new. */
  take(file: string): number {
    const order = readOrderFile(file);
    if (order === undefined) throw new Error('the bank can not read the order');
    const fresh = order.rows.filter(({ reference }) => !this.#payments.has(reference));
    for (const { reference, accountNumber, payee, fen } of fresh) {
      const account = accountNumber === '' ? payee : accountNumber;
      const way = this.#closed.has(account) ? 'refuses' : this.#wayOf();
      const booked = { reference, account, fen, way, told: 0 };
      this.#payments.set(reference, booked);
      this.#carryOut(booked);
    }
    return fresh.length;
  }

  /** What has come to an account on balance. */
  balanceOf(account: string): number {
    return this.#book.reduce((sum, each) => sum + (each.account === account ? each.fen : 0), 0);
  }

  /** The same of one payment. */
  balanceOn(reference: string): number {
    return this.#book.reduce((sum, each) => sum + (each.reference === reference ? each.fen : 0), 0);
  }

  /**
   * The answer of one day about all that is not final: on the second day everything is known, as a statement says it.
   */
  answer(): readonly BankAnswer[] {
    const lines: Omit<BankAnswer, 'row'>[] = [];
    for (const payment of this.#payments.values()) {
      payment.told += 1;
      if (payment.told <= 2) lines.push(...this.#linesOf(payment));
    }
    return lines.map((line, at) => ({ row: at + 2, ...line }));
  }

  /** The same as a file, as banks write it: its totals below its lines. */
  answerFile(): string {
    const lines = this.answer();
    const sum = lines.reduce((all, { fen = 0 }) => all + fen, 0);
    const cells = lines.map(({ reference, result, serial, fen = 0 }) =>
      [reference, WORDS[result], serial, yuan(fen)].join(','),
    );
    const totals = ['合计', '', String(lines.length), yuan(sum)].join(',');
    return ['参考号,交易状态,交易流水号,交易金额', ...cells, totals, ''].join('\r\n');
  }

  /** Payments that come back only now, long after they were paid. */
  sentBack(): readonly string[] {
    const back = [...this.#payments.values()].filter(({ way }) => way === 'sends back');
    for (const { account, reference, fen } of back) {
      if (this.balanceOn(reference) > 0) this.#book.push({ account, reference, fen: -fen });
    }
    return back.map(({ reference }) => reference);
  }

  #wayOf(): BankWay {
    return this.#ways[this.#random.below(this.#ways.length)] ?? 'pays';
  }

  #carryOut({ account, reference, fen, way }: Booked): void {
    const credit = (sum: number): void => {
      this.#book.push({ account, reference, fen: sum });
    };
    if (way === 'refuses' || way === 'loses') return;
    if (way === 'splits' && fen > 1) {
      credit(1);
      credit(fen - 1);
      return;
    }
    credit(fen);
    // Its own mistake, which it takes back by itself.
    if (way === 'pays twice') {
      credit(fen);
      credit(-fen);
    }
  }

  #linesOf({ reference, fen, way, told }: Booked): readonly Omit<BankAnswer, 'row'>[] {
    const line = (result: BankResult, sum = fen): Omit<BankAnswer, 'row'> => {
      const serial = result === 'failed' || result === 'pending' ? '' : `L${String((this.#serial += 1))}`;
      return { reference, result, serial, fen: sum };
    };
    if (told === 2) return LATER[way]?.map((result) => line(result)) ?? [];
    if (way === 'splits' && fen > 1) return [line('paid', 1), line('paid', fen - 1)];
    const first = (FIRST[way] ?? ['paid']).map((result) => line(result));
    return way === 'doubles' ? [...first, ...first] : first;
  }
}
