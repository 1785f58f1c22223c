// SPDX-License-Identifier: Apache-2.0
import type { ImportView } from '@unionid/domain/api';
import { LISTED_CHANGE } from '@unionid/domain/codes';
import { isOptionsSheet, type ImportKind } from '@unionid/domain/forms';
import { yuan } from '@unionid/domain/fund';
import type { ReportLine } from '@unionid/domain/report';
import type { Client } from '../../client/client.js';
import type { ManifestSummary } from '../../rebuild/manifest-summary.js';
import { errorText } from '../../transport/api-error.js';
import { detailLines } from '../terminal/detail-lines.js';
import type { MessageKey } from '../terminal/messages.js';
import type { Terminal } from '../terminal/terminal.js';
import { refusalLines } from './decide.js';

// What a person reads of an import, line by line.

const SHOWN_ORGANISATIONS = 10;

const SHEET_TEXTS = {
  read: 'sheetRead',
  empty: 'sheetEmpty',
  hidden: 'sheetHidden',
  outside: 'sheetOutside',
} as const satisfies Record<NonNullable<ImportView['sheets']>[number]['use'], string>;

/** What the gateway found in the file. */
export function checkLines(terminal: Terminal, view: ImportView): string[] {
  const { counts, headerRow, sheets = [], ignoredColumns = [] } = view;
  const own = sheets.filter(({ name, use }) => use !== 'hidden' || !isOptionsSheet(name));
  const shown = own.length > 1 ? own : [];
  return [
    countsLine(terminal, view),
    ...(counts.empty > 0 ? [terminal.text('emptyRows', { rows: counts.empty })] : []),
    ...endedLines(terminal, view),
    ...(counts.hidden > 0 ? [terminal.text('hiddenRows', { rows: counts.hidden })] : []),
    ...(headerRow > 1 ? [terminal.text('headerBelow', { row: headerRow })] : []),
    ...shown.map(({ name, use }) => terminal.text(SHEET_TEXTS[use], { name })),
    ...sheets.flatMap(({ name, hiddenColumns: columns = [] }) =>
      columns.length > 0 ? [terminal.text('hiddenColumns', { name, columns: columns.join('、') })] : [],
    ),
    ...(ignoredColumns.length > 0
      ? [terminal.text('ignoredColumns', { columns: ignoredColumns.join('、') })]
      : []),
  ];
}

/** What is said otherwise of some kinds: once the rows are checked, and of what was done or was not. */
const TEXTS: Readonly<
  Partial<Record<ImportKind, Readonly<Record<'ready' | 'done' | 'nothing', MessageKey>>>>
> = {
  requests: { ready: 'readyRequests', done: 'requestsDone', nothing: 'requestsNothing' },
  plans: { ready: 'readyPayees', done: 'payeesDone', nothing: 'payeesNothing' },
  results: { ready: 'readyResults', done: 'resultsDone', nothing: 'resultsNothing' },
};

/** What came of the rows, in numbers. */
export function countsLine(terminal: Terminal, { kind, counts }: ImportView): string {
  return terminal.text(TEXTS[kind]?.ready ?? 'readySummary', { ...counts });
}

/** Rows of a file of members that make nobody a member. */
function endedLines(terminal: Terminal, { counts }: ImportView): string[] {
  const { ended } = counts;
  return ended > 0 ? [terminal.text('endedRows', { rows: ended })] : [];
}

/** What was compared here and is to be signed. */
export async function summaryLines(
  terminal: Terminal,
  client: Client,
  summary: ManifestSummary,
): Promise<string[]> {
  const { rows, from, to, byOrganisation, byAction = {} } = summary;
  const sums = sumLines(terminal, summary);
  if (sums.length > 0) return [...sums, terminal.text('comparedWithFile')];
  const changes = LISTED_CHANGE.entries.flatMap(({ code, text }) => {
    const count = byAction[code as keyof typeof byAction];
    return count === undefined
      ? []
      : [terminal.text('changeCount', { what: terminal.language === 'en' ? code : text, rows: count })];
  });
  if (changes.length > 0)
    return [
      terminal.text('checkedChanges', { rows, from, to }),
      ...changes,
      terminal.text('comparedWithFile'),
    ];
  const counts = Object.entries(byOrganisation).sort(([, a], [, b]) => b - a);
  const shown = counts.slice(0, SHOWN_ORGANISATIONS);
  const lines: string[] = [];
  for (const [orgId, count] of shown) {
    const name = await client.organisations.get(orgId).then(
      (view) => view.name,
      // A parent that this same file founds is not on the ledger yet.
      () => '',
    );
    lines.push(terminal.text('organisationCount', { orgId, name, rows: count }));
  }
  if (counts.length > shown.length)
    lines.push(terminal.text('moreOrganisations', { count: counts.length - shown.length }));
  return [
    from === ''
      ? terminal.text('checkedTransfers', { rows, organisations: counts.length })
      : terminal.text('checkedSummary', { rows, from, to, organisations: counts.length }),
    ...lines,
    terminal.text('comparedWithFile'),
  ];
}

