// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type OperatorRecord } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { newImport, newMemberEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

describe('the person behind an operator', () => {
  let tree: UnionTree;
  let cadre: TestOperator;
  let identityId: string;

  beforeEach(async () => {
    tree = await newUnionTree({ isUnbound: true });
    cadre = await registerOperator(tree, { org: tree.sichuan.orgId, role: 'cadre', grants: ['member'] });
    const entry = newMemberEntry(tree, tree.basic, { person: 'cadre' });
    await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
    ({ identityId } = entry);
  });

  const bind = (
    { operatorId }: Pick<TestOperator, 'operatorId'>,
    { by = tree.sichuan.root, id = identityId, place = '', subjectVersion = 1 } = {},
  ): ReturnType<UnionTree['submit']> =>
    tree.submit('operator.bindPerson', { operatorId, identityId: id, place }, { by, subjectVersion });
  const recordOf = ({ operatorId }: TestOperator): OperatorRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.operator(operatorId)) ?? 'null') as OperatorRecord;

  it('is said by a superior, once and for good', async () => {
    await bind(cadre);
    expect(recordOf(cadre)).to.include({ version: 2, person: identityId });
    expect(await codeOf(bind(cadre, { subjectVersion: 2 }))).to.equal('PERSON_BOUND');
  });

  it('of a root operator is said by itself, of nobody else', async () => {
    await bind(tree.sichuan.root, { by: tree.sichuan.root });
    const admin = await registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['operator'] });
    expect(await codeOf(bind(admin, { by: admin }))).to.equal('OUT_OF_SCOPE');
    await bind(tree.national.root, { by: tree.national.root });
  });

  it('has an account, named with its place', async () => {
    expect(await codeOf(bind(cadre, { id: tree.newId('identity') }))).to.equal('ACCOUNT_UNKNOWN');
    const rows = ['a', 'b'].map((person) => newMemberEntry(tree, tree.basic, { person }));
    const load = newImport(tree, rows);
    await tree.submit('person.import', load.manifest, { by: tree.sichuan.root });
    await tree.call('person:importChunk', load.chunks[0] ?? '', { mspId: tree.sichuan.mspId });
    const [, second] = rows;
    if (second === undefined) throw new RangeError('no rows');
    const place = JSON.parse(tree.ledger.state(ledgerKey.person(second.personKey)) ?? '') as string;
    const id = second.identityId;
    expect(await codeOf(bind(cadre, { id, place: `${place.slice(0, -1)}0` }))).to.equal('PLACE_WRONG');
    expect(await codeOf(bind(cadre, { id, place: `${place.slice(0, -1)}7` }))).to.equal('PLACE_WRONG');
    expect(await codeOf(bind(cadre, { id, place: `0${place.slice(1)}` }))).to.equal('PLACE_WRONG');
    expect(await codeOf(bind(cadre, { place }))).to.equal('PLACE_WRONG');
    expect(await codeOf(bind(cadre, { id }))).to.equal('ACCOUNT_UNKNOWN');
    await bind(cadre, { id, place });
    expect(recordOf(cadre).person).to.equal(id);
  });

  it('does not act on the own account', async () => {
    const own = newMemberEntry(tree, tree.basic, { person: 'own' });
    const { identityId: id, personKey, nameTag, root, level, org } = own;
    const account = { identityId: id, personKey, nameTag, root, level, org, on: '2025-10-01' };
    await tree.submit('person.openAccount', account, { by: tree.sichuan.root });
    await bind(cadre, { id });
    const enrol = (by: TestOperator): ReturnType<UnionTree['submit']> =>
      tree.submit('person.enrol', own, { by, subjectVersion: 1 });
    expect(await codeOf(enrol(cadre))).to.equal('OWN_ACCOUNT');
    const other = newMemberEntry(tree, tree.basic, { person: 'other' });
    const rows = [{ ...own, root }, other];
    const list = newImport(tree, rows);
    await tree.submit('person.import', list.manifest, { by: cadre });
    const { result } = await tree.call('person:importChunk', list.chunks[0] ?? '', { mspId: cadre.mspId });
    expect(result, 'in a list of the own').to.deep.include({ done: 1, refused: { OWN_ACCOUNT: [0] } });
    await enrol(tree.sichuan.root);
  });
});
