// SPDX-License-Identifier: Apache-2.0
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { toBase64url } from '@unionid/domain/encoding';
import {
  ITEMS_PER_RECORD,
  ledgerKey,
  readLedgerValue,
  type Grant,
  type LedgerKey,
  type LedgerRecords,
  type LedgerType,
  type PlanRecord,
} from '@unionid/domain/ledger';
import { CHUNK_ROWS_OF } from '@unionid/domain/manifest';
import type { MemberEntry } from '@unionid/domain/person';
import { termsOf, type PlanRow } from '@unionid/domain/plan';
import { chinaDateAt } from '@unionid/domain/values';
import {
  newImport,
  newMemberEntry,
  type Committed,
  type TestImport,
  type TestOperator,
} from '#src/testing/index.js';
import { boundCadre, decideByTwo, signByTwo } from './two-persons.js';
import type { UnionTree } from './union-tree.js';

export const DOCUMENT = toBase64url(new Uint8Array(32).fill(3));
export const DAY_MS = 86_400_000;

/** One person for each duty in a union's plans, and for its money. */
export interface PlanStaff {
  readonly org: string;
  readonly maker: TestOperator;
  readonly checker: TestOperator;
  readonly approver: TestOperator;
  readonly payer: TestOperator;
  readonly recorder: TestOperator;
  /** Who signs a list with the maker where its day is long past; found once. */
  readonly second: () => Promise<TestOperator>;
}

/** A fund, a programme of the national union, and staff that grant by it. */
export interface PlanWorld {
  readonly tree: UnionTree;
  readonly fund: string;
  readonly programme: string;
}

/** A record as it stands in the state of `benefit`. */
export function benefitRecord<T extends LedgerType>(
  tree: UnionTree,
  type: T,
  key: LedgerKey<T>,
): LedgerRecords[T] | undefined {
  const text = tree.ledger.state(key, 'benefit');
  return text === undefined ? undefined : readLedgerValue(type, text);
}

/** Staff of a union with a person behind each. @param by root operator of its province @param home union of the persons */
export async function newStaff(
  tree: UnionTree,
  { org, home, by }: { readonly org: string; readonly home: string; readonly by: TestOperator },
): Promise<PlanStaff> {
  const cadre = (duty: string, grants: readonly Grant[]): Promise<TestOperator> =>
    boundCadre(tree, { org, home, by, grants, person: `${duty} of ${org}` });
  let second: Promise<TestOperator> | undefined;
  return {
    org,
    maker: await cadre('maker', ['plan', 'fund']),
    checker: await cadre('checker', ['check']),
    approver: await cadre('approver', ['approve']),
    payer: await cadre('payer', ['pay']),
    recorder: await cadre('recorder', ['pay']),
    second: () => (second ??= cadre('second', ['plan'])),
  };
}

/** A national fund, and the national programme of 送温暖 by which anybody may grant. */
export async function newPlanWorld(
  tree: UnionTree,
  change: Partial<PayloadOf<'programme.publish'>> = {},
): Promise<PlanWorld> {
  const { national } = tree;
  const [fund, programme] = [tree.newId('fund'), tree.newId('programme')];
  const by = national.root;
  const opened = {
    fundId: fund,
    org: national.orgId,
    source: 'union',
    document: DOCUMENT,
    fen: 100_000_000,
  } as const;
  await tree.submit('fund.open', opened, { by });
  const rules = {
    ...({ programmeId: programme, org: national.orgId, class: 'winter', document: DOCUMENT } as const),
    ...{ from: '2026-01-01', until: '2026-12-31', itemFen: 100_000, windowFen: 100_000, publicDays: 7 },
    bands: [{ fen: 100_000_000, approvers: 1 }],
  };
  await tree.submit('programme.publish', { ...rules, ...change }, { by });
  return { tree, fund, programme };
}

/** Money of the fund on a union's line. */
export async function allotTo(
  { tree, fund }: PlanWorld,
  { org, by, fen = 10_000_000 }: { readonly org: string; readonly by: TestOperator; readonly fen?: number },
): Promise<void> {
  const { national } = tree;
  const allotmentId = tree.newId('allotment');
  const offer = { allotmentId, fund, from: national.orgId, to: org, fen, document: DOCUMENT };
  await tree.submit('line.allot', offer, { by: national.root });
  await tree.submit('line.accept', { allotmentId }, { by, subjectVersion: 1 });
}

/** Members of a union, enrolled one by one. */
export async function enrolMembers(
  tree: UnionTree,
  {
    home,
    by,
    names,
  }: { readonly home: string; readonly by: TestOperator; readonly names: readonly string[] },
): Promise<readonly MemberEntry[]> {
  const entries: MemberEntry[] = [];
  for (const person of names) {
    const entry = newMemberEntry(tree, home, { person });
    await tree.submit('person.enrol', entry, { by });
    entries.push(entry);
  }
  return entries;
}

