// SPDX-License-Identifier: Apache-2.0
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import { importView, type ImportView } from '@unionid/domain/api';
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import type { ErrorCode } from '@unionid/domain/errors';
import { commitmentRoot } from '@unionid/domain/privacy';
import { OPEN_REQUESTS } from '@unionid/domain/transfer';
import { expect } from 'chai';
import { alarmsOf } from '../support/alarms-of.js';
import { registerUnion, submitInstruction } from '../support/enrol.js';
import { csvText, MEMBER_COLUMNS, memberRow, personOfRow, type FileRow } from '../support/import-files.js';
import { inboxOf } from '../support/inbox-of.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { find, readImport, reportOf, runImport, signManifest } from '../support/run-import.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const EMPLOYER = '91999900MA00000019';
const DIGEST = 'A'.repeat(43);
const UNION = { 所属工会: '示范机械厂工会委员会', 工作单位: '示范机械厂' };
const DAY = 86_400_000;

describeOnDatabases('requests for those of an import who are members elsewhere', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let beijing: TestGateway;
  let to: string;
  let asking: TestOperator;
  /** Of rows 0 to 3, members of the old union. */
  let members: readonly string[];
  /** The list of the new union, and what its import made of it: rows 0 to 2 are the old one's, row 9 is new. */
  let content: string;
  let source: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan, beijing } = network);
    const { test } = network;
    await registerUnion(test, sichuan.union);
    const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const entry = newOrganisationEntry(test, beijing.union.orgId, {
      employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
    });
    await test.submit('organisation.register', entry, { by: beijing.union.root });
    to = entry.orgId;
    asking = await registerOperator(test, beijing.union, { org: to, grants: ['member'] });
    await network.catchUp();
    const { importId } = await runImport(test, sichuan, { content: fileOf([0, 1, 2, 3]) });
    members = (await reportOf(sichuan, importId)).map(({ identityId = '' }) => identityId);
    await network.catchUp();
    content = fileOf([0, 1, 9, 2]);
    source = (await load(content)).importId;
  });
  afterEach(() => network.close());

  const fileOf = (rows: readonly number[], change: (index: number) => FileRow = () => ({})): string =>
    csvText(
      MEMBER_COLUMNS,
      rows.map((index) => memberRow(index, { ...UNION, ...change(index) })),
    );
  const actorOf = ({ operatorId, org }: TestOperator) => ({ operatorId, org, province: '11' });
  /** An import of members, seen through. */
  const load = async (text: string): Promise<ImportView> => {
    const ready = await readImport(beijing, { content: text, actor: actorOf(asking) });
    if (ready.state === 'READY') await sign(ready);
    return find(beijing.services.imports, ready.importId);
  };
  const read = (text = content, asks = { source, kind: 'socialInsurance' as const }): Promise<ImportView> =>
    readImport(beijing, { kind: 'requests', content: text, evidence: DIGEST, asks, actor: actorOf(asking) });
  const sign = async (view: ImportView): Promise<ImportView> => {
    await beijing.services.imports.approve(view.importId, await signManifest(network.test, view, asking));
    await beijing.services.imports.settled();
    await network.catchUp();
    return find(beijing.services.imports, view.importId);
  };
  const ask = async (text = content): Promise<ImportView> => sign(await read(text));
  const told = async ({ importId }: Pick<ImportView, 'importId'>): Promise<readonly string[]> =>
    (await reportOf(beijing, importId))
      .filter(({ outcome }) => outcome !== 'aside')
      .map(({ row, outcome, problems }) => [row, outcome, ...problems.map(({ code }) => code)].join(' '));
  const submit = async <T extends InstructionType>(
    gateway: TestGateway,
    type: T,
    payload: PayloadOf<T>,
  ): Promise<TestResponse> => {
    const by = gateway === beijing ? asking : gateway.union.root;
    const { identityId = '' } = payload as { identityId?: string };
    const subjectVersion = (await beijing.services.readModel.transfer(identityId))?.transfer.v ?? 0;
    const argument = await network.test.instruct(type, payload, { by, subjectVersion });
    const response = await submitInstruction(gateway, by, { argument });
    await network.catchUp();
    return response;
  };
  const named = async (index: number): Promise<{ identityId: string; place: string }> => {
    const identityId = members[index]!;
    return { identityId, place: (await beijing.services.readModel.account(identityId))?.place ?? '' };
  };
  const upload = (query: string, body = content, by = asking): Promise<TestResponse> =>
    signedFetch(beijing, by, {
      ...{ target: `/v1/imports?fileName=a.csv&${query}`, method: 'POST', body },
      headers: { 'content-type': 'text/csv' },
    });
  const states = async (): Promise<readonly (string | undefined)[]> => {
    const found = await beijing.services.vault.states(members);
    return members.map((identityId) => found.get(identityId));
  };

  // Covers: T18
  it('go to their unions’ inboxes by one signature, and each record waits for its own transfer', async () => {
    expect(await told({ importId: source })).to.deep.equal([
      ...['2 elsewhere MEMBER_EXISTS', '3 elsewhere MEMBER_EXISTS', '4 done', '5 elsewhere MEMBER_EXISTS'],
    ]);
    const response = await upload(
      `kind=requests&source=${source}&evidenceKind=socialInsurance&evidence=${DIGEST}`,
    );
    expect(response.status, response.text).to.equal(202);
    await beijing.services.imports.settled();
    const { importId } = importView.parse(response.json);
    const view = await find(beijing.services.imports, importId);
    expect(view).to.deep.include({ state: 'READY', chunks: 1, source, evidence: DIGEST });
    expect(view.counts).to.include({ rows: 4, ready: 3, aside: 1 });
    expect((await reportOf(beijing, importId, 'aside')).map(({ row }) => row)).to.deep.equal([4]);
    expect(view.manifest).to.deep.include({
      ...{ rows: 3, evidence: { kind: 'socialInsurance', digest: DIGEST } },
    });
    const chunk = await beijing.services.imports.chunk(importId, 0);
    chunk?.evidence.forEach(({ record }, at) => {
      const { fields, seed } = record.is === 'entered' ? record : expect.fail(record.is);
      const root = commitmentRoot(fields, Uint8Array.from(Buffer.from(seed, 'base64url')));
      expect(chunk.rows[at]).to.include({
        identityId: members[at],
        to,
        root,
        employer: EMPLOYER,
        version: 0,
      });
    });
    const done = await sign(view);
    expect(done, JSON.stringify(done.error)).to.include({ state: 'DONE' });
    expect(done.counts).to.include({ done: 3, refused: 0 });
    const { items } = await inboxOf(sichuan, sichuan.union.root);
    expect(items.map((item) => item.kind === 'transfer' && item.identityId)).to.have.members(
      members.slice(0, 3),
    );
    expect(await states()).to.deep.equal(['PENDING', 'PENDING', 'PENDING', undefined]);
    await submit(sichuan, 'transfer.release', await named(0));
    await submit(beijing, 'transfer.complete', await named(0));
    expect(await states()).to.deep.equal(['ACTIVE', 'PENDING', 'PENDING', undefined]);
    expect(await beijing.services.readModel.account(members[0]!)).to.include({ org: to, province: '11' });
    expect(await alarmsOf(sichuan)).to.equal(0);
  });

  it('name in the report of the import the command that asks for all of them', async () => {
    const [row] = await reportOf(beijing, source, 'elsewhere');
    for (const fix of [row?.problems[0]?.fixZh, row?.problems[0]?.fixEn])
      expect(fix).to.include(`unionid transfers request-from-import ${source}`);
  });

  it('once asked for are not asked for again, but for whom it came to nothing', async () => {
    await ask();
    expect(await told(await read())).to.deep.equal(['2 unchanged', '3 unchanged', '5 unchanged']);
    await submit(beijing, 'transfer.cancel', await named(1));
    const again = await read();
    expect(await told(again)).to.deep.equal(['2 unchanged', '3 ready', '5 unchanged']);
    expect((await sign(again)).counts).to.include({ done: 1, unchanged: 2 });
    expect((await beijing.services.readModel.transfer(members[1]!))?.transfer).to.include({ number: 2 });
    expect(await states()).to.deep.equal(['PENDING', 'PENDING', 'PENDING', undefined]);
  });

  it('that came to nothing leave no record behind, and no room taken from a single request', async () => {
    await ask();
    for (const index of [0, 1]) await submit(beijing, 'transfer.cancel', await named(index));
    const single = (index: number): Promise<TestResponse> => {
      const evidence = { kind: 'contract', digest: DIGEST };
      const body = { person: personOfRow(memberRow(index)), org: to, employer: EMPLOYER, evidence };
      return signedFetch(beijing, asking, {
        target: '/v1/preparations',
        body: { type: 'transfer.request', ...body },
      });
    };
    expectProblem(await single(2), 'TRANSFER_OPEN');
    const response = await single(0);
    expect(response.status, response.text).to.equal(201);
    expect(await beijing.services.preparations.sweep()).to.equal(1);
    expect(await states()).to.deep.equal(['PENDING', undefined, 'PENDING', undefined]);
    network.test.clock.advance(40 * DAY);
    await network.tick();
    expect(await beijing.services.preparations.sweep(), 'what lapsed, and what was not signed').to.equal(2);
    expect(await states()).to.deep.equal([undefined, undefined, undefined, undefined]);
  });

  it('keep the record for a switch in time that comes late, whatever the clock here makes of it', async () => {
    const { test } = network;
    await ask();
    const subject = await named(0);
    await submit(sichuan, 'transfer.release', subject);
    const { lapsesAt, v: subjectVersion } = (await beijing.services.readModel.transfer(members[0]!))!
      .transfer;
    test.clock.set(Date.parse(lapsesAt) - 1);
    const argument = await test.instruct('transfer.complete', subject, { by: asking, subjectVersion });
    const held = await test.ledger.endorse({
      ...{ function: 'transfer:complete', argument, submitter: { mspId: asking.mspId } },
    });
    test.clock.advance(3 * DAY);
    await beijing.services.preparations.sweep();
    test.ledger.commit([held]);
    await network.catchUp();
    expect((await states())[0]).to.equal('ACTIVE');
  });

  it('ask back for whom this province has had, in the place of the record that it kept', async () => {
    const { test } = network;
    await ask();
    await submit(sichuan, 'transfer.release', await named(0));
    await submit(beijing, 'transfer.complete', await named(0));
    const street = newOrganisationEntry(test, sichuan.union.orgId, { name: '示范街道工会', level: 4 });
    await test.submit('organisation.register', street, { by: sichuan.union.root });
    await network.catchUp();
    const text = fileOf([0], () => ({ 所属工会: '示范街道工会', 工作单位: '' }));
    const { importId } = await runImport(test, sichuan, { content: text });
    const asks = { source: importId, kind: 'residence' } as const;
    const before = (await sichuan.services.vault.read(members)).get(members[0]!);
    const view = await runImport(test, sichuan, {
      ...{ kind: 'requests', content: text, evidence: DIGEST, asks },
    });
    expect(view.counts).to.include({ rows: 1, done: 1 });
    expect((await sichuan.services.vault.states(members)).get(members[0]!)).to.equal('PENDING');
    expect((await sichuan.services.vault.read(members)).get(members[0]!)).not.to.deep.equal(before);
    expect((await sichuan.services.readModel.transfer(members[0]!))?.transfer).to.include({
      ...{ status: 'REQUESTED', to: street.orgId, fromProvince: '11' },
    });
    expect(await alarmsOf(beijing)).to.equal(0);
  });

  it('tell of each row what the ledger would, one by one', async () => {
    const { test } = network;
    const text = fileOf([0, 1, 2, 3], (index) => (index === 1 ? { 姓名: '测张三' } : {}));
    ({ importId: source } = await load(text));
    const other = await foundOther({ level: 4 });
    const { personKey, nameTag } = (await beijing.services.matching
      .personTags([identifiersOf(2)], 'enrolment')
      .then(({ tags }) => tags[0]))!;
    const asked = { identityId: members[2]!, personKey, nameTag, root: DIGEST, employer: '', slot: 0 };
    const evidence = { kind: 'residence', digest: DIGEST } as const;
    await test.submit('transfer.request', { ...asked, to: other, evidence }, { by: beijing.union.root });
    await network.catchUp();
    const view = await read(text);
    expect(await told(view)).to.deep.equal([
      ...['2 ready', '3 bad MEMBER_NOT_FOUND', '4 bad TRANSFER_OPEN', '5 ready'],
    ]);
    const left = { ...(await named(3)), on: '2026-03-02', evidence: DIGEST, reason: 'request' } as const;
    await test.submit('membership.leave', left, { by: sichuan.union.root, subjectVersion: 1 });
    const done = await sign(view);
    expect(done.counts).to.include({ done: 1, refused: 1 });
    expect(await told(done)).to.include('5 refused MEMBERSHIP_NONE');
    expect(await states(), 'a refused one leaves no record').to.deep.equal([
      ...['PENDING', undefined, undefined, undefined],
    ]);
  });

  async function foundOther(change: Parameters<typeof newOrganisationEntry>[2]): Promise<string> {
    const entry = newOrganisationEntry(network.test, beijing.union.orgId, {
      name: '示范街道工会',
      ...change,
    });
    await network.test.submit('organisation.register', entry, { by: beijing.union.root });
    return entry.orgId;
  }

  function identifiersOf(index: number): { docType: string; docNumber: string; name: string } {
    const { 姓名: name = '', 证件号码: docNumber = '' } = memberRow(index);
    return { docType: '111', docNumber, name };
  }

  it('by residence are the street’s, and name no employer', async () => {
    const view = await read(content, { source, kind: 'residence' as 'socialInsurance' });
    expect(await told(view)).to.deep.equal(
      [2, 3, 5].map((row) => `${String(row)} bad RESIDENCE_UNION_NEEDED`),
    );
  });

  it('need the unit named where the union covers several', async () => {
    const unit = { nature: '', economicType: '110', industry: '', district: '', headcount: 12 };
    const name = '示范两厂工会委员会';
    await foundOther({
      name,
      employers: [
        { ...unit, name: '示范一厂', creditCode: '91999900MA0000002C' },
        { ...unit, name: '示范二厂', creditCode: '91999900MA0000003F' },
      ],
    });
    await network.catchUp();
    asking = beijing.union.root;
    const units = ['示范二厂', '', undefined];
    const text = fileOf([0, 1, 2], (index) =>
      units[index] === undefined ? { 工作单位: '' } : { 所属工会: name, 工作单位: units[index] },
    );
    ({ importId: source } = await load(text));
    const view = await read(text);
    expect(await told(view)).to.deep.equal(['2 ready', '3 bad EMPLOYER_NOT_COVERED', '4 ready']);
    const chunk = await beijing.services.imports.chunk(view.importId, 0);
    expect(chunk?.rows.map(({ employer }) => employer)).to.deep.equal(['91999900MA0000003F', EMPLOYER]);
  });

  it('take no more than a union may have open', async () => {
    const { test } = network;
    const text = fileOf(Array.from({ length: OPEN_REQUESTS + 2 }, (_, index) => index));
    await runImport(test, sichuan, { content: text });
    await network.catchUp();
    ({ importId: source } = await load(text));
    const view = await read(text);
    // One of them has joined already.
    expect(view.counts).to.include({ rows: OPEN_REQUESTS + 2, ready: OPEN_REQUESTS, bad: 1, aside: 1 });
    const [late] = await reportOf(beijing, view.importId, 'bad');
    expect(late?.problems.map(({ code }) => code)).to.deep.equal(['TRANSFER_CAP']);
    expect((await sign(view)).counts).to.include({ done: OPEN_REQUESTS, refused: 0 });
  });

  it('are of an import of one’s own that is done, and of its very file', async () => {
    const query = `kind=requests&evidenceKind=contract&evidence=${DIGEST}`;
    const refused = async (response: Promise<TestResponse>, code: ErrorCode): Promise<void> => {
      expectProblem(await response, code);
    };
    await refused(upload(query), 'INVALID_REQUEST');
    await refused(upload(`kind=requests&source=${source}&evidence=${DIGEST}`), 'INVALID_REQUEST');
    await refused(upload(`kind=requests&source=${source}&evidenceKind=contract`), 'INVALID_REQUEST');
    await refused(upload(`kind=members&source=${source}`), 'INVALID_REQUEST');
    await refused(upload(`${query}&source=${network.test.newId('manifest')}`), 'NOT_FOUND');
    const elsewhere = await registerOperator(network.test, beijing.union, {
      org: await foundOther({}),
      grants: ['member'],
    });
    await network.catchUp();
    await refused(upload(`${query}&source=${source}`, content, elsewhere), 'NOT_FOUND');
    await refused(upload(`${query}&source=${source}`, fileOf([0, 1, 2])), 'PARTS_MISMATCH');
    const open = await readImport(beijing, { content: fileOf([8]), actor: actorOf(asking) });
    await refused(upload(`${query}&source=${open.importId}`, fileOf([8])), 'CONFLICT');
  });

  it('is destroyed with its records where nobody signs it', async () => {
    const { importId } = await read();
    expect(await states()).to.deep.equal(['PENDING', 'PENDING', 'PENDING', undefined]);
    await beijing.services.imports.cancel(importId);
    expect(await states()).to.deep.equal([undefined, undefined, undefined, undefined]);
  });
});
