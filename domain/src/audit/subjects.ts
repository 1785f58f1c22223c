// SPDX-License-Identifier: Apache-2.0
import { BENEFIT_CLASSES } from '../ledger/index.js';
import { subjectsOf } from '../plan/index.js';
import { planOf, type Granted } from './check.js';
import { personIn } from './persons.js';
import type { AuditRows } from './rows.js';

/** By which names an item is counted: those of the child or patient where the class is counted so, else of whoever is paid. */
export function subjectsIn(rows: AuditRows): (one: Granted) => readonly string[] {
  const person = personIn(rows);
  return ({ plan, row: { record } }) => {
    const { class: benefitClass } = planOf(plan);
    if (BENEFIT_CLASSES[benefitClass].subject !== 'beneficiary') return [person(record.id)];
    const file = rows.files.get(record.file ?? '')?.at(-1)?.record;
    const named = record.for ?? record.id;
    const known = file === undefined ? [] : subjectsOf(record, benefitClass, file);
    // Whoever is not of the file is known by the item alone.
    return [...new Set([named, ...(known.includes(named) ? known : [])].map(person))];
  };
}
