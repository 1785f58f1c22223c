// SPDX-License-Identifier: Apache-2.0
import { isErrorCode } from '@unionid/domain/errors';
import { errorText } from '../../transport/api-error.js';
import { detailInWords } from './detail-words.js';
import type { Terminal } from './terminal.js';

const FIELD = /^(.+): ([A-Z_]+)$/;

/**
 * What a refusal says beside its code, a line each: fields in words, as a report on a file says them of its columns.
 * @param code of the refusal, which may have words of its own
 */
export function detailLines(
  terminal: Terminal,
  { fields = [], ...others }: Readonly<Record<string, unknown>>,
  code = '',
): string[] {
  const lines = [fields].flat().map((field) => fieldLine(terminal, String(field)));
  // Of several columns the first is among them.
  const named = Object.entries(others).filter(([name]) => name !== 'column' || others.columns === undefined);
  const told = named.map(([name, value]) =>
    terminal.text('detailLine', detailInWords(terminal.language, name, value, code)),
  );
  return [...lines, ...told];
}

function fieldLine(terminal: Terminal, text: string): string {
  const [, field = '', code = ''] = FIELD.exec(text) ?? [];
  // A gateway of a later version may have codes that this client has not.
  if (!isErrorCode(code)) return terminal.text('detailLine', detailInWords(terminal.language, 'field', text));
  const { cause, next } = errorText(code, terminal.language);
  return terminal.text('fieldLine', { field, cause, code, fix: next });
}
