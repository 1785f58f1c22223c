// SPDX-License-Identifier: Apache-2.0
import { toBase64url } from '@unionid/domain/encoding';
import { ledgerKey } from '@unionid/domain/ledger';
import { identityIdFor, type MemberEntry, type RekeyEntry } from '@unionid/domain/person';
import { sm3 } from '@unionid/domain/sm';
import { expect } from 'chai';
import { newAccountPayload, newImport, newMemberEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

describe('person.rekey', () => {
  let tree: UnionTree;
  let cadre: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    cadre = await registerOperator(tree, { org: tree.basic, role: 'superadmin', grants: ['member'] });
  });

  const keyOf = (person: string, version: number): string =>
    `${version}.${toBase64url(sm3(new TextEncoder().encode(`${person} ${version}`)))}`;
  /** A person's entry under a version, with the key under the first where it is not that. */
  const entryOf = (person: string, version = 1, org = tree.basic): MemberEntry => {
    const entry = newMemberEntry(tree, org, { person });
    const personKey = keyOf(person, version);
    return {
      ...{ ...entry, personKey, identityId: identityIdFor({ personKey, root: entry.root }) },
      ...(version > 1 && { formerKey: keyOf(person, 1) }),
    };
  };
  const enrol = (entry: MemberEntry, by = tree.sichuan.root): Promise<unknown> =>
    tree.submit('person.enrol', entry, { by });
  const turn = (type: 'governance.openKeyVersion' | 'governance.closeKeyVersion', keyVersion: number) =>
    tree.submit(type, { keyVersion }, { by: tree.national.root });
  const rekeyOf = (person: string, identityId: string): RekeyEntry => {
    return { identityId, personKey: keyOf(person, 2), formerKey: keyOf(person, 1) };
  };
  const rekey = (accounts: readonly RekeyEntry[], by = cadre, org = tree.basic): Promise<unknown> =>
    tree.submit('person.rekey', { org, accounts: [...accounts] }, { by });
  const enrolled = async (person: string): Promise<RekeyEntry> => {
    const entry = entryOf(person);
    await enrol(entry);
    return rekeyOf(person, entry.identityId);
  };

  it('leads accounts of every kind, which stay as they are, and nobody is enrolled again', async () => {
    const [alone, loaded, other] = [entryOf('alone'), entryOf('loaded'), entryOf('other')];
    await enrol(alone);
    const { manifest, chunks } = newImport(tree, [loaded, other]);
    await tree.submit('person.import', manifest, { by: tree.sichuan.root });
    await tree.call('person:importChunk', chunks[0] ?? '', { mspId: tree.sichuan.mspId });
    const opened = {
      ...newAccountPayload(tree, tree.basic, { person: 'none' }),
      personKey: keyOf('none', 1),
    };
    const none = { ...opened, identityId: identityIdFor(opened) };
    await tree.submit('person.openAccount', none, { by: tree.sichuan.root });
    await turn('governance.openKeyVersion', 2);
    const persons = { alone, loaded, other, none };
    const entries = Object.entries(persons).map(([person, { identityId }]) => rekeyOf(person, identityId));
    const values = entries.map(({ formerKey }) => tree.ledger.state(ledgerKey.person(formerKey)));
    const before = tree.ledger.state(ledgerKey.account(alone.identityId));
    expect(await rekey(entries)).to.deep.include({ result: { accounts: 4 } });
    expect(entries.map(({ personKey }) => tree.ledger.state(ledgerKey.person(personKey)))).to.deep.equal(
      values,
    );
    expect(tree.ledger.state(ledgerKey.account(alone.identityId))).to.equal(before);
    await turn('governance.closeKeyVersion', 1);
    const anew = async (person: string): Promise<string> => {
      const entry = entryOf(person, 2);
      delete (entry as { formerKey?: string }).formerKey;
      return codeOf(enrol(entry));
    };
    for (const person of ['alone', 'loaded', 'other'])
      expect(await anew(person)).to.equal('MEMBER_UNCHANGED');
    expect(await anew('none')).to.equal('ACCOUNT_EXISTS');
  });

  it('may be said again, and of who came under the newer, without changing anything', async () => {
    const early = await enrolled('early');
    await turn('governance.openKeyVersion', 2);
    const late = entryOf('late', 2);
    await enrol(late);
    const both = [early, rekeyOf('late', late.identityId)];
    await rekey(both);
    await rekey(both);
    expect(tree.ledger.state(ledgerKey.person(early.personKey))).to.equal(JSON.stringify(early.identityId));
  });

  it('has no effect before and after an overlap', async () => {
    const early = await enrolled('early');
    expect(await codeOf(rekey([early]))).to.equal('KEY_VERSION_NOT_IN_FORCE');
    await turn('governance.openKeyVersion', 2);
    await turn('governance.closeKeyVersion', 1);
    expect(await codeOf(rekey([early]))).to.equal('KEY_VERSION_NOT_IN_FORCE');
  });

  describe('in an overlap', () => {
    let early: RekeyEntry;
    let second: RekeyEntry;

    beforeEach(async () => {
      [early, second] = [await enrolled('early'), await enrolled('second')];
      await turn('governance.openKeyVersion', 2);
    });

    const refused = async (
      code: string,
      accounts: readonly RekeyEntry[],
      by?: TestOperator,
      org?: string,
    ) => {
      expect(await codeOf(rekey(accounts, by, org))).to.equal(code);
      expect(tree.ledger.state(ledgerKey.person(early.personKey)), 'nothing of it').to.equal(undefined);
    };

    it('leads no account but the one that the older key leads to', async () => {
      await refused('ACCOUNT_UNKNOWN', [{ ...early, identityId: second.identityId }]);
      await refused('ACCOUNT_UNKNOWN', [early, { ...second, formerKey: keyOf('nobody', 1) }]);
      await refused('FORMER_KEY_NEEDED', [
        { ...early, personKey: early.formerKey, formerKey: early.personKey },
      ]);
      await refused('KEY_VERSION_NOT_IN_FORCE', [{ ...early, personKey: keyOf('early', 3) }]);
    });

    it('leads nobody’s key to another’s account', async () => {
      await refused('ACCOUNT_EXISTS', [early, { ...second, personKey: early.personKey }]);
      const late = entryOf('late', 2);
      await enrol(late);
      await refused('ACCOUNT_EXISTS', [{ ...early, personKey: late.personKey }]);
    });

    it('is of accounts of the union that it names, by who may decide for it', async () => {
      const { sichuan, beijing, beijingBasic, city, otherCity } = tree;
      await refused('ACCOUNT_UNKNOWN', [early], sichuan.root, city);
      await refused('ACCOUNT_UNKNOWN', [early], beijing.root, beijingBasic);
      await refused('PROVINCE_FOREIGN', [early], beijing.root);
      await refused('ORGANISATION_UNKNOWN', [early], cadre, tree.newId('organisation'));
      const outside = await registerOperator(tree, {
        org: otherCity,
        role: 'superadmin',
        grants: ['member'],
      });
      await refused('OUT_OF_SCOPE', [early], outside);
      const without = await registerOperator(tree, {
        org: tree.basic,
        role: 'superadmin',
        grants: ['verify'],
      });
      await refused('GRANT_MISSING', [early], without);
      await rekey([early], sichuan.root);
    });

    it('is of one account at least and 200 at the most', async () => {
      await refused('INVALID_REQUEST', []);
      await refused(
        'INVALID_REQUEST',
        Array.from({ length: 201 }, () => early),
      );
      await rekey(Array.from({ length: 200 }, () => early));
    });

    it('is invalid where it was endorsed before the older was closed', async () => {
      const payload = { org: tree.basic, accounts: [early] };
      const argument = await tree.instruct('person.rekey', payload, { by: cadre });
      const submitter = { mspId: tree.sichuan.mspId };
      const held = await tree.ledger.endorse({ function: 'person:rekey', argument, submitter });
      await turn('governance.closeKeyVersion', 1);
      expect(tree.ledger.commit([held]).transactions.map(({ valid }) => valid)).to.deep.equal([false]);
    });
  });
});
