// SPDX-License-Identifier: Apache-2.0
import type { CheckRun, UnionNames } from '@unionid/domain/api';
import { digestHex } from '@unionid/domain/encoding';
import { SOURCE_ZH, yuan } from '@unionid/domain/fund';
import { namedUnion } from '@unionid/domain/trace';
import { RESULT_ZH, THRESHOLD_ZH } from '../terminal/code-words.js';
import type { Terminal } from '../terminal/terminal.js';

type Result = CheckRun['result'];
type Found = Result['findings'][number];

/** What a check found, as text: of what and by which rule, what it could not see, and each finding with its rows and transactions. */
export function checkLines(terminal: Terminal, { result, digest, unionNames }: CheckRun): readonly string[] {
  const { check: code, height, findings, figures } = result;
  return [
    ...headLines(terminal, { result, digest, unionNames }),
    ...findings.flatMap((found) => findingLines(terminal, found, unionNames)),
    ...(findings.some(({ fen }) => fen !== 0) ? [terminal.text('checkInvolved')] : []),
    ...figures.map((figure) =>
      terminal.text('checkFigure', {
        ...figure,
        ...{ org: namedUnion(figure.org, unionNames), name: wordOf(terminal, figure.name) },
      }),
    ),
    terminal.text('checkHint', { code, height }),
  ];
}

function headLines(terminal: Terminal, { result, digest, unionNames }: CheckRun): readonly string[] {
  const { language } = terminal;
  const { check: code, title, rule, scope, height, asOf, coverage, findings, notApplicable } = result;
  const faults = findings.filter(({ explained }) => explained === undefined);
  const sources = scope.sources.map((source) => (language === 'zh' ? SOURCE_ZH[source] : source));
  return [
    terminal.text('checkHead', {
      ...{ code, title: title[language], rule },
      ...{ found: faults.length, explained: findings.length - faults.length },
    }),
    terminal.text('checkScope', {
      org: namedUnion(scope.org, unionNames),
      sources: sources.join(language === 'zh' ? '、' : ', '),
    }),
    terminal.text('checkCoverage', {
      ...{ height, block: height - 1, asOf, plans: coverage.plans, items: coverage.items },
    }),
    terminal.text('checkThresholds', { thresholds: thresholdsOf(terminal, result) }),
    ...(notApplicable === undefined
      ? []
      : [terminal.text('checkNotApplicable', { why: notApplicable[language] })]),
    ...coverage.missing.map(({ data, heldBy }) =>
      terminal.text('checkGap', { data: data[language], heldBy: heldBy[language] }),
    ),
    terminal.text('checkDigest', { digest: digestHex(digest) }),
  ];
}

function thresholdsOf(terminal: Terminal, { thresholds }: Result): string {
  const named = Object.entries(thresholds).map(
    ([name, value]) => `${wordOf(terminal, name, THRESHOLD_ZH)} ${String(value)}`,
  );
  if (named.length === 0) return terminal.text('checkNoThreshold');
  return named.join(terminal.language === 'zh' ? '，' : ', ');
}

function findingLines(terminal: Terminal, found: Found, names?: UnionNames): readonly string[] {
  const { org, reason, fen, explained = '', items, plans, steps, facts } = found;
  const { elsewhere } = facts;
  return [
    terminal.text('checkFinding', {
      ...{
        org: namedUnion(org, names),
        reason: wordOf(terminal, reason),
        explained: explainedBy(terminal, explained),
      },
      ...{ yuan: yuan(fen), items: items.length },
    }),
    ...plans.map((plan) => terminal.text('checkRows', { plan, rows: rowsOf(terminal, found, plan) })),
    ...steps.map((step) => terminal.text('checkStep', step)),
    ...(elsewhere === undefined ? [] : [terminal.text('checkElsewhere', { count: elsewhere })]),
  ];
}

function explainedBy(terminal: Terminal, explained: string): string {
  return explained === '' ? '' : terminal.text('checkExplained', { word: wordOf(terminal, explained) });
}

/** Rows of a plan as screens count them, from 1. */
function rowsOf(terminal: Terminal, { items }: Found, plan: string): string {
  const rows = items.filter((each) => each.plan === plan).map(({ item }) => String(item + 1));
  return rows.length === 0 ? '—' : rows.join(terminal.text('termBetween'));
}

/** A word of a result in Chinese; one of a later version stands for itself. */
function wordOf(
  { language }: Terminal,
  word: string,
  words: Readonly<Record<string, string>> = RESULT_ZH,
): string {
  return (language === 'zh' && Object.hasOwn(words, word) ? words[word] : undefined) ?? word;
}
