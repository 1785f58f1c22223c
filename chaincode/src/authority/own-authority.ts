// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import {
  ledgerKey,
  MOST_ALSO,
  NATIONAL_CODE,
  type AccountRecord,
  type ClockRecord,
  type LedgerKey,
  type NetworkRecord,
  type OperatorKeyRecord,
  type OperatorRecord,
  type OrganisationRecord,
} from '@unionid/domain/ledger';
import type { MemberFacts } from '@unionid/domain/plan';
import { accountKeys, Accounts, type AccountReference } from '../accounts/accounts.js';
import {
  isBelow,
  MAX_DEPTH,
  type Authority,
  type AuthorityFacts,
  type AuthorityRequest,
} from '../kernel/authority.js';
import type { StateStore } from '../kernel/state-store.js';

/** The chaincode that keeps operators and unions itself: their records are read with everything else, in one message. */
export const ownAuthority: Authority = {
  keys: ({ signers, clock, members = [] }): readonly LedgerKey[] => [
    ledgerKey.network(),
    ...(clock ? [ledgerKey.clock()] : []),
    ...signers.flatMap(({ actor, actorKeyId }) => [
      ledgerKey.operator(actor),
      ledgerKey.operatorKey(actor, actorKeyId),
    ]),
    ...members.flatMap(accountKeys),
  ],
  open: ({ state }, request) => Promise.resolve(new OwnFacts(state, request)),
};

class OwnFacts implements AuthorityFacts {
  readonly network: NetworkRecord | undefined;
  readonly clock: ClockRecord | undefined;
  readonly #state: StateStore;
  readonly #members: ReadonlyMap<string, AccountReference>;
  /** Whose accounts were read. */
  readonly #persons = new Set<string>();
  readonly #standing = new Set<string>();

  constructor(state: StateStore, { clock, members = [] }: Pick<AuthorityRequest, 'clock' | 'members'>) {
    this.#state = state;
    this.network = state.get(ledgerKey.network());
    this.clock = clock ? state.get(ledgerKey.clock()) : undefined;
    this.#members = new Map(members.map((member) => [member.identityId, member]));
  }

  operator(operatorId: string): OperatorRecord | undefined {
    return this.#state.get(ledgerKey.operator(operatorId));
  }

  operatorKey(operatorId: string, keyId: string): OperatorKeyRecord | undefined {
    return this.#state.get(ledgerKey.operatorKey(operatorId, keyId));
  }

  async readPersons(operatorIds: readonly string[]): Promise<void> {
    const persons = operatorIds.flatMap((operatorId) => this.operator(operatorId)?.person ?? []);
    await this.#state.read(persons.map((person) => ledgerKey.account(person)));
    for (const person of persons) this.#persons.add(person);
  }

  /** An account that stands for others has a record of its own. */
  formerOf(operatorId: string): readonly string[] {
    const person = this.operator(operatorId)?.person ?? '';
    if (!this.#persons.has(person)) return [];
    return this.#state.readable(ledgerKey.account(person))?.also ?? [];
  }

  /** Whoever has ended has a record of its own, and so has whoever stands for it: one message a step. */
  async readStanding(identityIds: readonly string[]): Promise<void> {
    let level = identityIds;
    for (let step = 0; step <= MOST_ALSO && level.length > 0; step += 1) {
      await this.#state.read(level.map((identityId) => ledgerKey.account(identityId)));
      for (const identityId of level) this.#standing.add(identityId);
      level = level.flatMap((identityId) => this.#accountRead(identityId)?.into ?? []);
    }
  }

  standingFor(identityId: string): readonly string[] {
    let current = identityId;
    for (let step = 0; step < MOST_ALSO; step += 1) current = this.#accountRead(current)?.into ?? current;
    if (current === identityId) return [];
    const { also = [] } = this.#accountRead(current) ?? {};
    return [current, ...also.filter((each) => each !== identityId)];
  }

  organisation(orgId: string): OrganisationRecord | undefined {
    return this.#state.get(ledgerKey.organisation(orgId));
  }

  member(identityId: string): MemberFacts {
    const reference = this.#members.get(identityId);
    if (reference === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
    return new Accounts(this.#state).find(reference).account;
  }

  async readUnions(orgIds: readonly string[]): Promise<void> {
    await this.#state.read(orgIds.map((orgId) => ledgerKey.organisation(orgId)));
  }

  async hostMsp(province: string): Promise<string> {
    if (province === NATIONAL_CODE) return this.#nationalMsp();
    const key = ledgerKey.province(province);
    await this.#state.read([key]);
    const record = this.#state.get(key);
    if (record === undefined) throw new DomainError('PROVINCE_UNKNOWN', { province });
    return record.mspId;
  }

  /** One message a level. */
  async readTree(orgIds: readonly string[], top: string): Promise<void> {
    let level = new Set(orgIds);
    for (let depth = 0; depth < MAX_DEPTH && level.size > 0; depth += 1) {
      await this.#state.read([...level].map((orgId) => ledgerKey.organisation(orgId)));
      const below = [...level].filter((orgId) => orgId !== top);
      // Above one that nobody can read nothing is known, which `isWithin` says of it.
      const parents = below.map((orgId) => this.#state.readable(ledgerKey.organisation(orgId))?.parent ?? '');
      level = new Set(parents.filter((orgId) => orgId !== ''));
    }
  }

  isWithin(orgId: string, top: string): boolean {
    return isBelow(orgId, top, (current) => this.#parentOf(current));
  }

  /** Undefined where it has no record of its own, was not read, or can not be. */
  #accountRead(identityId: string): AccountRecord | undefined {
    return this.#standing.has(identityId) ? this.#state.readable(ledgerKey.account(identityId)) : undefined;
  }

  #parentOf(orgId: string): string {
    return this.organisation(orgId)?.parent ?? '';
  }

  #nationalMsp(): string {
    if (this.network === undefined) throw new DomainError('NOT_BOOTSTRAPPED');
    return this.network.nationalMspId;
  }
}
