// SPDX-License-Identifier: Apache-2.0
// Makes build/chaincode/<name> of each of our chaincodes: the one file of code that peers' servers run (index.js), a launcher, and what the file is
// (bundle.json). The same sources give the same bytes, so that organisations can rebuild what they approve.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Entries are chaincode/src/<name>.ts. */
const NAMES = ['identity', 'benefit'];
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
for (const name of NAMES) await writeChaincode(name, join(ROOT, 'build/chaincode', name));

async function writeChaincode(name, folder) {
  const code = await bundle(name);
  const digests = { sha256: digest('sha256', code), sm3: digest('sm3', code) };
  const write = (file, content) => writeFileSync(join(folder, file), content);
  mkdirSync(folder, { recursive: true });
  write('index.js', code);
  write('launcher.cjs', LAUNCHER);
  write('package.json', toJson(packageJson(name)));
  write('bundle.json', toJson({ name, version, ...digests }));
  console.log(`${name} ${version}: ${code.length} bytes, sha256 ${digests.sha256}`);
}

async function bundle(name) {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, `chaincode/dist/${name}.js`)],
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

function packageJson(name) {
  return {
    name: `unionid-chaincode-${name}`,
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

function toJson(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
