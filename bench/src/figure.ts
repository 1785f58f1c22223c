// SPDX-License-Identifier: Apache-2.0

/** One measured thing. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The figure against another of the same run. */
  readonly ratio?: { readonly value: number; readonly to: string };
  readonly bar?: Bar;
  readonly note?: string;
}

/** What the figure, or its ratio, has to reach (architecture.md §8). */
export interface Bar {
  readonly of: 'value' | 'ratio';
  readonly least?: number;
  readonly most?: number;
}

/** Figures under one heading. */
export interface Section {
  readonly title: string;
  readonly figures: readonly Figure[];
}

/** Whether a figure reaches its bar; undefined where it has none. @throws RangeError for a bar on a missing ratio */
export function holdsBar({ value, ratio, bar }: Figure): boolean | undefined {
  if (bar === undefined) return undefined;
  const measured = bar.of === 'value' ? value : ratio?.value;
  if (measured === undefined) throw new RangeError('a bar on a ratio needs the ratio');
  return measured >= (bar.least ?? -Infinity) && measured <= (bar.most ?? Infinity);
}

/** The table of a section in Markdown: ratios first, because the absolute figures are this machine's. */
export function toTable({ title, figures }: Section): string {
  const rows = figures.map((figure) =>
    [figure.what, ratioText(figure), barText(figure), valueText(figure), figure.note ?? '']
      .map((cell) => cell.replaceAll('|', '\\|'))
      .join(' | '),
  );
  return [
    `### ${title}`,
    '',
    '| what | ratio | bar | figure | |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

function ratioText({ ratio }: Figure): string {
  return ratio === undefined ? '' : `${ratio.value.toFixed(2)} × ${ratio.to}`;
}

function barText(figure: Figure): string {
  const { bar } = figure;
  if (bar === undefined) return '';
  const limits = [
    ...(bar.least === undefined ? [] : [`≥ ${formatNumber(bar.least)}`]),
    ...(bar.most === undefined ? [] : [`≤ ${formatNumber(bar.most)}`]),
  ];
  return `${limits.join(', ')} ${holdsBar(figure) === true ? 'holds' : '**missed**'}`;
}

function valueText({ value, unit }: Figure): string {
  return `${formatNumber(value)} ${unit}`;
}

/** Three significant digits or whole numbers, thousands apart. */
export function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const rounded = String(Number(value.toFixed(digits)));
  const [whole = '', fraction] = rounded.split('.');
  const grouped = Number(whole).toLocaleString('en-US');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
