// SPDX-License-Identifier: Apache-2.0
import type { ItemRow, PlanRow as LivedPlan } from '@unionid/domain/audit';
import { canonicalJson } from '@unionid/domain/encoding';
import { countsOn } from '@unionid/domain/file';
import {
  programmeRules,
  type FundRecord,
  type PlanItem,
  type PlanRecord,
  type ProgrammeRecord,
} from '@unionid/domain/ledger';
import { openLetter, type PlanRow } from '@unionid/domain/plan';
import { chinaDateAt } from '@unionid/domain/values';
import type { TestOperator } from '#src/testing/index.js';
import { DOCUMENT, newStaff, TestPlan, type PlanStaff } from './benefit-plan.js';
import { fileOf, tagOf } from './hardship-file.js';
import type { LivedPeople } from './lived-people.js';
import { nationalApprover } from './two-persons.js';

/** More than all plans of a year grant out of one line. */
const PLENTY = 100_000_000_000;

/** An item that somebody was not granted, or not paid; and why, as far as it is told. */
export interface Refusal {
  readonly plan: string;
  readonly item: number;
  readonly code: string;
}

/** Plans of made-up rows, on their whole way by the contract, whatever the rows say of how they ended. */
export class LivedPlans {
  readonly refused: Refusal[] = [];
  readonly held: Refusal[] = [];
  granted = 0;
  paid = 0;
  readonly #people: LivedPeople;
  readonly #plans = new Map<string, TestPlan>();
  readonly #funds = new Map<string, Promise<string>>();
  readonly #lines = new Map<string, Promise<void>>();
  readonly #programmes = new Map<string, Promise<string>>();
  readonly #staff = new Map<string, Promise<PlanStaff>>();
  readonly #above = new Map<string, Promise<TestOperator>>();
  #national: Promise<TestOperator> | undefined;

  constructor(people: LivedPeople) {
    this.#people = people;
  }

  /** The nth step of a plan. */
  async step(lived: LivedPlan, at: number): Promise<void> {
    const { step, record } = lived.versions[at]!;
    if (at === 0) return this.#open(lived);
    const plan = this.#plans.get(lived.planId);
    // Of which nothing could be paid.
    if (plan === undefined) return;
    await this.#carryOut(step.type, { lived, plan, record });
  }

