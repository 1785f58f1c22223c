// SPDX-License-Identifier: Apache-2.0
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import type { ImportView } from '@unionid/domain/api';
import { fromBase64url } from '@unionid/domain/encoding';
import { commitmentRoot } from '@unionid/domain/privacy';
import type { BatchRow } from '@unionid/domain/transfer';
import { expect } from 'chai';
import { registerUnion } from '../support/enrol.js';
import { csvText, MEMBER_COLUMNS, memberRow, personOfRow } from '../support/import-files.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { find, readImport, reportOf, runImport, type ImportRequest } from '../support/run-import.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const EMPLOYER = '91999900MA00000019';
const DIGEST = 'A'.repeat(43);
const UNION = { 所属工会: '示范机械厂工会委员会', 工作单位: '示范机械厂' };
const ROWS = Array.from({ length: 60 }, (_, index) => index);

describeOnDatabases('the same members on two lists, and at a counter, in the same moment', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let operators: readonly TestOperator[];
  let members: readonly string[];
  /** What an import of the new union, and both kinds of list, are told of. */
  let [from, to, source] = ['', '', ''];

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan, beijing } = network;
    from = await registerUnion(test, sichuan.union);
    const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const entry = newOrganisationEntry(test, beijing.union.orgId, {
      employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
    });
    await test.submit('organisation.register', entry, { by: beijing.union.root });
    to = entry.orgId;
    operators = [
      await registerOperator(test, beijing.union, { org: to, grants: ['member'] }),
      await registerOperator(test, beijing.union, { org: to, grants: ['member'] }),
    ];
    await network.catchUp();
    const { importId } = await runImport(test, sichuan, { content });
    members = (await reportOf(sichuan, importId)).map(({ identityId = '' }) => identityId);
    await network.catchUp();
    source = (await readImport(beijing, { content, actor: actorOf(operators[0]!) })).importId;
  });
  afterEach(() => network.close());

  const content = csvText(
    MEMBER_COLUMNS,
    ROWS.map((index) => memberRow(index, UNION)),
  );
  const actorOf = ({ operatorId, org }: TestOperator) => ({ operatorId, org, province: '11' });
  const LISTS: Readonly<Record<string, () => Partial<ImportRequest>>> = {
    transfers: () => ({ kind: 'transfers', sides: { from, to } }),
    requests: () => ({ kind: 'requests', evidence: DIGEST, asks: { source, kind: 'socialInsurance' } }),
  };
  const readBoth = async (kinds: readonly string[]): Promise<readonly ImportView[]> => {
    const { imports } = network.beijing.services;
    const both = await Promise.all(
      kinds.map((kind, at) =>
        readImport(network.beijing, { content, actor: actorOf(operators[at]!), ...LISTS[kind]?.() }),
      ),
    );
    return Promise.all(both.map(({ importId }) => find(imports, importId)));
  };
  /** Whom the list has, each shown with the record whose root the row says. */
  const shownBy = async ({ importId, state, chunks }: ImportView): Promise<readonly string[]> => {
    const { imports, vault } = network.beijing.services;
    const shown: string[] = [];
    for (let index = 0; state === 'READY' && index < chunks; index += 1) {
      const { rows = [], evidence = [] } = (await imports.chunk(importId, index)) ?? {};
      for (const [at, { record }] of evidence.entries()) {
        const { identityId, root } = rows[at] as BatchRow;
        const entered = record.is === 'entered' ? record : expect.fail(record.is);
        expect(commitmentRoot(entered.fields, fromBase64url(entered.seed))).to.equal(root);
        const kept = (await vault.read([identityId])).get(identityId);
        expect(kept && commitmentRoot(kept.fields, kept.seed)).to.equal(root);
        shown.push(identityId);
      }
    }
    return shown;
  };

  for (const kinds of [
    ['transfers', 'transfers'],
    ['requests', 'requests'],
    ['transfers', 'requests'],
  ])
    it(`${kinds.join(' and ')}: one list has each, with a record that opens`, async function () {
      this.timeout(60_000);
      const both = await readBoth(kinds);
      const shown = (await Promise.all(both.map(shownBy))).flat();
      expect(shown.sort()).to.deep.equal([...members].sort());
      for (const { error } of both) expect(error, JSON.stringify(error)).to.equal(undefined);
    });

  for (const kind of Object.keys(LISTS))
    it(`${kind} and a counter: one of them has the member, with a record that opens`, async () => {
      const { beijing } = network;
      const person = personOfRow(memberRow(0, UNION));
      const evidence = { kind: 'contract', digest: DIGEST };
      const body = { type: 'transfer.request', person, org: to, employer: EMPLOYER, evidence };
      const [[list], response] = await Promise.all([
        readBoth([kind]),
        signedFetch(beijing, operators[1]!, { target: '/v1/preparations', body }),
      ]);
      const shown = await shownBy(list!);
      const atCounter = response.status === 201;
      if (!atCounter) expectProblem(response, 'TRANSFER_OPEN');
      expect([...shown, ...(atCounter ? [members[0]] : [])].sort()).to.deep.equal([...members].sort());
      expect((await beijing.services.vault.read(members)).size).to.equal(members.length);
    });
});
