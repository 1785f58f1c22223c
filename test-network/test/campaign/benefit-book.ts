// SPDX-License-Identifier: Apache-2.0
import type { PayloadOf } from '@unionid/domain/catalogue';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { readLedgerValue, splitKey, type PlanRecord } from '@unionid/domain/ledger';
import type { LedgerBlock, LedgerTransaction } from '@unionid/gateway';

/** Letters of items that count as granted. */
const GRANTED = /[SPF]/;
const PLACES = ['available', 'transit', 'reserved', 'paid'] as const;
type Place = (typeof PLACES)[number];

/** Fen from one account to another; '' is the world outside. */
interface Posting {
  readonly from: string;
  readonly to: string;
  readonly fen: number;
}

interface Written {
  readonly key: string;
  readonly value: string | undefined;
  readonly transactionId: string;
}

interface Item {
  readonly id: string;
  readonly fen: number;
}

/**
 * Double entry of one fund, from what was signed alone: each transaction that the peers took for valid posts its fen from one account
 * to another, and what the contract wrote has to say the same. It knows nothing of the contract's rules.
 */
export class BenefitBook {
  readonly faults: string[] = [];
  /** What was taken, in the ledger's order. */
  readonly taken: LedgerTransaction[] = [];
  readonly #fund: string;
  readonly #accounts = new Map<string, number>();
  readonly #offers = new Map<string, PayloadOf<'line.allot'>>();
  readonly #plans = new Map<string, PlanRecord>();
  readonly #items = new Map<string, readonly Item[]>();
  readonly #letters = new Map<string, string>();
  readonly #seen = new Set<string>();

  constructor(fund: string) {
    this.#fund = fund;
  }

  take({ transactions }: LedgerBlock): void {
    for (const each of transactions) if (each.valid && each.chaincode === 'benefit') this.#transaction(each);
  }

  /** What is on an account: `available/org`, `reserved/planId`, `paid/org`, `transit/allotmentId`. */
  balance(account: string): number {
    return this.#accounts.get(account) ?? 0;
  }

  /** Of all accounts of a place. */
  total(place: Place): number {
    const amounts = [...this.#accounts].flatMap(([name, fen]) => (name.startsWith(`${place}/`) ? fen : []));
    return amounts.reduce((all, fen) => all + fen, 0);
  }

  get all(): number {
    return PLACES.reduce((all, place) => all + this.total(place), 0);
  }

  /** Grants of a person that stand, of a class in a window, whichever union made them. */
  grantsOf(benefitClass: string, window: string, id: string): number {
    return this.#grants(benefitClass, window, id).length;
  }

  /** Plans that are neither closed nor cancelled with nothing left to give back. */
  get unsettled(): readonly string[] {
    return [...this.#plans].flatMap(([planId, { status }]) => {
      const isCancelled = status === 'CANCELLED' && !this.#lettersOf(planId).includes('S');
      return status === 'CLOSED' || isCancelled ? [] : `${planId} ${status}`;
    });
  }

  #transaction(transaction: LedgerTransaction): void {
    const { function: name, argument, writes, transactionId } = transaction;
    const told = `${name} ${argument}`;
    if (this.#seen.has(told) && writes.length > 0 && !isUnsigned(name))
      this.faults.push(`carried out twice: ${transactionId}`);
    this.#seen.add(told);
    this.taken.push(transaction);
    for (const posting of this.#postings(transaction)) this.#post(posting, transactionId);
    for (const { key, value } of writes) this.#keep(key, value);
    for (const { key, value } of writes) this.#compare({ key, value, transactionId });
  }

  #postings({ function: name, argument }: LedgerTransaction): readonly Posting[] {
    if (!['fund', 'line', 'plan'].includes(name.split(':')[0] ?? '')) return [];
    const { instruction } = JSON.parse(argument) as Partial<SignedInstruction>;
    return instruction === undefined ? [] : this.#postingsOf(name, instruction.payload as never);
  }

