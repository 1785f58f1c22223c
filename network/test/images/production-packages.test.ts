// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { copyPackage, identifyPackage, readProductionPackages } from '#src/images/production-packages.js';
import { failureOf } from '../fixtures/failure-of.js';
import { newTemporaryFolder } from '../fixtures/temporary-folder.js';

const LOCK = {
  packages: {
    '': { workspaces: ['gateway', 'domain'], devDependencies: { mocha: '1.0.0' } },
    gateway: { dependencies: { '@ours/domain': '1.0.0', web: '1.0.0' }, devDependencies: { mocha: '1.0.0' } },
    domain: { dependencies: { zod: '4.0.0' } },
    'node_modules/@ours/gateway': { resolved: 'gateway', link: true },
    'node_modules/@ours/domain': { resolved: 'domain', link: true },
    'node_modules/web': {
      version: '1.0.0',
      integrity: 'sha512-web',
      dependencies: { zod: '^3.0.0', '@types/node': '*' },
      optionalDependencies: { 'for-windows': '1.0.0' },
      peerDependencies: { peer: '1.0.0', 'optional-peer': '1.0.0' },
      peerDependenciesMeta: { 'optional-peer': { optional: true } },
    },
    'node_modules/web/node_modules/zod': { version: '3.0.0', integrity: 'sha512-zod3' },
    'node_modules/zod': { version: '4.0.0', integrity: 'sha512-zod4' },
    'node_modules/peer': { version: '1.0.0', integrity: 'sha512-peer' },
    'node_modules/@types/node': { version: '1.0.0', integrity: 'sha512-types' },
    'node_modules/mocha': { version: '1.0.0', integrity: 'sha512-mocha' },
  },
};
const GATEWAY = { from: '', names: ['@ours/gateway'] };

describe('readProductionPackages', () => {
  let root: string;

  beforeEach(() => {
    root = newTemporaryFolder();
    put('package-lock.json', JSON.stringify(LOCK));
    put('gateway/package.json', '{"files":["dist"]}');
    put('domain/package.json', '{"files":["dist"]}');
  });

  it('follows dependencies as Node finds them, without those of development and types', async () => {
    const packages = await readProductionPackages({ root, ...GATEWAY });
    expect(packages.map(({ source, target }) => [source, target]).sort()).to.deep.equal([
      ['domain', 'node_modules/@ours/domain'],
      ['gateway', 'node_modules/@ours/gateway'],
      ['node_modules/peer', 'node_modules/peer'],
      ['node_modules/web', 'node_modules/web'],
      ['node_modules/web/node_modules/zod', 'node_modules/web/node_modules/zod'],
      ['node_modules/zod', 'node_modules/zod'],
    ]);
  });

  it('takes of our own packages only what they publish', async () => {
    const packages = await readProductionPackages({ root, ...GATEWAY });
    expect(packages.find(({ source }) => source === 'gateway')?.files).to.deep.equal([
      'package.json',
      'dist',
    ]);
  });

  it('refuses a dependency that the lock file lacks', async () => {
    const packages = Object.fromEntries(
      Object.entries(LOCK.packages).filter(([path]) => path !== 'node_modules/peer'),
    );
    put('package-lock.json', JSON.stringify({ packages }));
    const error = await failureOf(() => readProductionPackages({ root, ...GATEWAY }));
    expect((error as Error).message).to.equal('package-lock.json has no peer for node_modules/web');
  });

  it('identifies a registry package by its digest, one of ours by its content', async () => {
    put('domain/dist/index.js', 'one');
    const packages = await readProductionPackages({ root, from: 'gateway', names: ['@ours/domain'] });
    const identify = (): Promise<string[]> =>
      Promise.all(packages.map((production) => identifyPackage(root, production)));
    const [before, zod] = await identify();
    put('domain/dist/index.js', 'two');
    const [after] = await identify();
    expect(zod).to.equal('node_modules/zod 4.0.0 sha512-zod4');
    expect(after).not.to.equal(before);
  });

  it('copies a package without types, maps and packages inside it', async () => {
    for (const name of ['index.js', 'index.d.ts', 'index.js.map', 'node_modules/zod/index.js', 'lib/a.cjs'])
      put(`node_modules/web/${name}`, '');
    const packages = await readProductionPackages({ root, from: '', names: ['web'] });
    const web = packages.find(({ source }) => source === 'node_modules/web')!;
    const target = newTemporaryFolder();
    await copyPackage(root, web, target);
    const present = ['index.js', 'lib/a.cjs', 'index.d.ts', 'index.js.map', 'node_modules'].filter((name) =>
      existsSync(join(target, 'node_modules/web', name)),
    );
    expect(present).to.deep.equal(['index.js', 'lib/a.cjs']);
  });

  function put(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
