// SPDX-License-Identifier: Apache-2.0
import type { ItemTrace, TraceStep } from '../api/index.js';
import { SOURCE_ZH, yuan } from '../fund/index.js';
import { CLASS_ZH } from '../programme/index.js';
import { xmlText } from '../text/xml-text.js';
import { unionName, withUnionNames } from './named-union.js';
import { stepLines, wayOf } from './step-lines.js';
import { ITEM_STATE_ZH } from './step-words.js';

const WIDTH = 1_120;
const MARGIN = 40;
const BOX = { width: 200, height: 96, gap: 60 } as const;
const LINE_HEIGHT = 20;
/** Halves of a Chinese character that a line has room for. */
const LINE_HALVES = 140;
/** The same of a box, which has so many lines. */
const BOX_HALVES = 26;
const BOX_LINES = 4;
const BOXES_PER_ROW = 4;

const COLOURS: Readonly<Record<TraceStep['kind'], string>> = {
  ...{ fund: '#7a1f1f', allotment: '#8a5a00', programme: '#3b4a8a', plan: '#1f5f4a', item: '#5a2a7a' },
};

interface Box {
  readonly lines: readonly string[];
}

/**
 * The way of an item as SVG: above from the fund over its lines and the plan to the person, below each step. The same trace gives
 * the same bytes; whatever stands in it is text and never markup.
 */
