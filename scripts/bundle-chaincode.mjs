// SPDX-License-Identifier: Apache-2.0
// Makes build/chaincode/<name> of each of our chaincodes: the one file of code that peers' servers run (index.js), a
// launcher, and what the file is (bundle.json). Beside the folder, for whoever reads a stack, the source map (<name>.js.map).
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleChaincode, CHAINCODES, EXTERNAL } from './bundle.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

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
for (const name of CHAINCODES) await writeChaincode(name, join(ROOT, 'build/chaincode', name));

async function writeChaincode(name, folder) {
  const { code, map } = await bundleChaincode(name);
  const digests = { sha256: digest('sha256', code), sm3: digest('sm3', code) };
  const write = (file, content) => writeFileSync(join(folder, file), content);
  mkdirSync(folder, { recursive: true });
  write('index.js', code);
  writeFileSync(`${folder}.js.map`, map);
  write('launcher.cjs', LAUNCHER);
  write('package.json', toJson(packageJson(name)));
  write('bundle.json', toJson({ name, version, ...digests }));
  console.log(`${name} ${version}: ${code.length} bytes, sha256 ${digests.sha256}`);
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
