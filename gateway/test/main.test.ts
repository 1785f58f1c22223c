// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { useTemporaryFolder } from './support/temporary-folder.js';

const MAIN = fileURLToPath(import.meta.resolve('#src/main.js'));

describe('starting the gateway', () => {
  const folder = useTemporaryFolder();

  const start = (...args: string[]): { status: number | null; stderr: string } => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', MAIN, ...args],
      {
        env: {},
        encoding: 'utf8',
      },
    );
    return { status, stderr };
  };

  it('without settings says how to name them', () => {
    const { status, stderr } = start();
    expect(status).to.equal(78);
    expect(stderr).to.include('UNIONID_GATEWAY_CONFIG').and.include('--config');
  });

  it('with wrong settings names the fields and no stack', () => {
    const file = join(folder(), 'gateway.json');
    writeFileSync(file, '{"network":""}');
    const { status, stderr } = start('--config', file);
    expect(status).to.equal(78);
    expect(stderr).to.include('network:').and.include('dataDir:').and.not.include('    at ');
  });
});
