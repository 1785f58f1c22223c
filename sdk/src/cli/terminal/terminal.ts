// SPDX-License-Identifier: Apache-2.0
import { createInterface } from 'node:readline/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import { visibleText } from '@unionid/domain/report';
import { message, type Language, type MessageKey, type MessageValues } from './messages.js';
import { UsageError } from './usage-error.js';

/** The three streams of a process. */
export interface Streams {
  readonly stdin: NodeJS.ReadStream | ReadStream;
  readonly stdout: NodeJS.WriteStream | WriteStream;
  readonly stderr: NodeJS.WriteStream | WriteStream;
}

/** What the person asked for by `--lang` and `--json`. */
export interface TerminalOptions {
  readonly language: Language;
  readonly json: boolean;
  /** Take every question as answered with yes. */
  readonly yes: boolean;
}

/**
 * Talks to the person. Results go to standard output: plain lines, or with `--json` one JSON value and nothing else.
 * Questions, notes and progress go to standard error, so that results can be piped. What stands in a line is shown and never acted on:
 * a gateway could else take away, or put in, lines by which somebody decides to sign.
 */
export class Terminal {
  readonly language: Language;
  readonly json: boolean;
  readonly #yes: boolean;
  readonly #streams: Streams;
  #lastWords: string;

  constructor(streams: Streams, { language, json, yes }: TerminalOptions) {
    this.#streams = streams;
    this.language = language;
    this.json = json;
    this.#yes = yes;
    this.#lastWords = this.text('interrupted');
  }

  /** From here on, this is said where the program is told to end; `values` are of what is under way. */
  sayLast(
    key: MessageKey,
    values: {
      readonly importId?: string;
      readonly instructionId?: string;
      readonly org?: string;
      readonly cursor?: string;
    },
  ): void {
    const { importId = '', instructionId = '', org = '', cursor = '' } = values;
    this.#lastWords = this.text(key, { importId, instructionId, org, cursor });
  }

  /** What to do about what was interrupted. */
  get lastWords(): string {
    return this.#lastWords;
  }

  /** A message in the person's language. */
  text(key: MessageKey, values?: MessageValues): string {
    return message(this.language, key, values);
  }

  /** A message of several lines. */
  lines(key: MessageKey, values?: MessageValues): readonly string[] {
    return this.text(key, values).split('\n');
  }

  /** The outcome of a command: `value` with `--json`, `lines` otherwise. */
  result(value: unknown, lines: readonly string[]): void {
    this.#streams.stdout.write(
      this.json ? `${jsonText(value)}\n` : lines.map((line) => `${visibleText(line)}\n`).join(''),
    );
  }

  /** Something on the way, for people. */
  note(line: string): void {
    this.#streams.stderr.write(`${visibleText(line)}\n`);
  }

  /** True where progress may be drawn over and over. */
  get drawsProgress(): boolean {
    return this.#streams.stderr.isTTY && !this.json;
  }

  /** Replaces the line being drawn; '' removes it. */
  draw(line: string): void {
    this.#streams.stderr.write(`\r\u001b[K${visibleText(line)}`);
  }

  /** Width of a line that can be drawn. */
  get columns(): number {
    return this.#streams.stderr.columns || 80;
  }

  /** Whether a person is asked at all. */
  get asks(): boolean {
    return !this.#yes;
  }

  /** Yes or no; no is the default. @throws UsageError without a terminal and `--yes` */
  async confirm(key: MessageKey): Promise<boolean> {
    if (this.#yes) return true;
    const answer = await this.ask(`${this.text(key)} [y/N] `, '--yes');
    return /^(?:y|yes|是|确认)$/i.test(answer.trim());
  }

  /** A line as typed; `option` is what does instead where there is no terminal. */
  async ask(question: string, option: string): Promise<string> {
    this.#requireTerminal(option);
    const { stdin, stderr } = this.#streams;
    const reader = createInterface({ input: stdin, output: stderr, terminal: true });
    try {
      return await reader.question(question);
    } finally {
      reader.close();
    }
  }

  /** A line that is not shown while it is typed. @throws UsageError without a terminal: `refusal`, or that option does */
  async askHidden(question: string, option: string, refusal?: UsageError): Promise<string> {
    if (!this.hasTerminal && refusal !== undefined) throw refusal;
    this.#requireTerminal(option);
    const { stdin, stderr } = this.#streams;
    stderr.write(question);
    stdin.setRawMode(true);
    try {
      return await readHiddenLine(stdin);
    } finally {
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
    }
  }

  /** True where a person can be asked. */
  get hasTerminal(): boolean {
    return this.#streams.stdin.isTTY;
  }

  #requireTerminal(option: string): void {
    if (!this.hasTerminal) throw new UsageError('needsTerminal', { option });
  }
}

// What JSON leaves as it is and a terminal acts on: the second row of control characters, and those of direction.
const UNESCAPED = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

function jsonText(value: unknown): string {
  const escaped = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replaceAll(UNESCAPED, escaped);
}

const ENTER = new Set(['\r', '\n']);
const ERASE = new Set(['\u007f', '\b']);
const INTERRUPT = '\u0003';

function readHiddenLine(stdin: Streams['stdin']): Promise<string> {
  return new Promise((resolve) => {
    let line = '';
    const onData = (bytes: Buffer): void => {
      for (const character of bytes.toString('utf8')) {
        if (character === INTERRUPT) {
          // Raw mode keeps the terminal from sending the signal itself.
          process.kill(process.pid, 'SIGINT');
          return;
        }
        if (ENTER.has(character)) {
          stdin.off('data', onData);
          resolve(line);
          return;
        }
        line = ERASE.has(character) ? Array.from(line).slice(0, -1).join('') : line + character;
      }
    };
    stdin.on('data', onData);
    stdin.resume();
  });
}
