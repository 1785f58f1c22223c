// SPDX-License-Identifier: Apache-2.0
import { instructionStatus, type InstructionStatus } from '@unionid/domain/api';
import { encodeUtf8 } from '@unionid/domain/encoding';
import { instructionArgument, instructionDigest, type SignedInstruction } from '@unionid/domain/instruction';
import { ApiError } from '../transport/api-error.js';
import { JSON_TYPE, pathOf, type Transport } from '../transport/transport.js';

const DEFAULT_WAIT_SECONDS = 20;

export interface SubmitOptions {
  /** How long the gateway may wait for the commit before it answers PENDING; 20 by default, 0 for not at all. */
  readonly waitSeconds?: number;
}

export interface InstructionOptions {
  /** Who signed it; the asking operator by default. */
  readonly actor?: string;
}

export interface InstructionsResource {
  /**
   * Hands in a signed instruction. The same one may be handed in again at any time: it takes effect once.
   * @throws ApiError with the contract's code where it was refused; INSTRUCTION_ID_TAKEN where the answer is about another
   *   content under its identifier; OUTCOME_UNKNOWN where the connection was lost
   */
  submit(signed: SignedInstruction, options?: SubmitOptions): Promise<InstructionStatus>;
  /** What became of an instruction: one's own, or another operator's. */
  get(instructionId: string, options?: InstructionOptions): Promise<InstructionStatus>;
}

export function newInstructionsResource(transport: Transport): InstructionsResource {
  return {
    submit: async (signed, { waitSeconds = DEFAULT_WAIT_SECONDS } = {}) => {
      const status = await transport
        .json(
          {
            method: 'POST',
            path: '/v1/instructions',
            body: encodeUtf8(instructionArgument(signed)),
            mediaType: JSON_TYPE,
            headers: { prefer: `wait=${String(waitSeconds)}` },
            repeatable: true,
            waitMs: waitSeconds * 1000,
          },
          instructionStatus,
        )
        .catch((error: unknown) => {
          throw outcomeUnknown(error, signed.instruction.instructionId);
        });
      assertAboutThis(status, signed);
      return status;
    },
    get: (instructionId, options = {}) =>
      transport.one(
        { instructionId },
        { method: 'GET', path: pathOf`/v1/instructions/${instructionId}`, query: { ...options } },
        instructionStatus,
      ),
  };
}

// Whoever used the identifier first had this gateway carry out something else: "committed" would be said of that.
function assertAboutThis(
  { digest, transactionId }: InstructionStatus,
  { instruction }: SignedInstruction,
): void {
  if (digest === instructionDigest(instruction)) return;
  throw new ApiError('INSTRUCTION_ID_TAKEN', { status: 0, details: { transactionId } });
}

// Once bytes may have left, "unreachable" would invite a second signature for what may have taken effect.
function outcomeUnknown(error: unknown, instructionId: string): unknown {
  if (!(error instanceof ApiError) || error.code !== 'GATEWAY_UNREACHABLE') return error;
  return new ApiError('OUTCOME_UNKNOWN', { status: 0, details: { instructionId }, cause: error });
}
