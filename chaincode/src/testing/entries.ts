// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { identityIdFor, type MemberEntry, type OpenAccountPayload } from '@unionid/domain/person';
import { sm3 } from '@unionid/domain/sm';
import type { TestLedger } from './test-ledger.js';

/** A basic union to be registered under `parent`. */
export function newOrganisationEntry(
  { newId }: Pick<TestLedger, 'newId'>,
  parent: string,
  change: Partial<OrganisationEntry> = {},
): OrganisationEntry {
  return {
    ...{ orgId: newId('organisation'), parent, name: '示范机械厂工会委员会', creditCode: '', level: 5 },
    ...{ kind: '01', foundedOn: '2001-01-01', employers: [], contactRoot: '' },
    ...change,
  };
}

/** A member to be enrolled; persons with the same label are the same person, each time with other salts. */
export function newMemberEntry(
  { newId }: Pick<TestLedger, 'newId'>,
  org: string,
  { person, ...change }: Partial<MemberEntry> & { readonly person: string },
): MemberEntry {
  return {
    ...newIdentity(person, newId('identity')),
    ...{ org, state: 'ACTIVE', joined: '2020-05-04', since: '2020-05-04', reason: '' },
    change: change.state === 'RETAINED' ? '3' : '1',
    ...change,
  };
}

/** An account to be opened without membership. */
export function newAccountPayload(
  { newId }: Pick<TestLedger, 'newId'>,
  org: string,
  { person, ...change }: Partial<OpenAccountPayload> & { readonly person: string },
): OpenAccountPayload {
  return { ...newIdentity(person, newId('identity')), org, on: '2025-10-01', ...change };
}

function newIdentity(
  person: string,
  salt: string,
): Pick<MemberEntry, 'identityId' | 'personKey' | 'nameTag' | 'root' | 'level'> {
  const draw = (label: string): Uint8Array => sm3(encodeUtf8(`${label} ${person}`));
  const personKey = `1.${toBase64url(draw('person key'))}`;
  const root = toBase64url(draw(`root ${salt}`));
  const identityId = identityIdFor({ personKey, root });
  return { identityId, personKey, nameTag: toBase64url(draw('name tag').subarray(0, 16)), root, level: 1 };
}
