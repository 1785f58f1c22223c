// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import type { PageOptions } from '../../resources/options.js';
import type { Option } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';
import type { Terminal } from '../terminal/terminal.js';
import { valueOf, type OptionValues } from '../terminal/values.js';

/** Options of every command that lists. */
export const PAGE_OPTIONS: readonly Option[] = [
  {
    name: 'limit',
    value: 'n',
    text: { zh: '至多几条，默认 100', en: 'At most this many, 100 by default' },
  },
  {
    name: 'cursor',
    value: 'next',
    text: { zh: '从上一页的 next 继续', en: 'Go on from the next of the page before' },
  },
];

/** Which page was asked for. */
export function pageOf(values: OptionValues): PageOptions {
  const [limit, cursor] = [valueOf(values, 'limit'), valueOf(values, 'cursor')];
  return { ...(limit !== undefined && { limit: Number(limit) }), ...(cursor !== undefined && { cursor }) };
}

/** Shows a page, its rows one below the other, and what the next one is asked for by. */
export function showPage<T>(
  terminal: Terminal,
  page: Page<T>,
  linesOf: (item: T) => string | readonly string[],
): Exit {
  const lines = page.items.flatMap(linesOf);
  terminal.result(page, page.next === undefined ? lines : [...lines, `next: ${page.next}`]);
  return 'ok';
}