  #postingsOf(name: string, payload: never): readonly Posting[] {
    switch (name) {
      case 'fund:open':
        return this.#opened(payload);
      case 'line:allot':
        return this.#offered(payload);
      case 'line:accept':
        return this.#accepted(payload);
      case 'plan:open':
        return this.#planned(payload);
      default:
        return this.#movedBy(name, payload);
    }
  }

  #opened({ fundId, org, fen }: PayloadOf<'fund.open'>): readonly Posting[] {
    return fundId === this.#fund ? [{ from: '', to: `available/${org}`, fen }] : [];
  }

  #offered(offer: PayloadOf<'line.allot'>): readonly Posting[] {
    if (offer.fund !== this.#fund) return [];
    this.#offers.set(offer.allotmentId, offer);
    return [{ from: `available/${offer.from}`, to: `transit/${offer.allotmentId}`, fen: offer.fen }];
  }

  #accepted({ allotmentId }: PayloadOf<'line.accept'>): readonly Posting[] {
    const offer = this.#offers.get(allotmentId);
    if (offer === undefined) return [];
    return [{ from: `transit/${allotmentId}`, to: `available/${offer.to}`, fen: offer.fen }];
  }

  #planned({ manifestId, fund, org, fen }: PayloadOf<'plan.open'>): readonly Posting[] {
    return fund === this.#fund ? [{ from: `available/${org}`, to: `reserved/${manifestId}`, fen }] : [];
  }

  /** Of a plan that is there: what is freed or paid of what it has reserved. */
  #movedBy(name: string, payload: PayloadOf<'plan.lock'> & PayloadOf<'plan.reconcile'>): readonly Posting[] {
    const { planId } = payload;
    const plan = this.#plans.get(planId);
    if (plan === undefined) return [];
    const [reserved, available] = [`reserved/${planId}`, `available/${plan.org}`];
    const held = this.balance(reserved);
    switch (name) {
      case 'plan:lock':
        return [{ from: reserved, to: available, fen: held - payload.stands.fen }];
      case 'plan:cancel':
        return [{ from: reserved, to: available, fen: held }];
      case 'plan:reconcile':
        return [
          { from: reserved, to: `paid/${plan.org}`, fen: payload.paid.fen },
          { from: reserved, to: available, fen: held - payload.paid.fen },
        ];
      default:
        return [];
    }
  }

  #post({ from, to, fen }: Posting, transactionId: string): void {
    for (const [account, by] of [
      [from, -fen],
      [to, fen],
    ] as const) {
      if (account === '') continue;
      const left = this.balance(account) + by;
      if (left < 0) this.faults.push(`${account} is ${String(left)}: ${transactionId}`);
      this.#accounts.set(account, left);
    }
  }

  /** Plans and items as they stand after the transaction. */
  #keep(key: string, value: string | undefined): void {
    const [type, id, n] = partsOf(key);
    if (value === undefined) return;
    if (type === 'b') this.#keepPlan(id, value);
    if (type === 'it') this.#items.set(`${id}/${n}`, readLedgerValue('items', value)?.items ?? []);
    if (type === 'st') this.#letters.set(`${id}/${n}`, readLedgerValue('itemStates', value) ?? '');
  }

  #keepPlan(planId: string, value: string): void {
    const plan = readLedgerValue('plan', value);
    if (plan?.fund === this.#fund) this.#plans.set(planId, plan);
  }

  #compare({ key, value, transactionId }: Written): void {
    const [type, first, second, subject] = partsOf(key);
    if (type === 'l' && first === this.#fund) this.#compareLine(second, { value, transactionId });
    if (type === 'd' && this.#grants(first, second, subject).length > 1)
      this.faults.push(`more than one grant ${key}: ${transactionId}`);
  }

  #compareLine(org: string, { value, transactionId }: Pick<Written, 'value' | 'transactionId'>): void {
    const line = readLedgerValue('line', value ?? '');
    if (line === undefined) return;
    const available = line.received - line.allotted - line.returned - line.reserved - line.paid;
    const plans = [...this.#plans].flatMap(([planId, plan]) => (plan.org === org ? planId : []));
    const own = {
      available: this.balance(`available/${org}`),
      reserved: plans.reduce((all, planId) => all + this.balance(`reserved/${planId}`), 0),
      paid: this.balance(`paid/${org}`),
    };
    const said = { available, reserved: line.reserved, paid: line.paid };
    if (JSON.stringify(own) !== JSON.stringify(said))
      this.faults.push(
        `line of ${org} says ${JSON.stringify(said)}, book ${JSON.stringify(own)}: ${transactionId}`,
      );
  }

  #grants(benefitClass: string, window: string, id: string): readonly Item[] {
    return [...this.#plans].flatMap(([planId, plan]) => {
      if (plan.class !== benefitClass || plan.window !== window) return [];
      return this.#itemsOf(planId).filter((item) => item.id === id && GRANTED.test(item.letter));
    });
  }

  #itemsOf(planId: string): readonly (Item & { readonly letter: string })[] {
    return [...this.#items]
      .filter(([key]) => key.startsWith(`${planId}/`))
      .flatMap(([key, items]) => {
        const letters = this.#letters.get(key) ?? '';
        return items.map((item, at) => ({ ...item, letter: letters.charAt(at) }));
      });
  }

  #lettersOf(planId: string): string {
    return this.#itemsOf(planId)
      .map(({ letter }) => letter)
      .join('');
  }
}

function partsOf(key: string): readonly [type: string, first: string, second: string, third: string] {
  const { type = '', attributes = [] } = splitKey(key) ?? {};
  const [first = '', second = '', third = ''] = attributes;
  return [type, first, second, third];
}

/** Looks and foldings stand on nobody's signature and may be asked for again: what they write depends on what stands by then. */
function isUnsigned(name: string): boolean {
  return /:(?:screen|fold|tick)$/.test(name);
}
