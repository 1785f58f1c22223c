// SPDX-License-Identifier: Apache-2.0
import {
  checkOf,
  type AuditRows,
  type CadreRow,
  type ItemRow,
  type LineRow,
  type MemberRow,
  type PlanRow,
  type Version,
  type Versions,
} from '@unionid/domain/audit';
import {
  ITEMS_PER_RECORD,
  type AuditScope,
  type FundRecord,
  type OperatorRecord,
  type PlanRecord,
  type ProgrammeRecord,
} from '@unionid/domain/ledger';
import { chinaDateAt } from '@unionid/domain/values';
import type { NamedVersions } from '../read-model/aggregates/audit-source.js';
import type { ReadModel } from '../read-model/read-model.js';
import { MAX_DEPTH } from '../read-model/shape/union-tree.js';
import { placesAt, transfersAt } from './places-at.js';

/** What the ledger had said once `height` blocks were applied, as checks take it. */
export async function gatherRows(
  readModel: ReadModel,
  { scope, height, code }: { readonly scope: AuditScope; readonly height: number; readonly code: string },
): Promise<AuditRows> {
  const isWithin = await scopeAt(readModel, scope.org, height);
  const funds = await readModel.versionsBefore('fund', height);
  const inScope = (org: string, fund: FundRecord | undefined): boolean =>
    isWithin(org) && fund !== undefined && scope.sources.includes(fund.source);
  const plans = await plansAt(readModel, { height, funds, inScope });
  const payees = plans.flatMap(({ items }) => items.map(({ record }) => record.id));
  const operators = personsOf(await readModel.versionsBefore('operator', height));
  const members = await membersAt(readModel, [...payees, ...operators.cadres.keys()], height);
  return {
    ...{ height, scope, plans, asOf: newestDay(plans) },
    funds: [...funds].map(([fundId, versions]) => ({ fundId, versions })),
    lines: await linesAt(readModel, { height, funds, inScope }),
    allotments: [...(await readModel.versionsBefore('allotment', height))].map(([allotmentId, versions]) => ({
      allotmentId,
      versions,
    })),
    files: await readModel.versionsBefore('hardshipFile', height),
    members,
    unions: await unionsFor(code, readModel, { plans, members, height }),
    ...operators,
    samples: [...(await readModel.versionsBefore('sample', height))].map(([planId, versions]) => ({
      planId,
      versions,
    })),
    seals: checkOf(code).ofBlocks === true ? await readModel.blocksBefore(height) : [],
    unreadable: await readModel.unreadableBefore(height),
  };
}

/** Where unions stood, as far as a check asks. */
async function unionsFor(
  code: string,
  readModel: ReadModel,
  ground: Parameters<typeof placesAt>[1],
): Promise<AuditRows['unions']> {
  const { ofPlaces, ofTransfers } = checkOf(code);
  if (ofPlaces === true) return placesAt(readModel, ground);
  return ofTransfers === true ? transfersAt(readModel, ground) : new Map();
}

/** Accounts as they stood, and those that stand for them where somebody was entered twice. */
async function membersAt(
  readModel: ReadModel,
  named: readonly string[],
  height: number,
): Promise<AuditRows['members']> {
  const found = new Map<string, Versions<MemberRow>>();
  for (let names = [...new Set(named)].sort(); names.length > 0;) {
    const read = await readModel.membersBefore(names, height);
    for (const [identityId, versions] of read) found.set(identityId, versions);
    const standing = [...read.values()].flatMap((versions) => versions.at(-1)?.record.into ?? []);
    names = [...new Set(standing)].filter((each) => !found.has(each)).sort();
  }
  return found;
}

interface Ground {
  readonly height: number;
  readonly funds: NamedVersions<'fund'>;
  readonly inScope: (org: string, fund: FundRecord | undefined) => boolean;
}

/** Whether a union stood under another then. */
async function scopeAt(readModel: ReadModel, top: string, height: number): Promise<(org: string) => boolean> {
  const unions = await readModel.newestBefore('organisation', height);
  const parentOf = (org: string): string => unions.get(org)?.record.parent ?? '';
  return (org) => {
    let current = org;
    for (let depth = 0; depth < MAX_DEPTH && current !== ''; depth += 1) {
      if (current === top) return true;
      current = parentOf(current);
    }
    return false;
  };
}

