// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type AccountRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { newKeySigner } from '@unionid/domain/signing';
import { expect } from 'chai';
import { newMemberEntry } from '#src/testing/index.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const DAY = 86_400_000;
/** One code a member: each is for one person. */
const CODES = ['7', '8', '9'].map((digit) => newKeySigner(digit.repeat(64)).publicKey);

describe('a list of leavers, of whom nobody knows where they go', () => {
  let tree: UnionTree;
  let members: readonly MemberEntry[];

  beforeEach(async () => {
    tree = await newUnionTree();
    members = CODES.map((_, at) => newMemberEntry(tree, tree.basic, { person: `leaver ${at}` }));
    for (const member of members) await tree.submit('person.enrol', member, { by: tree.sichuan.root });
  });

  const read = (key: string): unknown => JSON.parse(tree.ledger.state(key) ?? 'null') as unknown;

  // Covers: W4
  it('is released, not ended: each stays a member here until a union takes the membership over', async () => {
    for (const [at, { identityId }] of members.entries()) {
      const payload = { identityId, place: '', codeKey: CODES[at] ?? '' };
      await tree.submit('transfer.release', payload, { by: tree.sichuan.root });
    }
    const expectMembers = (): void => {
      for (const { identityId } of members) {
        const account = read(ledgerKey.account(identityId)) as AccountRecord;
        expect(account).to.include({ v: 1, state: 'ACTIVE', org: tree.basic });
        expect(read(ledgerKey.transfer(identityId))).to.include({ status: 'RELEASED', to: '' });
        expect(read(ledgerKey.membership(tree.basic, identityId)), 'counted here').to.equal(1);
      }
    };
    expectMembers();
    // Nobody comes for them: the release has lapsed, and nobody has lost a union by it.
    tree.clock.advance(60 * DAY);
    expectMembers();
    const [{ identityId } = expect.fail()] = members;
    const again = { identityId, place: '', codeKey: CODES[1] ?? '' };
    await tree.submit('transfer.release', again, { by: tree.sichuan.root, subjectVersion: 1 });
    expect(read(ledgerKey.transfer(identityId))).to.include({ status: 'RELEASED', number: 2 });
  });
});
