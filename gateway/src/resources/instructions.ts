// SPDX-License-Identifier: Apache-2.0
import { instructionStatus } from '@unionid/domain/api';
import {
  INSTRUCTION_TYPES,
  isInstructionType,
  toSignedInstruction,
  type InstructionType,
  type PayloadOf,
  type SignedInstructionOf,
} from '@unionid/domain/catalogue';
import { DomainError, unlessRefused } from '@unionid/domain/errors';
import { signedInstructionSchema } from '@unionid/domain/instruction';
import { CORRECTION_TYPES, type RekeyPayload } from '@unionid/domain/person';
import { instructionIdField, operatorIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { parseWait } from '../http/prefer.js';
import type { Caller } from '../http/route.js';
import { assertOfAge, isJoining } from '../preparations/of-age.js';
import { assertCorrection, assertExchange } from '../preparations/corrections.js';
import type { AccountInstruction } from '../preparations/preparations.js';
import { assertRekeying } from '../preparations/rekeying.js';
import { assertKeyUnused } from '../submission/assert-key-unused.js';
import { assertMayDecide } from '../submission/assert-may-decide.js';
import { assertInstructionSigned } from '../submission/assert-signed.js';
import { contractErrors } from '../submission/contract-errors.js';
import { endorsedAtHome } from '../submission/endorsed-at-home.js';
import { instructionSubmission } from '../submission/instruction-submission.js';
import { toStatus, type Outcome } from '../submission/outcome.js';
import { workOf } from './assert-within.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

/** An instruction with its 200 employers and their names. */
const MAX_BODY_BYTES = 512 * 1_024;

/** Types that name what only a gateway can compute. */
const PREPARED: ReadonlySet<InstructionType> = new Set([
  'person.enrol',
  'person.openAccount',
  'person.rekey',
  'transfer.request',
  'claim.open',
  ...CORRECTION_TYPES,
]);
const CORRECTIONS: ReadonlySet<InstructionType> = new Set(CORRECTION_TYPES);

/** Whether it names what this gateway has prepared: an answer to a claim does where numbers change places, a claim unless it is onto an account. */
function isPrepared({ type, payload }: SignedInstructionOf['instruction']): boolean {
  if (type === 'claim.answer') return (payload as PayloadOf<'claim.answer'>).exchange !== undefined;
  if (type === 'claim.open') return (payload as PayloadOf<'claim.open'>).place === undefined;
  return PREPARED.has(type);
}

/** Every change of the ledger goes through here: a decision that its operator signed. */
export const instructionRoutes = [
  operatorRoute({
    method: 'post',
    path: '/v1/instructions',
    operationId: 'submitInstruction',
    summary: {
      zh: '提交已签名的指令；Prefer: wait=N 等待上链',
      en: 'Submit a signed instruction; Prefer: wait=N waits for its commit (200), else 202',
    },
    tag: 'instructions',
    body: signedInstructionSchema,
    maxBodyBytes: MAX_BODY_BYTES,
    response: instructionStatus,
    status: 202,
    otherStatuses: [200],
    errors: [
      ...contractErrors(Object.keys(INSTRUCTION_TYPES).filter(isInstructionType)),
      ...(['PREPARATION_UNKNOWN', 'PREPARATION_DIFFERS', 'MATCHING_UNAVAILABLE', 'QUOTA_EXCEEDED'] as const),
      // Of accounts that are led to another key: their records are read.
      'DECRYPTION_FAILED',
      // Of a key by which households are known still.
      'KEY_VERSION_IN_USE',
      // Of a person who joins: the day of birth is in the vault.
      'TOO_YOUNG',
      // Of a transaction that is not carried out, or of which nobody knows.
      ...(['CONFLICT', 'LEDGER_UNAVAILABLE', 'OUTCOME_UNKNOWN'] as const),
    ],
    handle: async ({ services, body, headers, caller }) => {
      const signed = toSignedInstruction(body);
      const asked = instructionSubmission(signed, services.ledger.chaincodes);
      await assertInstructionSigned(signed, services);
      const submission = await endorsedAtHome(asked, signed, services);
      const { instructionId } = signed.instruction;
      const waitSeconds = parseWait(headers.prefer);
      const submit = (): Promise<Outcome> => services.submissions.submit(submission, waitSeconds * 1000);
      // What is known was looked at when it came; another content under its identifier is refused.
      const isKnown = await services.submissions.knows(submission);
      const outcome = await (isKnown ? submit() : submitPrepared(signed, { services, caller, submit }));
      return {
        status: outcome.status === 'COMMITTED' ? 200 : 202,
        body: toStatus({ instructionId, digest: submission.digest }, outcome),
        headers: {
          location: `/v1/instructions/${instructionId}`,
          ...(waitSeconds > 0 && { 'preference-applied': `wait=${waitSeconds}` }),
        },
      };
    },
  }),
  operatorRoute({
    method: 'get',
    path: '/v1/instructions/:instructionId',
    operationId: 'getInstruction',
    summary: {
      zh: '查询指令的结果：默认为本人签署的，actor=… 为本级及下级操作员签署的',
      en: "What became of an instruction: one's own, or with actor=… that of an operator below one's own union",
    },
    tag: 'instructions',
    params: z.strictObject({ instructionId: instructionIdField }),
    // An identifier counts under who signed: the caller where nobody is named.
    query: z.strictObject({ actor: z.optional(operatorIdField) }),
    response: instructionStatus,
    status: 200,
    errors: ['NOT_FOUND'],
    handle: async ({ services, params: { instructionId }, query, caller }) => {
      const actor = query.actor ?? caller.operator.operatorId;
      await assertMayAsk(actor, caller, services);
      const status = await services.submissions.instruction({ actor, instructionId });
      if (status === undefined) throw new DomainError('NOT_FOUND');
      return { body: status };
    },
  }),
];

/** A result names whom it is about, so it is for who signed and for those above. @throws DomainError NOT_FOUND */
async function assertMayAsk(actor: string, caller: Caller, { readModel }: Services): Promise<void> {
  if (actor === caller.operator.operatorId) return;
  const signer = await readModel.operator(actor);
  const isAbove = signer !== undefined && (await readModel.isWithin(signer.org, workOf(caller)));
  if (!isAbove) throw new DomainError('NOT_FOUND');
}

interface Submitting {
  readonly services: Services;
  readonly caller: Caller;
  readonly submit: () => Promise<Outcome>;
}

/** What names keys of persons must name those that this gateway prepared, and who joins is of age: no contract can tell. */
async function submitPrepared(
  signed: SignedInstructionOf,
  { services, caller, submit }: Submitting,
): Promise<Outcome> {
  const { instruction } = signed;
  await assertRights(signed, services);
  await assertKeyUnused(signed, services);
  await assertOfAge(decided(signed).instruction, services);
  if (!isPrepared(instruction)) return submit();
  const { preparations, matchingBudgets, matching, vault, readModel } = services;
  if (instruction.type === 'person.rekey') {
    const charged = matchingBudgets.of(caller.operator.operatorId, 'enrolment', matching);
    await assertRekeying(instruction.payload as RekeyPayload, { vault, readModel, matching: charged });
    return submit();
  }
  if (instruction.type === 'claim.answer') {
    const { identityId, exchange } = instruction.payload as PayloadOf<'claim.answer'>;
    if (exchange !== undefined) await assertExchange({ identityId, exchange }, { vault, now: services.now });
    return submit();
  }
  const named = { ...instruction, payload: instruction.payload as AccountInstruction['payload'] };
  if (CORRECTIONS.has(instruction.type)) {
    await assertCorrection(named, { vault, now: services.now });
    return submit();
  }
  // The real-name record of a new account stays in the vault from here until the outcome is known (architecture.md §4.3).
  return preparations.carryOut(named, submit);
}

/** Of whoever signed, and of both where it is a confirmation, before anything of the person is looked at. */
async function assertRights(signed: SignedInstructionOf, services: Services): Promise<void> {
  const { instruction } = signed;
  const decision = decided(signed);
  if (!isPrepared(instruction) && !isJoining(decision.instruction.type)) return;
  if (decision !== signed) {
    await assertInstructionSigned(decision, services);
    await assertMayDecide(decision.instruction, decision.instruction, services);
  }
  await assertMayDecide(decision.instruction, instruction, services);
}

/** What is carried out: of a confirmation the decision that it confirms, where it is one. */
function decided(signed: SignedInstructionOf): SignedInstructionOf {
  const { type, payload } = signed.instruction;
  if (type !== 'decision.confirm') return signed;
  const { decision } = payload as PayloadOf<'decision.confirm'>;
  return unlessRefused(() => toSignedInstruction(decision)) ?? signed;
}
