// SPDX-License-Identifier: Apache-2.0
import { digestOfText, encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { sm3 } from '@unionid/domain/sm';
import { parseDocumentNumber } from '@unionid/domain/values';
import type { Command, CommandContext, Option } from '../command/command.js';
import { readBytes } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';
import { required, valueOf, valuesOf, type OptionValues } from '../terminal/values.js';

/** The document that a decision rests on: only its digest leaves this machine. */
export const EVIDENCE: Option = {
  name: 'evidence',
  value: 'file',
  digested: true,
  text: {
    zh: '依据的文件（扫描件）；只有它的 SM3 上链，文件留在本地',
    en: 'The document behind it; only its SM3 goes on the ledger, the file stays here',
  },
};

/** The document behind money or a programme: by its file, or by the number that its issuer gave it. */
export const DOCUMENT: readonly Option[] = [
  {
    name: 'document',
    value: 'file',
    digested: true,
    text: {
      zh: '依据的文件；只有它的 SM3 上链',
      en: 'The document behind it; only its SM3 goes on the ledger',
    },
  },
  {
    name: 'document-number',
    value: 'text',
    text: {
      zh: '或其文号，如 财社〔2026〕1号；空格、括号形式不论，只有文号的 SM3 上链',
      en: 'Or its number, as 财社〔2026〕1号; blanks and forms of brackets do not matter, only its SM3 goes on the ledger',
    },
  },
];

/** SM3 of the document that the options name, base64url; undefined where they name none. @throws UsageError oneOfTwo */
export async function documentOf({ values, terminal }: CommandContext): Promise<string | undefined> {
  const [path, number] = [valueOf(values, 'document'), valueOf(values, 'document-number')];
  if (path !== undefined && number !== undefined)
    throw new UsageError('oneDocument', { one: '--document', other: '--document-number' });
  if (number === undefined) return path === undefined ? undefined : digestOfFile(path);
  const canonical = parseDocumentNumber(number);
  terminal.note(terminal.text('documentNumberIs', { number: canonical }));
  return toBase64url(sm3(encodeUtf8(canonical)));
}

/** The same of a command that needs one. @throws UsageError noDocument */
export async function requiredDocument(context: CommandContext): Promise<string> {
  const document = await documentOf(context);
  if (document === undefined) throw new UsageError('noDocument');
  return document;
}

/**
 * What is stated, with the document of the options; its file may name the document itself, in hex as tools print it or as the ledger has it.
 * @throws UsageError noDocument
 */
export function withDocument(stated: object, document: string | undefined): object {
  if (document !== undefined) return { ...stated, document };
  if (!('document' in stated)) throw new UsageError('noDocument');
  const { document: said } = stated;
  return typeof said === 'string' ? { ...stated, document: digestOfText(said) } : stated;
}

/** SM3 of the file that an option names, base64url. */
export function digestOf({ values }: CommandContext, option: string): Promise<string> {
  return digestOfFile(required(values, option));
}

/** The same of a file that is named otherwise. @throws DomainError FILE_EMPTY: nothing stands behind the decision */
export async function digestOfFile(path: string): Promise<string> {
  const bytes = await readBytes(path);
  if (bytes.length === 0) throw new DomainError('FILE_EMPTY', { file: path });
  return toBase64url(sm3(bytes));
}

/** Looks at each document that the options name before anything is asked, signed or sent. @throws DomainError FILE_EMPTY; UsageError */
export async function assertDocuments({ options }: Command, values: OptionValues): Promise<void> {
  for (const { name, digested } of options)
    if (digested === true) for (const path of valuesOf(values, name)) await digestOfFile(path);
}