export function tracePicture(trace: ItemTrace): string {
  const boxes = boxesOf(trace);
  const rows = Math.ceil(boxes.length / BOXES_PER_ROW);
  const top = 96 + rows * (BOX.height + BOX.gap);
  const cards = cardsOf(trace, top);
  const title = `${yuan(trace.fen)} 元从资金到会员`;
  const desc = [
    `截至区块 ${String(trace.asOf)}。`,
    boxes.map(({ lines }) => lines.join(' ')).join(' → '),
    '。',
    trace.steps.map(({ zh }) => withUnionNames(zh, trace.unionNames)).join('；'),
    '。',
  ].join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(WIDTH)}" height="${String(cards.bottom + MARGIN)}" viewBox="0 0 ${String(WIDTH)} ${String(cards.bottom + MARGIN)}" role="img" aria-labelledby="title desc" lang="zh-CN" font-family="'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif" font-size="14">`,
    `<title id="title">${xmlText(title)}</title>`,
    `<desc id="desc">${xmlText(desc)}</desc>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    textAt(MARGIN, 48, { text: title, size: 24, weight: 'bold' }),
    textAt(MARGIN, 74, {
      text: `发放计划 ${trace.planId} 第 ${String(trace.item + 1)} 笔，截至区块 ${String(trace.asOf)} ${trace.blockHash}`,
      size: 13,
      fill: '#555555',
    }),
    ...boxes.map(drawBox),
    ...cards.drawn,
    '</svg>\n',
  ].join('\n');
}

function boxesOf(trace: ItemTrace): readonly Box[] {
  const { fund, fundTitle, source, org, planId, programmeTitle, identityId, fen, state } = trace;
  const owner: Box = {
    lines: [fundTitle ?? `资金（${SOURCE_ZH[source]}）`, fund, ...unionLines(trace, trace.fundOrg, '归属 ')],
  };
  return [
    owner,
    ...wayOf(trace).map((union) => ({
      lines: [union === org ? '发放工会的额度' : '额度', ...unionLines(trace, union)],
    })),
    {
      lines: [
        programmeTitle ?? CLASS_ZH[trace.class],
        trace.programme,
        `第 ${String(trace.programmeVersion)} 版，${trace.window}`,
      ],
    },
    { lines: ['发放计划', shortened(planId), `第 ${String(trace.item + 1)} 笔`] },
    { lines: ['会员', shortened(identityId), `${yuan(fen)} 元，${ITEM_STATE_ZH[state]}`] },
  ];
}

/** Its name above its orgId. */
function unionLines({ unionNames }: ItemTrace, orgId: string, before = ''): readonly string[] {
  const name = unionName(orgId, unionNames);
  return name === '' ? [before + orgId] : [before + name, orgId];
}

function shortened(id: string): string {
  return `${id.slice(0, 10)}…${id.slice(-4)}`;
}

function drawBox({ lines }: Box, index: number): string {
  const column = index % BOXES_PER_ROW;
  const x = MARGIN + column * (BOX.width + BOX.gap);
  const y = 96 + Math.floor(index / BOXES_PER_ROW) * (BOX.height + BOX.gap);
  return [
    `<g><rect x="${String(x)}" y="${String(y)}" width="${String(BOX.width)}" height="${String(BOX.height)}" rx="8" fill="#f5f7fa" stroke="#33475b"/>`,
    ...inBox(lines).map((text, line) =>
      textAt(x + 12, y + 24 + line * LINE_HEIGHT, {
        text: fitted(text, BOX_HALVES),
        size: 13,
        ...(line === 0 && { weight: 'bold' }),
      }),
    ),
    ...(index === 0 ? [] : [arrowTo(x, y, column)]),
    '</g>',
  ].join('');
}

/** A long name goes on in the next line where the box has one left. */
function inBox(lines: readonly string[]): readonly string[] {
  const room = BOX_LINES - lines.length;
  const long = lines.findIndex((line) => broken(line, BOX_HALVES).length > 1);
  if (room < 1 || long < 0) return lines;
  const [first = '', ...rest] = broken(lines[long] ?? '', BOX_HALVES);
  return [...lines.slice(0, long), first, rest.join(''), ...lines.slice(long + 1)];
}

/** From the box before: from the left, or around the end of the row above. */
function arrowTo(x: number, y: number, column: number): string {
  const middle = y + BOX.height / 2;
  if (column > 0)
    return arrow(`M${String(x - BOX.gap)} ${String(middle)}H${String(x - 8)}`, [x, middle, 'right']);
  const centre = x + BOX.width / 2;
  const from = MARGIN + (BOXES_PER_ROW - 1) * (BOX.width + BOX.gap) + BOX.width / 2;
  const between = y - BOX.gap / 2;
  return arrow(
    `M${String(from)} ${String(y - BOX.gap)}V${String(between)}H${String(centre)}V${String(y - 8)}`,
    [centre, y, 'down'],
  );
}

function arrow(path: string, [x, y, direction]: readonly [number, number, 'right' | 'down']): string {
  const head =
    direction === 'right' ? `M${String(x)} ${String(y)}l-9 -5v10z` : `M${String(x)} ${String(y)}l-5 -9h10z`;
  return `<path d="${path}" fill="none" stroke="#33475b"/><path d="${head}" fill="#33475b"/>`;
}

function cardsOf(
  { steps, unionNames: names }: Pick<ItemTrace, 'steps' | 'unionNames'>,
  top: number,
): { readonly drawn: readonly string[]; readonly bottom: number } {
  const drawn: string[] = [];
  let y = top;
  for (const [index, step] of steps.entries()) {
    const lines = stepLines(step, { names }).flatMap((line) => broken(line, LINE_HALVES));
    const height = lines.length * LINE_HEIGHT + 20;
    drawn.push(
      [
        `<g><rect x="${String(MARGIN)}" y="${String(y)}" width="6" height="${String(height - 8)}" fill="${COLOURS[step.kind]}"/>`,
        ...lines.map((text, line) =>
          textAt(MARGIN + 20, y + 20 + line * LINE_HEIGHT, {
            text: line === 0 ? `${String(index + 1)}. ${text}` : text,
            ...(line === 0 ? { weight: 'bold' } : { size: 12, fill: '#555555' }),
          }),
        ),
        '</g>',
      ].join(''),
    );
    y += height;
  }
  return { drawn, bottom: y };
}

interface Label {
  readonly text: string;
  readonly size?: number;
  readonly weight?: string;
  readonly fill?: string;
}

function textAt(
  x: number,
  y: number,
  { text, size = 14, weight = 'normal', fill = '#1a1a1a' }: Label,
): string {
  return `<text x="${String(x)}" y="${String(y)}" font-size="${String(size)}" font-weight="${weight}" fill="${fill}">${xmlText(text)}</text>`;
}

/** Lines that have room. */
function broken(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  let [line, halves] = ['', 0];
  for (const character of text) {
    const width = halvesOf(character);
    if (halves + width > most) {
      lines.push(line);
      [line, halves] = ['', 0];
    }
    line += character;
    halves += width;
  }
  return [...lines, line];
}

function fitted(text: string, most: number): string {
  let [shown, halves] = ['', 0];
  for (const character of text) {
    halves += halvesOf(character);
    if (halves > most) return `${shown}…`;
    shown += character;
  }
  return shown;
}

function halvesOf(character: string): number {
  return (character.codePointAt(0) ?? 0) < 0x2000 ? 1 : 2;
}
