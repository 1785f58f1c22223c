// SPDX-License-Identifier: Apache-2.0
import { personInput, type ClaimView, type CorrectionParts, type PersonInput } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { chinaDateAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { rebuildClaimOnto, rebuildCorrection, rebuildExchange } from '../../rebuild/correction.js';
import type { InstructionContext } from '../../rebuild/enrolment.js';
import type { CommandContext } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';
import { parseJsonFile } from '../terminal/files.js';
import { required } from '../terminal/values.js';
import { claimClock } from './clock.js';
import { decide, submitDecision } from './decide.js';
import { digestOf } from './evidence.js';

/** A person whose record is another account's already, or is to be. */
const personFile = z.object({ person: personInput });

/** What both sides rebuild of a record whose number leads to another account. */
interface Corrected {
  readonly identityId: string;
  readonly person: PersonInput;
  readonly parts: CorrectionParts;
  readonly context: InstructionContext;
}

async function correctedBy(
  { session }: CommandContext,
  { identityId, person }: Pick<Corrected, 'identityId' | 'person'>,
): Promise<Corrected> {
  const client = await session.client();
  const parts = await client.corrections.create({ identityId, person, claim: true });
  return { identityId, person, parts, context: await session.instructionContext() };
}

/** Claims a number onto the account that its owner has. */
export async function openOnto(
  context: CommandContext,
  {
    own,
    person,
    decision,
  }: {
    readonly own: string;
    readonly person: PersonInput;
    readonly decision: Pick<PayloadOf<'claim.open'>, 'org' | 'kind' | 'evidence'>;
  },
): Promise<Exit> {
  const corrected = await correctedBy(context, { identityId: own, person });
  const instruction = rebuildClaimOnto({ ...corrected, decision });
  const { claimed } = instruction.payload;
  return submitDecision(context, instruction, {
    lines: [context.terminal.text('claimOpened', { claimed })],
    after: claimClock(context, claimed),
  });
}

/** The record of the account that a claim is on, as it is to be once the numbers have changed places. */
export async function exchangeOf(
  context: CommandContext,
  { identityId, owner }: Pick<ClaimView, 'identityId' | 'owner'>,
): Promise<NonNullable<PayloadOf<'claim.answer'>['exchange']>> {
  const { person } = await parseJsonFile(required(context.values, 'file'), personFile);
  return rebuildExchange({ ...(await correctedBy(context, { identityId, person })), owner });
}

/** Settles a claim onto the account that its owner has: by its correction, or of a duplicate by its end. */
export async function settleOnto(context: CommandContext, claim: ClaimView): Promise<Exit> {
  return claim.kind === 'duplicate' ? endDuplicate(context, claim) : bindNumber(context, claim);
}

async function bindNumber(context: CommandContext, { identityId: claimed, owner }: ClaimView): Promise<Exit> {
  const { person } = await parseJsonFile(required(context.values, 'file'), personFile);
  const decision = { reason: 'mistake', evidence: await digestOf(context, 'evidence') } as const;
  const corrected = await correctedBy(context, { identityId: owner, person });
  return submitDecision(context, rebuildCorrection({ ...corrected, decision, claimed }));
}

async function endDuplicate(context: CommandContext, { identityId, place, owner }: ClaimView): Promise<Exit> {
  const evidence = await digestOf(context, 'evidence');
  const own = await (await context.session.client()).accounts.get(owner);
  const payload = {
    ...{ identityId: owner, place: own.place, on: chinaDateAt(Date.now()), evidence },
    ...({ reason: 'duplicate', into: { identityId, place } } as const),
  };
  return decide(context, { type: 'membership.void', payload, subjectVersion: own.version });
}
