// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type Grant } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import type { TestOperator } from '#src/testing/index.js';
import { benefitRecord, DOCUMENT, enrolMembers } from './support/benefit-plan.js';
import {
  child,
  closeFile,
  divide,
  fileOf,
  openFile,
  relative,
  reviseFile,
  tagOf,
} from './support/hardship-file.js';
import { codeOf } from './support/refusal.js';
import { boundCadre } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

describe('hardship files', () => {
  let tree: UnionTree;
  let filer: TestOperator;
  let second: TestOperator;
  let members: readonly MemberEntry[];

  beforeEach(async () => {
    tree = await newUnionTree();
    const by = tree.sichuan.root;
    const named = { org: tree.city, home: tree.basic, by, grants: ['file'] } as const;
    filer = await boundCadre(tree, { ...named, person: 'filer' });
    second = await boundCadre(tree, { ...named, person: 'second' });
    members = await enrolMembers(tree, { home: tree.basic, by, names: ['one', 'two', 'three'] });
  });

  const householdOf = (name: string) => benefitRecord(tree, 'household', ledgerKey.household(name));
  const filed = (at = 0, ...others: Parameters<typeof relative>[0][]): Parameters<typeof openFile>[1] => ({
    org: tree.basic,
    members: [relative(members[at]!), ...others.map(relative)],
  });

  it('say who is of a household by tags, and count once what was shown in public has been', async () => {
    const household = [relative(members[0]!), child('a child')];
    const publicity = { from: '2026-03-02', until: '2026-03-08', notice: DOCUMENT };
    const fileId = await openFile(tree, { org: tree.basic, members: household }, { by: filer, publicity });
    expect(fileOf(tree, fileId)).to.deep.include({
      ...{ v: 1, state: 'OPEN', province: '51', level: 'national', filed: '2026-03-02', from: '2026-03-09' },
      ...{ until: '2026-12-31', publicity, members: household.map((member) => ({ ...member, in: 1 })) },
    });
    for (const name of [tagOf('a child'), members[0]!.identityId, tagOf(members[0]!.identityId)])
      expect(householdOf(name)).to.deep.equal({ file: fileId });
  });

  it('have nobody who stands in another valid one, by whatever name', async () => {
    const by = filer;
    const first = await openFile(tree, { ...filed(0), members: [relative(members[0]!), child('c')] }, { by });
    const [, two] = members;
    for (const also of [child('c'), { tag: tagOf('other document'), id: members[0]!.identityId }])
      expect(
        await codeOf(openFile(tree, { org: tree.basic, members: [relative(two!), also] }, { by })),
      ).to.equal('HARDSHIP_ELSEWHERE');
    const known = { tag: tagOf('newer key'), former: tagOf('c') };
    expect(await codeOf(openFile(tree, { ...filed(1), members: [relative(two!), known] }, { by }))).to.equal(
      'HARDSHIP_ELSEWHERE',
    );
    await closeFile(tree, first, { by });
    const second_ = await openFile(tree, { ...filed(1), members: [relative(two!), known] }, { by });
    expect(householdOf(tagOf('c'))).to.deep.equal({ file: second_, was: [first] });
  });

  it('let somebody go by two persons only, who may then be filed anew', async () => {
    const [one, two] = members;
    const fileId = await openFile(tree, filed(0, two!), { by: filer });
    const leaves = [relative(two!).tag];
    expect((await reviseFile(tree, fileId, { by: filer, leaves })).result).to.have.property('pending');
    expect(fileOf(tree, fileId).members, 'one alone').to.have.length(2);
    expect(await codeOf(openFile(tree, filed(1), { by: filer }))).to.equal('HARDSHIP_ELSEWHERE');
    await divide(tree, { fileId, leaves: [relative(two!)] }, [filer, second]);
    expect(fileOf(tree, fileId)).to.deep.include({ v: 2, members: [{ ...relative(one!), in: 1 }] });
    expect(fileOf(tree, fileId).left).to.deep.equal([{ ...relative(two!), in: 1, out: 2 }]);
    expect(householdOf(two!.identityId)).to.deep.equal({ was: [fileId] });
    await openFile(tree, filed(1), { by: filer });
    expect(await codeOf(divide(tree, { fileId, leaves: [relative(one!)] }, [filer, second]))).to.equal(
      'HARDSHIP_MEMBER',
    );
  });

  it('take others in, another level and another term, and lose what was shown of another level', async () => {
    const by = filer;
    const publicity = { from: '2026-03-02', until: '2026-03-08', notice: DOCUMENT };
    const fileId = await openFile(tree, filed(), { by, level: 'local', publicity });
    await reviseFile(tree, fileId, { by, joins: [child('born')], until: '2027-01-31' });
    expect(fileOf(tree, fileId)).to.deep.include({ v: 2, level: 'local', until: '2027-01-31', publicity });
    await reviseFile(tree, fileId, { by, level: 'national' });
    expect(fileOf(tree, fileId)).to.deep.include({ v: 3, level: 'national', from: '2026-03-09' });
    expect(fileOf(tree, fileId)).not.to.have.property('publicity');
    expect(await codeOf(reviseFile(tree, fileId, { by, joins: [child('born')] }))).to.equal(
      'HARDSHIP_MEMBER',
    );
    await openFile(tree, filed(1), { by });
    expect(await codeOf(reviseFile(tree, fileId, { by, joins: [relative(members[1]!)] }))).to.equal(
      'HARDSHIP_ELSEWHERE',
    );
    const shown = { from: '2026-03-03', until: '2026-03-09', notice: DOCUMENT };
    await reviseFile(tree, fileId, { by, publicity: shown });
    expect(fileOf(tree, fileId)).to.deep.include({ from: '2026-03-10', publicity: shown });
  });

  it('are refused of whom they are no business, of days that are none, and of the own household', async () => {
    const by = filer;
    const beside = await enrolMembers(tree, {
      ...{ home: tree.otherCity, by: tree.sichuan.root, names: ['beside'] },
    });
    const open = (file: Parameters<typeof openFile>[1], change = {}): Promise<string> =>
      codeOf(openFile(tree, file, { by, ...change }));
    expect(await open({ org: tree.basic, members: [relative(beside[0]!)] })).to.equal('OUT_OF_SCOPE');
    expect(await open({ org: tree.otherCity, members: [relative(beside[0]!)] })).to.equal('OUT_OF_SCOPE');
    expect(await open(filed(), { by: tree.beijing.root })).to.equal('PROVINCE_FOREIGN');
    expect(await open(filed(), { head: tree.newId('identity') })).to.equal('ACCOUNT_UNKNOWN');
    expect(await open(filed(), { head: members[1]!.identityId })).to.equal('HARDSHIP_MEMBER');
    const twice = [relative(members[0]!), child('c'), child('c')];
    expect(await open({ org: tree.basic, members: twice })).to.equal('HARDSHIP_MEMBER');
    for (const until of ['2026-03-01', '2027-03-04'])
      expect(await open(filed(), { until }), until).to.equal('DATES_INVALID');
    for (const [from, until] of [
      ['2026-03-01', '2026-03-08'],
      ['2026-03-08', '2026-03-07'],
      ['2026-03-02', '2026-12-31'],
    ])
      expect(await open(filed(), { publicity: { from, until, notice: DOCUMENT } })).to.equal('DATES_INVALID');
    const own = await boundCadre(tree, {
      ...{ org: tree.city, home: tree.basic, by: tree.sichuan.root, grants: ['file'], person: 'own' },
    });
    const { person } = JSON.parse(tree.ledger.state(ledgerKey.operator(own.operatorId)) ?? '') as {
      readonly person: string;
    };
    const household = { org: tree.basic, members: [relative(members[0]!), relative({ identityId: person })] };
    expect(await open(household, { by: own })).to.equal('OWN_ACCOUNT');
    const fileId = await openFile(tree, household, { by });
    expect(await codeOf(reviseFile(tree, fileId, { by: own }))).to.equal('OWN_ACCOUNT');
    expect(await codeOf(closeFile(tree, fileId, { by: own }))).to.equal('OWN_ACCOUNT');
    expect(await open(household, { fileId })).to.equal('STALE_SUBJECT');
    expect(await codeOf(divide(tree, { fileId, leaves: [household.members[1]!] }, [filer, own]))).to.equal(
      'OWN_ACCOUNT',
    );
  });

  it('are the business of their union and of those above it in the province, by grant', async () => {
    const named = { home: tree.basic, by: tree.sichuan.root } as const;
    const cadre = (org: string, person: string, grants: readonly Grant[] = ['file']): Promise<TestOperator> =>
      boundCadre(tree, { ...named, org, person, grants });
    const MAY = {
      own: await cadre(tree.basic, 'own union'),
      above: await cadre(tree.city, 'above'),
      province: tree.sichuan.root,
    };
    const MAY_NOT: Readonly<Record<string, readonly [TestOperator, string]>> = {
      'without the grant': [await cadre(tree.basic, 'ungranted', ['plan', 'member']), 'GRANT_MISSING'],
      beside: [await cadre(tree.otherCity, 'beside'), 'OUT_OF_SCOPE'],
      'another province': [tree.beijing.root, 'PROVINCE_FOREIGN'],
      nation: [tree.national.root, 'PROVINCE_FOREIGN'],
    };
    for (const [at, [who, by]] of Object.entries(MAY).entries()) {
      const fileId = await openFile(tree, filed(at), { by });
      await reviseFile(tree, fileId, { by, level: 'local' });
      await closeFile(tree, fileId, { by });
      expect(fileOf(tree, fileId), who).to.include({ v: 3, state: 'CLOSED' });
    }
    const fileId = await openFile(tree, filed(), { by: filer });
    for (const [who, [by, code]] of Object.entries(MAY_NOT)) {
      expect(await codeOf(openFile(tree, filed(1), { by })), `${who} opens`).to.equal(code);
      expect(await codeOf(reviseFile(tree, fileId, { by })), `${who} revises`).to.equal(code);
      expect(await codeOf(closeFile(tree, fileId, { by })), `${who} closes`).to.equal(code);
    }
  });

  it('end once, on a day since which they were filed, and are nobody’s to change then', async () => {
    const by = filer;
    const fileId = await openFile(tree, filed(), { by });
    for (const on of ['2026-03-01', '2026-03-03'])
      expect(await codeOf(closeFile(tree, fileId, { by, on })), on).to.equal('DATES_INVALID');
    await closeFile(tree, fileId, { by });
    expect(fileOf(tree, fileId)).to.deep.include({ v: 2, state: 'CLOSED' });
    expect(await codeOf(closeFile(tree, fileId, { by }))).to.equal('HARDSHIP_ENDED');
    expect(await codeOf(reviseFile(tree, fileId, { by }))).to.equal('HARDSHIP_ENDED');
    const unknown = { fileId: tree.newId('file'), content: DOCUMENT, evidence: DOCUMENT };
    expect(await codeOf(tree.submit('file.revise', unknown, { by, subjectVersion: 1 }))).to.equal(
      'HARDSHIP_UNKNOWN',
    );
  });
});
