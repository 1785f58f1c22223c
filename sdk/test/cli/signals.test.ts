// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { newId, newKeyFile, writeKeyFile, type KeyFile } from '#src/index.js';
import { FakeGateway } from '../support/fake-gateway.js';
import { memberJob, UNION_VIEW, type MemberJob } from '../support/import-job.js';
import { runUnionid, type Outcome } from '../support/run-unionid.js';

const PASSWORD = 'correct horse battery';
const OPERATOR = newId('operator');
const ENDINGS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

describe('whoever ends the process that they started', () => {
  let folder: string;
  let key: KeyFile;
  let gateway: FakeGateway;
  let job: MemberJob;
  let isReady: boolean;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid signals '));
    key = newKeyFile(PASSWORD);
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(() => gateway.close());

  /** A gateway that reads a file for as long as a test likes, and then waits for the signature. */
  beforeEach(async () => {
    gateway = await FakeGateway.start(new Map([[OPERATOR, key.publicKey]]));
    job = memberJob();
    isReady = false;
    await writeFile(join(folder, 'members.csv'), job.bytes);
    gateway.on('POST /v1/imports', () => ({ status: 201, json: { ...job.view, state: 'READING' } }));
    gateway.on('GET /v1/imports/:id', () => ({
      json: isReady ? job.view : { ...job.view, state: 'READING', chunksPrepared: 0 },
    }));
    gateway.on('GET /v1/organisations/:id', () => ({ json: UNION_VIEW }));
    gateway.on('GET /v1/imports/:id/chunks/:index', ({ params }) => ({
      json: job.chunks[Number(params[1])],
    }));
  });

  const end = (signal: NodeJS.Signals, byDoor: boolean): Promise<Outcome> =>
    runUnionid(
      [
        ...['members', 'import', 'members.csv', '--yes', '--key', 'key.json', '--password-file', 'password'],
        ...['--gateway', gateway.url, '--operator', OPERATOR],
      ],
      {
        cwd: folder,
        byDoor,
        // Whoever lives on finds the gateway ready for the signature.
        onExit: () => (isReady = true),
        onError: (text, stop) => {
          if (text.includes('读取与检查')) stop(signal);
        },
      },
    );

  const signatures = (): readonly string[] =>
    gateway.requests.filter(({ path }) => path.endsWith('/manifest')).map(({ path }) => path);

  for (const byDoor of [false, true]) {
    const started = byDoor ? 'npm run unionid' : 'unionid';
    for (const [signal, expected] of ENDINGS) {
      it(`${signal} to ${started}: nothing is signed, and how to go on is said`, async () => {
        const outcome = await end(signal, byDoor);
        expect(signatures()).to.deep.equal([]);
        expect(outcome.code).to.equal(expected);
        expect(outcome.stderr)
          .to.contain(`导入任务 ${job.view.importId} 仍在网关上`)
          .and.to.contain('重新执行同一命令即可继续');
      });
    }
    it(`SIGKILL to ${started}: nothing is signed`, async () => {
      await end('SIGKILL', byDoor);
      expect(signatures()).to.deep.equal([]);
    });
  }

  it('ends as the program ended', async () => {
    const { code, stdout } = await runUnionid(['members', 'fly'], { cwd: folder, byDoor: true });
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
  });
});
