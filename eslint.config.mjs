// SPDX-License-Identifier: Apache-2.0
import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

// Every endorsing peer must compute the same bytes: no clock, randomness, environment, locale or I/O.
const nondeterministic = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Use the transaction time.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Use the transaction time.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'No randomness on the ledger.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'No environment on the ledger.',
  },
  { selector: "MemberExpression[object.name='Intl']", message: 'No locale on the ledger.' },
  {
    selector: 'CallExpression[callee.property.name=/^(toLocale\\w*|localeCompare|normalize)$/]',
    message: 'Tables change with the runtime; compare code units.',
  },
  {
    selector: 'CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate)$/]',
    message: 'No timers on the ledger.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(randomUUID|randomBytes|getRandomValues|randomInt)$/]',
    message: 'No randomness on the ledger.',
  },
];

// A list of names says what a door is for; a star says that nobody decided.
const everywhere = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  { selector: 'ExportAllDeclaration', message: 'Name what is exported.' },
];

/** One dialect, and the one whose unused parts a bundler leaves out of the contracts (ADR 0039). */
const CLASSIC_ZOD = { name: 'zod', message: "Say it in zod's mini form: zod/mini." };

/** What OpenSSL serves (.dependency-cruiser.cjs has the same list): the rest of the domain runs in a browser. */
const OPENSSL = ['password-key', 'pkcs8', 'sign', 'sm3', 'sm4', 'spki', 'verify'].map(
  (name) => `domain/src/sm/${name}.ts`,
);
/** What the engines of package.json (Node 20.9) do not have: service apps run SDK and domain on their own Node. */
const SINCE_NODE_22 = [
  ['Map', 'groupBy'],
  ['Object', 'groupBy'],
  ['Promise', 'withResolvers'],
  ['Array', 'fromAsync'],
].map(([object, property]) => ({ object, property, message: 'Node 20 does not have it.' }));
const NODE_GLOBALS = [
  'Buffer',
  'process',
  'global',
  'require',
  'module',
  'setImmediate',
  '__dirname',
  '__filename',
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/dist-test/**',
      '**/build/**',
      '**/node_modules/**',
      '.run/**',
      '.cache/**',
      'sm2-wasm/assembly/**',
    ],
  },
  js.configs.recommended,
  // What comes from outside must not cost more time than its length.
  {
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      complexity: ['error', 10],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
      'no-restricted-imports': ['error', { paths: [CLASSIC_ZOD] }],
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },
  {
    // What grows beyond is divided by idea, not by length (ADR 0032).
    files: ['*/src/**/*.ts'],
    // Lists that are made from the types (scripts/index-instructions.mjs): one idea, however many there are.
    ignores: ['domain/src/catalogue/definitions.ts', 'chaincode/src/*/handlers.ts'],
    rules: { 'max-lines': ['error', 300], 'max-lines-per-function': ['error', 50] },
  },
  {
    // Made by `npm run generate`, and as long as there are types.
    files: ['domain/src/catalogue/definitions.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['domain/src/**/*.ts', 'chaincode/src/**/*.ts'],
    ignores: ['chaincode/src/testing/**'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...nondeterministic],
    },
  },
  {
    files: ['chaincode/src/**/*.ts'],
    ignores: ['chaincode/src/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            CLASSIC_ZOD,
            { name: '@unionid/domain/signing', message: 'Chaincode only verifies.' },
            { name: '@unionid/sm2-wasm', message: 'Peers agree by one implementation.' },
            {
              name: 'node:crypto',
              importNames: ['randomBytes', 'randomUUID', 'randomInt', 'webcrypto'],
              message: 'No randomness on the ledger.',
            },
          ],
        },
      ],
    },
  },
  // Signing and key making draw randomness by nature; they never run in chaincode (import rule in .dependency-cruiser.cjs).
  { files: ['domain/src/sm/sign.ts'], rules: { 'no-restricted-syntax': ['error', ...everywhere] } },
  {
    files: ['domain/src/**/*.ts'],
    ignores: OPENSSL,
    rules: {
      'no-restricted-globals': [
        'error',
        ...NODE_GLOBALS.map((name) => ({ name, message: 'Browsers run this, too.' })),
      ],
      'no-restricted-properties': [
        'error',
        ...NODE_GLOBALS.map((property) => ({
          object: 'globalThis',
          property,
          message: 'Browsers run this, too.',
        })),
        ...SINCE_NODE_22,
      ],
    },
  },
  { files: ['sdk/src/**/*.ts'], rules: { 'no-restricted-properties': ['error', ...SINCE_NODE_22] } },
  {
    files: ['**/test/**/*.ts', 'chaincode/src/testing/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        module: 'writable',
        require: 'readonly',
      },
    },
  },
);
