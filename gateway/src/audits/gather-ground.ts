// SPDX-License-Identifier: Apache-2.0
import {
  accountsOnFile,
  beyondScope,
  newest,
  type AuditRows,
  type CadreRow,
  type Check,
  type LineRow,
  type PlanRow,
  type Version,
  type Versions,
} from '@unionid/domain/audit';
import type {
  AuditScope,
  FileRecord,
  FundRecord,
  OperatorRecord,
  OrganisationRecord,
  PlanRecord,
  ProgrammeRecord,
} from '@unionid/domain/ledger';
import { chinaDateAt } from '@unionid/domain/values';
import { MAX_DEPTH } from '../read-model/shape/union-tree.js';
import type { AuditSource, NamedVersions } from './audit-source.js';

/** What the ledger had said but for items and whom they name: as much of it as a check looks at, plans without their items. */
export async function gatherGround(
  source: AuditSource,
  { check, scope }: { readonly check: Check; readonly scope: AuditScope },
): Promise<AuditRows> {
  const isWithin = await scopeAt(source, scope.org);
  const funds = await source.versions('fund');
  const inScope = (org: string, fund: FundRecord | undefined): boolean =>
    isWithin(org) && fund !== undefined && scope.sources.includes(fund.source);
  const { plans, asOf } = await plansAt(source, check, { funds, inScope, isWithin });
  const files = check.ofFiles === 'all' ? await source.versions('hardshipFile') : new Map<string, never>();
  const operators = check.ofCadres === true ? await source.versions('operator') : new Map<string, never>();
  const cadres = personsOf(operators);
  const isOfLines = check.ofLines === true;
  return {
    ...{ height: source.height, scope, plans, asOf, files, unions: new Map(), ...cadres },
    members: await source.merged([...cadres.cadres.keys(), ...peopleIn(files), ...dutiesIn(check, plans)]),
    funds: [...funds].map(([fundId, versions]) => ({ fundId, versions })),
    lines: isOfLines ? await linesAt(source, { funds, inScope }) : [],
    allotments: isOfLines ? await allotmentsAt(source) : [],
    samples: check.ofSamples === true ? await samplesAt(source) : [],
    seals: check.ofBlocks === true ? await source.blocks() : [],
    unreadable: await source.unreadable(),
  };
}

/** Accounts of all who are of one of these files, or were. */
export function peopleIn(files: ReadonlyMap<string, Versions<FileRecord>>): readonly string[] {
  return [...files.values()].flatMap((versions) => versions.flatMap(({ record }) => accountsOnFile(record)));
}

/** By whichever account they had a duty. */
function dutiesIn({ ofCadres }: Check, plans: readonly PlanRow[]): readonly string[] {
  if (ofCadres !== true) return [];
  return plans.flatMap(({ versions }) =>
    versions.flatMap(({ record: { duties } }) => {
      const { maker, second, checker, payer, approvers = [] } = duties;
      const one = [maker, second, checker, payer].flatMap((person) => person ?? []);
      return [...one, ...approvers.map(({ person }) => person)];
    }),
  );
}

interface Scoped {
  readonly funds: NamedVersions<'fund'>;
  readonly inScope: (org: string, fund: FundRecord | undefined) => boolean;
}

/** Whether a union stood under another then. */
async function scopeAt(source: AuditSource, top: string): Promise<(org: string) => boolean> {
  const unions = new Map<string, string>();
  for await (const [org, versions] of source.each('organisation'))
    unions.set(org, lastOf<OrganisationRecord>(versions)?.parent ?? '');
  const parentOf = (org: string): string => unions.get(org) ?? '';
  return (org) => {
    let current = org;
    for (let depth = 0; depth < MAX_DEPTH && current !== ''; depth += 1) {
      if (current === top) return true;
      current = parentOf(current);
    }
    return false;
  };
}

/** When the newest step of any was taken does not depend on when the check is run. */
async function plansAt(
  source: AuditSource,
  check: Check,
  { isWithin, ...scoped }: Scoped & { readonly isWithin: (org: string) => boolean },
): Promise<Pick<AuditRows, 'plans' | 'asOf'>> {
  const programmes = await source.versions('programme');
  const plans: PlanRow[] = [];
  let latest = '1970-01-01T00:00:00.000Z';
  for await (const [planId, versions] of source.each('plan')) {
    for (const { step } of versions) if (step.time > latest) latest = step.time;
    const plan = toPlan({ planId, versions }, { ...scoped, programmes });
    const kept = plan.inScope ? plan : beyondScope(check, plan, isWithin(newest(versions).record.org));
    if (kept !== undefined) plans.push(kept);
  }
  return { plans, asOf: chinaDateAt(Date.parse(latest)) };
}

function toPlan(
  { planId, versions }: Pick<PlanRow, 'planId' | 'versions'>,
  { funds, inScope, programmes }: Scoped & { readonly programmes: NamedVersions<'programme'> },
): PlanRow {
  const record = lastOf<PlanRecord>(versions);
  const { programme = '', programmeVersion = 0, org = '' } = record ?? {};
  const fund = lastOf<FundRecord>(funds.get(record?.fund ?? ''));
  const isOwn = inScope(org, fund);
  return {
    ...{ planId, fund, inScope: isOwn, items: [], versions },
    programme: lastOf<ProgrammeRecord>(programmes.get(`${programme}/${String(programmeVersion)}`)),
  };
}

async function allotmentsAt(source: AuditSource): Promise<AuditRows['allotments']> {
  return [...(await source.versions('allotment'))].map(([allotmentId, versions]) => ({
    allotmentId,
    versions,
  }));
}

async function samplesAt(source: AuditSource): Promise<AuditRows['samples']> {
  return [...(await source.versions('sample'))].map(([planId, versions]) => ({ planId, versions }));
}

async function linesAt(source: AuditSource, { funds, inScope }: Scoped): Promise<readonly LineRow[]> {
  return [...(await source.versions('line'))].map(([name, versions]) => {
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

function lastOf<T>(versions: readonly Version<T>[] | undefined): T | undefined {
  return versions?.at(-1)?.record;
}
