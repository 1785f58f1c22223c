// SPDX-License-Identifier: Apache-2.0
// Writes the files that are made from code: docs/reference/errors.md, cli.md and membership-cases.md (membership-cases.mjs), gateway/openapi.json,
// the lists of instruction types (index-instructions.mjs), the templates of files (make-templates.mjs), sm2-wasm/src/sm2-module.ts and sm2-sign-module.ts. With --check it writes nothing and fails where a file differs
// from what the code says. Needs a build.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instructionIndexes } from './index-instructions.mjs';
import { membershipCases } from './membership-cases.mjs';
import { templateModules } from './make-templates.mjs';

// No runtime, no imports: the module has only its functions and a memory that the caller divides.
const ASC_OPTIONS = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--use', 'abort='];
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const files = [
  ...(await instructionIndexes()),
  ...(await errorReference()),
  ...(await openApiDocument()),
  ...(await cliReference()),
  ...(await templateModules()),
  ...membershipCases(),
  ...(await wasmModule('sm2', 'SM2_MODULE')),
  ...(await wasmModule('sign', 'SM2_SIGN_MODULE')),
];
const stale = files.filter(({ path, content }) => readOrNone(path) !== content);
if (process.argv.includes('--check')) reportAndExit(stale);
for (const { path, content } of stale) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), content);
  console.log(`写入 wrote ${path}`);
}

async function errorReference() {
  const { ERROR_CATALOGUE } = await importBuilt('domain/dist/error-texts/index.js');
  return [{ path: 'docs/reference/errors.md', content: renderErrors(ERROR_CATALOGUE) }];
}

async function openApiDocument() {
  const { buildOpenApi } = await importBuilt('gateway/dist/http/open-api.js');
  const { ROUTES } = await importBuilt('gateway/dist/resources/routes.js');
  return [{ path: 'gateway/openapi.json', content: `${JSON.stringify(buildOpenApi(ROUTES), null, 2)}\n` }];
}

async function cliReference() {
  const { cliReference: render } = await importBuilt('sdk/dist/cli/reference.js');
  return [{ path: 'docs/reference/cli.md', content: render() }];
}

// The compiler is exact in package.json and is WebAssembly itself: the same sources give the same bytes everywhere.
async function wasmModule(source, name) {
  const asc = await importCompiler();
  if (asc === undefined) return [];
  let binary;
  const { error, stderr } = await asc.main(
    [`sm2-wasm/assembly/${source}.ts`, ...ASC_OPTIONS, '--outFile', 'out.wasm'],
    {
      readFile: (name, folder) => readOrNone(join(relative(ROOT, resolve(ROOT, folder)), name)) ?? null,
      listFiles: () => [],
      writeFile: (file, content) => {
        if (file === 'out.wasm') binary = content;
      },
    },
  );
  if (error) throw new Error(`asc: ${error.message}\n${stderr.toString()}`);
  const path = `sm2-wasm/src/${name.toLowerCase().replaceAll('_', '-')}.ts`;
  return [{ path, content: renderModule(name, Buffer.from(binary)) }];
}

// Where only what runs was installed, the committed module stands.
async function importCompiler() {
  try {
    return (await import('assemblyscript/asc')).default;
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error(
      '– 未安装 assemblyscript，跳过 WebAssembly assemblyscript is not installed: WebAssembly skipped',
    );
    return undefined;
  }
}

function renderModule(name, binary) {
  const lines = binary.toString('base64').match(/.{1,100}/g);
  return `${[
    '// SPDX-License-Identifier: Apache-2.0',
    '// Made by `npm run generate` from ../assembly/; edit there.',
    `/** ${binary.length} bytes of WebAssembly, base64. */`,
    `export const ${name} =`,
    lines.map((line) => `  '${line}'`).join(' +\n'),
  ].join('\n')};\n`;
}

function renderErrors(catalogue) {
  const rows = Object.entries(catalogue).map(
    ([code, { status, zh, en }]) =>
      `| <a id="${code}"></a>\`${code}\` | ${status} | ${cell(zh.cause)} | ${cell(zh.next)} | ${cell(en.cause)} | ${cell(en.next)} |`,
  );
  return `${[
    '<!-- Made by `npm run generate` from domain/src/error-texts; edit there. -->',
    '# 错误码 Error codes',
    '',
    '合约、网关、SDK 与命令行只使用下列错误码（封闭列表）。HTTP 应答为 RFC 9457 `application/problem+json`，',
    '其 `code` 即下表的错误码；导入报告按行给出错误码，状态列为 422。',
    '',
    'Contract, gateway, SDK and command line use these codes and no others. Over HTTP they arrive as RFC 9457',
    '`application/problem+json` with the member `code`; import reports give them per row (status 422).',
    '',
    `${rows.length} 个 codes.`,
    '',
    '| 错误码 Code | HTTP | 原因 | 下一步 | Cause | Next step |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')}\n`;
}

function importBuilt(path) {
  return import(new URL(`../${path}`, import.meta.url).href);
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function readOrNone(path) {
  const file = join(ROOT, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function reportAndExit(outdated) {
  for (const { path } of outdated) console.error(`✘ ${path} 与代码不符 differs from the code`);
  if (outdated.length > 0) console.error('  下一步 next: npm run generate');
  process.exit(outdated.length === 0 ? 0 : 1);
}
