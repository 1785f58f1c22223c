// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { assertDocker, NetworkError } from '#src/index.js';
import { failureOf } from '../fixtures/failure-of.js';
import { newTemporaryFolder } from '../fixtures/temporary-folder.js';

describe('assertDocker', () => {
  it('says that the command is missing', async () => {
    const error = await failureOf(() => assertDocker({ env: { PATH: newTemporaryFolder() } }));
    expect(error).to.include({ code: 'DOCKER_MISSING', reason: 'no command docker' });
  });

  it('says that the engine does not answer, and why', async () => {
    const error = await failureOf(() =>
      assertDocker({ env: dockerThat('echo "Cannot connect to the Docker daemon" >&2; exit 1') }),
    );
    expect(error).to.include({
      code: 'DOCKER_UNREACHABLE',
      reason: 'Cannot connect to the Docker daemon',
    });
  });

  it('says that Compose v2 is missing', async () => {
    const script =
      '[ "$1" = version ] || { echo "docker: \'compose\' is not a docker command." >&2; exit 1; }';
    const error = await failureOf(() => assertDocker({ env: dockerThat(script) }));
    expect(error).to.include({
      code: 'COMPOSE_MISSING',
      reason: "docker: 'compose' is not a docker command.",
    });
  });

  it('gives the next step in both languages', async () => {
    const error = await failureOf(() => assertDocker({ env: { PATH: newTemporaryFolder() } }));
    expect(error).to.be.instanceOf(NetworkError);
    expect((error as NetworkError).next.zh).to.match(/^安装 Docker/);
    expect((error as NetworkError).next.en).to.match(/^Install Docker/);
  });

  it('is content with all three', async () => {
    await assertDocker({ env: dockerThat('echo 1') });
  });
});

function dockerThat(script: string): NodeJS.ProcessEnv {
  const folder = newTemporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: folder };
}
