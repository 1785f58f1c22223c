// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import { decisionView, type ImportView } from '@unionid/domain/api';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { instructionDigest } from '@unionid/domain/instruction';
import { commitmentRoot, openedFields, rootOfOpening } from '@unionid/domain/privacy';
import { expect } from 'chai';
import { alarmsOf } from '../support/alarms-of.js';
import { registerUnion, submitInstruction } from '../support/enrol.js';
import { csvText, MEMBER_COLUMNS, memberRow, personOfRow, type FileRow } from '../support/import-files.js';
import { inboxOf } from '../support/inbox-of.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { find, readImport, reportOf, runImport, signManifest } from '../support/run-import.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const UNION = { 所属工会: '示范机械厂工会委员会', 工作单位: '示范机械厂' };

describe('import of members to transfer', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let [from, to] = ['', ''];
  let [newSide, oldSide]: readonly TestOperator[] = [];
  /** Of rows 0 to 3, members of the old union. */
  let members: readonly string[];

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan, beijing } = network;
    [from, to] = [await registerUnion(test, sichuan.union), await registerUnion(test, beijing.union)];
    [newSide, oldSide] = [
      await registerOperator(test, beijing.union, { org: to, grants: ['member'] }),
      await registerOperator(test, sichuan.union, { org: from, grants: ['member'] }),
    ];
    await bindPerson(test, beijing.union, newSide);
    await bindPerson(test, sichuan.union, oldSide);
    await network.catchUp();
    const { importId } = await runImport(test, sichuan, { content: fileOf([0, 1, 2, 3]) });
    members = (await reportOf(sichuan, importId)).map(({ identityId = '' }) => identityId);
    await network.catchUp();
  });
  afterEach(() => network.close());

  const fileOf = (rows: readonly number[], change: (index: number) => FileRow = () => ({})): string =>
    csvText(
      MEMBER_COLUMNS,
      rows.map((index) => memberRow(index, { ...UNION, ...change(index) })),
    );
  const read = async (content: string, sides = { from, to }): Promise<ImportView> => {
    const { operatorId, org } = newSide!;
    const actor = { operatorId, org, province: '11' };
    return readImport(network.beijing, { kind: 'transfers', content, sides, actor });
  };
  const until = async (importId: string, state: ImportView['state']): Promise<ImportView> => {
    for (;;) {
      const view = await find(network.beijing.services.imports, importId);
      if (view.state === state) return view;
      if (view.state === 'FAILED') throw new Error(JSON.stringify(view.error));
      await network.catchUp();
      await sleep(5);
    }
  };
  const sign = async (view: ImportView): Promise<SignedInstruction> => {
    const signed = await signManifest(network.test, view, newSide!);
    await network.beijing.services.imports.approve(view.importId, signed);
    await until(view.importId, 'CONFIRMING');
    return signed;
  };
  const confirm = async (decision: SignedInstruction): Promise<void> => {
    const payload = { decision, digest: instructionDigest(decision.instruction) };
    const argument = await network.test.instruct('decision.confirm', payload, {
      ...{ by: oldSide!, subjectVersion: 1 },
    });
    const response = await submitInstruction(network.sichuan, oldSide!, { argument });
    expect(response.status, response.text).to.equal(200);
  };

  it('stands in the way of a single request for one of its members, whose record waits', async () => {
    const { beijing, test } = network;
    const signed = await sign(await read(fileOf([0, 1])));
    const street = newOrganisationEntry(test, beijing.union.orgId, { level: 4 });
    await test.submit('organisation.register', street, { by: beijing.union.root });
    await network.catchUp();
    const before = await beijing.services.vault.read(members);
    const person = { ...personOfRow(memberRow(0)), mobile: '19900000009' };
    const evidence = { kind: 'residence', digest: 'A'.repeat(43) };
    const body = { type: 'transfer.request', person, org: street.orgId, employer: '', evidence };
    expectProblem(
      await signedFetch(beijing, beijing.union.root, { target: '/v1/preparations', body }),
      'TRANSFER_OPEN',
    );
    expect(await beijing.services.vault.read(members)).to.deep.equal(before);
    await confirm(signed);
  });

  // Covers: T13
  it('waits for the old side, in whose inbox it stands, and then moves them with their records', async () => {
    const { sichuan, beijing } = network;
    const view = await read(fileOf([0, 1]));
    expect(view).to.include({ state: 'READY', chunks: 1 });
    expect(view.manifest).to.include({ rows: 2, from, to });
    const chunk = await beijing.services.imports.chunk(view.importId, 0);
    chunk?.evidence.forEach(({ record }, at) => {
      const { fields, seed } = record.is === 'entered' ? record : expect.fail(record.is);
      const root = commitmentRoot(fields, Uint8Array.from(Buffer.from(seed, 'base64url')));
      expect(chunk.rows[at]).to.include({ identityId: members[at], to, root });
    });
    const signed = await sign(view);
    const { actor, instructionId } = signed.instruction;
    await network.catchUp();
    const { items } = await inboxOf(sichuan, oldSide!);
    expect(items[0]).to.include({ kind: 'decision', type: 'transfer.batch', actor, org: from });
    const target = `/v1/decisions/${actor}/${instructionId}`;
    for (const [gateway, by] of [
      [sichuan, oldSide!],
      [beijing, newSide!],
    ] as const) {
      const { json, text } = await signedFetch(gateway, by, { target });
      expect(decisionView.parse(json), text).to.include({ org: from, province: '51' });
    }
    expectProblem(await signedFetch(beijing, beijing.union.root, { target }), 'OUT_OF_SCOPE');
    await confirm(signed);
    const done = await until(view.importId, 'DONE');
    expect(done.counts).to.include({ done: 2, refused: 0 });
    await network.catchUp();
    const records = await beijing.services.vault.read(members);
    expect([...records.keys()]).to.have.members(members.slice(0, 2));
    for (const { services } of [sichuan, beijing])
      expect(await services.readModel.account(members[0]!)).to.include({
        org: to,
        province: '11',
        version: 2,
      });
    const page = { limit: 5, cursor: undefined };
    const versions = await sichuan.services.readModel.history(members[0]!, page);
    expect(versions.items.at(-1)?.words?.zh, 'its own row').to.include(members[0]).and.to.include(to);
    expect(await alarmsOf(sichuan)).to.equal(0);
  });

  it('tells of each row what the ledger would', async () => {
    const { test, beijing } = network;
    const loaded = await runImport(test, beijing, { content: fileOf([5]) });
    expect(loaded.counts.done).to.equal(1);
    const view = await read(
      fileOf([0, 1, 2, 4, 5], (index) => {
        if (index === 1) return { 姓名: '测张三' };
        return index === 2 ? { 所属工会: '没有的工会' } : {};
      }),
    );
    const rows = await reportOf(beijing, view.importId);
    const told = rows.map(({ outcome, problems }) =>
      [outcome, ...problems.map(({ code }) => code)].join(' '),
    );
    expect(told).to.deep.equal([
      'ready',
      'bad MEMBER_NOT_FOUND',
      'bad UNION_UNKNOWN',
      'bad MEMBER_NOT_FOUND',
      'unchanged',
    ]);
    const elsewhere = await read(fileOf([0]), { from: network.beijing.union.orgId, to });
    expect(await reportOf(beijing, elsewhere.importId)).to.have.nested.property(
      '[0].problems[0].code',
      'MEMBER_NOT_FOUND',
    );
  });

  it('says of sides that were exchanged that they may be, not that the member is somebody else’s', async () => {
    const { importId } = await read(fileOf([0, 4]), { from: to, to: from });
    for (const { problems } of await reportOf(network.beijing, importId)) {
      expect(problems[0]).to.include({ code: 'UNION_NOT_NEW_SIDE', column: '所属工会' });
      expect(problems[0]?.fixZh).to.contain('--from').and.to.contain('--to');
    }
  });

  it('moves nobody whose row says that they have left', async () => {
    const kinds = ['转出', '退会', '除名', '入会', ''];
    const view = await read(
      fileOf([0, 1, 2, 3, 0], (index) => ({ 会籍变化类型: kinds[index] ?? '', 会籍变化日期: '2026/01/01' })),
    );
    const rows = await reportOf(network.beijing, view.importId);
    expect(rows.map(({ outcome, problems: [problem] }) => [outcome, problem?.code])).to.deep.equal([
      ['ended', 'ROW_IS_A_TRANSFER'],
      ['ended', 'ROW_IS_A_CHANGE'],
      ['ended', 'ROW_IS_A_CHANGE'],
      ['ready', undefined],
      ['ended', 'ROW_IS_A_TRANSFER'],
    ]);
    expect(view.counts).to.include({ ended: 4, ready: 1 });
  });

  // What a list said, or a counter of another union, this one can not know; told where it differs, it would learn it field by field.
  it('within a province goes by the record that stands, of which it is shown no more than whom it names', async () => {
    const { test, sichuan } = network;
    const entry = newOrganisationEntry(test, sichuan.union.orgId, { name: '邻厂工会委员会' });
    await test.submit('organisation.register', entry, { by: sichuan.union.root });
    await network.catchUp();
    const neighbour = { 所属工会: '邻厂工会委员会', 工作单位: '邻厂' };
    const content = fileOf([0, 1], (index) => ({
      ...neighbour,
      ...(index === 0 && { 民族: '', 移动电话: '13900000000' }),
    }));
    const { operatorId, org } = sichuan.union.root;
    const { importId } = await readImport(sichuan, {
      ...{ kind: 'transfers', content, sides: { from, to: entry.orgId } },
      actor: { operatorId, org, province: '51' },
    });
    expect((await reportOf(sichuan, importId)).map(({ outcome }) => outcome)).to.deep.equal([
      'ready',
      'ready',
    ]);
    const { rows = [], evidence = [] } = (await sichuan.services.imports.chunk(importId, 0)) ?? {};
    for (const [at, { record }] of evidence.entries()) {
      const opening = record.is === 'standing' ? record.opening : expect.fail(record.is);
      expect(rows[at]).to.include({ identityId: members[at], root: rootOfOpening(opening) });
      expect(Object.keys(openedFields(opening))).to.have.members(['nameNormalised', 'docType', 'docNumber']);
    }
    expect(JSON.stringify(evidence)).not.to.contain(memberRow(0)['移动电话']);
  });

  it('is destroyed with its records where the old side turns it down', async () => {
    const { beijing, sichuan, test } = network;
    const view = await read(fileOf([0]));
    const { actor, instructionId } = (await sign(view)).instruction;
    await network.catchUp();
    await test.submit('decision.withdraw', { actor, instructionId }, { by: oldSide!, subjectVersion: 1 });
    await network.catchUp();
    const ended = await until(view.importId, 'DONE').catch((error: unknown) => error);
    expect(String(ended)).to.include('PENDING_WITHDRAWN');
    expect((await beijing.services.vault.read(members)).size).to.equal(0);
    expect((await sichuan.services.vault.read(members)).size).to.equal(4);
  });

  it('says between which unions, which no other list does', async () => {
    const upload = (query: string) =>
      signedFetch(network.beijing, newSide!, {
        ...{ target: `/v1/imports?fileName=a.csv&${query}`, method: 'POST', body: fileOf([0]) },
        headers: { 'content-type': 'text/csv' },
      });
    for (const query of [
      'kind=transfers',
      `kind=transfers&from=${from}`,
      `kind=members&from=${from}&to=${to}`,
    ])
      expectProblem(await upload(query), 'INVALID_REQUEST');
    for (const [one, other] of [
      [to, to],
      [to, network.beijing.union.orgId],
      [network.beijing.union.orgId, to],
    ])
      expectProblem(await upload(`kind=transfers&from=${one}&to=${other}`), 'SIDES_OVERLAP');
    expect((await upload(`kind=transfers&from=${from}&to=${to}`)).status).to.equal(202);
    await network.beijing.services.imports.settled();
  });
});