  async #carryOut(
    type: string,
    {
      lived,
      plan,
      record,
    }: { readonly lived: LivedPlan; readonly plan: TestPlan; readonly record: PlanRecord },
  ): Promise<void> {
    if (type === 'plan.lock') await plan.lock();
    else if (type === 'plan.check') await plan.check();
    else if (type === 'plan.approve') await this.#approve(lived, plan);
    else if (type === 'plan.publicise') await plan.publicise(record.publicity!.from, record.publicity!.until);
    else if (type === 'plan.pay') await this.#pay(lived, plan);
    else if (type === 'plan.reconcile') await this.#reconcile(lived, plan);
    else if (type === 'item.return') await this.#back(lived, plan);
    else if (type === 'plan.cancel') await this.#cancel(plan);
    else if (type === 'plan.close') await this.#close(plan);
    else throw new Error(`no plan of an honest year has ${type}`);
  }

  async #open({ planId, items, versions, programme, fund }: LivedPlan): Promise<void> {
    const [{ record }] = versions as readonly [LivedPlan['versions'][number]];
    const org = this.#people.org(record.org);
    const world = {
      tree: this.#people.tree,
      fund: await this.#fundOf(record.fund, fund!),
      programme: await this.#programmeOf(programme!),
    };
    await this.#lineOf(world.fund, { org, province: record.province });
    const plan = new TestPlan(
      world,
      await this.#staffOf(record.org, record.province),
      items.map((row) => this.#rowOf(row.record)),
    );
    this.#plans.set(planId, plan);
    await plan.open({ on: record.on, until: record.until });
    for (const index of plan.list.chunks.keys()) {
      const { done, refused } = (await plan.chunk(index)).result as {
        done: number;
        refused: Record<string, number[]>;
      };
      this.granted += done;
      for (const [code, rows] of Object.entries(refused))
        this.refused.push(...rows.map((item) => ({ plan: planId, item, code })));
    }
    await plan.closeList();
  }

  #rowOf({ id, fen, file, for: whom, account }: PlanItem): PlanRow {
    const { identityId, root } = this.#people.member(id);
    return {
      ...{ identityId, place: '', root, fen },
      ...(file !== undefined && { file: this.#people.file(file) }),
      ...(whom !== undefined && { for: tagOf(whom) }),
      ...(account !== undefined && { account: tagOf(account.slice(-16)) }),
    };
  }

  /** By as many as the contract asks, who knows what else the union grants. */
  async #approve({ versions }: LivedPlan, plan: TestPlan): Promise<void> {
    const { org, province } = versions[0]!.record;
    const isMissing = (): boolean => plan.record.status === 'CHECKED';
    if (isMissing()) await plan.approve();
    if (isMissing()) await plan.approve(await this.#approverAbove(org, province));
  }

  async #pay(lived: LivedPlan, plan: TestPlan): Promise<void> {
    const { screen } = await plan.screened();
    const { letters } = plan;
    const held = lived.items.filter(({ item }) => letters[item] === 'H');
    this.held.push(
      ...held.map((row) => ({ plan: lived.planId, item: row.item, code: this.#whyHeld(lived, row) })),
    );
    if ((screen?.ready.items ?? 0) > 0) await plan.pay();
    else {
      await this.#cancel(plan);
      this.#plans.delete(lived.planId);
    }
  }

  /** What has become of a payee, or of the file, since the list; empty where nothing has. */
  #whyHeld({ programme }: LivedPlan, { record: { id, file } }: ItemRow): string {
    const { tree } = this.#people;
    const { state } = this.#people.account(id);
    if (state !== 'ACTIVE' && (state !== 'RETAINED' || programme?.retained !== true)) return state;
    const today = chinaDateAt(tree.clock.now());
    return file !== undefined && !countsOn(fileOf(tree, this.#people.file(file)), today) ? 'FILE_ENDED' : '';
  }

  async #reconcile({ items }: LivedPlan, plan: TestPlan): Promise<void> {
    const { letters } = plan;
    const ordered = items.filter(({ item }) => letters[item] === openLetter(1));
    const paid = ordered.filter(({ letter }) => letter !== 'F');
    const list = await plan.results(
      Object.fromEntries(ordered.map(({ item, letter }) => [item, letter !== 'F'])),
    );
    const fen = paid.reduce((sum, { record }) => sum + record.fen, 0);
    await plan.reconcile([list], { items: paid.length, fen });
    this.paid += paid.length;
  }

  async #back({ items }: LivedPlan, plan: TestPlan): Promise<void> {
    for (const { item, letter } of items) {
      if (plan.letters[item] !== 'P') continue;
      if (letter === 'R') await plan.back('item.return', item);
      if (letter === 'C') await plan.back('item.recover', item);
    }
  }

  async #close(plan: TestPlan): Promise<void> {
    if (/[FNH]/.test(plan.letters)) await plan.fold();
    await plan.close();
  }

  async #cancel(plan: TestPlan): Promise<void> {
    await plan.cancel();
    await plan.fold();
  }

  #staffOf(id: string, province: string): Promise<PlanStaff> {
    const { tree } = this.#people;
    const { orgId: home, root: by } = this.#people.province(province);
    return once(this.#staff, id, () => newStaff(tree, { org: this.#people.org(id), home, by }));
  }

  async #approverAbove(id: string, province: string): Promise<TestOperator> {
    const { orgId: top } = this.#people.province(province);
    if (this.#people.org(id) === top) return (this.#national ??= this.#nationalApprover(province));
    return once(this.#above, province, () =>
      this.#people.cadre(province, {
        org: top,
        grants: ['approve'],
        person: `approver above of ${province}`,
      }),
    );
  }

  #nationalApprover(province: string): Promise<TestOperator> {
    const { orgId: home, root: by } = this.#people.province(province);
    return nationalApprover(this.#people.tree, { person: 'national approver', home, by });
  }

  #fundOf(id: string, { province, source }: FundRecord): Promise<string> {
    const { tree } = this.#people;
    const { orgId: org, root: by } = this.#people.province(province);
    return once(this.#funds, id, async () => {
      const fundId = tree.newId('fund');
      await tree.submit('fund.open', { fundId, org, source, document: DOCUMENT, fen: PLENTY * 10 }, { by });
      return fundId;
    });
  }

  #lineOf(
    fund: string,
    { org, province }: { readonly org: string; readonly province: string },
  ): Promise<void> {
    const { tree } = this.#people;
    const { orgId: from, root: by } = this.#people.province(province);
    return once(this.#lines, `${fund} ${org}`, async () => {
      if (org === from) return;
      const allotmentId = tree.newId('allotment');
      const offer = { allotmentId, fund, from, to: org, fen: PLENTY, document: DOCUMENT };
      await tree.submit('line.allot', offer, { by });
      await tree.submit('line.accept', { allotmentId }, { by, subjectVersion: 1 });
    });
  }

  #programmeOf(programme: ProgrammeRecord): Promise<string> {
    const { tree } = this.#people;
    const said = Object.entries(programme).filter(([field]) => field in programmeRules);
    const rules = Object.fromEntries(said) as Pick<ProgrammeRecord, keyof typeof programmeRules>;
    return once(this.#programmes, canonicalJson({ org: programme.org, ...rules }), async () => {
      const programmeId = tree.newId('programme');
      const { root: by } = this.#people.province(programme.province);
      const payload = { programmeId, org: this.#people.org(programme.org), ...rules };
      await tree.submit('programme.publish', payload, { by });
      return programmeId;
    });
  }
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}
