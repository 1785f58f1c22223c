// SPDX-License-Identifier: Apache-2.0
import type { ImportView } from '@unionid/domain/api';
import { errorText } from '../../transport/api-error.js';
import type { MessageKey } from './messages.js';
import type { Terminal } from './terminal.js';

const BAR_WIDTH = 24;
/** Without a terminal a line is written for each tenth, so that a log stays short. */
const STEPS = 10;

/** Shows how far a job is: a bar on a terminal, plain lines elsewhere, nothing with `--json`. */
export class Progress {
  readonly #terminal: Terminal;
  #last = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** The state of an import job, with what holds it up. */
  show({ state, counts, chunks, chunksDone, error }: ImportView): void {
    const held = error === undefined ? '' : `  ${this.#heldBy(error.code)}`;
    if (state === 'SUBMITTING') {
      this.showChunks('phaseSUBMITTING', chunksDone, chunks, held);
      return;
    }
    const rows = this.#terminal.text('rowsRead', { rows: counts.rows });
    const text = `${this.#terminal.text('phaseREADING')}  ${rows}${held}`;
    if (this.#terminal.drawsProgress) this.#terminal.draw(text);
    else this.#line(`phaseREADING${held}`, text);
  }

  /** Chunks done of a phase. */
  showChunks(phase: MessageKey, done: number, total: number, held = ''): void {
    const share = total === 0 ? 1 : done / total;
    const count = this.#terminal.text('chunksOf', { done, total });
    const name = this.#terminal.text(phase);
    if (this.#terminal.drawsProgress) this.#terminal.draw(`${name}  ${bar(share)}  ${count}${held}`);
    else this.#line(`${phase}/${String(Math.floor(share * STEPS))}${held}`, `${name}  ${count}${held}`);
  }

  /** Leaves the line. */
  end(): void {
    if (this.#terminal.drawsProgress) this.#terminal.draw('');
    this.#last = '';
  }

  #heldBy(code: string): string {
    return this.#terminal.text('waitsFor', { cause: errorText(code, this.#terminal.language).cause, code });
  }

  #line(step: string, text: string): void {
    if (this.#terminal.json || step === this.#last) return;
    this.#last = step;
    this.#terminal.note(text);
  }
}

function bar(share: number): string {
  const filled = Math.round(share * BAR_WIDTH);
  return '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
}
