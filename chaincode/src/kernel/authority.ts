// SPDX-License-Identifier: Apache-2.0
import type {
  ClockRecord,
  LedgerKey,
  NetworkRecord,
  OperatorKeyRecord,
  OperatorRecord,
  OrganisationRecord,
} from '@unionid/domain/ledger';
import type { MemberFacts } from '@unionid/domain/plan';
import type { LedgerStub } from './ledger-stub.js';
import type { StateStore } from './state-store.js';

/** An operator and the key that it signed by. */
export interface SignerName {
  readonly actor: string;
  readonly actorKeyId: string;
}

/** An account as instructions name it: where it stands is checked. */
export interface MemberName {
  readonly identityId: string;
  readonly place: string;
}

/** What a transaction must know of who may act. */
export interface AuthorityRequest {
  /** One, or two where a decision is confirmed. */
  readonly signers: readonly SignerName[];
  /** Unions whose place in the tree matters, as far as they are known before anything is read. */
  readonly unions: readonly string[];
  /** Whether the ledger clock counts: then a tick makes an endorsement that was held back invalid. */
  readonly clock: boolean;
  /** Members whose membership matters, where another chaincode asks. */
  readonly members?: readonly MemberName[];
  /** Accounts of which it matters whether another one stands for the person (ADR 66), where another chaincode asks. */
  readonly ended?: readonly string[];
  /** Provinces whose host matters, beside those of the signers. */
  readonly provinces?: readonly string[];
}

/** Who may act, as the ledger has it. Everything here was read in this transaction and counts for its validation. */
export interface AuthorityFacts {
  readonly network: NetworkRecord | undefined;
  readonly clock: ClockRecord | undefined;
  operator(operatorId: string): OperatorRecord | undefined;
  operatorKey(operatorId: string, keyId: string): OperatorKeyRecord | undefined;
  organisation(orgId: string): OrganisationRecord | undefined;
  /** Reads the accounts of the persons behind these operators. */
  readPersons(operatorIds: readonly string[]): Promise<void>;
  /** Accounts that have ended for that of an operator's person (ADR 66), once it was read by `readPersons`. */
  formerOf(operatorId: string): readonly string[];
  /** A member that the request named. @throws DomainError ACCOUNT_UNKNOWN, PLACE_WRONG, RECORD_UNREADABLE */
  member(identityId: string): MemberFacts;
  /** Reads by which accounts these persons stand. */
  readStanding(identityIds: readonly string[]): Promise<void>;
  /** Of an account that has ended for another: that one, and all others that have; nothing of any other, or that `readStanding` did not read. */
  standingFor(identityId: string): readonly string[];
  /** Reads these unions. */
  readUnions(orgIds: readonly string[]): Promise<void>;
  /** MSP that hosts the unions of a province. @throws DomainError NOT_BOOTSTRAPPED, PROVINCE_UNKNOWN */
  hostMsp(province: string): Promise<string>;
  /** Reads these unions and all above them up to `top`. */
  readTree(orgIds: readonly string[], top: string): Promise<void>;
  /** True when `orgId` is `top` or stands below it; both must have been read by `readTree`. */
  isWithin(orgId: string, top: string): boolean;
}

/** Where a chaincode learns who may act: in its own state, or of the chaincode that keeps it. */
export interface Authority {
  /** Keys of the chaincode's own state, read together with the instruction's. */
  keys(request: Omit<AuthorityRequest, 'unions'>): readonly LedgerKey[];
  /** The facts; the keys above were read. */
  open(
    transaction: { readonly stub: LedgerStub; readonly state: StateStore },
    request: AuthorityRequest,
  ): Promise<AuthorityFacts>;
}

/**
 * Levels 0 to 5, strictly growing downwards (domain/src/organisation/register.ts), and as many unions that have ended, each under
 * its heir (ADR 45).
 */
export const MAX_DEPTH = 16;

/** True when `orgId` is `top` or stands below it in a tree of which `parentOf` tells one step upwards, '' above the last. */
export function isBelow(orgId: string, top: string, parentOf: (orgId: string) => string): boolean {
  let current = orgId;
  for (let depth = 0; depth < MAX_DEPTH && current !== ''; depth += 1) {
    if (current === top) return true;
    current = parentOf(current);
  }
  return false;
}
