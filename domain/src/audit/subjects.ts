// SPDX-License-Identifier: Apache-2.0
import { BENEFIT_CLASSES } from '../ledger/index.js';
import { subjectsOf } from '../plan/index.js';
import { planOf, type NameOfItem } from './check.js';
import type { Granted } from './granted.js';
import { personIn } from './persons.js';
import type { AuditRows, PlanRow } from './rows.js';

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

/** The one name by which an item is counted, but where children and patients are. */
export function bySubject(plans: readonly PlanRow[], person: (id: string) => string): NameOfItem | undefined {
  const isOfOne = plans.every((plan) => BENEFIT_CLASSES[planOf(plan).class].subject !== 'beneficiary');
  return isOfOne ? ({ record }) => person(record.id) : undefined;
}
