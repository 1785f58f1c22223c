// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestOperator } from '@unionid/chaincode/testing';
import type { CorrectionParts, ImportView, PersonInput } from '@unionid/domain/api';
import { toSignedInstruction } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { instructionDigest } from '@unionid/domain/instruction';
import { openedFields, rootOfOpening } from '@unionid/domain/privacy';
import { expect } from 'chai';
import type { Databases } from '#src/database/databases.js';
import { openImportJobs } from '#src/imports/import-jobs.js';
import type { Imports } from '#src/imports/imports.js';
import { SlotLeases } from '#src/standing/slot-leases.js';
import { instructCorrection, prepareCorrection } from '../support/correct.js';
import { submitInstruction } from '../support/enrol.js';
import {
  csvText,
  idNumber,
  MEMBER_COLUMNS,
  memberRow,
  personOfRow,
  ORGANISATION_COLUMNS,
  organisationRow,
  type FileRow,
} from '../support/import-files.js';
import { inboxOf } from '../support/inbox-of.js';
import { testDatabase } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { find, newImport, runImport, signManifest } from '../support/run-import.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const COLUMNS = ['序号', '姓名', '证件号码', '会籍变化类型', '会籍变化日期', '会籍变化原因'];
const EVIDENCE = 'A'.repeat(43);
const DAY = 86_400_000;

/** What a list says of the member whom `memberRow` makes. */
function changeRow(
  index: number,
  [what, reason = '']: readonly [string, string?],
  change: FileRow = {},
): FileRow {
  const { 姓名 = '', 证件号码 = '' } = memberRow(index);
  const said = { 会籍变化类型: what, 会籍变化日期: '2026/03/01', 会籍变化原因: reason };
  return { 序号: String(index + 1), 姓名, 证件号码, ...said, ...change };
}

