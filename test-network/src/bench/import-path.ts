// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PersonInput } from '@unionid/domain';
import { importFile } from '../setup/import-file.js';
import { unionOf } from '../topology.js';
import type { BenchNetwork } from './bench-network.js';
import type { Timing } from './run-in-flight.js';

/**
 * Imports persons from a CSV file as an operator's client does it, from handing in the file to a report that is DONE:
 * read, checked, matched, prepared, compared by the client with its own file, signed, submitted, closed.
 */
export async function importPersons(
  { test }: BenchNetwork,
  { persons, organization, text }: { persons: readonly PersonInput[]; organization: string; text: string },
): Promise<Timing> {
  const folder = join(test.runDir, 'bench-files');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${organization}.csv`);
  writeFileSync(file, text, { mode: 0o600 });
  const started = performance.now();
  const view = await importFile(test.clientOf(organization), test.ledger, { kind: 'members', file });
  const seconds = (performance.now() - started) / 1000;
  if (view.state !== 'DONE' || view.counts.done !== persons.length)
    throw new RangeError(
      `import ${view.importId}: ${view.state}, ${view.counts.done} of ${persons.length} done`,
    );
  return { count: persons.length, seconds };
}

/** The basic union of an organisation's small tree. */
export function unionNameOf(organization: string): string {
  return `${unionOf(organization).province}示范机械厂工会委员会`;
}
