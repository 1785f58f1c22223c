// SPDX-License-Identifier: Apache-2.0
// The rules of eslint.config.mjs that are this project's own, each tried with a planted breach; those that need types are
// left out, so that no file needs to exist.
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { ESLint } from 'eslint';
import { describe, it } from 'mocha';
import tseslint from 'typescript-eslint';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({ cwd: ROOT, overrideConfig: [tseslint.configs.disableTypeChecked] });

/** Rule, file, code that breaks it there. */
const BREACHES = [
  ['no-restricted-syntax', 'domain/src/values/index.ts', "export * from './china-date.js';"],
  ['no-restricted-syntax', 'domain/src/values/index.ts', "export * as values from './china-date.js';"],
  ['no-restricted-syntax', 'domain/src/sm/sign.ts', "export * from './gate.js';"],
  ['no-restricted-syntax', 'sdk/src/index.ts', "export * from './client/client.js';"],
  ['no-restricted-syntax', 'gateway/src/main.ts', 'export enum State { Open }'],
  ['no-restricted-syntax', 'domain/src/values/now.ts', 'export const now = Date.now();'],
  ['no-restricted-syntax', 'chaincode/src/kernel/now.ts', 'export const now = new Date();'],
  ['no-restricted-syntax', 'chaincode/src/kernel/draw.ts', 'export const drawn = Math.random();'],
  ['no-restricted-globals', 'domain/src/encoding/hex.ts', "export const bytes = Buffer.from('00', 'hex');"],
  ['no-restricted-globals', 'domain/src/sm/gate.ts', 'export const { version } = process;'],
  [
    'no-restricted-properties',
    'domain/src/encoding/hex.ts',
    'export const bytes = globalThis.Buffer.alloc(1);',
  ],
  ['no-restricted-imports', 'domain/src/schema/fields.ts', "import * as z from 'zod';"],
  ['no-restricted-imports', 'chaincode/src/fund/queries.ts', "import type * as z from 'zod';"],
  ['no-restricted-imports', 'chaincode/src/kernel/sign.ts', "import '@unionid/domain/signing';"],
  ['no-restricted-imports', 'chaincode/src/kernel/fast.ts', "import '@unionid/sm2-wasm';"],
  ['no-restricted-exports', 'sdk/src/client/client.ts', 'const client = 1;\nexport default client;'],
  // Trailing blanks of a cell, 80,000 of them: fourteen seconds.
  ['regexp/no-super-linear-move', 'domain/src/text/plain-text.ts', String.raw`export const a = /[\t ]+$/;`],
  // A header of brackets: twenty-one seconds; the condition of a number format: twenty-seven.
  ['regexp/no-super-linear-move', 'domain/src/forms/form.ts', String.raw`export const a = /\(.*\)/;`],
  [
    'regexp/no-super-linear-move',
    'domain/src/table/excel-date.ts',
    String.raw`export const a = /\[[^\]]*\]/g;`,
  ],
  ['regexp/no-super-linear-backtracking', 'gateway/src/main.ts', 'export const a = /^(?:a+)+$/;'],
  ['complexity', 'gateway/src/main.ts', `export const f = (a: number) => ${'a > 1 ? 1 : '.repeat(10)} 0;`],
  ['max-lines-per-function', 'gateway/src/main.ts', `export function f() {${'\n'.repeat(50)}}`],
  ['max-lines', 'gateway/src/main.ts', '//\n'.repeat(301)],
];

/** What must pass. */
const LAWFUL = [
  ['domain/src/sm/sm3.ts', 'export const bytes = Buffer.alloc(1);'],
  ['domain/src/values/index.ts', "export { chinaDateAt } from './china-date.js';"],
  ['gateway/src/main.ts', 'export const now = Date.now();'],
];

describe('the lint rules', function () {
  this.timeout(30_000);

  for (const [rule, file, code] of BREACHES) {
    it(`${rule}: ${file} may not say ${code}`, async () => {
      expect(await rulesBrokenBy(file, code)).to.include(rule);
    });
  }

  for (const [file, code] of LAWFUL) {
    it(`${file} may say ${code}`, async () => {
      expect(await rulesBrokenBy(file, code)).to.deep.equal([]);
    });
  }
});

async function rulesBrokenBy(file, code) {
  const [{ messages }] = await eslint.lintText(`${code}\n`, { filePath: file });
  return messages.map(({ ruleId, message }) => ruleId ?? message);
}
