// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { DomainError } from '../errors/index.js';
import { personIndexOf, type AccountRecord, type ClaimRecord } from '../ledger/index.js';
import { assertKeyVersions } from '../governance/key-versions.js';
import { personKeysOf } from '../person/account.js';
import { digestField, personKeyField, tagField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import type { Actors } from '../transfer/parties.js';
import { timestampAt } from '../values/timestamp.js';
import { claimedFields, claimMove, judgedUntil, settledBy, type ClaimGround } from './ground.js';
import { CLAIM_REFUSALS } from './process.js';

/** By the union whose account holds the number: it yields, or contests with the document that it has seen. */
export const answerClaimPayload = z.strictObject({
  ...claimedFields,
  outcome: z.enum(['yield', 'contest']),
  evidence: digestField,
  /** Where the account's own number is the one under which the owner's stands: its record as it is to be, by both numbers at once. */
  exchange: z.exactOptional(
    z.strictObject({
      personKey: personKeyField,
      formerKey: z.exactOptional(personKeyField),
      nameTag: tagField,
      root: digestField,
    }),
  ),
});
export type AnswerClaimPayload = z.output<typeof answerClaimPayload>;

export const answerInstruction = defineInstruction({
  type: 'claim.answer',
  chaincode: 'identity',
  payload: answerClaimPayload,
  grant: 'member',
  subject: 'claim',
  hasDeadline: true,
  errors: [
    ...(['CLAIM_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'SAME_PERSON'] as const),
    ...(['CLAIM_ACCOUNT', 'KEY_VERSION_NOT_IN_FORCE', 'FORMER_KEY_NEEDED'] as const),
    ...(['CLAIM_TOO_LATE', 'OWN_ACCOUNT'] as const),
    ...CLAIM_REFUSALS.answer,
  ],
});

export const answerPresentation: PresentationOf<typeof answerInstruction> = {
  words: ({ identityId, outcome, exchange }) =>
    exchange !== undefined
      ? {
          zh: `答复认领：账户 ${identityId} 与认领人账户的证件号码录反，予以互换`,
          en: `Answer a claim: the numbers of account ${identityId} and of the claimant's are each other's and change places`,
        }
      : outcome === 'yield'
        ? {
            zh: `答复认领：账户 ${identityId} 的证件号码确属他人，予以交还`,
            en: `Answer a claim: the number of account ${identityId} is somebody else's and is given up`,
          }
        : {
            zh: `答复认领：账户 ${identityId} 的证件号码经核实无误，有异议`,
            en: `Answer a claim: the number of account ${identityId} was checked and is right; contested`,
          },
  sample: () => ({ identityId: SAMPLE.identityId, place: '', outcome: 'yield', evidence: SAMPLE.digest }),
};

export interface AnswerGround extends ClaimGround {
  readonly actors: Actors;
  /** The account that has the number now. */
  readonly claimed: AccountRecord;
  /** Where the number that it is to have leads, each key that leads anywhere. */
  readonly leads: readonly string[];
  readonly keyVersions: readonly number[];
}

/** The claim as it was answered; `judge` decides where it is contested. @throws DomainError as the definition lists them */
export function answerClaim(payload: AnswerClaimPayload, judge: string, ground: AnswerGround): ClaimRecord {
  const { outcome, evidence } = payload;
  const { to, otherwise: contested = to, current } = claimMove('answer', ground);
  const v = current.v + 1;
  const exchange = exchangeOf(payload, current, ground);
  if (outcome === 'yield') {
    const yielded = ground.actors.actor;
    return { ...current, v, status: to, way: 'answer', lapsesAt: settledBy(ground), yielded, ...exchange };
  }
  assertInTime(current, ground);
  const contest = { digest: evidence, until: judgedUntil(ground), by: ground.actors.actor };
  return { ...current, v, status: contested, judge, contest };
}

/** What is said against a claim is said by its deadline; to yield is never too late. @throws DomainError CLAIM_TOO_LATE */
function assertInTime({ due }: ClaimRecord, { now }: Pick<AnswerGround, 'now'>): void {
  if (timestampAt(now) >= due) throw new DomainError('CLAIM_TOO_LATE', { due });
}

/** That numbers change places where each account has the other's. @throws DomainError CLAIM_ACCOUNT */
function exchangeOf(
  { outcome, exchange }: AnswerClaimPayload,
  { onto, owner, kind }: ClaimRecord,
  { claimed, leads, keyVersions }: AnswerGround,
): Pick<ClaimRecord, 'exchange'> {
  if (exchange === undefined) return {};
  const isTheirs = leads.length > 0 && leads.every((identityId) => identityId === owner);
  const isPossible = outcome === 'yield' && onto === true && kind !== 'duplicate';
  if (!isPossible || !isTheirs) throw new DomainError('CLAIM_ACCOUNT');
  const keys = personKeysOf(exchange);
  assertKeyVersions(keys, keyVersions);
  const { nameTag: tag, root } = exchange;
  return { exchange: { keys: keys.map(personIndexOf), tag, root, of: claimed.root } };
}
