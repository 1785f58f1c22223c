// SPDX-License-Identifier: Apache-2.0
// The import rules of docs/architecture.md, executable. `npm run architecture` checks them.
const NODE_CORE_IO = '^(node:)?(fs|http|https|net|os|child_process|worker_threads|dgram|tls|dns|sqlite)(/|$)';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-imports-none-of-ours',
      severity: 'error',
      from: { path: '^domain/src' },
      to: { path: '^(chaincode|gateway|sdk|network|test-network)/' },
    },
    {
      name: 'domain-no-node-core',
      severity: 'error',
      from: { path: '^domain/src', pathNot: '^domain/src/sm/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'chaincode-imports-domain-only',
      severity: 'error',
      from: { path: '^chaincode/src' },
      to: { path: '^(gateway|sdk|network|test-network)/' },
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
      to: {
        path: '(^domain/(src|dist)/(sm/(sign|seal)|signing|fast-sign))|@unionid/domain/(signing|fast-sign)',
      },
    },
    {
      name: 'chaincode-verifies-with-openssl-only',
      severity: 'error',
      from: { path: '^chaincode/src' },
      to: { path: '(^domain/(src|dist)/(sm/wasm|fast-verify))|@unionid/domain/fast-verify' },
    },
    {
      name: 'gateway-src-never-imports-chaincode',
      severity: 'error',
      from: { path: '^gateway/src' },
      to: { path: '^(chaincode|sdk|network|test-network)/' },
    },
    {
      name: 'sdk-imports-domain-only',
      severity: 'error',
      from: { path: '^sdk/src' },
      to: { path: '^(chaincode|gateway|network|test-network)/' },
    },
    {
      name: 'network-imports-none-of-ours',
      severity: 'error',
      from: { path: '^network/src' },
      to: { path: '^(domain|chaincode|gateway|sdk|test-network)/' },
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
