// SPDX-License-Identifier: Apache-2.0

const ERASE_LINE = '\r\u001b[K';

/** The last line of a terminal: what runs now, with its seconds. Other lines are written above it. */
export class RunningLine {
  readonly #running = new Map<symbol, { readonly title: string; readonly started: number }>();
  #timer: NodeJS.Timeout | undefined;

  /** Shows a title until it is stopped; several at once share the line. */
  show(title: string): { readonly stop: () => void } {
    const key = Symbol(title);
    this.#running.set(key, { title, started: Date.now() });
    this.#timer ??= setInterval(() => this.#draw(), 1_000);
    this.#draw();
    return { stop: () => this.#stop(key) };
  }

  /** Writes a line above. */
  say(line: string): void {
    process.stdout.write(`${this.#running.size === 0 ? '' : ERASE_LINE}${line}\n`);
    this.#draw();
  }

  #stop(key: symbol): void {
    if (!this.#running.delete(key)) return;
    process.stdout.write(ERASE_LINE);
    if (this.#running.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    this.#draw();
  }

  #draw(): void {
    if (this.#running.size === 0) return;
    const parts = [...this.#running.values()].map(({ title, started }) => `${title}  ${seconds(started)}`);
    process.stdout.write(`${ERASE_LINE}… ${parts.join(' · ')}`);
  }
}

/** Seconds since a moment, for people. */
export function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
