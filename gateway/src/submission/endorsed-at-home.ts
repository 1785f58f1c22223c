// SPDX-License-Identifier: Apache-2.0
import type { PayloadOf, SignedInstructionOf } from '@unionid/domain/catalogue';
import type { Config } from '../config/config.js';
import type { DecisionQueries, GovernanceQueries, PlanQueries } from '../read-model/read-model.js';
import type { Submission } from './submission.js';

type Read = Pick<DecisionQueries, 'pending'> &
  Pick<GovernanceQueries, 'provinces'> &
  Pick<PlanQueries, 'plan'>;

/**
 * The same; of a province's decision that the national union confirms, or a plan that it approves, endorsed by that province's peer:
 * what it did not endorse would be an alarm there (ADR 22).
 * @throws DomainError RECORD_UNREADABLE where nobody can tell whose decision or plan it is
 */
export async function endorsedAtHome(
  submission: Submission,
  { instruction }: SignedInstructionOf,
  {
    readModel,
    config,
  }: { readonly readModel: Read; readonly config: Pick<Config, 'mspId' | 'nationalMspId'> },
): Promise<Submission> {
  if (config.mspId !== config.nationalMspId) return submission;
  const province = await provinceOf(instruction, readModel);
  if (province === undefined) return submission;
  const home = (await readModel.provinces()).find(({ code }) => code === province);
  return home === undefined
    ? submission
    : { ...submission, call: { ...submission.call, province: home.mspId } };
}

/** Of what another than the national union began. */
async function provinceOf(
  { type, payload }: SignedInstructionOf['instruction'],
  readModel: Read,
): Promise<string | undefined> {
  if (type === 'plan.approve')
    return (await readModel.plan((payload as PayloadOf<'plan.approve'>).planId))?.province;
  if (type !== 'decision.confirm') return undefined;
  const { actor, instructionId } = (payload as PayloadOf<'decision.confirm'>).decision.instruction;
  return (await readModel.pending(actor, instructionId))?.province;
}
