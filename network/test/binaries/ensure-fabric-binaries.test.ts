// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ensureFabricBinaries, NetworkError } from '#src/index.js';
import { failureOf } from '../fixtures/failure-of.js';
import { newTemporaryFolder } from '../fixtures/temporary-folder.js';

const BINARIES = ['peer', 'orderer', 'configtxgen', 'cryptogen'];

describe('ensureFabricBinaries', () => {
  let folder: string;

  beforeEach(() => {
    folder = newTemporaryFolder();
  });

  it('uses released binaries with the configuration beside them', async () => {
    fill('release/bin', BINARIES);
    fill('release/sampleconfig', ['core.yaml', 'orderer.yaml']);
    const found = await ensureFabricBinaries({ env: { FABRIC_BIN: join(folder, 'release/bin') } });
    expect(found).to.deep.equal({
      binDir: join(folder, 'release/bin'),
      sampleConfigDir: join(folder, 'release/sampleconfig'),
    });
  });

  it('uses the configuration that FABRIC_CFG names', async () => {
    fill('bin', BINARIES);
    fill('elsewhere', ['core.yaml', 'orderer.yaml']);
    const env = { FABRIC_BIN: join(folder, 'bin'), FABRIC_CFG: join(folder, 'elsewhere') };
    expect((await ensureFabricBinaries({ env })).sampleConfigDir).to.equal(env.FABRIC_CFG);
  });

  it('names what a folder of binaries lacks', async () => {
    fill('bin', ['peer', 'orderer', 'configtxgen']);
    fill('config', ['core.yaml', 'orderer.yaml']);
    const env = { FABRIC_BIN: join(folder, 'bin'), FABRIC_CFG: join(folder, 'config') };
    const error = await failureOf(() => ensureFabricBinaries({ env }));
    expect(error).to.include({
      code: 'FABRIC_BIN_INCOMPLETE',
      reason: `missing ${join(folder, 'bin', 'cryptogen')}`,
    });
  });

  it('says that Go is missing', async () => {
    const error = await failureOf(() => ensureFabricBinaries({ cacheDir: folder, env: { PATH: folder } }));
    expect(error).to.be.instanceOf(NetworkError);
    expect(error).to.include({
      code: 'GO_MISSING',
      reason: 'go is not on the PATH; 1.26 or newer is needed',
    });
  });

  it('says that Go is too old', async () => {
    fill('bin', ['go'], '#!/bin/sh\necho go1.22.3\n');
    const error = await failureOf(() =>
      ensureFabricBinaries({ cacheDir: folder, env: { PATH: join(folder, 'bin') } }),
    );
    expect(error).to.include({ code: 'GO_MISSING', reason: 'found go1.22.3; 1.26 or newer is needed' });
  });

  it('leaves nothing that looks complete when the build fails', async () => {
    fill(
      'bin',
      ['go'],
      '#!/bin/sh\nif [ "$1" = env ]; then echo go1.26.0; else echo "proxy refused" >&2; exit 1; fi\n',
    );
    const cacheDir = join(folder, 'cache');
    const error = await failureOf(() =>
      ensureFabricBinaries({ cacheDir, env: { PATH: join(folder, 'bin') } }),
    );
    expect(error).to.include({ code: 'FABRIC_BUILD_FAILED', logFile: join(cacheDir, 'build.log') });
    expect((error as NetworkError).reason).to.include('proxy refused');
    expect(readdirSync(cacheDir)).to.deep.equal(['build.log']);
  });

  function fill(path: string, names: readonly string[], text = ''): void {
    mkdirSync(join(folder, path), { recursive: true });
    for (const name of names) writeFileSync(join(folder, path, name), text, { mode: 0o755 });
  }
});
