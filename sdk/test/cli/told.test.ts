// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_IMPORT_COUNTS } from '@unionid/domain/api';
import { digestHex } from '@unionid/domain/encoding';
import { expect } from 'chai';
import { newId, newKeyFile, writeKeyFile } from '#src/index.js';
import { FakeGateway } from '../support/fake-gateway.js';
import { ORG } from '../support/import-job.js';
import { runUnionid, type Outcome } from '../support/run-unionid.js';

const PASSWORD = 'correct horse battery';
const OPERATOR = newId('operator');
const DIGEST = 'A'.repeat(43);
const SINCE = '2026-03-02T00:00:00.000Z';
const IDENTITY = newId('identity');
const [FINDING, UNMASK, PLAN] = [newId('finding'), newId('unmask'), newId('manifest')];
const ALLOTMENT = newId('allotment');

// Each run is a process of its own.
describe('what unionid tells whoever does not know the code', function () {
  this.timeout(60_000);
  let folder: string;
  let gateway: FakeGateway;

  const run = async (...args: readonly string[]): Promise<Outcome> =>
    runUnionid([...args, '--password-file', 'password', '--key', 'key.json'], { cwd: folder });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid-told-'));
    const key = newKeyFile(PASSWORD);
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
    gateway = await FakeGateway.start(new Map([[OPERATOR, key.publicKey]]));
    await run('config', 'set', '--gateway', gateway.url, '--operator', OPERATOR);
  });
  after(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  it('of the inbox: the list that a second signature wants, a filing’s day, an account without a number', async () => {
    const timed = { org: ORG, since: SINCE, until: SINCE, silence: 'EXPIRED' };
    const instructionId = newId('instruction');
    const audit = { org: ORG, since: SINCE };
    const auditedUnion = newId('organisation');
    const audited = { ...audit, about: auditedUnion };
    const decision = { kind: 'decision', ...timed, actions: ['decision.confirm'], actor: OPERATOR };
    gateway.on('GET /v1/inbox', () => ({
      json: {
        items: [
          { ...decision, instructionId, type: 'transfer.batch' },
          { kind: 'filing', org: ORG, since: SINCE, actions: ['filing.acknowledge'], identityId: IDENTITY },
          { kind: 'number', org: ORG, since: SINCE, actions: ['person.rebind'], identityId: IDENTITY },
          {
            kind: 'finding',
            ...audited,
            actions: ['finding.respond'],
            due: '2026-04-01',
            findingId: FINDING,
          },
          { kind: 'unmask', ...audited, actions: ['unmask.approve'], unmaskId: UNMASK },
          { kind: 'sample', ...audited, actions: ['sample.record'], due: '2026-04-01', planId: PLAN },
          { kind: 'plan', ...timed, silence: 'RUN_OUT', actions: ['plan.check'], planId: PLAN },
          { kind: 'plan', ...audit, actions: ['plan.results', 'plan.reconcile'], planId: PLAN },
          { kind: 'allotment', ...audit, actions: ['line.accept'], allotmentId: ALLOTMENT },
          { kind: 'recovery', ...audit, actions: ['item.recover'], planId: PLAN, item: 2, reason: 'death' },
        ],
        counts: { upToDay: 10, upToWeek: 0, longer: 0 },
        unionNames: { [auditedUnion]: '示范市总工会' },
      },
    }));
    const { stdout, stderr } = await run('inbox');
    expect(stdout, stderr).to.contain(`unionid decisions confirm ${OPERATOR} ${instructionId} --list <file>`);
    expect(stdout).to.contain('自 2026-03-02 起等待').and.to.contain('自 2026-03-02 08:00:00 +08:00 起等待');
    expect(stdout).to.contain(`账户 ${IDENTITY} 待补正证件`);
    expect(stdout).to.contain(`unionid members correct ${IDENTITY} --file <file>`);
    expect(stdout).to.contain(`unionid findings respond ${FINDING}`).and.to.contain('2026-04-01 前办理');
    expect(stdout)
      .to.contain(`审计发现 ${FINDING}（示范市总工会 ${auditedUnion}）`)
      .and.to.contain(`由 ${ORG} 处理`);
    expect(stdout)
      .to.contain(`实名调取 ${UNMASK}（示范市总工会 ${auditedUnion}）`)
      .and.to.contain(`unionid unmasks approve ${UNMASK}`);
    expect(stdout).to.contain(`unionid samples draw ${PLAN} --nonce <file>`);
    expect(stdout).to.contain(`unionid samples record ${PLAN} --nonce <file> --paper <file>`);
    expect(stdout).to.contain(`unionid plans check ${PLAN}`).and.to.contain('计划过期，只能撤销');
    expect(stdout).to.contain(`unionid plans match ${PLAN} <file> --out <file>`);
    expect(stdout).to.contain(`unionid plans reconcile ${PLAN}`).and.to.contain('一直等待，没有期限');
    expect(stdout).to.contain(`unionid lines accept ${ALLOTMENT}`).and.to.contain('拨出方可以撤回');
    expect(stdout).to.contain(`unionid plans recover ${PLAN} --item 3 --reason death --document <file>`);
  });

  it('of a finding what it is about, and each answer with who gave it', async () => {
    const fund = newId('fund');
    const [state, person] = ['REMEDIED', IDENTITY];
    const finding = {
      ...{ findingId: FINDING, v: 3, state, org: ORG, province: '51', fund, source: 'union' },
      ...{ check: 'CAP-1', rule: 3, height: 9, evidence: DIGEST, fen: 5_000, due: '2026-04-01' },
      ...{ auditor: OPERATOR, person, on: '2026-03-02' },
    };
    const entry = {
      block: 7,
      transactionId: 't',
      time: SINCE,
      actor: OPERATOR,
      person,
      evidence: DIGEST,
      state,
    };
    gateway.on('GET /v1/findings', () => ({ json: { items: [finding, { ...finding, plan: PLAN }] } }));
    gateway.on('GET /v1/findings/:findingId', () => ({ json: finding }));
    gateway.on('GET /v1/findings/:findingId/history', () => ({
      json: {
        items: [
          { ...entry, v: 1, action: 'open' },
          { ...entry, v: 2, action: 'remedy' },
          { ...entry, v: 3, action: 'recover', fen: 4_000 },
          { ...entry, v: 4, action: 'close', outcome: 'unfounded' },
        ],
      },
    }));
    const list = await run('findings', 'list');
    expect(list.stdout, list.stderr)
      .to.contain(`资金 ${fund} 的使用，应追缴`)
      .and.to.contain(`计划 ${PLAN}，`);
    const shown = await run('findings', 'show', FINDING);
    expect(shown.stdout).to.contain(`unionid findings history ${FINDING}`);
    expect(shown.stdout).to.contain(`CAP-1 规则第 3 版在高度 9 的结果，SM3 ${digestHex(DIGEST)}`);
    expect(shown.stdout).to.contain('unionid audit run CAP-1 --at 9').and.to.contain('范围不同，SM3 就不同');
    const { stdout } = await run('findings', 'history', FINDING);
    for (const words of ['登记审计发现', '整改或说明', '已追缴共 40.00 元', '销号：不成立'])
      expect(stdout).to.contain(`2026-03-02 08:00:00 +08:00  #7  ${words}`);
    expect(stdout.split(`操作员 ${OPERATOR}，本人 ${IDENTITY}`)).to.have.length(5);
    expect(stdout.split(`SM3：${digestHex(DIGEST)}`)).to.have.length(5);
  });

  it('of a code that nobody has used that nobody has asked', async () => {
    gateway.on('GET /v1/transfers/:identityId', () => ({
      json: {
        ...{ identityId: IDENTITY, version: 1, number: 1, status: 'RELEASED', way: '', place: '' },
        ...{ from: ORG, fromProvince: '51', to: '', toProvince: '', asked: SINCE, due: SINCE },
        ...{ rules: [], futures: [], windows: [], actions: [] },
      },
    }));
    const { stdout } = await run('transfers', 'show', IDENTITY);
    expect(stdout).to.contain('现无工会申请').and.not.to.contain('申请于');
  });

  it('of an import that is done what was done', async () => {
    gateway.on('GET /v1/imports/:importId', ({ params: [importId] }) => ({
      json: {
        ...{ importId, kind: 'members', state: 'DONE', fileName: 'a.csv' },
        ...{ fileDigest: DIGEST, dryRun: false, headerRow: 1, chunks: 1, chunksPrepared: 1, chunksDone: 1 },
        counts: { ...NO_IMPORT_COUNTS, rows: 4, done: 3, refused: 1 },
        ...{ createdAt: SINCE, updatedAt: SINCE },
      },
    }));
    const { stdout, stderr } = await run('imports', 'show', newId('manifest'));
    expect(stdout, stderr).to.contain('上链 3，拒绝 1').and.not.to.contain('可导入');
  });

  it('of an account that a claim took the number from what to do', async () => {
    gateway.on('GET /v1/accounts/:identityId', () => ({
      json: {
        ...{ identityId: IDENTITY, did: `did:x:${IDENTITY}`, state: 'ACTIVE', province: '51', org: ORG },
        ...{ joined: '2020-01-01', since: '2020-01-01', level: 1, version: 2, place: '', numberless: true },
      },
    }));
    const { stdout } = await run('accounts', 'show', IDENTITY);
    expect(stdout).to.contain(`unionid members correct ${IDENTITY}`);
  });

  it('of a value in a file that is none which there are', async () => {
    const entry = { person: {}, org: ORG, kind: 'wrong' };
    await writeFile(join(folder, 'claim.json'), JSON.stringify(entry));
    const { code, stderr } = await run('claims', 'open', '--file', 'claim.json', '--evidence', 'claim.json');
    expect(code).to.equal(1);
    expect(stderr).to.contain('kind: wrongDocument|notMe');
  });
});
