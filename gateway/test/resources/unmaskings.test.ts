// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as z from 'zod/mini';
import type { TestOperator } from '@unionid/chaincode/testing';
import { importView, pageOf, unmaskingView } from '@unionid/domain/api';
import { instructionArgument } from '@unionid/domain/instruction';
import { ROUTES } from '#src/resources/routes.js';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
} from '../support/import-files.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { runImport, signManifest } from '../support/run-import.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const UPLOAD = '/v1/imports?kind=members&dryRun=false&fileName=members.csv';
const PLAIN = ['evidence', 'fields', 'docNumber', 'mobile', 'payee', 'accountNumber', 'opening'];

describeOnDatabases('personal data in plain', function () {
  this.timeout(30_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let root: TestOperator;
  let path: string;

  const ask = (by: TestOperator, target: string) => signedFetch(network.sichuan, by, { target });
  const journal = async (query = '') => {
    const { status, json, text } = await ask(root, `/v1/unmaskings${query}`);
    expect(status, text).to.equal(200);
    return pageOf(unmaskingView).parse(json);
  };

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { sichuan, test } = network;
    root = sichuan.union.root;
    const organisations = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(test, sichuan, { kind: 'organisations', content: organisations });
    const content = csvText(MEMBER_COLUMNS, [memberRow(0), memberRow(1), memberRow(2, { 移动电话: '1' })]);
    const headers = { 'content-type': 'text/csv' };
    const created = await signedFetch(sichuan, root, { target: UPLOAD, body: content, headers });
    path = `/v1/imports/${importView.parse(created.json).importId}`;
    await sichuan.services.imports.settled();
  });
  afterEach(() => network.close());

  it('are shown to whoever handed the file in until it is signed, and each time stands in the journal', async () => {
    const { sichuan, test } = network;
    expect((await ask(root, `${path}/chunks/0`)).status).to.equal(200);
    expect((await ask(root, `${path}/chunks/0`)).status).to.equal(200);
    const view = importView.parse((await ask(root, path)).json);
    const body = instructionArgument(await signManifest(test, view, root));
    expect((await signedFetch(sichuan, root, { target: `${path}/manifest`, body })).status).to.equal(202);
    expectProblem(await ask(root, `${path}/chunks/0`), 'EVIDENCE_CLOSED');
    await sichuan.services.imports.settled();
    await network.catchUp();
    expectProblem(await ask(root, `${path}/chunks/0`), 'EVIDENCE_CLOSED');
    const first = await journal('?limit=1');
    const second = await journal(`?limit=1&cursor=${first.next ?? ''}`);
    expect(second.next).to.equal(undefined);
    for (const { items } of [first, second]) {
      const { time, ...row } = items[0]!;
      expect(Date.parse(time)).to.be.at.most(Date.now());
      expect(row).to.deep.equal({
        ...{ operatorId: root.operatorId, org: root.org, what: 'import-evidence', persons: 2 },
        ...{ subject: `${view.importId}/0`, reason: 'compare with own file before signing' },
      });
    }
    const told = JSON.stringify([first, second]);
    for (const column of ['姓名', '证件号码', '移动电话'])
      expect(told).to.not.contain(memberRow(0)[column as '姓名']);
  });

  it('are shown to nobody else, and what is refused is in no journal', async () => {
    const { sichuan, beijing, test } = network;
    const colleague = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['member'] });
    const verifier = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['verify'] });
    await network.catchUp();
    expectProblem(await ask(colleague, `${path}/chunks/0`), 'FORBIDDEN');
    expectProblem(await ask(verifier, `${path}/chunks/0`), 'GRANT_MISSING');
    expectProblem(await ask(beijing.union.root, `${path}/chunks/0`), 'NOT_FOUND');
    for (const query of ['', '?format=csv', '?outcome=bad']) {
      expect((await ask(colleague, `${path}/report${query}`)).status).to.equal(200);
      expectProblem(await ask(verifier, `${path}/report${query}`), 'GRANT_MISSING');
    }
    expect((await ask(root, `${path}/cancel`)).status).to.equal(405);
    expect((await journal()).items).to.deep.equal([]);
  });

  it('and who saw them is told to those who answer for the province', async () => {
    const { sichuan, beijing, test } = network;
    const cadre = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['member'] });
    await network.catchUp();
    expectProblem(await ask(cadre, '/v1/unmaskings'), 'FORBIDDEN');
    expectProblem(await ask(beijing.union.root, '/v1/unmaskings'), 'SUBMITTER_FOREIGN');
    expectProblem(await ask(root, '/v1/unmaskings?cursor=x'), 'INVALID_REQUEST');
    expect((await journal()).items).to.deep.equal([]);
  });

  it('come by no other route', () => {
    const routes = ROUTES.filter(({ response }) => {
      if (response === undefined) return false;
      const shape = JSON.stringify(z.toJSONSchema(response, { io: 'output', unrepresentable: 'any' }));
      return PLAIN.some((name) => shape.includes(`"${name}":{`));
    });
    expect(routes.map(({ operationId }) => operationId)).to.have.members([
      // What the caller has just entered.
      'prepareEnrolment',
      'prepareCorrection',
      'prepareLostRecord',
      // For whoever answers an approved request, each time in the journal.
      'getUnmaskAnswer',
      // For who may pay, each time in the journal.
      ...['getPlanOrder', 'getSentOrder'],
      // For the filing union, each time in the journal; the lists tell levels and digests.
      ...['getFileContent', 'listFiles', 'getFile'],
      // Digests of what they stand on.
      ...[
        'listFindings',
        'getFinding',
        'listFindingHistory',
        'listUnmasks',
        'getUnmask',
        'listSamples',
        'getSample',
      ],
      // Masked.
      'listMembers',
      'getImportChunk',
      // The kind of a document and its digest.
      'listTransfers',
      'getTransfer',
      // The digest of a document.
      'listAccountHistory',
      ...['createImport', 'listImports', 'getImport', 'approveImport', 'cancelImport'],
      ...['listApplications', 'getApplication'],
      ...['listClaims', 'getClaim', 'getFiling'],
    ]);
  });
});