/** An item; under a root that no account has, where none is named. */
export function rowOf(
  { identityId, root = 'A'.repeat(43) }: Pick<MemberEntry, 'identityId'> & { readonly root?: string },
  fen = 50_000,
): PlanRow {
  return { identityId, place: '', root, fen };
}

/** Rows of a list that begins a chunk with each part: every chunk but the last is filled up with rows of nobody, which are refused. */
export function inChunks(tree: UnionTree, parts: readonly (readonly PlanRow[])[]): readonly PlanRow[] {
  const nobody = (): PlanRow => rowOf({ identityId: tree.newId('identity') }, 1);
  return parts.flatMap((part, index) => {
    const missing = index + 1 < parts.length ? CHUNK_ROWS_OF['plan.open'] - part.length : 0;
    return [...part, ...Array.from({ length: missing }, nobody)];
  });
}

/** What is said of an item: whether it was paid; of goods that were handed out, to whom. */
export type TestResult = boolean | 'cash' | 'proxy';

/** A list of the bank's answers, opened. */
export interface TestAnswers {
  readonly manifestId: string;
  readonly chunk: (index?: number) => Promise<Committed>;
  readonly close: () => Promise<Committed>;
}

/** A plan on its way, step by step. */
export class TestPlan {
  readonly list: TestImport;
  readonly #world: PlanWorld;
  readonly #staff: PlanStaff;
  readonly #rows: readonly PlanRow[];

  constructor(world: PlanWorld, staff: PlanStaff, rows: readonly PlanRow[], rowsPerChunk = 250) {
    this.#world = world;
    this.#staff = staff;
    this.#rows = rows;
    this.list = newImport(world.tree, rows, { rowsPerChunk });
  }

  get planId(): string {
    return this.list.manifest.manifestId;
  }

