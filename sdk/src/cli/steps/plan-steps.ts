// SPDX-License-Identifier: Apache-2.0
import type { PlanShown, PlanView } from '@unionid/domain/api';
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import type { Sums } from '@unionid/domain/ledger';
import { NOTHING, together } from '@unionid/domain/plan';
import { rebuildPlan, type RebuiltPlan } from '../../rebuild/plan-stands.js';
import type { CommandContext } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';
import type { MessageKey } from '../terminal/messages.js';
import { decide } from './decide.js';

// What commands on a plan have in common.

export function idOf({ args: [planId = ''] }: CommandContext): string {
  return planId;
}

export async function planOf(context: CommandContext): Promise<PlanShown> {
  return (await context.session.client()).plans.get(idOf(context));
}

/** What is signed of a plan, added up here from each of its items. @throws DomainError PARTS_MISMATCH, PLAN_INCOMPLETE */
export async function addedUp({ session }: CommandContext, plan: PlanView): Promise<RebuiltPlan> {
  const client = await session.client();
  return rebuildPlan(plan, (planId, options) => client.plans.items(planId, options));
}

/** The lists of what the bank has answered of the newest order, and what it has paid by them and before. @throws DomainError */
export function answersOf({ results, attempt = 1, settled = NOTHING }: PlanView): {
  readonly lists: string[];
  readonly paid: Sums;
} {
  const closed = results.flatMap((list) =>
    list.paid === undefined || list.attempt !== attempt ? [] : [{ id: list.manifestId, paid: list.paid }],
  );
  if (closed.length === 0) throw new DomainError('PLAN_INCOMPLETE');
  const paid = closed.reduce<Sums>((all, list) => together(all, list.paid), settled);
  return { lists: closed.map(({ id }) => id), paid };
}

/** A decision about the plan that the command names, by its newest version. */
export async function decideOnPlan<T extends InstructionType>(
  context: CommandContext,
  {
    type,
    payload,
    known,
    next,
  }: {
    readonly type: T;
    readonly payload: PayloadOf<T>;
    readonly known?: PlanView;
    /** What is to be done then. */
    readonly next?: MessageKey;
  },
): Promise<Exit> {
  const { version: subjectVersion } = known ?? (await planOf(context));
  const lines = next === undefined ? [] : [context.terminal.text(next, { planId: idOf(context) })];
  return decide(context, { type, payload, subjectVersion, lines });
}
