// SPDX-License-Identifier: Apache-2.0
import { newMatcher, type Matcher } from './matcher.js';
import type { Needle } from './needles.js';
import { filesUnder, type Source } from './sources.js';

/** A needle that stands somewhere. Never holds the value itself: a report is printed and kept. */
export interface Finding {
  readonly source: string;
  readonly place: string;
  readonly offset: number;
  readonly kind: string;
  readonly label: string;
}

/** What a scan did; a source in `unreadable` was searched raw only, and the scan proves nothing about it. */
export interface ScanReport {
  readonly findings: readonly Finding[];
  readonly sources: number;
  readonly bytes: number;
  readonly unreadable: readonly { readonly source: string; readonly reason: string }[];
}

export interface RunScan {
  /** Run folder of a network, running or stopped. */
  readonly runDir: string;
  readonly needles: readonly Needle[];
  /** Sources that are no files, such as metrics. */
  readonly further?: readonly Source[];
  /** Leaves out a file, by its path relative to the run folder. */
  readonly exclude?: (file: string) => boolean;
}

/** Searches every file of a run folder, decoded. */
export function scanRun({ runDir, needles, further = [], exclude = () => false }: RunScan): ScanReport {
  const scan = new Scan(newMatcher(needles));
  // A database that compacts moves its records to new files while the scan reads: go on until no file is new.
  const newFiles = (): Source[] =>
    filesUnder(runDir).filter(({ name }) => !exclude(name) && !scan.knows(name));
  for (const source of further) scan.search(source);
  for (let sources = newFiles(); sources.length > 0; sources = newFiles()) {
    for (const source of sources) scan.search(source);
  }
  return scan.report();
}

/** Searches the given sources only. */
export function scanSources(sources: readonly Source[], needles: readonly Needle[]): ScanReport {
  const scan = new Scan(newMatcher(needles));
  for (const source of sources) scan.search(source);
  return scan.report();
}

class Scan {
  readonly #match: Matcher;
  readonly #findings: Finding[] = [];
  readonly #unreadable: { readonly source: string; readonly reason: string }[] = [];
  readonly #known = new Set<string>();
  #bytes = 0;

  constructor(match: Matcher) {
    this.#match = match;
  }

  knows(name: string): boolean {
    return this.#known.has(name);
  }

  search(source: Source): void {
    this.#known.add(source.name);
    try {
      this.#searchPieces(source);
    } catch (error) {
      if (!isGone(error)) this.#unreadable.push({ source: source.name, reason: String(error) });
    }
  }

  #searchPieces(source: Source): void {
    const { name } = source;
    for (const { place, bytes } of source.pieces()) {
      this.#bytes += bytes.length;
      for (const { needle, offset } of this.#match(bytes)) {
        this.#findings.push({ source: name, place, offset, kind: needle.kind, label: needle.label });
      }
    }
  }

  report(): ScanReport {
    return {
      findings: this.#findings,
      sources: this.#known.size,
      bytes: this.#bytes,
      unreadable: this.#unreadable,
    };
  }
}

// What a compaction has deleted meanwhile stands in a newer file.
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