  get record(): PlanRecord {
    const record = benefitRecord(this.#world.tree, 'plan', ledgerKey.plan(this.planId));
    if (record === undefined) throw new Error('no such plan');
    return record;
  }

  /** One letter an item. */
  get letters(): string {
    const records = Math.ceil(this.#rows.length / ITEMS_PER_RECORD);
    return Array.from({ length: records }, (_, n) =>
      benefitRecord(this.#world.tree, 'itemStates', ledgerKey.itemStates(this.planId, n)),
    ).join('');
  }

  /** By two where its day is long past. */
  async open(change: Partial<PayloadOf<'plan.open'>> = {}, by = this.#staff.maker): Promise<Committed> {
    const { fund, programme } = this.#world;
    const fen = this.#rows.reduce((sum, row) => sum + row.fen, 0);
    const payload = {
      ...{ ...this.list.manifest, org: this.#staff.org, fund, programme, programmeVersion: 1 },
      ...{ on: '2026-03-01', until: '2026-05-31', fen, ...change },
    };
    const { tree } = this.#world;
    if (payload.on >= chinaDateAt(tree.clock.now() - 30 * DAY_MS))
      return tree.submit('plan.open', payload, { by });
    const signers = { first: by, second: await this.#staff.second() };
    return signByTwo(tree, 'plan.open', { payload, subjectVersion: 0, ...signers });
  }

  chunk(index = 0): Promise<Committed> {
    return this.#call('plan:openChunk', this.list.chunks[index] ?? '');
  }

  closeList(): Promise<Committed> {
    return this.#call('plan:closeOpen', JSON.stringify({ manifestId: this.planId }));
  }

  /** Opened, with all its chunks, and its list closed. */
  async listed(change: Partial<PayloadOf<'plan.open'>> = {}): Promise<this> {
    await this.open(change);
    for (const index of this.list.chunks.keys()) await this.chunk(index);
    await this.closeList();
    return this;
  }

  get stands(): PayloadOf<'plan.lock'> {
    const sums = benefitRecord(this.#world.tree, 'manifest', ledgerKey.manifest(this.planId))?.sums;
    if (sums === undefined) throw new Error('the list is not closed');
    const { items, fen, root } = sums;
    const { record, planId } = this;
    const { payees } = record;
    return {
      ...{ planId, stands: { items, fen, root }, terms: termsOf(record) },
      ...(payees !== undefined && { payees }),
    };
  }

  step<T extends InstructionType>(type: T, payload: PayloadOf<T>, by: TestOperator): Promise<Committed> {
    return this.#world.tree.submit(type, payload, { by, subjectVersion: this.record.v });
  }

  lock(by = this.#staff.maker): Promise<Committed> {
    return this.step('plan.lock', this.stands, by);
  }

  check(by = this.#staff.checker): Promise<Committed> {
    return this.step('plan.check', this.stands, by);
  }

  approve(by = this.#staff.approver): Promise<Committed> {
    return this.step('plan.approve', this.stands, by);
  }

  publicise(from = '2026-03-02', until = '2026-03-08', by = this.#staff.maker): Promise<Committed> {
    return this.step('plan.publicise', { planId: this.planId, from, until, notice: DOCUMENT }, by);
  }

  /** Looked at again, and ordered: the first order, or with lists a further one. */
  async pay(by = this.#staff.payer, lists?: string[]): Promise<Committed> {
    const { screen } = await this.screened();
    const pays = screen?.ready ?? { items: 0, fen: 0 };
    return this.order({ pays, ...(lists !== undefined && { lists }) }, by);
  }

  order(
    change: Pick<PayloadOf<'plan.pay'>, 'pays'> & Partial<PayloadOf<'plan.pay'>>,
    by = this.#staff.payer,
  ): Promise<Committed> {
    return this.step('plan.pay', { ...this.stands, order: DOCUMENT, ...change }, by);
  }

  /** The plan once its members were looked at again; as it was where there is nothing to look at. */
  async screened(): Promise<PlanRecord> {
    for (let from = 0, isDone = false; !isDone;) {
      const answer = await this.screen(from).catch(() => undefined);
      if (answer === undefined) return this.record;
      const { next } = answer.result;
      [from, isDone] = [Number(next), answer.result.isDone === true];
    }
    return this.record;
  }

  screen(from = 0): Promise<Committed> {
    const places = this.#rows
      .slice(from * ITEMS_PER_RECORD, (from + 10) * ITEMS_PER_RECORD)
      .map(({ place }) => place);
    return this.#call('plan:screen', JSON.stringify({ from, places, planId: this.planId }));
  }

  /** What the bank says of items, as a list of its own; answers its id. */
  async results(paid: Readonly<Record<number, TestResult>>, by = this.#staff.recorder): Promise<string> {
    const { manifestId, chunk, close } = await this.answers(paid, by);
    await chunk();
    await close();
    return manifestId;
  }

  /** The same, opened: its rows are still to come. */
  async answers(
    paid: Readonly<Record<number, TestResult>>,
    by = this.#staff.recorder,
    rowsPerChunk = 250,
    change: Partial<TestImport['manifest']> = {},
  ): Promise<TestAnswers> {
    const { tree } = this.#world;
    const rows = Object.entries(paid).map(([item, was]) => ({
      ...{ item: Number(item), paid: was !== false, reference: DOCUMENT },
      ...(typeof was === 'string' && { receipt: was }),
    }));
    const list = newImport(tree, rows, { rowsPerChunk });
    const { manifestId } = list.manifest;
    await tree.submit('plan.results', { ...list.manifest, ...change, planId: this.planId }, { by });
    return {
      manifestId,
      chunk: (index = 0) => this.#call('plan:resultsChunk', list.chunks[index] ?? ''),
      close: () => this.#call('plan:closeResults', JSON.stringify({ manifestId })),
    };
  }

  reconcile(
    lists: string[],
    paid: PayloadOf<'plan.reconcile'>['paid'],
    by = this.#staff.recorder,
  ): Promise<Committed> {
    return this.step('plan.reconcile', { planId: this.planId, lists, paid }, by);
  }

  /** The bank has sent an item back, or its payee has. */
  back(type: 'item.return' | 'item.recover', item: number, by = this.#staff.recorder): Promise<Committed> {
    const payload = { planId: this.planId, item, document: DOCUMENT };
    return type === 'item.return'
      ? this.step(type, payload, by)
      : this.step(type, { ...payload, reason: 'death' }, by);
  }

  /** A part of an item has come back from its payee. */
  backInPart(item: number, fen: number, by = this.#staff.recorder): Promise<Committed> {
    return this.step(
      'item.recover',
      { planId: this.planId, item, document: DOCUMENT, reason: 'error', fen },
      by,
    );
  }

  /** What is left of an item is written off, by two persons. */
  writeOff(item: number, by: readonly [first: TestOperator, second: TestOperator]): Promise<void> {
    const [first, second] = by;
    const payload = { planId: this.planId, item, document: DOCUMENT, reason: 'noEstate' } as const;
    const signed = { payload, subjectVersion: this.record.v, first, second };
    return decideByTwo(this.#world.tree, 'item.writeOff', signed);
  }

  strike(item: number, by = this.#staff.maker): Promise<Committed> {
    const payload = { planId: this.planId, item, document: DOCUMENT, reason: 'objection' } as const;
    return this.step('item.void', payload, by);
  }

  attest(agent?: PayloadOf<'receipt.attest'>['agent'], by = this.#staff.recorder): Promise<Committed> {
    const payload = { planId: this.planId, document: DOCUMENT, ...(agent !== undefined && { agent }) };
    return this.step('receipt.attest', payload, by);
  }

  cancel(by = this.#staff.maker, reason: PayloadOf<'plan.cancel'>['reason'] = 'error'): Promise<Committed> {
    return this.step('plan.cancel', { planId: this.planId, reason }, by);
  }

  fold(from = 0): Promise<Committed> {
    return this.#call('plan:fold', JSON.stringify({ from, planId: this.planId }));
  }

  close(by = this.#staff.maker): Promise<Committed> {
    return this.step('plan.close', { planId: this.planId }, by);
  }

  #call(name: string, argument: string): Promise<Committed> {
    return this.#world.tree.call(name, argument, { mspId: this.#staff.maker.mspId }, 'benefit');
  }
}
