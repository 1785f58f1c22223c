// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportView, PersonInput } from '@unionid/domain/api';
import { importFile, unionOf } from '@unionid/test-network';
import type { BenchNetwork } from './bench-network.js';
import { addTimings, type Timing } from './run-in-flight.js';

/** An import's time by who works: gateway reads, client compares and signs, ledger takes. */
export interface ImportTiming extends Timing {
  readonly readSeconds: number;
  readonly signSeconds: number;
  readonly submitSeconds: number;
}

/**
 * Imports persons from a CSV file as an operator's client does it, from handing in the file to a report that is DONE:
 * read, checked, matched, prepared, compared by the client with its own file, signed, submitted, closed.
 */
export async function importPersons(
  { test }: BenchNetwork,
  { persons, organization, text }: { persons: readonly PersonInput[]; organization: string; text: string },
): Promise<ImportTiming> {
  const folder = join(test.runDir, 'bench-files');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${organization}.csv`);
  writeFileSync(file, text, { mode: 0o600 });
  const marks = [performance.now()];
  let stage = 'READING';
  const onProgress = ({ state }: ImportView): void => {
    // The first look that finds the file read, and the first after the manifest was handed in.
    if (stage === 'SUBMITTING' || state === 'READING') return;
    marks.push(performance.now());
    stage = stage === 'READING' ? 'READY' : 'SUBMITTING';
  };
  const view = await importFile(test.clientOf(organization), test.ledger, {
    kind: 'members',
    file,
    onProgress,
  });
  marks.push(performance.now());
  if (view.state !== 'DONE' || view.counts.done !== persons.length)
    throw new RangeError(
      `import ${view.importId}: ${view.state}, ${view.counts.done} of ${persons.length} done`,
    );
  const secondsTo = (mark: number): number => ((marks[mark] ?? 0) - (marks[mark - 1] ?? 0)) / 1000;
  const [readSeconds, signSeconds, submitSeconds] = [secondsTo(1), secondsTo(2), secondsTo(3)];
  const seconds = readSeconds + signSeconds + submitSeconds;
  return { count: persons.length, seconds, readSeconds, signSeconds, submitSeconds };
}

/** Several imports as one. */
export function addImportTimings(timings: readonly ImportTiming[]): ImportTiming {
  const sum = (secondsOf: (timing: ImportTiming) => number): number =>
    timings.reduce((total, timing) => total + secondsOf(timing), 0);
  return {
    ...addTimings(timings),
    readSeconds: sum(({ readSeconds }) => readSeconds),
    signSeconds: sum(({ signSeconds }) => signSeconds),
    submitSeconds: sum(({ submitSeconds }) => submitSeconds),
  };
}

/** The basic union of an organisation's small tree. */
export function unionNameOf(organization: string): string {
  return `${unionOf(organization).province}示范机械厂工会委员会`;
}
