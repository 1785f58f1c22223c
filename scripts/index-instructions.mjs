// SPDX-License-Identifier: Apache-2.0
// The lists that are made from the files which define an instruction type, `domain/src/<area>/<verb>.ts`, and from those
// that carry it out, `chaincode/src/<area>/<verb>.ts`: whoever adds a type writes these two and runs `npm run generate`.
// Reads sources as text, so that it needs no build: what is built needs its lists.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const LICENCE = '// SPDX-License-Identifier: Apache-2.0\n';
const DEFINITION =
  /export const (?<name>\w+)Instruction = defineInstruction\(\{\s*type: '(?<type>[\w.]+)',\s*chaincode: '(?<chaincode>\w+)'/;
const HANDLER = /export const (?<name>\w+)Handler\b/;

/** `{path, content}` of each list, as it is to stand. */
export async function instructionIndexes() {
  const options = await resolveConfig(join(ROOT, 'package.json'));
  const pretty = ({ path, content }) => format(content, { ...options, filepath: path });
  return Promise.all(
    renderIndexes().map(async (index) => ({ path: index.path, content: await pretty(index) })),
  );
}

function renderIndexes() {
  const definitions = sourcesOf(join(ROOT, 'domain/src')).flatMap(({ area, file, text }) => {
    const found = DEFINITION.exec(text)?.groups;
    return found === undefined ? [] : [{ ...found, area, file }];
  });
  const byFile = new Map(
    definitions.map((definition) => [`${definition.area}/${definition.file}`, definition]),
  );
  const handlers = sourcesOf(join(ROOT, 'chaincode/src')).flatMap(({ area, file, text }) => {
    const definition = byFile.get(`${area}/${file}`);
    const found = HANDLER.exec(text)?.groups;
    return definition === undefined || found === undefined ? [] : [{ ...definition, handler: found.name }];
  });
  const chaincodes = [...new Set(definitions.map(({ chaincode }) => chaincode))].filter(
    (name) => name !== 'each',
  );
  return [
    { path: 'domain/src/catalogue/definitions.ts', content: renderDefinitions(definitions) },
    ...chaincodes.map((name) => ({
      path: `chaincode/src/${name}/handlers.ts`,
      content: renderHandlers(
        name,
        handlers.filter(({ chaincode }) => chaincode === name || chaincode === 'each'),
      ),
    })),
  ];
}

function sourcesOf(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: area }) =>
      readdirSync(join(folder, area))
        .filter((file) => file.endsWith('.ts'))
        .sort()
        .map((file) => ({ area, file, text: readFileSync(join(folder, area, file), 'utf8') })),
    );
}

const aliasOf = ({ area, name }, suffix) => `${area}${name[0].toUpperCase()}${name.slice(1)}${suffix}`;
const importOf = (each, names, from) =>
  `import { ${names.map(([name, suffix]) => `${name} as ${aliasOf(each, suffix)}`).join(', ')} } from '${from}';`;
const entryOf = (each, suffix) => `  '${each.type}': ${aliasOf(each, suffix)},`;

function renderDefinitions(definitions) {
  const imports = definitions.map((each) =>
    importOf(
      each,
      [
        [`${each.name}Instruction`, 'Instruction'],
        [`${each.name}Presentation`, 'Presentation'],
      ],
      `../${each.area}/${each.file.replace('.ts', '.js')}`,
    ),
  );
  return `${LICENCE}// Made by \`npm run generate\` from the files that define an instruction type.
import type { InstructionDefinition, InstructionPresentation } from '../instruction/index.js';
${imports.join('\n')}

/** Every instruction type by its name. */
export const INSTRUCTION_TYPES = {
${definitions.map((each) => entryOf(each, 'Instruction')).join('\n')}
} as const satisfies { readonly [T in string]: InstructionDefinition<T> };

/** Words and sample of each. */
export const PRESENTATIONS = {
${definitions.map((each) => entryOf(each, 'Presentation')).join('\n')}
} as const satisfies Record<keyof typeof INSTRUCTION_TYPES, InstructionPresentation<unknown>>;
`;
}

function renderHandlers(chaincode, handlers) {
  const imports = handlers.map((each) =>
    importOf(
      each,
      [[`${each.handler}Handler`, 'Handler']],
      `../${each.area}/${each.file.replace('.ts', '.js')}`,
    ),
  );
  return `${LICENCE}// Made by \`npm run generate\` from the files that carry out an instruction type.
${imports.join('\n')}

/** What carries out each instruction type of chaincode \`${chaincode}\`. */
export const HANDLERS = {
${handlers.map((each) => entryOf(each, 'Handler')).join('\n')}
};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, content } of await instructionIndexes()) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), content);
  }
}
