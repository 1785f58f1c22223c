// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { DomainError } from '@unionid/domain/errors';
import type { TableAnswer, TableQuestion } from './table-messages.js';

/** The process that read a file ended, or took too long: what it met there, nobody knows. */
export class ReaderEnded extends Error {
  override readonly name = 'ReaderEnded';
}

export interface TableReaderOptions {
  readonly entry: URL;
  readonly heapMegabytes: number;
  /** Milliseconds from a question to its answer. */
  readonly answerMs: number;
}

/** A process that reads one file after another, with a limit of its memory and of the time of an answer. */
export class TableReader {
  readonly #child: ChildProcess;
  readonly #answerMs: number;
  #isAsked = false;

  constructor({ entry, heapMegabytes, answerMs }: TableReaderOptions) {
    this.#answerMs = answerMs;
    this.#child = fork(entry, {
      execArgv: [`--max-old-space-size=${String(heapMegabytes)}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Neither the database's password nor anything else of the gateway's.
      env: {},
    });
    // Ends are told to whoever asks.
    this.#child.on('error', () => undefined);
  }

  /** @throws DomainError what the file is refused for; ReaderEnded */
  async ask(question: TableQuestion): Promise<Exclude<TableAnswer, { readonly is: 'refused' }>> {
    this.#isAsked = true;
    const answer = await this.#answerTo(question);
    this.#isAsked = false;
    if (answer.is === 'refused') throw new DomainError(answer.code, answer.details);
    return answer;
  }

  /** True as long as it can be asked: it lives, and answered what it was asked. */
  get isReady(): boolean {
    return !this.#isAsked && this.#isAlive;
  }

  get #isAlive(): boolean {
    return this.#child.connected && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Whether it keeps the gateway's process from ending. */
  hold(isHeld: boolean): void {
    if (isHeld) this.#child.ref();
    else this.#child.unref();
    if (isHeld) this.#child.channel?.ref();
    else this.#child.channel?.unref();
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }

  #answerTo(question: TableQuestion): Promise<TableAnswer> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        this.#child.off('message', onMessage).off('exit', onExit);
        end();
      };
      const onMessage = (answer: unknown): void => settle(() => resolve(answer as TableAnswer));
      const onExit = (): void => settle(() => reject(new ReaderEnded('the reading process ended')));
      const timer = setTimeout(() => {
        this.end();
        settle(() => reject(new ReaderEnded('reading took too long')));
      }, this.#answerMs);
      this.#child.on('message', onMessage).on('exit', onExit);
      if (!this.#isAlive) onExit();
      // A channel that closes meanwhile is an end, too.
      else this.#child.send(question, (error) => error !== null && onExit());
    });
  }
}
