// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { DomainError } from '@unionid/domain/errors';
import { ConcurrencyLimit } from '../http/concurrency-limit.js';
import { Semaphore } from '../pacing/semaphore.js';
import { PAGE_NAMES, type AuditPages } from './audit-source.js';
import type { CheckAnswer, CheckOrder, NamedCheck, RanCheck } from './check-messages.js';

const ENTRY = new URL('./check-process.js', import.meta.url);
/** One runs, the others wait; whoever comes then is told to come again. */
const PLACES = 8;
/** What an item may take while a check looks at it, with all that it names (docs/benchmarks.md). */
const ITEMS_PER_MEGABYTE = 400;
/** Code, and what all parts have in common, before any item. */
const GROUND_MEGABYTES = 64;
/** From one word of the process to the next. */
const SILENT_MS = 10 * 60_000;

export interface ChecksOptions {
  readonly pages: AuditPages;
  /** Heap of the process that runs a check. */
  readonly megabytes: number;
  /** Instead of as many as there is room for. */
  readonly mostItems?: number;
}

/** The process that ran a check ended without an answer. */
export class CheckEnded extends Error {
  override readonly name = 'CheckEnded';
}

/** Runs checks one after the other, each in a process of its own with a limit of its memory. */
export class Checks {
  readonly #options: ChecksOptions;
  readonly #places = new ConcurrencyLimit(PLACES);
  readonly #turn = new Semaphore(1);
  #isClosed = false;
  #child: ChildProcess | undefined;

  constructor(options: ChecksOptions) {
    this.#options = options;
  }

  /** @throws DomainError CHECK_UNKNOWN, CHECK_TOO_LARGE, TOO_MANY_REQUESTS; CheckEnded */
  run(asked: NamedCheck): Promise<RanCheck> {
    return this.#places.run(() => this.#turn.run(() => this.#runOne(asked)));
  }

  close(): void {
    this.#isClosed = true;
    this.#child?.kill('SIGKILL');
  }

  async #runOne(asked: NamedCheck): Promise<RanCheck> {
    if (this.#isClosed) throw new CheckEnded('the gateway is closing');
    const { pages, megabytes, mostItems = roomFor(megabytes) } = this.#options;
    const child = fork(ENTRY, {
      execArgv: [`--max-old-space-size=${String(megabytes)}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Neither the database's password nor anything else of the gateway's.
      env: {},
    });
    this.#child = child;
    try {
      return await answerOf(child, { order: { check: { ...asked, mostItems } }, pages });
    } finally {
      child.kill('SIGKILL');
    }
  }
}

function roomFor(megabytes: number): number {
  return Math.max(0, megabytes - GROUND_MEGABYTES) * ITEMS_PER_MEGABYTE;
}

function answerOf(
  child: ChildProcess,
  { order, pages }: { readonly order: CheckOrder; readonly pages: AuditPages },
): Promise<RanCheck> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new CheckEnded('the check took too long')), SILENT_MS);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
    };
    const fail = (error: unknown): void =>
      end(() => reject(error instanceof Error ? error : new CheckEnded(String(error))));
    const say = (message: object): void => {
      child.send(message, (error) => error !== null && fail(error));
    };
    child.on('error', fail);
    child.on('exit', (_, signal) => fail(endOf(signal)));
    child.on('message', (answer: CheckAnswer) => {
      timer.refresh();
      if (answer.is === 'done') end(() => resolve(answer.ran));
      else if (answer.is === 'refused') fail(new DomainError(answer.code, answer.details));
      else void pageOf(pages, answer).then(say, fail);
    });
    say(order);
  });
}

/** Node ends itself so when there is no room left. */
function endOf(signal: NodeJS.Signals | null): Error {
  return signal === 'SIGABRT' ? new DomainError('CHECK_TOO_LARGE') : new CheckEnded('the check ended');
}

async function pageOf(
  pages: AuditPages,
  { name, values }: Extract<CheckAnswer, { readonly is: 'question' }>,
): Promise<object> {
  if (!PAGE_NAMES.includes(name)) throw new CheckEnded('no such question');
  return (pages[name] as (...values: readonly unknown[]) => Promise<object>)(...values);
}
