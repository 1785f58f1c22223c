// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  createNetwork,
  identifyProcess,
  NetworkError,
  parseTopology,
  type ProgressEvent,
} from '#src/index.js';
import { failureOf } from './fixtures/failure-of.js';
import { newTemporaryFolder } from './fixtures/temporary-folder.js';
import { PILOT, SMALL } from './fixtures/topologies.js';

describe('createNetwork', () => {
  let runDir: string;

  beforeEach(() => {
    runDir = join(newTemporaryFolder(), 'run');
  });

  it('says that a network was never started, and leaves no trace of being asked', async () => {
    const network = createNetwork(parseTopology(SMALL), { runDir });
    expect((await network.status()).state).to.equal('absent');
    await network.down();
    expect(existsSync(runDir)).to.equal(false);
    expect(() => network.ports())
      .to.throw(NetworkError)
      .with.property('code', 'NOT_GENERATED');
  });

  it('refuses to work on a folder that another living process works on', async () => {
    mkdirSync(runDir);
    writeFileSync(join(runDir, 'lock'), JSON.stringify(identifyProcess(process.pid)));
    const error = await failureOf(() => createNetwork(parseTopology(SMALL), { runDir }).down());
    expect(error).to.include({ code: 'RUN_FOLDER_BUSY' });
  });

  it('takes over the lock of a process that is gone', async () => {
    mkdirSync(runDir);
    writeFileSync(join(runDir, 'lock'), JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));
    await createNetwork(parseTopology(SMALL), { runDir }).down();
    expect(existsSync(join(runDir, 'lock'))).to.equal(false);
  });

  it('refuses a folder made from another topology', async () => {
    mkdirSync(runDir);
    writeFileSync(
      join(runDir, 'state.json'),
      JSON.stringify({ fabric: 'v3', topologyDigest: 'other', portBase: 20_000 }),
    );
    const error = await failureOf(() => createNetwork(parseTopology(PILOT), { runDir }).status());
    expect(error).to.include({ code: 'TOPOLOGY_CHANGED' });
  });

  it('refuses a path with a comma, at which Fabric would split it', async () => {
    const error = await failureOf(() => createNetwork(parseTopology(SMALL), { runDir: `${runDir},2` }).up());
    expect(error).to.include({ code: 'RUN_FOLDER_UNSUITABLE' });
  });

  it('keeps what others put into the run folder at a reset', async () => {
    mkdirSync(join(runDir, 'vault'), { recursive: true });
    mkdirSync(join(runDir, 'crypto'));
    await createNetwork(parseTopology(SMALL), { runDir }).reset();
    expect(existsSync(join(runDir, 'vault'))).to.equal(true);
    expect(existsSync(join(runDir, 'crypto'))).to.equal(false);
  });

  it('reports the step that failed, why, and what to do next', async () => {
    const events: ProgressEvent[] = [];
    const previous = process.env.FABRIC_BIN;
    process.env.FABRIC_BIN = join(runDir, 'nowhere');
    try {
      await failureOf(() =>
        createNetwork(parseTopology(SMALL), { runDir, onProgress: (event) => events.push(event) }).up(),
      );
    } finally {
      if (previous === undefined) delete process.env.FABRIC_BIN;
      else process.env.FABRIC_BIN = previous;
    }
    const last = events.at(-1);
    expect(last).to.include({ step: 'binaries', status: 'failed' });
    expect(last?.detail).to.include('nowhere/peer');
    expect(last?.next?.en).to.include('FABRIC_CFG');
    expect(last?.next?.zh).to.include('FABRIC_CFG');
  });
});
