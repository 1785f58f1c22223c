// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { samplePayload, toSignedInstruction, type SignedInstructionOf } from '@unionid/domain/catalogue';
import { instructionDigest } from '@unionid/domain/instruction';
import { chunkLeaf, manifestRoot } from '@unionid/domain/manifest';
import {
  newId,
  newInstruction,
  newKeyFile,
  signInstruction,
  writeKeyFile,
  type KeyFile,
} from '#src/index.js';
import { FakeGateway, problem } from '../support/fake-gateway.js';
import { CONTEXT, OPERATOR as FIRST, SIGNER } from '../support/fixtures.js';
import { ORG } from '../support/import-job.js';
import { runUnionid, type Outcome } from '../support/run-unionid.js';

const DIGEST = 'A'.repeat(43);
const PASSWORD = 'correct horse battery';
const SECOND = newId('operator');
const UNTIL = '2026-12-05T00:00:00.000Z';
/** As people in China read it. */
const UNTIL_SAID = '2026-12-05 08:00:00 +08:00';

// Each run is a process of its own, and two keys are unsealed.
describe('unionid, decisions of two', function () {
  this.timeout(60_000);
  let folder: string;
  let key: KeyFile;
  let gateway: FakeGateway;
  let decision: SignedInstructionOf;
  let submitted: SignedInstructionOf[];
  let result: object;

  const run = (...args: readonly string[]): Promise<Outcome> =>
    runUnionid([...args, '--password-file', 'password', '--key', 'key.json'], { cwd: folder });
  const serve = (shown = decision, further = {}): void =>
    gateway.on('GET /v1/decisions/:actor/:id', () => ({
      json: {
        ...{ actor: FIRST, instructionId: decision.instruction.instructionId, chaincode: 'identity' },
        ...{ type: shown.instruction.type, digest: instructionDigest(shown.instruction), org: ORG },
        ...{ province: '51', until: UNTIL, block: 3, decision: shown },
        ...further,
      },
    }));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid-decisions-'));
    key = newKeyFile(PASSWORD);
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
    const payload = { operatorId: newId('operator'), reason: 'left' as const };
    decision = await signInstruction(
      newInstruction({ ...CONTEXT, type: 'operator.revoke', payload, subjectVersion: 4 }),
      SIGNER,
    );
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    [submitted, result] = [[], {}];
    gateway = await FakeGateway.start(new Map([[SECOND, key.publicKey]]));
    gateway.on('POST /v1/instructions', ({ body }) => {
      const signed = toSignedInstruction(JSON.parse(Buffer.from(body).toString()));
      submitted.push(signed);
      const { instructionId } = signed.instruction;
      const digest = instructionDigest(signed.instruction);
      return { json: { instructionId, digest, status: 'COMMITTED', transactionId: 'tx', block: 9, result } };
    });
    await rm(join(folder, 'unionid'), { recursive: true, force: true });
    await run('config', 'set', '--gateway', gateway.url, '--operator', SECOND);
  });
  afterEach(() => gateway.close());

  it('confirm shows the decision from its own bytes and signs over all of it', async () => {
    serve();
    const { instructionId } = decision.instruction;
    const { code, stderr } = await run('decisions', 'confirm', FIRST, instructionId, '--yes');
    expect(code, stderr).to.equal(0);
    expect(stderr).to.contain('停用操作员').and.to.contain(UNTIL_SAID);
    expect(stderr).to.contain(`签署的决定 ${instructionId}：停用操作员`).and.not.to.contain(UNTIL);
    const { instruction } = submitted[0]!;
    expect(instruction).to.include({ type: 'decision.confirm', chaincode: 'identity', subjectVersion: 1 });
    expect(instruction.payload).to.deep.equal({
      decision,
      digest: instructionDigest(decision.instruction),
    });
  });

  it('confirm tells whoever signed it first that another person confirms, before anything is signed', async () => {
    const { instructionId } = decision.instruction;
    const own = { ...decision, instruction: { ...decision.instruction, actor: SECOND } };
    gateway.on('GET /v1/decisions/:actor/:id', () => ({
      json: {
        ...{ actor: SECOND, instructionId, chaincode: 'identity', type: 'operator.revoke' },
        ...{ digest: instructionDigest(own.instruction), org: ORG, province: '51', until: UNTIL, block: 3 },
        decision: own,
      },
    }));
    const { code, stderr } = await run('decisions', 'confirm', SECOND, instructionId, '--yes');
    expect(code).to.equal(1);
    expect(stderr).to.contain('SAME_PERSON').and.not.to.contain('{');
    expect(submitted).to.deep.equal([]);
  });

  it('confirm says before anything is signed why its signer is not the second', async () => {
    const { instructionId } = decision.instruction;
    for (const refusal of ['SAME_PERSON', 'PERSON_UNBOUND', 'OWN_ACCOUNT']) {
      serve(decision, { refusal });
      const { code, stderr } = await run('decisions', 'confirm', FIRST, instructionId, '--yes');
      expect(code).to.equal(1);
      expect(stderr).to.contain(refusal);
    }
    expect(submitted).to.deep.equal([]);
  });

  it('withdraw names the decision', async () => {
    serve();
    const { instructionId } = decision.instruction;
    expect((await run('decisions', 'withdraw', FIRST, instructionId, '--yes')).code).to.equal(0);
    expect(submitted[0]?.instruction.payload).to.deep.equal({ actor: FIRST, instructionId });
  });

  it('signs nothing where the gateway shows another decision than was asked for', async () => {
    const { instructionId, ...others } = decision.instruction;
    serve({ ...decision, instruction: { ...others, instructionId: newId('instruction') } });
    const { code, stderr } = await run('decisions', 'confirm', FIRST, instructionId, '--yes');
    expect(code).to.equal(1);
    expect(stderr).to.contain('DECISION_DIFFERS');
    expect(submitted).to.deep.equal([]);
  });

  const LISTED = {
    'transfer.batch': (identityId: string, sides: { from: string; to: string }) => ({
      row: { identityId, personKey: `1.${DIGEST}`, nameTag: 'A'.repeat(22), root: DIGEST, to: sides.to },
      more: sides,
      shown: sides.to,
    }),
    'membership.change': (identityId: string) => ({
      row: {
        ...samplePayload('membership.decease'),
        identityId,
        root: DIGEST,
        version: 1,
        action: 'decease',
      },
      more: {},
      shown: '死亡  2026-01-31',
    }),
  } as const;
  for (const type of ['transfer.batch', 'membership.change'] as const)
    // Covers: T13, W5
    it(`confirm signs ${type} over its list only, or where that is said to be unseen`, async () => {
      const identityId = newId('identity');
      const { row, more, shown } = LISTED[type](identityId, { from: newId('organisation'), to: ORG });
      const manifestId = newId('manifest');
      const chunkOf = (rows: readonly object[], index = 0) => ({ manifestId, index, rows });
      const answer = { digest: '', org: ORG, province: '51', until: UNTIL, block: 3 };
      const serveList = async (...chunks: readonly ReturnType<typeof chunkOf>[]): Promise<string> => {
        const root = manifestRoot(chunks.map(chunkLeaf));
        const rows = chunks.flatMap((chunk) => chunk.rows).length;
        const payload = { manifestId, rows, chunks: chunks.length, root, file: DIGEST, ...more };
        const first = newInstruction({ ...CONTEXT, type, payload: payload });
        const signed = await signInstruction(first, SIGNER);
        const { instructionId } = first;
        const told = { actor: FIRST, instructionId, chaincode: 'identity', type, decision: signed };
        gateway.on('GET /v1/decisions/:actor/:id', () => ({
          json: { ...answer, ...told, digest: instructionDigest(first) },
        }));
        return instructionId;
      };
      gateway.on('GET /v1/accounts/:id', () => ({
        json: {
          ...{ identityId, did: `did:unionid:${identityId}`, state: 'ACTIVE', province: '51', org: ORG },
          ...{ joined: '2020-01-01', since: '2020-01-01', level: 1, version: 2, place: '' },
        },
      }));
      let instructionId = await serveList(chunkOf([row]));
      const confirm = (...args: readonly string[]): Promise<Outcome> =>
        run('decisions', 'confirm', FIRST, instructionId, '--yes', ...args);
      const list = (...chunks: readonly object[]): Promise<void> =>
        writeFile(join(folder, 'list.json'), JSON.stringify(chunks));
      expect((await confirm()).stderr).to.contain('--unseen');
      await list(chunkOf([{ ...row, identityId: newId('identity') }]));
      expect((await confirm('--list', 'list.json')).stderr).to.contain('list.json');
      for (const other of ['证件号码,姓名\n', '{}', '']) {
        await writeFile(join(folder, 'list.json'), other);
        const { code, stderr } = await confirm('--list', 'list.json');
        expect([code, stderr.includes('JSON')]).to.deep.equal([2, false]);
        expect(stderr).to.contain('不是名单文件').and.to.contain('transfers batch');
      }
      const text = JSON.stringify([chunkOf([row])]).replace('"index":0', '"index":-0');
      await writeFile(join(folder, 'list.json'), text);
      expect((await confirm('--list', 'list.json')).stderr).to.contain('与清单的根不符');
      expect(submitted, 'not of the root').to.deep.equal([]);
      await list(chunkOf([row]));
      const seen = await confirm('--list', 'list.json');
      expect(seen.code, seen.stderr).to.equal(0);
      expect(seen.stderr).to.contain(identityId).and.to.contain(shown);
      expect((await confirm('--unseen')).code).to.equal(0);
      expect(submitted).to.have.length(2);
      for (const code of ['PROVINCE_FOREIGN', 'OUT_OF_SCOPE'] as const) {
        gateway.on('GET /v1/accounts/:id', () => problem(code));
        const gone = await confirm('--list', 'list.json');
        expect(gone.code, gone.stderr).to.equal(0);
        expect(gone.stderr).to.contain(identityId).and.to.contain(shown);
      }
      expect(submitted).to.have.length(4);
      for (const faulty of [
        [chunkOf([row]), chunkOf([row], 1)],
        [chunkOf(Array.from({ length: 251 }, () => ({ ...row, identityId: newId('identity') })))],
      ]) {
        instructionId = await serveList(...faulty);
        await list(...faulty);
        expect((await confirm('--list', 'list.json')).stderr).to.contain('名单有误');
      }
      expect(submitted).to.have.length(4);
    });

  it('a first signature says until when it waits, and how another person confirms it', async () => {
    const fund = { org: ORG, source: 'union', document: 'A'.repeat(43), fen: 100 };
    await writeFile(join(folder, 'fund.json'), JSON.stringify(fund));
    const instructionId = newId('instruction');
    result = { pending: { actor: SECOND, instructionId, digest: 'A'.repeat(43), until: UNTIL } };
    const { code, stdout } = await run('funds', 'open', '--file', 'fund.json', '--yes');
    expect(code).to.equal(0);
    expect(stdout)
      .to.contain(UNTIL_SAID)
      .and.to.contain(`unionid decisions confirm ${SECOND} ${instructionId}`);
    expect(stdout).not.to.contain('资金编号');
    const { instruction } = submitted[0]!;
    expect(instruction).to.include({ type: 'fund.open', chaincode: 'benefit' });
    expect(instruction.payload).to.deep.include(fund);
  });

  it('bind-person takes the account from where it stands, in any province', async () => {
    const identityId = newId('identity');
    const place = '1k8l6k661f7be7000';
    // Of another province, the account itself is told to nobody here.
    gateway.on('GET /v1/audit/places/:id', () => ({ json: { identityId, place } }));
    gateway.on('GET /v1/operators/:id', () => ({
      json: {
        ...{ operatorId: FIRST, org: ORG, province: '51', role: 'cadre', grants: [], state: 'ACTIVE' },
        ...{ grantedBy: SECOND, version: 7, keys: [] },
      },
    }));
    const { code, stderr } = await run('operators', 'bind-person', FIRST, identityId, '--yes');
    expect(code, stderr).to.equal(0);
    const { instruction } = submitted[0]!;
    expect(instruction).to.include({ type: 'operator.bindPerson', subjectVersion: 7 });
    expect(instruction.payload).to.deep.equal({ operatorId: FIRST, identityId, place });
  });
});
