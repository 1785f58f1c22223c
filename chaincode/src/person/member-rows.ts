// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey } from '@unionid/domain/ledger';
import { provenChunkOf } from '@unionid/domain/manifest';
import {
  enrolMember,
  importInstruction,
  memberChunk,
  personKeysOf,
  type MemberEntry,
} from '@unionid/domain/person';
import { Accounts } from '../accounts/accounts.js';
import { NewPages } from '../accounts/new-pages.js';
import { networkOf } from '../governance/network-record.js';
import type { RowHandler } from '../manifest/execute-chunk.js';
import { personKeys } from './person-keys.js';

/** Members as rows of a chunk: new accounts go into pages, an account that the person has keeps its own record. */
export const memberRows: RowHandler<MemberEntry> = {
  definition: importInstruction,
  schema: provenChunkOf(memberChunk),
  home: ({ org }) => org,
  keys: personKeys,
  // Whoever has an account already, and signs, does not join by the own list.
  about: ({ identityId }) => identityId,
  open: async ({ stub, state, rows, today }) => {
    const pages = await NewPages.open(
      { stub, state },
      rows.map(({ org, state: membership, level }) => ({ org, state: membership, loa: level })),
    );
    const accounts = new Accounts(state);
    await accounts.readByPersonKeys(rows.flatMap(personKeysOf));
    const keyVersions = keyVersionsOf(networkOf(state));
    return {
      put: (entry) => {
        const { identityId, personKey, formerKey } = entry;
        const personKeys = personKeysOf(entry);
        const before = accounts.byPersonKeys(personKeys);
        const known = personKeys.map((key) => pages.find(key)).find(Boolean) ?? before;
        const org = state.get(ledgerKey.organisation(entry.org));
        const account = enrolMember(entry, { org, known, today, keyVersions });
        // The other province need not endorse it, and its watch looks at one account a transaction: such a person comes alone.
        if (before !== undefined && before.account.province !== account.province)
          throw new DomainError('PROVINCE_FOREIGN', { province: before.account.province });
        if (before === undefined) pages.add(personKey, { identityId, account }, formerKey);
        else {
          accounts.change(before, account);
          accounts.leadTogether(personKeys);
        }
      },
      end: () => {
        pages.end();
        return undefined;
      },
    };
  },
};
