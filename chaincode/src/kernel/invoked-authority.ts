// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError, isErrorCode } from '@unionid/domain/errors';
import {
  NATIONAL_CODE,
  type ClockRecord,
  type NetworkRecord,
  type OperatorKeyRecord,
  type OperatorRecord,
  type OrganisationRecord,
} from '@unionid/domain/ledger';
import type { MemberFacts } from '@unionid/domain/plan';
import { parseAuthorityAnswer, type AuthorityAnswer } from './authority-answer.js';
import { isBelow, type Authority, type AuthorityFacts, type AuthorityRequest } from './authority.js';
import type { LedgerStub } from './ledger-stub.js';

type Asking = Pick<LedgerStub, 'ask'>;

/**
 * A chaincode that asks `identity` who may act: one call a transaction, whatever it needs to know, and one more only where the answer
 * leads to accounts of which it could not know before. What `identity` reads for it counts for this transaction, so a key revoked
 * meanwhile invalidates it as it does there.
 */
export const invokedAuthority: Authority = {
  keys: () => [],
  open: async ({ stub }, request) => new InvokedFacts(await ask(stub, request), { stub, request }),
};

async function ask(stub: Asking, request: AuthorityRequest): Promise<AuthorityAnswer> {
  const argument = canonicalJson(request);
  return parseAuthorityAnswer(
    await stub.ask({ chaincode: 'identity', function: 'authority:facts', argument }),
  );
}

class InvokedFacts implements AuthorityFacts {
  readonly network: NetworkRecord | undefined;
  readonly clock: ClockRecord | undefined;
  readonly #answer: AuthorityAnswer;
  readonly #stub: Asking;
  /** Accounts of which it was asked by which the persons stand, and what was answered. */
  readonly #asked: Set<string>;
  #standing: NonNullable<AuthorityAnswer['standing']>;

  constructor(
    answer: AuthorityAnswer,
    { stub, request }: { readonly stub: Asking; readonly request: AuthorityRequest },
  ) {
    this.#answer = answer;
    this.#stub = stub;
    this.#asked = new Set(request.ended);
    this.#standing = answer.standing ?? {};
    this.network = answer.network;
    this.clock = answer.clock;
  }

  operator(operatorId: string): OperatorRecord | undefined {
    return this.#answer.operators[operatorId]?.record;
  }

  operatorKey(operatorId: string, keyId: string): OperatorKeyRecord | undefined {
    return this.#answer.operators[operatorId]?.keys[keyId];
  }

  /** The answer has them. */
  readPersons(): Promise<void> {
    return Promise.resolve();
  }

  formerOf(operatorId: string): readonly string[] {
    return this.#answer.operators[operatorId]?.also ?? [];
  }

  /** The answer has those that the question named; of any other it is asked once more. */
  async readStanding(identityIds: readonly string[]): Promise<void> {
    const ended = [...new Set(identityIds)].filter((identityId) => !this.#asked.has(identityId));
    if (ended.length === 0) return;
    const { standing } = await ask(this.#stub, { signers: [], unions: [], clock: false, ended });
    this.#standing = { ...this.#standing, ...standing };
    for (const identityId of ended) this.#asked.add(identityId);
  }

  standingFor(identityId: string): readonly string[] {
    return this.#standing[identityId] ?? [];
  }

  organisation(orgId: string): OrganisationRecord | undefined {
    return this.#answer.unions[orgId];
  }

  member(identityId: string): MemberFacts {
    const answered = this.#answer.members?.[identityId] ?? { refused: 'ACCOUNT_UNKNOWN' };
    if (!('refused' in answered)) return answered;
    const { refused } = answered;
    throw new DomainError(isErrorCode(refused) ? refused : 'RECORD_UNREADABLE');
  }

  /** The answer has those that the question named, and those of its members. */
  readUnions(): Promise<void> {
    return Promise.resolve();
  }

  hostMsp(province: string): Promise<string> {
    const mspId = province === NATIONAL_CODE ? this.network?.nationalMspId : this.#answer.hosts[province];
    return mspId === undefined
      ? Promise.reject(new DomainError('PROVINCE_UNKNOWN', { province }))
      : Promise.resolve(mspId);
  }

  /** The answer has them with all above them. */
  readTree(): Promise<void> {
    return Promise.resolve();
  }

  isWithin(orgId: string, top: string): boolean {
    return isBelow(orgId, top, (current) => this.organisation(current)?.parent ?? '');
  }
}
