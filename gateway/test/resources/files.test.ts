// SPDX-License-Identifier: Apache-2.0
import type { TestOperator } from '@unionid/chaincode/testing';
import { fileContentView, fileParts, fileView, pageOf, type FileParts } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { contentDigest } from '@unionid/domain/file';
import { personIndexOf } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { enrol, PERSON, registerUnion, submitInstruction } from '../support/enrol.js';
import { DOCUMENT } from '../support/grants.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const HEAD = { name: PERSON.name, docNumber: PERSON.docNumber, relation: '户主' };
const CHILD = { name: '测试甲小', docNumber: '119999201503070015', relation: '子女' };
const RECORD = { household: [HEAD, CHILD], content: { 困难类别: '深度困难', 致困原因: '样本' } };

describeOnDatabases('hardship files', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let org: string;
  let filer: TestOperator;
  let head: string;
  let personKey: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    org = await registerUnion(test, sichuan.union);
    await sichuan.catchUp();
    ({ identityId: head, personKey } = await enrol(test, sichuan, { org }));
    filer = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['file'] });
    await network.catchUp();
  });
  afterEach(() => network.close());

  const prepared = (fileId: string, change = {}, by = filer): Promise<TestResponse> =>
    signedFetch(network.sichuan, by, {
      ...{ target: `/v1/files/${fileId}/content`, body: { org, ...RECORD, ...change } },
    });
  const ask = (target: string, by = filer, gateway = network.sichuan): Promise<TestResponse> =>
    signedFetch(gateway, by, { target });

  async function open(fileId: string): Promise<FileParts> {
    const response = await prepared(fileId);
    expect(response.status, response.text).to.equal(201);
    const { members, place, content, ...parts } = fileParts.parse(response.json);
    const payload: PayloadOf<'file.open'> = {
      ...{ fileId, org, level: 'national' as const, until: '2026-12-31', head, place, members },
      ...{ content, evidence: DOCUMENT },
    };
    await network.test.submit('file.open', payload, { by: filer });
    await network.catchUp();
    return { members, place, content, ...parts };
  }

  it('keep what they say sealed at home, and have tags that lead to no account', async () => {
    const fileId = network.test.newId('file');
    const { members, content, seed } = await open(fileId);
    expect(members).to.have.length(2);
    expect(members[0]).to.include({ id: head });
    expect(members[0]?.tag).not.to.equal(personIndexOf(personKey));
    expect(members[1]).not.to.have.property('id');
    expect(content).to.equal(contentDigest(RECORD, seed));
    const view = fileView.parse((await ask(`/v1/files/${fileId}`)).json);
    expect(view).to.include({ fileId, org, level: 'national', state: 'OPEN', version: 1, content });
    const shown = await ask(`/v1/files/${fileId}/content`);
    expect(fileContentView.parse(shown.json).record).to.deep.equal(RECORD);
    const { items } = await network.sichuan.services.journal.list({ limit: 9, cursor: undefined });
    expect(items[0]).to.include({ what: 'file-content', subject: fileId, persons: 2 });
    const listed = pageOf(fileView).parse((await ask('/v1/files?state=OPEN')).json);
    expect(listed.items).to.deep.equal([view]);
    expect((await ask('/v1/files?state=CLOSED')).json).to.deep.equal({ items: [] });
  });

  it('wait with a decision that a second person can still confirm', async () => {
    const { test, sichuan } = network;
    await bindPerson(test, sichuan.union, filer);
    const fileId = test.newId('file');
    const { members } = await open(fileId);
    const parts = fileParts.parse((await prepared(fileId, { household: [HEAD] })).json);
    const payload = { fileId, leaves: [members[1]?.tag ?? ''], content: parts.content, evidence: DOCUMENT };
    await test.submit('file.revise', payload, { by: filer, subjectVersion: 1 });
    await network.catchUp();
    const { readModel } = sichuan.services;
    const decisions = await readModel.pendingDecisions({}, { limit: 9, cursor: undefined });
    const until = decisions.items[0]?.until ?? '';
    expect(await readModel.waitingContents(fileId, until)).to.deep.equal([parts.content]);
    expect(await readModel.waitingContents(fileId, `${until}!`), 'too late').to.deep.equal([]);
    expect(await readModel.waitingContents(test.newId('file'), until)).to.deep.equal([]);
  });

  it('keep a version of the key in force that alone made the tag of somebody without an account', async () => {
    const { test, national } = network;
    const { root } = national.union;
    await open(test.newId('file'));
    await test.submit('governance.openKeyVersion', { keyVersion: 2 }, { by: root });
    await network.catchUp();
    const close = async (change: { readonly atOnce?: true } = {}) => {
      const payload = { keyVersion: 1, ...change };
      const argument = await test.instruct('governance.closeKeyVersion', payload, { by: root });
      return submitInstruction(national, root, { argument });
    };
    expect(expectProblem(await close(), 'KEY_VERSION_IN_USE').details).to.deep.equal({
      keyVersion: 1,
      files: 1,
    });
    const { readModel } = national.services;
    expect(await readModel.filesUnderKey(1, '2026-12-31')).to.equal(1);
    expect(await readModel.filesUnderKey(1, '2027-01-01'), 'it has ended').to.equal(0);
    expect(await readModel.filesUnderKey(2, '2026-12-31')).to.equal(0);
    expect((await close({ atOnce: true })).status).to.equal(200);
  });

  it('have the same tags whichever union and province files', async () => {
    const [first, second] = [network.test.newId('file'), network.test.newId('file')];
    const tags = async (fileId: string): Promise<readonly string[]> =>
      fileParts.parse((await prepared(fileId)).json).members.map(({ tag }) => tag);
    expect(await tags(first)).to.deep.equal(await tags(second));
  });

  it('tell nobody else, and say which field is wrong and never what it holds', async () => {
    const { test, sichuan, beijing } = network;
    const fileId = test.newId('file');
    await open(fileId);
    const besideOrg = await registerUnion(test, sichuan.union);
    const beside = await registerOperator(test, sichuan.union, { org: besideOrg, grants: ['file'] });
    const ungranted = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['plan'] });
    await network.catchUp();
    for (const target of [`/v1/files/${fileId}`, `/v1/files/${fileId}/content`])
      expectProblem(await ask(target, beside), 'OUT_OF_SCOPE');
    expectProblem(await ask(`/v1/files/${fileId}/content`, ungranted), 'GRANT_MISSING');
    expectProblem(await ask(`/v1/files/${fileId}`, beijing.union.root, beijing), 'OUT_OF_SCOPE');
    expectProblem(await ask(`/v1/files/${test.newId('file')}`), 'HARDSHIP_UNKNOWN');
    expectProblem(await prepared(fileId, {}, beside), 'OUT_OF_SCOPE');
    expectProblem(await prepared(fileId, { org: besideOrg }, beside), 'OUT_OF_SCOPE');
    const nobody = { ...HEAD, name: '测试别人' };
    expectProblem(await prepared(fileId, { household: [nobody] }), 'ACCOUNT_UNKNOWN');
    const wrong = await prepared(fileId, {
      household: [HEAD, { ...CHILD, docNumber: '119999201503070019' }],
    });
    expectProblem(wrong, 'INVALID_REQUEST');
    expect(wrong.text).to.contain('household.1.docNumber').and.not.contain('119999201503070019');
  });

  it('whose content was lost say so', async () => {
    const { test } = network;
    const fileId = test.newId('file');
    const payload: PayloadOf<'file.open'> = {
      ...{ fileId, org, level: 'local' as const, until: '2026-12-31', head, place: '' },
      ...{ members: [{ tag: `1.${'A'.repeat(22)}`, id: head }], content: DOCUMENT, evidence: DOCUMENT },
    };
    await test.submit('file.open', payload, { by: filer });
    await network.catchUp();
    expectProblem(await ask(`/v1/files/${fileId}/content`), 'REAL_NAME_LOST');
  });
});
