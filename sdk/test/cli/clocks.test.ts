// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InstructionStatus } from '@unionid/domain/api';
import { toSignedInstruction } from '@unionid/domain/catalogue';
import { instructionDigest } from '@unionid/domain/instruction';
import { expect } from 'chai';
import { newId, newKeyFile, writeKeyFile } from '#src/index.js';
import { FakeGateway, problem, type FakeRequest } from '../support/fake-gateway.js';
import { ORG } from '../support/import-job.js';
import { runUnionid, type Outcome } from '../support/run-unionid.js';

const PASSWORD = 'correct horse battery';
const OPERATOR = newId('operator');
const IDENTITY = newId('identity');
const [NEW, JUDGE, OWNER] = [newId('organisation'), newId('organisation'), newId('identity')];
const DIGEST = 'A'.repeat(43);
const ASKED = '2026-03-02T00:00:00.000Z';
const DUE = '2026-03-09T00:00:00.000Z';
const LATER = '2026-03-10T00:00:00.000Z';
const [SAID_DUE, SAID_LATER] = ['2026-03-09 08:00:00 +08:00', '2026-03-10 08:00:00 +08:00'];

// Each run is a process of its own.
describe('a command that starts a time tells until when, and what silence does', function () {
  this.timeout(60_000);
  let folder: string;
  let gateway: FakeGateway;
  let signed: boolean;
  let result: unknown;

  const run = async (...args: readonly string[]): Promise<Outcome> =>
    runUnionid([...args, '--yes', '--password-file', 'password', '--key', 'key.json'], { cwd: folder });
  const commit = ({ body }: FakeRequest): InstructionStatus => {
    const { instruction } = toSignedInstruction(JSON.parse(new TextDecoder().decode(body)));
    const { instructionId } = instruction;
    signed = true;
    return {
      ...{ instructionId, digest: instructionDigest(instruction), status: 'COMMITTED' },
      ...{ transactionId: 'tx', block: 12, result },
    };
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid-clocks-'));
    const key = newKeyFile(PASSWORD);
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
    await writeFile(join(folder, 'paper.pdf'), 'x');
    gateway = await FakeGateway.start(new Map([[OPERATOR, key.publicKey]]));
    await run('config', 'set', '--gateway', gateway.url, '--operator', OPERATOR);
    gateway.on('POST /v1/instructions', (request) => ({ json: commit(request) }));
    gateway.on('GET /v1/accounts/:identityId', () => ({
      json: {
        ...{ identityId: IDENTITY, did: `did:x:${IDENTITY}`, state: 'ACTIVE', province: '51', org: ORG },
        ...{ joined: '2020-01-01', since: '2020-01-01', level: 1, version: 2, place: '' },
      },
    }));
  });
  beforeEach(() => {
    signed = false;
    result = undefined;
  });
  after(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  /** The transfer before the step, which may not be there, and after it. */
  const answerTransfer = (before: object | undefined, after: object): void => {
    const view = {
      ...{ identityId: IDENTITY, version: 1, number: 1, way: '', place: '', to: NEW, toProvince: '34' },
      ...{ from: ORG, fromProvince: '51', asked: ASKED, due: DUE },
      ...{ rules: [], futures: [], windows: [], actions: [] },
    };
    gateway.on('GET /v1/transfers/:identityId', ({ query }) => {
      if (signed) expect(query.get('minHeight')).to.equal('13');
      const state = signed ? after : before;
      return state === undefined ? problem('TRANSFER_UNKNOWN') : { json: { ...view, ...state } };
    });
  };
  const answerClaim = (before: object, after: object): void => {
    const view = {
      ...{ identityId: IDENTITY, version: 1, way: '', kind: 'notMe', owner: OWNER, onto: false },
      ...{ exchange: false, org: NEW, province: '34', holder: ORG, holderProvince: '51', asked: ASKED },
      ...{ due: DUE, evidence: DIGEST, place: '', hasNumber: true, futures: [], actions: [] },
    };
    gateway.on('GET /v1/claims/:identityId', () => ({ json: { ...view, ...(signed ? after : before) } }));
  };
  const future = (status: string, way = ''): object => ({ status, way, at: LATER });

  it('of a release code: until when it is good', async () => {
    answerTransfer(undefined, { status: 'RELEASED', to: '', toProvince: '', futures: [future('LAPSED')] });
    const { stdout, stderr } = await run('transfers', 'release', IDENTITY);
    expect(stdout, stderr)
      .to.contain(`凭码接收至 ${SAID_DUE}`)
      .and.to.contain(`${SAID_LATER} 起：逾期未接收`);
  });

  it('of a request that was let go: until when it is to be taken over, also as JSON', async () => {
    const futures = [future('LAPSED')];
    answerTransfer({ status: 'REQUESTED' }, { status: 'AGREED', futures });
    const { stdout } = await run('transfers', 'release', IDENTITY, '--json');
    const { clock } = JSON.parse(stdout) as { clock: unknown };
    expect(clock).to.deep.equal({ by: NEW, until: LATER, futures, windows: [] });
  });

  it('of an objection and of an appeal: who judges, and until when', async () => {
    const objection = { ground: 'stillEmployed', digest: DIGEST, until: DUE };
    const judged = { objection, judge: JUDGE };
    const options = ['--ground', 'stillEmployed', '--evidence', 'paper.pdf'];
    answerTransfer(
      { status: 'REQUESTED' },
      { status: 'OBJECTED', ...judged, futures: [future('REFUSED', 'judgeSilence')] },
    );
    const object = await run('transfers', 'object', IDENTITY, ...options);
    expect(object.stdout, object.stderr)
      .to.contain(`由 ${JUDGE} 裁决，至 ${SAID_DUE}`)
      .and.to.contain('裁定不转');
    signed = false;
    answerTransfer({ status: 'COMPLETED', way: 'silence' }, { status: 'APPEALED', ...judged });
    const appeal = await run('transfers', 'appeal', IDENTITY, ...options);
    expect(appeal.stdout, appeal.stderr).to.contain(`由 ${JUDGE} 裁决，至 ${SAID_DUE}`);
  });

  it('of one taken over: until when it may be undone', async () => {
    const windows = [{ action: 'undo', until: DUE }];
    answerTransfer({ status: 'AGREED' }, { status: 'COMPLETED', windows });
    const { stdout, stderr } = await run('transfers', 'complete', IDENTITY);
    expect(stdout, stderr).to.contain(`可撤销接转，至 ${SAID_DUE}`).and.not.to.contain('  期限：');
  });

  it('of a claim that is contested, and of one that is upheld', async () => {
    const options = ['--evidence', 'paper.pdf'];
    answerClaim(
      { status: 'OPENED' },
      { status: 'CONTESTED', contest: { digest: DIGEST, until: DUE }, judge: JUDGE },
    );
    const contest = await run('claims', 'answer', IDENTITY, '--outcome', 'contest', ...options);
    expect(contest.stdout, contest.stderr).to.contain(`由 ${JUDGE} 裁决，至 ${SAID_DUE}`);
    signed = false;
    answerClaim({ status: 'CONTESTED' }, { status: 'UPHELD', futures: [future('LAPSED')] });
    const decided = await run('claims', 'decide', IDENTITY, '--outcome', 'uphold', ...options, '--json');
    expect(JSON.parse(decided.stdout)).to.deep.include({
      clock: { by: NEW, until: LATER, futures: [future('LAPSED')] },
    });
  });

  it('of a claim that has not been answered yet, who is to answer', async () => {
    answerClaim({ status: 'OPENED' }, { status: 'OPENED', futures: [future('UPHELD', 'silence')] });
    const options = ['--outcome', 'yield', '--evidence', 'paper.pdf'];
    const { stdout } = await run('claims', 'answer', IDENTITY, ...options);
    expect(stdout).to.contain(`由 ${ORG} 答复，至 ${SAID_DUE}`).and.to.contain(`${SAID_LATER} 起 成立`);
  });

  it('of a gateway that does not tell: which command asks again, and all the same what was done', async () => {
    answerTransfer({ status: 'AGREED' }, {});
    gateway.on('GET /v1/transfers/:identityId', () =>
      signed
        ? problem('OUT_OF_SCOPE')
        : {
            json: {
              ...{ identityId: IDENTITY, version: 1, number: 1, status: 'AGREED', way: '', place: '' },
              ...{ from: ORG, fromProvince: '51', to: NEW, toProvince: '34', asked: ASKED, due: DUE },
              ...{ rules: [], futures: [], windows: [], actions: [] },
            },
          },
    );
    const { code, stdout } = await run('transfers', 'complete', IDENTITY);
    expect(code).to.equal(0);
    expect(stdout).to.contain('已上链').and.to.contain(`unionid transfers show ${IDENTITY}`);
  });

  it('of what waits for a second person nothing: no time runs yet', async () => {
    answerTransfer({ status: 'AGREED' }, { status: 'COMPLETED' });
    result = { pending: { expiresAt: DUE, actor: OPERATOR, instructionId: newId('instruction') } };
    const { stdout } = await run('transfers', 'complete', IDENTITY, '--json');
    expect(JSON.parse(stdout)).to.not.have.property('clock');
  });

  it('of an empty inbox only that nothing waits: what waits stands in it', async () => {
    gateway.on('GET /v1/inbox', () => ({
      json: { items: [], counts: { upToDay: 0, upToWeek: 0, longer: 0 } },
    }));
    const { stdout } = await run('inbox');
    expect(stdout.trim()).to.equal('没有等待您处理的事项');
  });
});
