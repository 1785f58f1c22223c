// SPDX-License-Identifier: Apache-2.0
// The one file of code of a chaincode. The same sources give the same bytes, so that organisations can rebuild what they
// approve.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { CHAINCODES } from '../domain/dist/ledger/ledger-name.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Our chaincodes: their entries are chaincode/src/<name>/entry.ts. */
export { CHAINCODES };
/** The shim reads parameter names from the source, and both must be one instance for the contract and the server. */
export const EXTERNAL = ['fabric-contract-api', 'fabric-shim', '@hyperledger/fabric-protos'];

/** `{code, inputs}`: the bytes, and the files that are in them. Needs a build. @param plugins esbuild's, for tests */
export async function bundleChaincode(name, plugins = []) {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(ROOT, `chaincode/dist/${name}/entry.js`)],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: EXTERNAL,
    // A twelfth of the bytes otherwise; nothing asks a function for its name, and what was renamed shows in stacks only.
    keepNames: false,
    // Shorter syntax is another 4 %; names and lines stay, so that a stack can be read.
    minifySyntax: true,
    sourcemap: false,
    legalComments: 'inline',
    logLevel: 'warning',
    plugins,
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  const kept = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return { code: outputFiles[0].contents, inputs: kept.map(([file]) => file) };
}
