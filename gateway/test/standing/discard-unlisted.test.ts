// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AccountView, OrganisationView } from '@unionid/domain/api';
import { formatId, randomBytesOf, type IdKind } from '@unionid/domain/ids';
import { randomBytes } from '@unionid/domain/signing';
import type { TaggedAccount } from '#src/read-model/read-model.js';
import { DomainError } from '@unionid/domain/errors';
import { discardUnlisted } from '#src/standing/discard-unlisted.js';

const newId = (kind: IdKind): string => formatId(kind, randomBytes(randomBytesOf(kind)));

describe('records of which nothing is known to have come', () => {
  for (const kind of ['identity', 'organisation'] as const)
    it(`are destroyed, but for those that the ledger has here and those that nobody can read: ${kind}`, async () => {
      const [here, elsewhere, nowhere] = [newId(kind), newId(kind), newId(kind)];
      const unreadable = newId(kind);
      const provinces = new Map([
        [here, '51'],
        [elsewhere, '11'],
      ]);
      const find = (id: string): Promise<{ readonly province: string } | undefined> => {
        if (id === unreadable) return Promise.reject(new DomainError('RECORD_UNREADABLE'));
        const province = provinces.get(id);
        const root = kind === 'identity' && { root: 'R' };
        return Promise.resolve(province === undefined ? undefined : { province, ...root });
      };
      const done: (readonly unknown[])[] = [];
      const count = await discardUnlisted([unreadable, here, elsewhere, nowhere], {
        vault: {
          follow: (accounts) => Promise.resolve(void done.push(['follow', accounts])),
          activate: (ids) => Promise.resolve(void done.push(['activate', ids])),
          discard: (ids, group) => Promise.resolve(void done.push(['discard', ids, group])),
        },
        readModel: {
          account: (id) => find(id) as Promise<(AccountView & TaggedAccount) | undefined>,
          organisation: (id) => find(id) as Promise<OrganisationView | undefined>,
        },
        province: '51',
        groupPrefix: 'g',
      });
      expect(count).to.equal(2);
      expect(done).to.deep.equal([
        // A union's contact has no root; what waits for it, or came home under another one, goes last.
        ...(kind === 'identity' ? [['follow', [{ identityId: here, root: 'R' }]]] : []),
        ...[
          ['activate', [here]],
          ['discard', [here], 'g'],
          ['discard', [elsewhere, nowhere], 'g'],
        ],
      ]);
    });
});