async function plansAt(
  readModel: ReadModel,
  { height, funds, inScope }: Ground,
): Promise<readonly PlanRow[]> {
  const plans = await readModel.versionsBefore('plan', height);
  const programmes = await readModel.versionsBefore('programme', height);
  const items = await itemsAt(readModel, height);
  const paidIn = await paidInBlocks(readModel, { plans, height });
  return [...plans].map(([planId, versions]) => {
    const record = lastOf<PlanRecord>(versions);
    const paid = paidIn.get(planId);
    const fund = lastOf<FundRecord>(funds.get(record?.fund ?? ''));
    const { programme = '', programmeVersion = 0, org = '' } = record ?? {};
    return {
      ...{
        planId,
        versions,
        fund,
        inScope: inScope(org, fund),
        items: withPaid(items.get(planId) ?? [], paid),
      },
      programme: lastOf<ProgrammeRecord>(programmes.get(`${programme}/${String(programmeVersion)}`)),
    };
  });
}

/** Of plans that went to the bank more than once: by which order an item was paid is known by when that was said. */
async function paidInBlocks(
  readModel: ReadModel,
  { plans, height }: { readonly plans: NamedVersions<'plan'>; readonly height: number },
): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const found = new Map<string, ReadonlyMap<number, number>>();
  for (const [planId, versions] of plans)
    if ((lastOf<PlanRecord>(versions)?.attempt ?? 1) > 1)
      found.set(planId, await readModel.paidBefore(planId, height));
  return found;
}

function withPaid(
  items: readonly ItemRow[],
  paid: ReadonlyMap<number, number> | undefined,
): readonly ItemRow[] {
  if (paid === undefined) return items;
  return items.map((row) => {
    const paidIn = paid.get(row.item);
    return paidIn === undefined ? row : { ...row, paidIn };
  });
}

async function itemsAt(readModel: ReadModel, height: number): Promise<ReadonlyMap<string, ItemRow[]>> {
  const letters = await readModel.newestBefore('itemStates', height);
  const found = new Map<string, ItemRow[]>();
  for (const [name, written] of await readModel.newestBefore('items', height)) {
    const [planId = '', n = '0'] = name.split('/');
    const states = letters.get(name)?.record ?? '';
    const rows = written.record.items.map((record, at) => ({
      ...{ planId, item: Number(n) * ITEMS_PER_RECORD + at, record, letter: states[at] ?? 'S' },
      step: written.step,
    }));
    const known = found.get(planId);
    if (known === undefined) found.set(planId, rows);
    else known.push(...rows);
  }
  for (const rows of found.values()) rows.sort((one, other) => one.item - other.item);
  return found;
}

async function linesAt(
  readModel: ReadModel,
  { height, funds, inScope }: Ground,
): Promise<readonly LineRow[]> {
  const lines = await readModel.versionsBefore('line', height);
  return [...lines].map(([name, versions]) => {
    const [fund = '', org = ''] = name.split('/');
    return { fund, org, versions, inScope: inScope(org, lastOf<FundRecord>(funds.get(fund))) };
  });
}

function personsOf(operators: NamedVersions<'operator'>): Pick<AuditRows, 'cadres' | 'persons'> {
  const [cadres, persons] = [new Map<string, CadreRow[]>(), new Map<string, string>()];
  for (const [operatorId, versions] of operators) {
    const person = lastOf<OperatorRecord>(versions)?.person;
    if (person === undefined) continue;
    persons.set(operatorId, person);
    // Whoever is bound to it now was the same human being before.
    const rows = versions.map(({ step, record: { org, role, grants, state } }, at): CadreRow => {
      const until = versions[at + 1]?.step.block;
      return {
        ...{ operatorId, org, role, grants, state, since: step.block },
        ...(until !== undefined && { until }),
      };
    });
    cadres.set(person, [...(cadres.get(person) ?? []), ...rows]);
  }
  return { cadres, persons };
}

const NO_STEP = { block: 0, transactionId: '', time: '1970-01-01T00:00:00.000Z', type: '', actor: '' };

/** Of steps, which do not depend on when the check is run. */
function newestDay(plans: readonly PlanRow[]): string {
  const times = plans.flatMap(({ versions }) => versions.map(({ step }) => step.time)).sort();
  return chinaDateAt(Date.parse(times.at(-1) ?? NO_STEP.time));
}

function lastOf<T>(versions: readonly Version<T>[] | undefined): T | undefined {
  return versions?.at(-1)?.record;
}
