// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { newTemporaryFolder } from '../fixtures/temporary-folder.js';

const SCRIPTS = fileURLToPath(new URL('../../builder/bin/', import.meta.url));

describe('the external builder', () => {
  let folder: string;

  beforeEach(() => {
    folder = newTemporaryFolder();
    cpSync(SCRIPTS, join(folder, 'builder', 'bin'), { recursive: true });
    for (const name of ['source', 'metadata', 'output', 'release', 'builder/connections']) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    write('metadata/metadata.json', JSON.stringify({ type: 'ccaas', label: 'basic_1' }));
  });

  it('takes chaincode that runs as a service and no other', () => {
    expect(run('detect', 'source', 'metadata').status).to.equal(0);
    write('metadata/metadata.json', JSON.stringify({ type: 'node', label: 'basic_1' }));
    expect(run('detect', 'source', 'metadata').status).to.not.equal(0);
  });

  it("releases the peer's own connection of that package", () => {
    write('builder/connections/basic_1.json', '{"address":"127.0.0.1:9999"}');
    expect(run('build', 'source', 'metadata', 'output').status).to.equal(0);
    expect(run('release', 'output', 'release').status).to.equal(0);
    const released = readFileSync(join(folder, 'release/chaincode/server/connection.json'), 'utf8');
    expect(released).to.equal('{"address":"127.0.0.1:9999"}');
  });

  it('says which connection is missing', () => {
    const { status, stderr } = run('build', 'source', 'metadata', 'output');
    expect(status).to.equal(1);
    expect(stderr).to.include("no connection for chaincode package 'basic_1'");
  });

  function write(path: string, text: string): void {
    writeFileSync(join(folder, path), text);
  }

  // With as little environment as the peer gives (fabric-facts.md §2.7).
  function run(script: string, ...args: string[]) {
    const paths = args.map((each) => join(folder, each));
    return spawnSync(join(folder, 'builder', 'bin', script), paths, {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
  }
});
