// SPDX-License-Identifier: Apache-2.0
// The import rules of docs/architecture.md, executable. `npm run architecture` checks them.
const NODE_CORE_IO = '^(node:)?(fs|http|https|net|os|child_process|worker_threads|dgram|tls|dns|sqlite)(/|$)';
/** What of the domain OpenSSL serves; a browser brings another implementation of it, and of nothing else. */
const OPENSSL = '^domain/src/sm/(password-key|pkcs8|sign|sm3|sm4|spki|verify)\\.ts$';
/** Doors of the domain for gateway and client: forms, words and addresses change more often than provinces approve contracts. */
const OFF_LEDGER = '(answer|api|catalogue|error-texts|export|forms|http|report|table|trace)';

/** What of ours the source of each package imports; docs/architecture.md §3 has the picture. */
const IMPORTS = {
  domain: [],
  'sm2-wasm': ['domain'],
  chaincode: ['domain'],
  gateway: ['domain', 'sm2-wasm'],
  sdk: ['domain', 'sm2-wasm'],
  network: [],
  'ledger-scan': ['domain'],
  'test-network': ['domain', 'sdk', 'network'],
  bench: ['domain', 'sm2-wasm', 'chaincode', 'sdk', 'network', 'ledger-scan', 'test-network'],
};
const PACKAGES = Object.keys(IMPORTS);

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    // What cannot be resolved would slip through every rule below.
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...PACKAGES.map(importsOf),
    { name: 'no-folder-cycles', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
    ...['^([^/]+/src)/[^/]+/', '^([^/]+/src/[^/]+)/[^/]+/'].map(noImportOfWhatStandsAbove),
    {
      name: 'domain-no-node-core',
      severity: 'error',
      from: { path: '^domain/src', pathNot: OPENSSL },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'what-contracts-see-stays-lean',
      severity: 'error',
      from: { path: '^domain/src/', pathNot: `^domain/src/${OFF_LEDGER}/` },
      to: { path: `^domain/src/${OFF_LEDGER}/` },
    },
    {
      name: 'chaincode-sees-no-forms-words-or-addresses',
      severity: 'error',
      // What signs and instructs for tests knows every type.
      from: { path: '^chaincode/src', pathNot: '^chaincode/src/testing/' },
      to: { path: `^domain/dist/${OFF_LEDGER}/` },
    },
    {
      name: 'chaincode-no-io',
      severity: 'error',
      from: { path: '^chaincode/src', pathNot: '^chaincode/src/testing/' },
      to: { path: NODE_CORE_IO },
    },
    {
      name: 'chaincode-never-signs',
      severity: 'error',
      from: { path: '^chaincode/src', pathNot: '^chaincode/src/testing/' },
      to: { path: '(^domain/(src|dist)/(sm/(sign|seal)|signing))|@unionid/domain/signing' },
    },
    {
      name: 'src-never-imports-test',
      severity: 'error',
      from: { path: '/src/' },
      to: { path: '/(test|dist-test)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|dist' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

/** A folder is used by the files beside it and does not know them; with the rule above there is one order of all folders. */
function noImportOfWhatStandsAbove(path) {
  return {
    name: 'no-import-of-what-stands-above',
    severity: 'error',
    from: { path },
    to: { path: '^$1/[^/]+$' },
  };
}

function importsOf(name) {
  const others = PACKAGES.filter((other) => other !== name && !IMPORTS[name].includes(other));
  return {
    name: `imports-of-${name}`,
    severity: 'error',
    from: { path: `^${name}/src` },
    to: { path: `^(${others.join('|')})/` },
  };
}
