// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import type { PageOptions } from '../../resources/options.js';
import type { Option } from '../command/command.js';
import type { Terminal } from '../terminal/terminal.js';
import { limitOf, valueOf, type OptionValues } from '../terminal/values.js';

/** Options of every list. */
export const PAGE_OPTIONS: readonly Option[] = [
  {
    name: 'limit',
    value: 'n',
    text: { zh: '至多几条，1 至 500，默认 100', en: 'At most this many, 1 to 500, 100 by default' },
  },
  {
    name: 'cursor',
    value: 'text',
    text: { zh: '从上一页的 next 继续', en: 'Go on from the next of the page before' },
  },
];

/** Which page is asked for. @throws UsageError badLimit */
export function pageOptions(values: OptionValues): { readonly limit: number; readonly cursor?: string } {
  const cursor = valueOf(values, 'cursor');
  return { limit: limitOf(values), ...(cursor !== undefined && { cursor }) };
}

/** A page as the outcome of a command; that there is more stands at its end. */
export function showPage(
  terminal: Terminal,
  page: { readonly next?: string | undefined },
  lines: readonly string[],
): void {
  const { next } = page;
  terminal.result(page, next === undefined ? lines : [...lines, `next: ${next}`, terminal.text('morePages')]);
}

const PAGE = 500;

/** A list to its end, page by page. */
export async function* allPages<T>(
  ask: (options: PageOptions) => Promise<Page<T>>,
): AsyncGenerator<readonly T[]> {
  let cursor: string | undefined;
  do {
    const page = await ask({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    yield page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}