describe('import of changes of memberships', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let databases: Databases;
  let jobs: Imports;
  /** Of the members' own union, and of the province's. */
  let first: TestOperator;
  let second: TestOperator;
  let members: readonly string[];

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    const unions = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(test, sichuan, { kind: 'organisations', content: unions });
    const rows = Array.from({ length: 9 }, (_, index) => memberRow(index));
    const loaded = await runImport(test, sichuan, { content: csvText(MEMBER_COLUMNS, rows) });
    const report = await sichuan.services.imports.report(loaded.importId, { limit: 100, cursor: undefined });
    members = report.items.map(({ identityId = '' }) => identityId);
    const org = (await account(0))?.org ?? '';
    first = await registerOperator(test, sichuan.union, { org, grants: ['member'] });
    second = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['member'] });
    for (const each of [first, second]) await bindPerson(test, sichuan.union, each);
    await network.catchUp();
    databases = await testDatabase().open(join(folder(), 'imports'));
    jobs = await open();
  });
  afterEach(async () => {
    await jobs.close();
    await databases.close();
    await network.close();
  });

  const open = (): Promise<Imports> => {
    const { services } = network.sichuan;
    const { vault, matching, submissions, readModel, matchingBudgets, ledger, log } = services;
    return openImportJobs({
      ...{ databases, vault, matching, submissions, readModel, matchingBudgets, ledger, log },
      ...{ spoolFolder: join(folder(), 'spool'), vaultKey: new Uint8Array(32).fill(5) },
      ...{ now: network.test.clock.now, chunkRows: 2, slots: new SlotLeases(services) },
      pace: { firstPauseMs: 1, longestPauseMs: 5, commitMs: 200, manifestMs: 200 },
    });
  };
  const account = (index: number) => network.sichuan.services.readModel.account(members[index] ?? '');
  const read = async (rows: readonly FileRow[], evidence = EVIDENCE): Promise<ImportView> => {
    const { sichuan } = network;
    const request = newImport(sichuan, { kind: 'changes', content: csvText(COLUMNS, rows) });
    const actor = { operatorId: first.operatorId, org: first.org, province: sichuan.union.code };
    const { importId } = await jobs.start({ ...request, evidence, actor });
    await jobs.settled();
    return find(jobs, importId);
  };
  const until = async (importId: string, state: ImportView['state']): Promise<ImportView> => {
    for (;;) {
      const view = await find(jobs, importId);
      if (view.state === state) return view;
      if (view.state === 'FAILED') throw new Error(JSON.stringify(view.error));
      await sleep(5);
    }
  };
  const sign = async (view: ImportView): Promise<SignedInstruction> => {
    const signed = await signManifest(network.test, view, first);
    await jobs.approve(view.importId, signed);
    await until(view.importId, 'CONFIRMING');
    return signed;
  };
  const confirm = (decision: SignedInstruction): Promise<unknown> => {
    const payload = { decision, digest: instructionDigest(decision.instruction) };
    return network.test.submit('decision.confirm', payload, { by: second, subjectVersion: 1 });
  };
  const outcomesOf = async (importId: string): Promise<readonly string[]> => {
    const { items } = await jobs.report(importId, { limit: 100, cursor: undefined });
    return items.map(({ outcome, problems }) => [outcome, ...problems.map(({ code }) => code)].join(' '));
  };

  // Covers: W5
  it('waits for the second signature, in whose inbox it stands, and then does all by itself', async () => {
    const view = await read([
      changeRow(0, ['死亡']),
      changeRow(1, ['保留', '退休']),
      changeRow(2, ['退会']),
      changeRow(3, ['除名', '因犯罪被开除会籍']),
      changeRow(4, ['保留', '失业']),
    ]);
    expect(view).to.include({ state: 'READY', evidence: EVIDENCE, chunks: 3 });
    expect(view.counts).to.include({ rows: 5, ready: 5, bad: 0 });
    const signed = await sign(view);
    const { actor, instructionId } = signed.instruction;
    const waiting = await find(jobs, view.importId);
    expect(waiting.second).to.deep.include({ actor, instructionId });
    expect((await account(0))?.state).to.equal('ACTIVE');
    const { items } = await inboxOf(network.sichuan, second);
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ kind: 'decision', type: 'membership.change', actor, instructionId });
    expect((await inboxOf(network.sichuan, first)).items).to.deep.equal([]);
    expect(await jobs.cancel(view.importId).catch((error: unknown) => error)).to.include({
      code: 'IMPORT_SIGNED',
    });

    await confirm(signed);
    const done = await until(view.importId, 'DONE');
    await network.catchUp();
    expect(done.counts).to.include({ submitted: 5, done: 5, refused: 0 });
    expect(done).not.to.have.property('second');
    const states = await Promise.all([0, 1, 2, 3, 4].map(async (index) => (await account(index))?.state));
    expect(states).to.deep.equal(['DECEASED', 'RETAINED', 'WITHDRAWN', 'EXPELLED', 'RETAINED']);
    const { vault, readModel } = network.sichuan.services;
    const known = await vault.states([...members]);
    expect([...known.values()], 'no real name is touched').to.deep.equal(members.map(() => 'ACTIVE'));
    const manifest = await readModel.manifest(view.importId);
    expect(manifest).to.deep.include({ state: 'CLOSED', outcomes: { DONE: 5 } });
    expect(manifest?.second?.operatorId).to.equal(second.operatorId);
    const { items: versions } = await readModel.history(members[0] ?? '', { limit: 5, cursor: undefined });
    const changed = versions.find(({ type }) => type === 'membership.change');
    expect(changed).to.include({ actor });
    expect(changed?.words?.zh, 'its own row').to.include(members[0]).and.to.include('死亡');
    expect(changed?.evidence).to.match(/^[\w-]{43}$/);
  });

  it('tells rows that can not be, each with its code, and prepares none of them', async () => {
    const ready = await read([changeRow(0, ['死亡']), changeRow(1, ['保留', '失业'])]);
    await confirm(await sign(ready));
    await until(ready.importId, 'DONE');
    await network.catchUp();
    const { importId } = await read([
      changeRow(0, ['死亡']),
      changeRow(0, ['死亡']),
      changeRow(0, ['退会']),
      changeRow(1, ['恢复', '重新就业'], { 会籍变化日期: '2026/02/01' }),
      changeRow(2, ['保留', '犯罪']),
      changeRow(3, ['保留']),
      changeRow(4, ['死亡'], { 姓名: '测别人' }),
      changeRow(70, ['死亡']),
      changeRow(5, ['转出']),
      changeRow(6, ['死亡'], { 会籍变化日期: '2026/03/09' }),
    ]);
    expect(await outcomesOf(importId)).to.deep.equal([
      ...['unchanged', 'bad DUPLICATE_IN_FILE', 'bad DUPLICATE_IN_FILE', 'bad DATES_INVALID'],
      ...['bad CHANGE_CONTRADICTORY', 'bad REQUIRED_MISSING', 'bad MEMBER_NOT_FOUND'],
      ...['bad MEMBER_NOT_FOUND', 'bad VALUE_NOT_ALLOWED', 'bad DATE_IN_FUTURE'],
    ]);
    const { items: early } = await jobs.report(importId, { limit: 100, cursor: undefined });
    expect(early[3]?.problems[0]?.allowed, 'since when it is as it is').to.deep.equal([
      '2026-03-01 – 2026-03-02',
    ]);
    expect((await find(jobs, importId)).state).to.equal('DONE');
  });

  const corrections = {
    'a phone number': { mobile: '13900000000' },
    'a name': { name: '测正名' },
    'a document': { docNumber: idNumber(700, '19700301') },
  } as const;
  const correct = async (change: Partial<PersonInput>): Promise<CorrectionParts> => {
    const { test, sichuan } = network;
    const person = { ...personOfRow(memberRow(0)), ...change };
    const parts = await prepareCorrection(sichuan, first, { identityId: members[0] ?? '', person });
    const argument = await instructCorrection(test, first, parts);
    await submitInstruction(sichuan, first, { argument });
    if (parts.type !== 'person.correct') await confirm(toSignedInstruction(JSON.parse(argument)));
    await sichuan.catchUp();
    expect((await account(0))?.root).to.equal(parts.root);
    return parts;
  };
  for (const [what, change] of Object.entries(corrections))
    it(`compares nobody with a record of before ${what} was corrected`, async () => {
      await correct(change);
      await testDatabase().query(network.sichuan.config.dataDir, 'vault', 'delete from revision');
      const { name, docNumber } = { ...personOfRow(memberRow(0)), ...change };
      const { importId } = await read([
        changeRow(0, ['死亡'], { 姓名: name, 证件号码: docNumber }),
        changeRow(1, ['死亡']),
      ]);
      expect(await outcomesOf(importId)).to.deep.equal(['differs REAL_NAME_LOST', 'ready']);
    });

  it('shows of the record behind a row whom it names, for the client to hold against the root, and no more', async () => {
    const { importId } = await read([changeRow(0, ['死亡'])]);
    const { rows = [], evidence = [] } = (await jobs.chunk(importId, 0)) ?? {};
    const [shown] = evidence;
    const opening = shown?.record.is === 'standing' ? shown.record.opening : expect.fail('not standing');
    const { 姓名: name, 证件号码: docNumber } = memberRow(0);
    expect(openedFields(opening)).to.deep.equal({ nameNormalised: name, docType: '111', docNumber });
    expect(rootOfOpening(opening)).to.equal((await account(0))?.root);
    expect(rows[0]).to.include({ root: rootOfOpening(opening) });
    expect(JSON.stringify(evidence)).not.to.contain(memberRow(0)['移动电话']);
  });

  it('is compared with nobody whose record was corrected since the list was read', async () => {
    const { importId } = await read([changeRow(0, ['死亡'])]);
    await correct(corrections['a phone number']);
    expect(await jobs.chunk(importId, 0).catch((error: unknown) => error)).to.include({
      code: 'STALE_SUBJECT',
    });
  });

  it('is for members of the own union and below it', async () => {
    const { test, sichuan } = network;
    const other = csvText(ORGANISATION_COLUMNS, [
      organisationRow(1, { 单位名称: '蜀州第二机械有限公司', 工会名称: '蜀州第二机械有限公司工会委员会' }),
    ]);
    await runImport(test, sichuan, { kind: 'organisations', content: other });
    const elsewhere = { 工作单位: '蜀州第二机械有限公司', 所属工会: '蜀州第二机械有限公司工会委员会' };
    const content = csvText(MEMBER_COLUMNS, [memberRow(40, elsewhere)]);
    await runImport(test, sichuan, { content });
    const { importId } = await read([changeRow(40, ['死亡'])]);
    expect(await outcomesOf(importId)).to.deep.equal(['bad MEMBER_NOT_FOUND']);
  });

  describe('ends with its reason', () => {
    it('where the decision is withdrawn', async () => {
      const view = await read([changeRow(0, ['死亡'])]);
      const { actor, instructionId } = (await sign(view)).instruction;
      await network.test.submit(
        'decision.withdraw',
        { actor, instructionId },
        { by: second, subjectVersion: 1 },
      );
      await expectFailure(view, 'PENDING_WITHDRAWN');
    });

    it('where nobody confirms it in time, by the clock of the ledger', async () => {
      const view = await read([changeRow(0, ['死亡'])]);
      const signed = await sign(view);
      network.test.clock.advance(15 * DAY);
      const hour = new Date(network.test.clock.now()).toISOString().replace(/:\d\d:.*$/, ':00:00.000Z');
      await network.test.call('governance:tick', canonicalJson({ hour }), { mspId: 'SichuanMSP' });
      await expectFailure(view, 'PENDING_EXPIRED');
      expect(await confirm(signed).catch((error: unknown) => error)).to.include({ code: 'PENDING_EXPIRED' });
    });

    const expectFailure = async ({ importId }: ImportView, code: string): Promise<void> => {
      let view = await find(jobs, importId);
      while (view.state === 'CONFIRMING') {
        await sleep(5);
        view = await find(jobs, importId);
      }
      expect(view).to.deep.include({ state: 'FAILED' });
      expect(view.error?.code).to.equal(code);
      expect((await account(0))?.state).to.equal('ACTIVE');
    };
  });

  describe('goes on where it stopped', () => {
    const restart = async (meanwhile: () => Promise<unknown>): Promise<void> => {
      await jobs.close();
      await meanwhile();
      await network.catchUp();
      jobs = await open();
      await jobs.resume();
    };
    const nothing = (): Promise<void> => Promise.resolve();

    it('while it waits, and where it was confirmed meanwhile', async () => {
      const view = await read([changeRow(0, ['死亡']), changeRow(1, ['退会'])]);
      const signed = await sign(view);
      await restart(nothing);
      await until(view.importId, 'CONFIRMING');
      await restart(() => confirm(signed));
      expect((await until(view.importId, 'DONE')).counts).to.include({ done: 2 });
    });

    it('before the first signature, and once the ledger has it and the job does not know', async () => {
      const view = await read([changeRow(0, ['死亡'])]);
      await restart(nothing);
      expect((await find(jobs, view.importId)).state).to.equal('READY');
      const signed = await sign(view);
      await restart(() => testDatabase().query(join(folder(), 'imports'), 'imports', AS_BEFORE));
      await until(view.importId, 'CONFIRMING');
      await confirm(signed);
      await until(view.importId, 'DONE');
    });

    /** As the job stood when the first signature was on its way. */
    const AS_BEFORE = `update job set state = 'SUBMITTING', waits_until = null where state = 'CONFIRMING'`;
  });

  it('wants the digest of the list over HTTP, as no other does, and a union above that can confirm it', async () => {
    const { sichuan } = network;
    const target = (query: string): string => `/v1/imports?fileName=a.csv&${query}`;
    const upload = (query: string) =>
      signedFetch(sichuan, first, {
        ...{ method: 'POST', target: target(query), body: csvText(COLUMNS, [changeRow(0, ['死亡'])]) },
        headers: { 'content-type': 'text/csv' },
      });
    expectProblem(await upload('kind=changes'), 'INVALID_REQUEST');
    expectProblem(await upload(`kind=members&evidence=${EVIDENCE}`), 'INVALID_REQUEST');
    const { status, json } = await upload(`kind=changes&evidence=${EVIDENCE}`);
    expect(status).to.equal(202);
    expect(json).to.include({ kind: 'changes', evidence: EVIDENCE });
    const byTop = await signedFetch(sichuan, second, {
      ...{ method: 'POST', target: target(`kind=changes&evidence=${EVIDENCE}`), body: 'x' },
      headers: { 'content-type': 'text/csv' },
    });
    expectProblem(byTop, 'SECOND_NOBODY');
    await sichuan.services.imports.settled();
  });
});
