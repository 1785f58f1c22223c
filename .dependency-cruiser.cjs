// SPDX-License-Identifier: Apache-2.0
// The import rules of docs/architecture.md, executable. `npm run architecture` checks them.
const NODE_CORE_IO = '^(node:)?(fs|http|https|net|os|child_process|worker_threads|dgram|tls|dns|sqlite)(/|$)';

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
    ...PACKAGES.map(onlyImportsItsOwn),
    {
      name: 'domain-no-node-core',
      severity: 'error',
      from: { path: '^domain/src', pathNot: '^domain/src/sm/' },
      to: { dependencyTypes: ['core'] },
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

function onlyImportsItsOwn(name) {
  const others = PACKAGES.filter((other) => other !== name && !IMPORTS[name].includes(other));
  return {
    name: `${name}-imports-${IMPORTS[name].join('-') || 'none-of-ours'}`,
    severity: 'error',
    from: { path: `^${name}/src` },
    to: { path: `^(${others.join('|')})/` },
  };
}
