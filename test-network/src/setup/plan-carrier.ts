// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanScreening, PlanView } from '@unionid/domain/api';
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { PLAN_STATUSES, type LedgerName, type PlanStatus } from '@unionid/domain/ledger';
import { pollUntil } from '@unionid/network';
import { newInstruction, rebuildPlan, signInstruction, type RebuiltPlan } from '@unionid/sdk';
import type { GovernorClient } from './found-unions.js';
import { prepareFile, waitWhile, type FileImport, type PreparedFile } from './import-file.js';
import { patiently, submitPatiently } from './patience.js';

const PATIENCE_MS = 240_000;

/** Whoever has a duty in a plan, each another person. */
export interface PlanStaff {
  readonly maker: GovernorClient;
  readonly checker: GovernorClient;
  readonly approver: GovernorClient;
  readonly payer: GovernorClient;
  readonly recorder: GovernorClient;
}

const SIGNED = [
  ['LOCKED', 'plan.lock', 'maker'],
  ['CHECKED', 'plan.check', 'checker'],
  ['APPROVED', 'plan.approve', 'approver'],
] as const;

/** Carries a plan on, each step by another person, while their gateway may be killed. */
export class PlanCarrier {
  readonly #ledger: LedgerName;
  readonly #staff: PlanStaff;
  readonly #planId: string;

  constructor(ledger: LedgerName, staff: PlanStaff, planId: string) {
    this.#ledger = ledger;
    this.#staff = staff;
    this.#planId = planId;
  }

