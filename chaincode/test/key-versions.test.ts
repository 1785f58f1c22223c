// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type ChunkRecord, type NetworkRecord } from '@unionid/domain/ledger';
import { identityIdFor, type MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newAccountPayload, newImport, newMemberEntry, VALIDATION_CODE } from '#src/testing/index.js';
import { codeOf, refusalOf } from './support/refusal.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

type Turn = 'governance.openKeyVersion' | 'governance.closeKeyVersion';

describe('versions of the matching key', () => {
  let tree: UnionTree;

  beforeEach(async () => {
    tree = await newUnionTree();
  });

  const turn = (type: Turn, keyVersion: number, by = tree.national.root): Promise<unknown> =>
    tree.submit(type, { keyVersion }, { by });
  const open = (keyVersion: number): Promise<unknown> => turn('governance.openKeyVersion', keyVersion);
  const close = (keyVersion: number): Promise<unknown> => turn('governance.closeKeyVersion', keyVersion);
  const inForce = (): NetworkRecord['keyVersions'] =>
    (JSON.parse(tree.ledger.state(ledgerKey.network()) ?? '') as NetworkRecord).keyVersions;

  /** A person's entry under a version, with the key under the version before where it is asked for. */
  const entryOf = (person: string, version: number, former?: number): MemberEntry => {
    const keyOf = (of: number): string =>
      newMemberEntry(tree, tree.basic, { person: `${person} ${of}` }).personKey.replace('1.', `${of}.`);
    const entry = newMemberEntry(tree, tree.basic, { person });
    const personKey = keyOf(version);
    return {
      ...{ ...entry, personKey, identityId: identityIdFor({ personKey, root: entry.root }) },
      ...(former !== undefined && { formerKey: keyOf(former) }),
    };
  };
  const enrol = (entry: MemberEntry, subjectVersion = 0): Promise<unknown> =>
    tree.submit('person.enrol', entry, { by: tree.sichuan.root, subjectVersion });
  const importRows = async (rows: readonly MemberEntry[]): Promise<ChunkRecord> => {
    const { manifest, chunks } = newImport(tree, rows);
    await tree.submit('person.import', manifest, { by: tree.sichuan.root });
    const { result } = await tree.call('person:importChunk', chunks[0] ?? '', { mspId: tree.sichuan.mspId });
    return result as unknown as ChunkRecord;
  };

  it('are the first alone, as long as nobody opens another', async () => {
    const refusal = await refusalOf(enrol(entryOf('one', 2)));
    expect(refusal.code).to.equal('KEY_VERSION_NOT_IN_FORCE');
    expect(refusal.details).to.deep.equal({ keyVersion: 2, inForce: ['1'] });
    expect(await codeOf(enrol(entryOf('one', 1, 2)))).to.equal('KEY_VERSION_NOT_IN_FORCE');
    const { personKey, identityId, root } = entryOf('one', 9);
    const account = newAccountPayload(tree, tree.basic, { person: 'one', personKey, identityId, root });
    const opening = tree.submit('person.openAccount', account, { by: tree.sichuan.root });
    expect(await codeOf(opening)).to.equal('KEY_VERSION_NOT_IN_FORCE');
    expect((await importRows([entryOf('one', 2), entryOf('two', 1)])).refused).to.deep.equal({
      KEY_VERSION_NOT_IN_FORCE: [0],
    });
  });

  it('are opened one after the other, two at the most, and the older is closed', async () => {
    for (const wrong of [1, 3]) expect(await codeOf(open(wrong))).to.equal('KEY_VERSION_ORDER');
    expect(await codeOf(close(1))).to.equal('KEY_VERSION_ORDER');
    await open(2);
    expect(inForce()).to.deep.equal([1, 2]);
    for (const wrong of [2, 3]) expect(await codeOf(open(wrong))).to.equal('KEY_VERSION_ORDER');
    expect(await codeOf(close(2))).to.equal('KEY_VERSION_ORDER');
    await close(1);
    expect(inForce()).to.deep.equal([2]);
    expect(await codeOf(enrol(entryOf('one', 1)))).to.equal('KEY_VERSION_NOT_IN_FORCE');
    await enrol(entryOf('one', 2));
  });

  it('are the national organisation’s to turn', async () => {
    for (const type of ['governance.openKeyVersion', 'governance.closeKeyVersion'] as const)
      expect(await codeOf(turn(type, 2, tree.sichuan.root))).to.equal('PROVINCE_FOREIGN');
  });

  it('lead to one person while two overlap, whichever came first', async () => {
    await enrol(entryOf('early', 1));
    await importRows([entryOf('loaded', 1)]);
    await open(2);
    expect(await codeOf(enrol(entryOf('early', 2)))).to.equal('FORMER_KEY_NEEDED');
    expect(await codeOf(enrol(entryOf('early', 2, 2)))).to.equal('FORMER_KEY_NEEDED');
    expect(await codeOf(enrol(entryOf('early', 1, 2)))).to.equal('FORMER_KEY_NEEDED');
    for (const person of ['early', 'loaded'])
      expect(await codeOf(enrol(entryOf(person, 2, 1)))).to.equal('MEMBER_UNCHANGED');
    await enrol(entryOf('late', 2, 1));
    expect(await codeOf(enrol(entryOf('late', 1)))).to.equal('MEMBER_UNCHANGED');
    const twice = [entryOf('both', 2, 1), entryOf('both', 1), entryOf('early', 2, 1), entryOf('late', 1)];
    const { done, refused } = await importRows(twice);
    expect([done, refused]).to.deep.equal([1, { MEMBER_UNCHANGED: [1, 2, 3] }]);
    await close(1);
    for (const person of ['late', 'both'])
      expect(await codeOf(enrol(entryOf(person, 2)))).to.equal('MEMBER_UNCHANGED');
  });

  it('lead to the account that a person had without membership, and stay with it', async () => {
    const { personKey, root, identityId, nameTag, level } = entryOf('one', 1);
    const account = { personKey, root, identityId, nameTag, level, org: tree.basic, on: '2025-10-01' };
    await tree.submit('person.openAccount', account, { by: tree.sichuan.root });
    await open(2);
    expect(await codeOf(enrol(entryOf('one', 2, 1)))).to.equal('ACCOUNT_EXISTS');
    const joining = { ...entryOf('one', 2, 1), identityId };
    await enrol(joining, 1);
    await close(1);
    expect(tree.ledger.state(ledgerKey.person(joining.personKey))).to.equal(JSON.stringify(identityId));
    expect(await codeOf(enrol(entryOf('one', 2)))).to.equal('MEMBER_UNCHANGED');
  });

  it('turned meanwhile make what was endorsed before invalid', async () => {
    const entry = entryOf('one', 1);
    const { root, mspId } = tree.sichuan;
    const argument = await tree.instruct('person.enrol', entry, { by: root });
    const held = await tree.ledger.endorse({ function: 'person:enrol', argument, submitter: { mspId } });
    await open(2);
    await close(1);
    const codes = tree.ledger.commit([held]).transactions.map(({ code }) => code);
    expect(codes).to.deep.equal([VALIDATION_CODE.MVCC_READ_CONFLICT]);
  });
});
