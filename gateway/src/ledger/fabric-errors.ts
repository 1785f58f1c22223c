// SPDX-License-Identifier: Apache-2.0
import { GatewayError, type ErrorDetail } from '@hyperledger/fabric-gateway';
import { decodeError, DomainError } from '@unionid/domain/errors';
import { EndorsersDisagreeError } from './ledger.js';

// gRPC status codes.
const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED = 4;
const PERMISSION_DENIED = 7;
const ABORTED = 10;
const UNAUTHENTICATED = 16;

/** What one endorsing peer said. */
interface Answer {
  readonly mspId: string;
  readonly kind: 'refused' | 'mismatch' | 'unavailable';
  /** Error code; only of `refused`. */
  readonly refusal: DomainError | undefined;
}

// Fabric's words, internal/pkg/gateway: plan.go (mismatch), endorse.go (not all), apiutils.go (refused by the contract).
const MISMATCH = 'ProposalResponsePayloads do not match';
const NOT_ENOUGH = 'failed to collect enough';
const REFUSED = 'chaincode response';

/**
 * An endorsement's failure in our words, by the retry matrix of fabric-facts.md §5.3. `asked` are the organisations that had
 * to endorse, undefined where discovery chose: a peer that is not among the failures endorsed, so it saw otherwise.
 */
export function toEndorseError(error: unknown, asked: readonly string[] | undefined): Error {
  if (!(error instanceof GatewayError) || error.code !== ABORTED) return toLedgerError(error);
  const answers = error.details.map(toAnswer);
  if (answers.every(({ kind }) => kind === 'unavailable')) return unavailable(error);
  const endorsed = asked === undefined ? error.message.includes(NOT_ENOUGH) : isAnyMissing(answers, asked);
  const unanimous = endorsed ? undefined : unanimousRefusal(answers);
  return unanimous ?? new EndorsersDisagreeError(describe(answers, endorsed), { cause: error });
}

/** The one refusal of all peers that could be reached; undefined where they differ. */
function unanimousRefusal(answers: readonly Answer[]): DomainError | undefined {
  const reached = answers.filter(({ kind }) => kind !== 'unavailable');
  const refusal = reached[0]?.refusal;
  return reached.every((answer) => answer.refusal?.code === refusal?.code) ? refusal : undefined;
}

/** A query's failure: the contract's refusal, or the ledger's. */
export function toEvaluateError(error: unknown): Error {
  if (!(error instanceof GatewayError)) return toLedgerError(error);
  const texts = [...error.details.map(({ message }) => message), error.message];
  const refusal = texts.map((text) => decodeError(text)).find((decoded) => decoded !== undefined);
  return refusal ?? toLedgerError(error);
}

/** Anything else: the ledger can not be reached, or does not take this gateway's certificate. */
export function toLedgerError(error: unknown): Error {
  if (!(error instanceof GatewayError)) return unavailable(error);
  switch (error.code) {
    case INVALID_ARGUMENT:
    case PERMISSION_DENIED:
    case UNAUTHENTICATED:
      return new DomainError('INTERNAL', { reason: 'refused by the peer' }, { cause: error });
    default:
      return unavailable(error);
  }
}

/** True where only the time for the answer was up. */
export function isTimeout(error: unknown): boolean {
  return error instanceof GatewayError && error.code === DEADLINE_EXCEEDED;
}

function toAnswer({ mspId, message }: ErrorDetail): Answer {
  const refusal = decodeError(message);
  if (refusal !== undefined) return { mspId, kind: 'refused', refusal };
  if (message.includes(MISMATCH)) return { mspId, kind: 'mismatch', refusal };
  // The contract said something that is no code of ours: our own fault, told as such.
  if (message.includes(REFUSED))
    return { mspId, kind: 'refused', refusal: new DomainError('INTERNAL', { reason: 'contract failed' }) };
  return { mspId, kind: 'unavailable', refusal };
}

function isAnyMissing(answers: readonly Answer[], asked: readonly string[]): boolean {
  return asked.some((mspId) => !answers.some((answer) => answer.mspId === mspId));
}

function describe(answers: readonly Answer[], endorsed: boolean): string[] {
  const said = answers.map(({ mspId, kind, refusal }) => `${mspId}: ${refusal?.code ?? kind}`);
  return endorsed ? [...said, 'others: endorsed'] : said;
}

function unavailable(cause: unknown): DomainError {
  return new DomainError('LEDGER_UNAVAILABLE', {}, { cause });
}
