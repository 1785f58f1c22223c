// SPDX-License-Identifier: Apache-2.0
import { RunningLine, seconds } from './running-line.js';

/** A failed step, told so that a person can go on: which, why, where to look, what to do. */
export class StepError extends Error {
  override readonly name = 'StepError';
  readonly step: string;
  readonly logFile: string | undefined;
  readonly next: string;

  constructor(options: {
    readonly step: string;
    readonly cause: unknown;
    readonly logFile?: string | undefined;
    readonly next: string;
  }) {
    super(options.cause instanceof Error ? options.cause.message : String(options.cause), {
      cause: options.cause,
    });
    this.step = options.step;
    this.logFile = options.logFile;
    this.next = options.next;
  }
}

export interface Step {
  readonly zh: string;
  readonly en: string;
  /** What to try when it fails. */
  readonly next: string;
  readonly logFile?: string;
}

/** How often a running step shows itself where no terminal redraws its line. */
const LINE_MS = 10_000;

/** Prints each step with its time; on a terminal the running one shows its seconds. */
export class Progress {
  readonly #quiet: boolean;
  readonly #started = Date.now();
  readonly #line = process.stdout.isTTY ? new RunningLine() : undefined;
  #count = 0;

  constructor(options: { readonly quiet: boolean }) {
    this.#quiet = options.quiet;
  }

  /** @throws StepError around whatever the work throws */
  async step<T>(step: Step, work: (note: (text: string) => void) => Promise<T>): Promise<T> {
    const started = Date.now();
    const title = `${step.zh}  ${step.en}`;
    const ticker = this.track(title);
    let note = '';
    try {
      const result = await work((text) => {
        note = text;
      });
      ticker.stop();
      this.#count += 1;
      this.say(`✔ ${title}${note === '' ? '' : `  (${note})`}  ${seconds(started)}`);
      return result;
    } catch (error) {
      ticker.stop();
      throw error instanceof StepError
        ? error
        : new StepError({ step: title, cause: error, logFile: step.logFile, next: step.next });
    }
  }

  say(line: string): void {
    if (this.#quiet) return;
    if (this.#line === undefined) process.stdout.write(`${line}\n`);
    else this.#line.say(line);
  }

  /** Seconds since the start. */
  get elapsed(): string {
    return seconds(this.#started);
  }

  /** Steps done and seconds since the start, for the last line. */
  summary(): string {
    return `${this.#count} 步 steps, ${this.elapsed}`;
  }

  /** Shows that something long is running: seconds on a terminal, a line now and then elsewhere. */
  track(title: string): { readonly stop: () => void } {
    if (this.#quiet) return { stop: () => undefined };
    return this.#line?.show(title) ?? showLines(title);
  }
}

function showLines(title: string): { stop: () => void } {
  const started = Date.now();
  const timer = setInterval(() => process.stdout.write(`… ${title}  ${seconds(started)}\n`), LINE_MS);
  return { stop: () => clearInterval(timer) };
}