  /** Signs what stands, up to a status, from wherever the plan is. */
  async advance(to: (typeof SIGNED)[number][0]): Promise<void> {
    for (const [status, type, duty] of SIGNED) {
      await this.#unless(status, async () => {
        const who = this.#staff[duty];
        await this.#act(type, who, (plan) => this.#signedOf(plan, who));
        await this.until(status, (plan) => plan.status === status);
      });
      if (status === to) return;
    }
  }

  /** Before it is paid; until each of its grants is given up. */
  async cancel(): Promise<void> {
    const planId = this.#planId;
    await this.#act('plan.cancel', this.#staff.maker, () => ({ planId, reason: 'error' }));
    await this.until('cancelled and folded', ({ status, stands, folded }) => {
      return status === 'CANCELLED' && folded >= (stands?.items ?? 0);
    });
  }

  /** An approved plan, paid by a bank that answers for each item in turn whether it was, up to its closing. */
  async payOut(
    answers: readonly boolean[],
    { order, folder }: { readonly order: string; readonly folder: string },
  ): Promise<void> {
    await this.#unless('PAYING', async () => {
      await this.screened();
      await this.pay(order);
    });
    const unpaid = answers.filter((isPaid) => !isPaid).length;
    await this.#unless('RECONCILED', () => this.#record(this.#answerFile(answers, folder)));
    await this.reconcile();
    await this.close(unpaid);
  }

  /** Has its payees looked at again; answers what may go to the bank. */
  async screened(): Promise<PlanScreening> {
    const { client } = this.#staff.payer;
    for (;;) {
      const screening = await patiently(() => client.plans.screen(this.#planId));
      if (!screening.isDone) continue;
      await this.until('screened', ({ screen }) => screen?.ready.items === screening.ready.items);
      return screening;
    }
  }

  /** Signs the first order. @param order SM3 of its file */
  async pay(order: string): Promise<void> {
    const { payer } = this.#staff;
    await this.#unless('PAYING', async () => {
      await this.#act('plan.pay', payer, async (plan) => ({
        ...{ ...(await this.#signedOf(plan, payer)), pays: given(plan.screen).ready, order },
      }));
    });
    await this.until('PAYING', ({ status }) => status === 'PAYING');
  }

  /** Adds up every list of answers that is closed. */
  async reconcile(): Promise<void> {
    const planId = this.#planId;
    await this.#unless('RECONCILED', () =>
      this.#act('plan.reconcile', this.#staff.recorder, ({ results }) => {
        const closed = results.filter(isClosed);
        const sums = closed.flatMap(({ paid }) => paid ?? []);
        const paid = {
          items: sums.reduce((all, { items }) => all + items, 0),
          fen: sums.reduce((all, { fen }) => all + fen, 0),
        };
        return { planId, lists: closed.map(({ manifestId }) => manifestId), paid };
      }),
    );
    await this.until('RECONCILED', ({ status }) => ['RECONCILED', 'CLOSED'].includes(status));
  }

  /** Once what was not paid is given up. */
  async close(unpaid: number): Promise<void> {
    const planId = this.#planId;
    await this.until('folded', ({ folded }) => folded >= unpaid);
    await this.#unless('CLOSED', () => this.#act('plan.close', this.#staff.maker, () => ({ planId })));
    await this.until('CLOSED', ({ status }) => status === 'CLOSED');
  }

  async #record(file: string): Promise<void> {
    const planId = this.#planId;
    const { recorder } = this.#staff;
    const { results: before } = await patiently(() => recorder.client.plans.get(planId));
    // Another job with the same file is another list.
    if (!before.some(isClosed))
      await importPatiently(recorder, this.#ledger, { kind: 'results', file, planId });
    await this.until('answered', ({ results }) => results.some(isClosed));
  }

  /** Whatever brings a plan to a status, where it is not there yet or beyond. */
  async #unless(status: PlanStatus, work: () => Promise<void>): Promise<void> {
    const { client } = this.#staff.maker;
    const plan = await patiently(() => client.plans.get(this.#planId));
    if (PLAN_STATUSES.indexOf(plan.status) < PLAN_STATUSES.indexOf(status)) await work();
  }

  /** By what the maker's gateway knows. */
  async until(what: string, isSo: (plan: PlanView) => boolean): Promise<void> {
    const { client } = this.#staff.maker;
    await pollUntil(
      async () => (isSo(await patiently(() => client.plans.get(this.#planId))) ? true : undefined),
      { what: `plan ${this.#planId} ${what}`, timeoutMs: PATIENCE_MS },
    );
  }

  /** What each signs after the maker, added up from the items. */
  async #signedOf(plan: PlanView, { client }: GovernorClient): Promise<RebuiltPlan['signed']> {
    const { signed } = await rebuildPlan(plan, (planId, page) =>
      patiently(() => client.plans.items(planId, page)),
    );
    return signed;
  }

  async #act<T extends InstructionType>(
    type: T,
    { client, operator, signer }: GovernorClient,
    payloadOf: (plan: PlanView) => PayloadOf<T> | Promise<PayloadOf<T>>,
  ): Promise<void> {
    const plan = await patiently(() => client.plans.get(this.#planId));
    const common = { ledger: this.#ledger, actor: operator.operatorId, publicKey: signer.publicKey };
    const named = { type, payload: await payloadOf(plan), subjectVersion: plan.version };
    const signed = await signInstruction(newInstruction({ ...common, ...named }), signer);
    const outcome = await submitPatiently(client, signed);
    if (outcome !== 'COMMITTED') throw new RangeError(`${type} of ${this.#planId} ends in ${outcome}`);
  }

  #answerFile(answers: readonly boolean[], folder: string): string {
    const rows = answers.map((isPaid, at) => {
      return `${String(at + 1)},${isPaid ? '成功' : '失败'},${this.#planId}-${String(at + 1)}`;
    });
    const file = join(folder, `${this.#planId}.csv`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${['序号,结果,流水号', ...rows].join('\n')}\n`, { mode: 0o600 });
    return file;
  }
}

/** A whole import by somebody whose gateway may be killed meanwhile; answers whether each of its rows was done. */
export async function importPatiently(
  by: GovernorClient,
  ledger: LedgerName,
  job: FileImport,
): Promise<boolean> {
  return approvePatiently(by, await patiently(() => prepareFile(by, ledger, job)));
}

/** What is left of it once it is signed. */
export async function approvePatiently(by: GovernorClient, { view, signed }: PreparedFile): Promise<boolean> {
  const { importId } = view;
  if (signed !== undefined) await patiently(() => by.client.imports.approve(importId, signed));
  const { state, counts } = await patiently(() => waitWhile(by, importId, ['SUBMITTING']));
  return state === 'DONE' && counts.done === counts.rows;
}

function isClosed({ paid }: PlanView['results'][number]): boolean {
  return paid !== undefined;
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('the list is not closed yet');
  return value;
}
