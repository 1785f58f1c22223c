// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { importView, memberView, pageOf, preparedChunk, reportRow } from '@unionid/domain/api';
import { instructionArgument } from '@unionid/domain/instruction';
import { registerUnion } from '../support/enrol.js';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
} from '../support/import-files.js';
import { runImport, signManifest } from '../support/run-import.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const CSV = { 'content-type': 'text/csv' };
const UPLOAD = '/v1/imports?kind=members&dryRun=false&fileName=members.csv';

describeOnDatabases('imports over HTTP', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  const content = csvText(MEMBER_COLUMNS, [memberRow(0), memberRow(1, { 移动电话: '1' })]);

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const organisations = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(network.test, network.sichuan, { kind: 'organisations', content: organisations });
  });
  afterEach(() => network.close());

  it('hands in, reports, shows what is signed, submits, and lists members masked', async () => {
    const { test, sichuan } = network;
    const { root } = sichuan.union;
    const created = await signedFetch(sichuan, root, { target: UPLOAD, body: content, headers: CSV });
    expect(created.status, created.text).to.equal(202);
    const { importId } = importView.parse(created.json);
    await sichuan.services.imports.settled();
    const path = `/v1/imports/${importId}`;
    const view = importView.parse((await signedFetch(sichuan, root, { target: path })).json);
    expect(view.counts).to.include({ rows: 2, ready: 1, bad: 1 });

    const report = await signedFetch(sichuan, root, { target: `${path}/report?outcome=bad` });
    expect(
      pageOf(reportRow)
        .parse(report.json)
        .items.map(({ row }) => row),
    ).to.deep.equal([3]);
    const csv = await signedFetch(sichuan, root, { target: `${path}/report?format=csv` });
    expect(csv.headers.get('content-type')).to.match(/^text\/csv/);
    expect(csv.text).to.include('MOBILE_INVALID');

    const chunk = await signedFetch(sichuan, root, { target: `${path}/chunks/0` });
    expect(preparedChunk.parse(chunk.json).evidence[0]?.record)
      .to.have.nested.property('fields.docNumber')
      .that.equals(memberRow(0)['证件号码']);

    const signed = await signManifest(test, view, root);
    const approved = await signedFetch(sichuan, root, {
      target: `${path}/manifest`,
      body: instructionArgument(signed),
    });
    expect(approved.status, approved.text).to.equal(202);
    await sichuan.services.imports.settled();
    await network.catchUp();

    const union = (
      await sichuan.services.readModel.organisationsByName('51', memberRow(0)['所属工会'] ?? '')
    )[0];
    const members = await signedFetch(sichuan, root, { target: `/v1/members?org=${union?.orgId ?? ''}` });
    const [member] = pageOf(memberView).parse(members.json).items;
    expect(member?.name).to.equal('测**');
    expect(member?.docNumber).to.match(/^519\*{11}\d{3}[\dX]$/);
    expect(member?.mobile).to.equal('138****0000');
  });

  it('shows a job to nobody of another province, and its evidence to nobody without the grant', async () => {
    const { test, sichuan, beijing } = network;
    const created = await signedFetch(sichuan, sichuan.union.root, {
      target: UPLOAD,
      body: content,
      headers: CSV,
    });
    const { importId } = importView.parse(created.json);
    await sichuan.services.imports.settled();
    const target = `/v1/imports/${importId}`;
    expectProblem(await signedFetch(sichuan, beijing.union.root, { target }), 'NOT_FOUND');
    expectProblem(await signedFetch(sichuan, test.national.root, { target }), 'NOT_FOUND');
    expectProblem(
      await signedFetch(sichuan, beijing.union.root, { target: UPLOAD, body: content, headers: CSV }),
      'SUBMITTER_FOREIGN',
    );
  });

  it('refuses what is no file, no name and no mapping', async () => {
    const { sichuan } = network;
    const { root } = sichuan.union;
    const post = (target: string, headers: Record<string, string> = CSV) =>
      signedFetch(sichuan, root, { target, body: content, headers });
    expectProblem(await post(UPLOAD, { 'content-type': 'image/png' }), 'UNSUPPORTED_MEDIA_TYPE');
    expectProblem(await post(UPLOAD.replace('members.csv', '..%2Fx')), 'INVALID_REQUEST');
    expectProblem(await post(`${UPLOAD}&mapping=!!`), 'INVALID_REQUEST');
    expectProblem(await post(UPLOAD.replace('kind=members', 'kind=cats')), 'INVALID_REQUEST');
  });

  it('keeps members of other unions from an operator who stands beside them', async () => {
    const { test, sichuan, beijing } = network;
    const org = await registerUnion(test, sichuan.union);
    await network.catchUp();
    const target = `/v1/members?org=${org}`;
    expect((await signedFetch(sichuan, sichuan.union.root, { target })).status).to.equal(200);
    expectProblem(await signedFetch(sichuan, beijing.union.root, { target }), 'SUBMITTER_FOREIGN');
    const outside = { target: `/v1/members?org=${beijing.union.orgId}` };
    expectProblem(await signedFetch(sichuan, sichuan.union.root, outside), 'OUT_OF_SCOPE');
  });
});
