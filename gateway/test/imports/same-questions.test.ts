// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import type { ReportRow } from '@unionid/domain/api';
import type { ImportKind } from '@unionid/domain/forms';
import { expect } from 'chai';
import { enrol, PERSON, registerUnion } from '../support/enrol.js';
import { csvText, MEMBER_COLUMNS, memberRow } from '../support/import-files.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { recordedPort } from '../support/recorded-port.js';
import { registerOperator } from '../support/register-operator.js';
import { find, newImport } from '../support/run-import.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';
import { openImportJobs } from '#src/imports/import-jobs.js';
import { SlotLeases } from '#src/standing/slot-leases.js';

const CHANGE_COLUMNS = ['姓名', '证件号码', '会籍变化类型', '会籍变化日期'];
/** Another person of the same unassigned division (union-law.md §6.4). */
const STRANGER = { docNumber: '119999199003070035', name: '测试丙三' };

const NEXT = '邻厂工会委员会';

type Person = Readonly<Record<'name' | 'docNumber', string>>;

interface Asked {
  readonly told: Pick<ReportRow, 'outcome' | 'identityId'> & { readonly codes: readonly string[] };
  /** Port and function of each call, in order. */
  readonly calls: readonly string[];
}

describeOnDatabases('a list of one row', function () {
  this.timeout(60_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let [org, next, far] = ['', '', ''];
  let cadres: Readonly<Record<'of the union' | 'of the next union' | 'of another province', TestOperator>>;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan, beijing } = network;
    [org, far] = [await registerUnion(test, sichuan.union), await registerUnion(test, beijing.union)];
    const entry = newOrganisationEntry(test, sichuan.union.orgId, { name: NEXT });
    await test.submit('organisation.register', entry, { by: sichuan.union.root });
    next = entry.orgId;
    cadres = {
      'of the union': await registerOperator(test, sichuan.union, { org, grants: ['member'] }),
      'of the next union': await registerOperator(test, sichuan.union, { org: next, grants: ['member'] }),
      'of another province': await registerOperator(test, beijing.union, { org: far, grants: ['member'] }),
    };
    await network.catchUp();
    await enrol(test, sichuan, { org });
    await network.catchUp();
  });
  afterEach(() => network.close());

  const gatewayOf = (who: keyof typeof cadres): TestGateway =>
    who === 'of another province' ? network.beijing : network.sichuan;

  const changesOf = ({ name, docNumber }: Person): string =>
    csvText(CHANGE_COLUMNS, [
      { 姓名: name, 证件号码: docNumber, 会籍变化类型: '死亡', 会籍变化日期: '2026/03/01' },
    ]);
  const transfersOf = ({ name, docNumber }: Person, union: string): string =>
    csvText(MEMBER_COLUMNS, [
      memberRow(0, {
        ...{ 姓名: name, 证件号码: docNumber, 性别: '男', 出生日期: '1990/03/07' },
        ...{ 所属工会: union, 工作单位: '' },
      }),
    ]);

  const ask = async (who: keyof typeof cadres, kind: ImportKind, content: string): Promise<Asked> => {
    const calls: string[] = [];
    const gateway = gatewayOf(who);
    const { operatorId, org: own } = cadres[who];
    const { services, union } = gateway;
    const { submissions, matchingBudgets, ledger, log } = services;
    const databases = await testDatabase().open(join(folder(), `list-${String(Math.random())}`));
    const jobs = await openImportJobs({
      ...{ databases, submissions, matchingBudgets, ledger, log },
      slots: new SlotLeases(services),
      vault: recordedPort('vault', services.vault, calls),
      matching: recordedPort('matching', services.matching, calls),
      readModel: recordedPort('readModel', services.readModel, calls),
      ...{ spoolFolder: join(folder(), 'spool'), vaultKey: new Uint8Array(32).fill(5) },
      now: network.test.clock.now,
    });
    try {
      const { importId } = await jobs.start({
        ...newImport(gateway, { kind, content }),
        ...{ actor: { operatorId, org: own, province: union.code }, dryRun: true },
        ...(kind === 'changes' && { evidence: 'A'.repeat(43) }),
        ...(kind === 'transfers' && { sides: { from: org, to: own } }),
      });
      await jobs.settled();
      expect((await find(jobs, importId)).state).to.equal('DONE');
      const [row] = (await jobs.report(importId, { limit: 2, cursor: undefined })).items;
      const { outcome = 'empty', identityId, problems = [] } = row ?? {};
      const codes = problems.map(({ code, column }) => `${code} ${column}`);
      return { told: { outcome, ...(identityId !== undefined && { identityId }), codes }, calls };
    } finally {
      await jobs.close();
      await databases.close();
    }
  };

  const NOBODY = { outcome: 'bad', codes: ['MEMBER_NOT_FOUND 证件号码'] };
  const { docNumber, name } = PERSON;

  const changes = {
    'of the union': [{ docNumber, name: STRANGER.name }],
    'of the next union': [
      { docNumber, name: STRANGER.name },
      { docNumber, name },
    ],
    'of another province': [
      { docNumber, name: STRANGER.name },
      { docNumber, name },
    ],
  } as const;
  for (const [who, persons] of Object.entries(changes) as [
    keyof typeof changes,
    (typeof changes)[keyof typeof changes],
  ][])
    for (const person of persons)
      it(`of changes by a cadre ${who} tells of ${person.name === name ? 'a member' : 'a wrong name'} what it tells of a stranger`, async () => {
        const ofStranger = await ask(who, 'changes', changesOf(STRANGER));
        const ofMember = await ask(who, 'changes', changesOf(person));
        expect(ofMember).to.deep.equal(ofStranger);
        expect(ofMember.told).to.deep.equal(NOBODY);
      });

  const unions = { 'of the next union': NEXT, 'of another province': '示范机械厂工会委员会' } as const;
  for (const [who, union] of Object.entries(unions) as [keyof typeof unions, string][])
    it(`of members to transfer by a cadre ${who} tells of a wrong name what it tells of a stranger`, async () => {
      const ofStranger = await ask(who, 'transfers', transfersOf(STRANGER, union));
      const ofMember = await ask(who, 'transfers', transfersOf({ docNumber, name: STRANGER.name }, union));
      expect(ofMember).to.deep.equal(ofStranger);
      expect(ofMember.told).to.deep.equal(NOBODY);
    });
});
