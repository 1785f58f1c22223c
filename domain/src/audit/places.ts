// SPDX-License-Identifier: Apache-2.0
import { unlessRefused } from '../errors/index.js';
import { divisionOf } from '../organisation/index.js';
import { capsAt, type Caps } from '../programme/index.js';
import { standingBefore } from './check.js';
import type { Granted } from './granted.js';
import type { AuditRows, MemberRow } from './rows.js';

/** The caps that a grant was held against (ADR 68); none where the programme is unknown, or grants nothing at that place. */
export function capsOf(rows: AuditRows, one: Granted): Partial<Caps> {
  const { programme } = one.plan;
  if (programme === undefined) return {};
  const division = programme.districts === undefined ? undefined : divisionFor(rows, one);
  return unlessRefused(() => capsAt(programme, division)) ?? {};
}

/** Whether its programme grants anything where its payee's union stood. Of whom nobody knows anything ELG-1 tells. */
export function isPlaced(rows: AuditRows, one: Granted): boolean {
  const { programme } = one.plan;
  if (programme?.districts === undefined || memberFor(rows, one) === undefined) return true;
  return unlessRefused(() => capsAt(programme, divisionFor(rows, one))) !== undefined;
}

/** Where the union of whoever is paid stood in the tree and on the map as the list was taken in. */
export function divisionFor(rows: AuditRows, one: Granted): string | undefined {
  const member = memberFor(rows, one);
  if (member === undefined) return undefined;
  return divisionOf(member.org, (org) => standingBefore(rows.unions.get(org), one.row.step)?.record);
}

function memberFor({ members }: AuditRows, { row }: Granted): MemberRow | undefined {
  return standingBefore(members.get(row.record.id), row.step)?.record;
}
