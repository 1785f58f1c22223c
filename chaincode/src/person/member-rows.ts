// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { provenChunkOf } from '@unionid/domain/manifest';
import { enrolMember, importInstruction, memberChunk, type MemberEntry } from '@unionid/domain/person';
import { Accounts } from '../accounts/accounts.js';
import { NewPages } from '../accounts/new-pages.js';
import type { RowHandler } from '../manifest/execute-chunk.js';
import { personKeys } from './person-keys.js';

/** Members as rows of a chunk: new accounts go into pages, an account that the person has keeps its own record. */
export const memberRows: RowHandler<MemberEntry> = {
  definition: importInstruction,
  schema: provenChunkOf(memberChunk),
  home: ({ org }) => org,
  keys: personKeys,
  open: async ({ stub, state, rows, today }) => {
    const pages = await NewPages.open(
      { stub, state },
      rows.map(({ org, state: membership, level }) => ({ org, state: membership, loa: level })),
    );
    const accounts = new Accounts(state);
    await accounts.readByPersonKeys(rows.map(({ personKey }) => personKey));
    return {
      put: (entry) => {
        const { identityId, personKey, org } = entry;
        const before = accounts.byPersonKey(personKey);
        const known = pages.find(personKey) ?? before;
        const account = enrolMember(entry, { org: state.get(ledgerKey.organisation(org)), known, today });
        if (before === undefined) pages.add(personKey, { identityId, account });
        else accounts.change(before, account);
      },
      end: () => pages.end(),
    };
  },
};
