// SPDX-License-Identifier: Apache-2.0
import type { PayloadOf, SignedInstructionOf } from '@unionid/domain/catalogue';
import type { Config } from '../config/config.js';
import type { DecisionQueries, GovernanceQueries } from '../read-model/read-model.js';
import type { Submission } from './submission.js';

/**
 * The same; of a province's decision that the national union confirms, endorsed by that province's peer: what it did not endorse
 * would be an alarm there (ADR 22).
 * @throws DomainError RECORD_UNREADABLE where nobody can tell whose decision it is
 */
export async function endorsedAtHome(
  submission: Submission,
  { instruction: { type, payload } }: SignedInstructionOf,
  {
    readModel,
    config,
  }: {
    readonly readModel: Pick<DecisionQueries, 'pending'> & Pick<GovernanceQueries, 'provinces'>;
    readonly config: Pick<Config, 'mspId' | 'nationalMspId'>;
  },
): Promise<Submission> {
  if (config.mspId !== config.nationalMspId || type !== 'decision.confirm') return submission;
  const { actor, instructionId } = (payload as PayloadOf<'decision.confirm'>).decision.instruction;
  const waiting = await readModel.pending(actor, instructionId);
  const home = (await readModel.provinces()).find(({ code }) => code === waiting?.province);
  return home === undefined
    ? submission
    : { ...submission, call: { ...submission.call, province: home.mspId } };
}
