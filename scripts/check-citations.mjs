// SPDX-License-Identifier: Apache-2.0
// A comment or page cites a page of docs/ by its sections (`union-law.md §6.3, §6.4`), a rule (`union-law.md Q14`), an ADR
// (`ADR 22`) or another page by a link. Whatever does not exist is printed as `file:line: citation`.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'dist-test', 'build']);
const files = (pattern) =>
  globSync(pattern, { exclude: (path) => SKIPPED.has(basename(path)) || basename(path).startsWith('.') });
const pages = new Map(files('**/*.md').map((path) => [basename(path), path]));
const decisions = new Set(files('docs/adr/*.md').map((path) => Number.parseInt(basename(path), 10)));
const sectionsByPage = new Map();

const NUMBER = /§\d+(?:\.\d+)*|Q\d\d/g;
const CITATION = /(?<![\w./-])([\w-]+\.md)\b((?:[ ,–]*(?:§\d+(?:\.\d+)*|Q\d\d\b))*)/g;
const RULE = /(?<=[ (])Q\d\d\b/g;
const DECISION = /\bADR \[?(\d+)/g;
const LINK = /\]\(([^)#:]+\.md)[)#]/g;

/** Numbers that can be cited: `## 4. …`, `### 4.2 …`, item 3 of section 4 as `4.3`, and rules in a table's first cell. */
function sectionsOf(path) {
  const known = sectionsByPage.get(path);
  if (known !== undefined) return known;
  const sections = new Set();
  let section = '';
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const heading = /^#{2,4} (\d+(?:\.\d+)*)/.exec(line);
    if (heading) section = heading[1];
    const item = /^(\d+)\. /.exec(line);
    if (section !== '') sections.add(item ? `§${section}.${item[1]}` : `§${section}`);
    for (const [rule] of /^\| (Q[^|]*)/.exec(line)?.[1].matchAll(NUMBER) ?? []) sections.add(rule);
  }
  sectionsByPage.set(path, sections);
  return sections;
}

function* missingIn(path, line) {
  for (const [citation, page, numbers] of line.matchAll(CITATION)) {
    const cited = pages.get(page);
    const missing = ([number]) => !sectionsOf(cited).has(number);
    if (cited === undefined || [...numbers.matchAll(NUMBER)].some(missing)) yield citation;
  }
  for (const [citation, number] of line.matchAll(DECISION))
    if (!decisions.has(Number(number))) yield citation;
  if (path.endsWith('.md')) {
    for (const [, link] of line.matchAll(LINK)) if (!existsSync(join(dirname(path), link))) yield link;
  } else {
    for (const [rule] of line.matchAll(RULE))
      if (!sectionsOf(pages.get('union-law.md')).has(rule)) yield rule;
  }
}

for (const path of files('**/*.{ts,mts,js,mjs,cjs,md}')) {
  for (const [index, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    for (const citation of missingIn(path, line)) {
      console.log(`${path}:${index + 1}: ${citation}`);
      process.exitCode = 1;
    }
  }
}
