// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { NATIONAL_CODE } from '../governance/rules.js';
import type { AccountRecord, OrganisationRecord } from '../ledger/records.js';
import { assertOpen } from '../organisation/rules.js';
import { identityIdFor } from './identity-id.js';
import type { MemberEntry, OpenAccountPayload } from './payloads.js';

/** What the ledger knows of a person and of the union that admits it. */
export interface PersonGround {
  readonly org: OrganisationRecord | undefined;
  /** The account that the personKey leads to. */
  readonly known: { readonly identityId: string; readonly account: AccountRecord } | undefined;
  /** Today in China. */
  readonly today: string;
}

/**
 * Opens an account for a person who is no member.
 * @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_CLOSED, PROVINCE_FOREIGN, ACCOUNT_EXISTS, IDENTITY_ID_UNBOUND,
 * DATES_INVALID
 */
export function openAccount(payload: OpenAccountPayload, ground: PersonGround): AccountRecord {
  const { province } = assertHome(ground.org, payload.org);
  if (ground.known !== undefined) throw new DomainError('ACCOUNT_EXISTS');
  assertBound(payload);
  if (payload.on > ground.today) throw new DomainError('DATES_INVALID', { field: 'on' });
  const { org, on, level, nameTag, root } = payload;
  return { v: 1, state: 'NONE', province, org, joined: '', since: on, loa: level, tag: nameTag, root };
}

/**
 * Admits a person: a new account, or membership on the account that the person has (同一标识终身不变).
 * @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_CLOSED, MEMBER_EXISTS, MEMBER_UNCHANGED, ACCOUNT_EXISTS,
 * PROVINCE_FOREIGN, IDENTITY_ID_UNBOUND, DATES_INVALID
 */
export function enrolMember(entry: MemberEntry, ground: PersonGround): AccountRecord {
  const { province } = assertHome(ground.org, entry.org);
  const former = assertNoMember(entry, ground, province);
  assertDates(entry, ground.today);
  const { org, state, joined, since, level, nameTag, root } = entry;
  return {
    ...{ v: (former?.v ?? 0) + 1, state, province, org, joined, since },
    // Who was compared with a register stays compared when a cadre enrols it.
    ...{ loa: Math.max(level, former?.loa ?? 0), tag: nameTag, root },
  };
}

// Persons belong to provinces: the national union's own organisation holds none (architecture.md §5).
function assertHome(org: OrganisationRecord | undefined, orgId: string): OrganisationRecord {
  const open = assertOpen(org, orgId);
  if (open.province === NATIONAL_CODE) throw new DomainError('PROVINCE_FOREIGN', { province: NATIONAL_CODE });
  return open;
}

function assertNoMember(
  entry: MemberEntry,
  { known }: PersonGround,
  province: string,
): AccountRecord | undefined {
  if (known === undefined) {
    assertBound(entry);
    return undefined;
  }
  const { account, identityId } = known;
  if (account.state !== 'NONE') {
    if (account.org === entry.org) throw new DomainError('MEMBER_UNCHANGED');
    throw new DomainError('MEMBER_EXISTS', { province: account.province });
  }
  if (identityId !== entry.identityId) throw new DomainError('ACCOUNT_EXISTS');
  if (account.province !== province)
    throw new DomainError('PROVINCE_FOREIGN', { province: account.province });
  return account;
}

function assertBound(entry: Pick<MemberEntry, 'identityId' | 'personKey' | 'root'>): void {
  if (entry.identityId !== identityIdFor(entry)) throw new DomainError('IDENTITY_ID_UNBOUND');
}

function assertDates({ joined, since }: MemberEntry, today: string): void {
  if (joined > since) throw new DomainError('DATES_INVALID', { field: 'joined' });
  if (since > today) throw new DomainError('DATES_INVALID', { field: 'since' });
}
