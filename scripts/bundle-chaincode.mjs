// SPDX-License-Identifier: Apache-2.0
// Makes build/chaincode/<name>: the one file of code that peers' servers run (index.js), a launcher, and what the file is
// (bundle.json). The same sources give the same bytes, so that organisations can rebuild what they approve.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NAME = 'identity';
// The shim reads parameter names from the source, and both must be one instance for the contract and the server.
const EXTERNAL = ['fabric-contract-api', 'fabric-shim', '@hyperledger/fabric-protos'];

// The shim requires the package's main: it reads the bundle, so that what the server reports of itself
// (governance:runtime) is the digest of the very bytes that it runs.
const LAUNCHER = `// SPDX-License-Identifier: Apache-2.0
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { version } = require('./package.json');
const bundleDigest = createHash('sha256').update(readFileSync(require.resolve('./index.js'))).digest('hex');
const { contracts, setRuntimeInfo } = require('./index.js');
setRuntimeInfo({ version, bundleDigest });
module.exports = { contracts };
`;

const { version, dependencies } = JSON.parse(readFileSync(join(ROOT, 'chaincode/package.json'), 'utf8'));
const folder = join(ROOT, 'build/chaincode', NAME);
const code = await bundle();
const digests = { sha256: digest('sha256', code), sm3: digest('sm3', code) };
mkdirSync(folder, { recursive: true });
write('index.js', code);
write('launcher.cjs', LAUNCHER);
write('package.json', toJson(packageJson()));
write('bundle.json', toJson({ name: NAME, version, ...digests }));
console.log(`${NAME} ${version}: ${code.length} bytes, sha256 ${digests.sha256}`);

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, `chaincode/dist/${NAME}.js`)],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: EXTERNAL,
    keepNames: true,
    minify: false,
    sourcemap: false,
    legalComments: 'inline',
    logLevel: 'warning',
  });
  return outputFiles[0].contents;
}

function packageJson() {
  return {
    name: `unionid-chaincode-${NAME}`,
    version,
    private: true,
    license: 'Apache-2.0',
    main: 'launcher.cjs',
    scripts: { start: 'fabric-chaincode-node server' },
    dependencies: Object.fromEntries(EXTERNAL.map((name) => [name, dependencies[name]]).sort()),
  };
}

function digest(algorithm, bytes) {
  return createHash(algorithm).update(bytes).digest('hex');
}

function write(name, content) {
  writeFileSync(join(folder, name), content);
}

function toJson(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
