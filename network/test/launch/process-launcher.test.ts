// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  identifyProcess,
  isSameProcess,
  NetworkError,
  type NodeSpec,
  type NodeStatus,
  pollUntil,
  ProcessLauncher,
  type ProcessIdentity,
} from '#src/index.js';
import { failureOf } from '../fixtures/failure-of.js';
import { newTemporaryFolder } from '../fixtures/temporary-folder.js';

const INDEX = new URL('../../dist/index.js', import.meta.url).href;
const LISTEN = `require('net').createServer().listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening'))`;

describe('ProcessLauncher', function () {
  this.timeout(60_000);

  let runDir: string;
  let launcher: ProcessLauncher;
  let spec: NodeSpec;

  beforeEach(async () => {
    runDir = newTemporaryFolder();
    launcher = new ProcessLauncher(runDir);
    spec = await newSpec('node-a', LISTEN);
  });

  afterEach(() => launcher.stopAll());

  it('starts a node, with its output in its log', async () => {
    await launcher.start([spec]);
    expect(await statusOf('node-a')).to.include({ state: 'running', healthy: true, restarts: 0 });
    expect(readFileSync(spec.logFile, 'utf8')).to.equal('listening\n');
  });

  it('leaves a running node alone when it is started again, and restarts it when its specification changed', async () => {
    await launcher.start([spec]);
    const first = await pidOf('node-a');
    await launcher.start([spec]);
    expect(await pidOf('node-a')).to.equal(first);
    await launcher.start([{ ...spec, env: { ...spec.env, EXTRA: '1' } }]);
    expect(await pidOf('node-a')).to.not.equal(first);
  });

  it('brings back a node that was killed', async () => {
    await launcher.start([spec]);
    const first = await pidOf('node-a');
    process.kill(first, 'SIGKILL');
    const back = await pollUntil(
      async () => {
        const status = await statusOf('node-a');
        return status?.healthy && status.pid !== first ? status : undefined;
      },
      { what: 'the restart', timeoutMs: 20_000 },
    );
    expect(back.restarts).to.equal(1);
  });

  it('stops a node and keeps it stopped', async () => {
    const other = await newSpec('node-b', LISTEN);
    await launcher.start([spec, other]);
    const pid = await pidOf('node-a');
    await launcher.stop(['node-a']);
    expect(identifyProcess(pid)).to.equal(undefined);
    expect((await statusOf('node-a'))?.state).to.equal('stopped');
    expect((await statusOf('node-b'))?.state).to.equal('running');
  });

  it('kills a node that does not end by itself', async () => {
    const stubborn = await newSpec('stubborn', `process.on('SIGTERM', () => {}); ${LISTEN}`);
    await launcher.start([{ ...stubborn, stopGraceMs: 300 }]);
    const pid = await pidOf('stubborn');
    await launcher.stopAll();
    expect(identifyProcess(pid)).to.equal(undefined);
  });

  it('gives up on a node that keeps ending, with the last lines of its log', async () => {
    const broken = await newSpec('broken', `console.error('no such key'); process.exit(1)`);
    const error = await failureOf(() => launcher.start([broken]));
    expect(error).to.be.instanceOf(NetworkError);
    expect(error).to.include({ code: 'NODE_NOT_HEALTHY', logFile: broken.logFile });
    expect((error as NetworkError).reason).to.include('no such key');
  });

  it('adopts the nodes of a supervisor that was killed, without restarting them', async () => {
    await launcher.start([spec]);
    const pid = await pidOf('node-a');
    const former = supervisor();
    process.kill(former.pid, 'SIGKILL');
    await pollUntil(() => (isSameProcess(former) ? undefined : true), { what: 'its end', timeoutMs: 5_000 });
    expect(isSameProcess(await nodeIdentity(pid))).to.equal(true);
    const successor = new ProcessLauncher(runDir);
    await successor.start([spec]);
    expect(await pidOf('node-a')).to.equal(pid);
    process.kill(pid, 'SIGKILL');
    await pollUntil(async () => ((await statusOf('node-a'))?.healthy ? true : undefined), {
      what: 'the restart',
      timeoutMs: 20_000,
    });
  });

  it('never ends a later process that was given the number of an earlier one', async () => {
    await launcher.start([spec]);
    await launcher.stopAll();
    const record = join(runDir, 'nodes', 'node-a.pid.json');
    const recycled = { orderId: 'x', restarts: 0, process: { pid: process.pid, startedAt: 'long ago' } };
    writeFileSync(record, JSON.stringify(recycled));
    expect(await launcher.stopAll()).to.deep.equal([]);
    expect((await statusOf('node-a'))?.state).to.equal('stopped');
  });

  it('ends with the process that started it when told to', async () => {
    const caller = `
      import { ProcessLauncher } from ${JSON.stringify(INDEX)};
      await new ProcessLauncher(process.argv[1], { endWithCaller: true }).start([JSON.parse(process.argv[2])]);
      process.kill(process.pid, 'SIGKILL');`;
    spawnSync(process.execPath, ['--input-type=module', '-e', caller, runDir, JSON.stringify(spec)]);
    expect(await statusOf('node-a')).to.include({ restarts: 0 });
    const isOver = async () => ((await launcher.isSupervising()) ? undefined : true);
    await pollUntil(isOver, { what: 'the end of the supervisor', timeoutMs: 20_000 });
    expect(await statusOf('node-a')).to.include({ state: 'stopped', pid: null });
  });

  it('leaves no process when all is stopped', async () => {
    await launcher.start([spec]);
    const pids = [await pidOf('node-a'), supervisor().pid];
    expect(await launcher.stopAll()).to.deep.equal(['node-a']);
    expect(pids.map(identifyProcess)).to.deep.equal([undefined, undefined]);
  });

  async function newSpec(name: string, script: string): Promise<NodeSpec> {
    const port = await freePort();
    mkdirSync(join(runDir, 'logs'), { recursive: true });
    return {
      name,
      kind: 'database',
      host: name,
      command: process.execPath,
      args: ['-e', script],
      env: { PORT: String(port) },
      cwd: runDir,
      files: [],
      ports: { listen: port },
      logFile: join(runDir, 'logs', `${name}.log`),
      health: [{ kind: 'tcp', port }],
    };
  }

  async function statusOf(name: string): Promise<NodeStatus | undefined> {
    return (await launcher.status()).find((each) => each.name === name);
  }

  async function pidOf(name: string): Promise<number> {
    const pid = (await statusOf(name))?.pid;
    if (!pid) throw new Error(`${name} does not run`);
    return pid;
  }

  async function nodeIdentity(pid: number): Promise<ProcessIdentity> {
    return pollUntil(() => identifyProcess(pid), { what: 'the node', timeoutMs: 1_000 });
  }

  function supervisor(): ProcessIdentity {
    return JSON.parse(readFileSync(join(runDir, 'nodes', 'supervisor.json'), 'utf8')) as ProcessIdentity;
  }
});

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
