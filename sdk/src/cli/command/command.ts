// SPDX-License-Identifier: Apache-2.0
import type { Session } from '../session/session.js';
import type { Exit } from '../terminal/exit-code.js';
import type { Terminal } from '../terminal/terminal.js';
import type { OptionValues } from '../terminal/values.js';

export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** An option: a flag, or with `value` one that takes a value, named for the help. */
export interface Option {
  readonly name: string;
  readonly value?: string;
  readonly text: Text;
  /** What it takes, where `value` does not say so by `a|b`, or by `a,b` where several may be given. */
  readonly choices?: readonly string[];
  /** May stand there several times. */
  readonly multiple?: true;
  /** Present where the value is a document of which only the digest leaves this machine. */
  readonly digested?: true;
  /** Present where the value is a file that the command writes. */
  readonly output?: Output;
}

/** A file that a command writes: that it can be written is seen before anything is asked, signed or sent. */
export interface Output {
  /** How a file must begin that is written over; left out where none is. */
  readonly replaces?: string;
  /** Where it goes without the option; undefined where nothing is written then. */
  readonly byDefault?: (args: readonly string[]) => string;
}

/** What a command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly session: Session;
  readonly values: OptionValues;
  readonly args: readonly string[];
}

/** One line of the command table: parser, help and `docs/reference/cli.md` come from it. */
export interface Command {
  /** Words that name it: `members import`. */
  readonly name: string;
  /** Arguments in order, all required: `file`. */
  readonly args: readonly string[];
  readonly summary: Text;
  readonly options: readonly Option[];
  readonly run: (context: CommandContext) => Promise<Exit>;
}

/** Options of every command. */
export const COMMON_OPTIONS: readonly Option[] = [
  {
    name: 'json',
    text: { zh: '标准输出只有一个 JSON 值', en: 'One JSON value on standard output and nothing else' },
  },
  { name: 'lang', value: 'zh|en', text: { zh: '语言，默认 zh', en: 'Language, zh by default' } },
  { name: 'yes', text: { zh: '不询问，直接确认', en: 'Ask nothing, confirm everything' } },
  { name: 'gateway', value: 'url', text: { zh: '网关地址', en: 'Address of the gateway' } },
  { name: 'operator', value: 'operatorId', text: { zh: '操作员编号', en: 'Operator id' } },
  { name: 'key', value: 'file', text: { zh: '密钥文件', en: 'Key file' } },
  {
    name: 'password-file',
    value: 'file',
    text: {
      zh: '密钥文件的密码所在文件（第一行）',
      en: 'File whose first line is the password of the key file',
    },
  },
  { name: 'config', value: 'file', text: { zh: '设置文件', en: 'Settings file' } },
  { name: 'help', text: { zh: '显示用法', en: 'Show how it is used' } },
];