/** Of payees, and of what a bank answers of them. */
function sumLines(terminal: Terminal, { rows, fen, paid }: ManifestSummary): string[] {
  if (fen !== undefined) return [terminal.text('checkedPayees', { rows, yuan: yuan(fen) })];
  return paid === undefined ? [] : [terminal.text('checkedResults', { rows, paid, failed: rows - paid })];
}

/** What has become of it. */
export function outcomeLines(terminal: Terminal, view: ImportView): string[] {
  switch (view.state) {
    case 'DONE':
      return [
        terminal.text(doneText(view), { ...view.counts }),
        ...elsewhereLines(terminal, view),
        ...nextLines(terminal, view),
      ];
    case 'CANCELLED':
      return [terminal.text('importCancelled')];
    case 'FAILED':
      return failureLines(terminal, view);
    case 'CONFIRMING':
      return [
        ...(view.second === undefined ? [] : [terminal.text('waitsForSecond', view.second)]),
        ...heldLines(terminal, view),
      ];
    case 'READY':
    case 'READING':
    case 'SUBMITTING':
      return [terminal.text('nothingToSign')];
  }
}

/** Why nobody can tell whether the second signature was given. */
function heldLines(terminal: Terminal, { error }: ImportView): string[] {
  if (error === undefined) return [];
  const { code } = error;
  return [terminal.text('waitsFor', { code, cause: errorText(code, terminal.language).cause })];
}

/** Faults that a look at the template mends. */
const OF_TEMPLATE = new Set(['FILE_EMPTY', 'HEADER_MISSING_COLUMN', 'HEADER_DUPLICATE_COLUMN']);

/** Lists of requests are those of members. */
function templateOf(kind: ImportKind): ImportKind {
  return kind === 'requests' ? 'members' : kind;
}

function failureLines(terminal: Terminal, { error, kind }: ImportView): string[] {
  return [
    terminal.text('importFailed'),
    ...refusalLines(terminal, error?.code),
    ...detailLines(terminal, error?.details ?? {}),
    ...(OF_TEMPLATE.has(error?.code ?? '') ? [terminal.text('templateOf', { kind: templateOf(kind) })] : []),
  ];
}

/** Of an import of members: how those are asked for who are members of other unions. */
function elsewhereLines(
  terminal: Terminal,
  { kind, importId, fileName: file, counts }: ImportView,
): string[] {
  const { elsewhere } = counts;
  return kind === 'members' && elsewhere > 0
    ? [terminal.text('elsewhereRows', { elsewhere, importId, file })]
    : [];
}

/** Of a list that a plan goes on from: by what it does. */
function nextLines(terminal: Terminal, { kind, importId, manifest, counts }: ImportView): string[] {
  if (counts.done === 0) return [];
  if (kind === 'plans') return [terminal.text('payeesNext', { importId })];
  const { planId } = manifest ?? {};
  return planId === undefined ? [] : [terminal.text('resultsNext', { planId })];
}

/** A check mark only where something was done. */
function doneText({ kind, dryRun, counts }: ImportView): MessageKey {
  if (dryRun) return 'dryRunDone';
  const { done, nothing } = TEXTS[kind] ?? { done: 'importDone', nothing: 'importNothing' };
  return counts.done > 0 ? done : nothing;
}

/** The rows with which somebody has to do something. */
export function problemLines(
  terminal: Terminal,
  rows: readonly ReportLine[],
  { counts, importId, wasRead }: Pick<ImportView, 'counts' | 'importId'> & { readonly wasRead: boolean },
): string[] {
  const isEnglish = terminal.language === 'en';
  const lines = rows.flatMap(({ row, sheet, problems }) =>
    problems.flatMap(({ code, column, zh, en, fixZh, fixEn, allowed = [], ...place }) => [
      terminal.text('problemRow', {
        row: sheet === undefined ? row : `${sheet}!${String(row)}`,
        column,
        code,
        text: isEnglish ? en : zh,
        fix: isEnglish ? fixEn : fixZh,
      }),
      ...foundLines(terminal, place),
      ...(allowed.length > 0 ? [terminal.text('allowedValues', { allowed: allowed.join('、') })] : []),
      ...(code === 'VALUE_NOT_ALLOWED' ? [terminal.text('mappedValues')] : []),
    ]),
  );
  const hasMore = wasRead && openRows(counts) > rows.length;
  return hasMore ? [...lines, terminal.text('moreProblems', { importId })] : lines;
}

/** What stands in the operator's own file, and which character of it is wrong. */
function foundLines(
  terminal: Terminal,
  { found, character, at }: Pick<ReportLine['problems'][number], 'found' | 'character' | 'at'>,
): string[] {
  if (found === undefined) return [];
  if (character === undefined || at === undefined) return [terminal.text('foundText', { found })];
  return [terminal.text('foundCharacter', { found, character, at })];
}

/** Rows with which somebody has to do something. */
export function openRows({ bad, refused, differs, elsewhere }: ImportView['counts']): number {
  return bad + refused + differs + elsewhere;
}
