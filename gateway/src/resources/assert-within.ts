// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { FundSource } from '@unionid/domain/ledger';
import type { Caller } from '../http/route.js';
import type { Services } from './services.js';

/** Of which union, and those below it, the operator may read: of an auditor the audited one, not the one that appointed it. */
export function reachOf({ operator: { org, audits } }: Pick<Caller, 'operator'>): string {
  return audits?.org ?? org;
}

/** In which union, and those below it, the operator does the work: an auditor in none, and so it reads no lists of members and no decisions. */
export function workOf({ operator: { org, audits } }: Pick<Caller, 'operator'>): string {
  return audits === undefined ? org : '';
}

/** Where the operator does the work, and so whose side of something it is. */
export function workplaceOf(caller: Pick<Caller, 'operator'>): Pick<Caller['operator'], 'org' | 'province'> {
  return { org: workOf(caller), province: caller.operator.province };
}

/** That a union is of the operator's reach. @throws DomainError OUT_OF_SCOPE */
export async function assertWithin(
  { readModel }: Pick<Services, 'readModel'>,
  org: string,
  caller: Caller,
): Promise<void> {
  const scope = reachOf(caller);
  if (!(await readModel.isWithin(org, scope))) throw new DomainError('OUT_OF_SCOPE', { scope });
}

/** That a union is of those in which the operator does the work. @throws DomainError OUT_OF_SCOPE */
export async function assertWork(
  { readModel }: Pick<Services, 'readModel'>,
  org: string,
  caller: Caller,
): Promise<void> {
  const scope = workOf(caller);
  if (!(await readModel.isWithin(org, scope))) throw new DomainError('OUT_OF_SCOPE', { scope });
}

/** Of which sources an auditor sees the money; of all, whoever else asks. */
export function sourcesOf({ operator: { audits } }: Caller): readonly FundSource[] | undefined {
  return audits?.sources;
}

/** Whether money from a source concerns the operator: an auditor sees that of its scope, whoever else all. */
export function isOfSources(source: FundSource, { operator: { audits } }: Caller): boolean {
  return audits?.sources.includes(source) ?? true;
}

/** That money from a source concerns the operator. @throws DomainError OUT_OF_SCOPE */
export function assertSource(source: FundSource, caller: Caller): void {
  if (!isOfSources(source, caller)) throw new DomainError('OUT_OF_SCOPE', { scope: reachOf(caller) });
}

/** The same of a fund by its name; of none there is nothing to see. @throws DomainError OUT_OF_SCOPE */
export async function assertFund(
  { readModel }: Pick<Services, 'readModel'>,
  fundId: string,
  caller: Caller,
): Promise<void> {
  if (caller.operator.audits === undefined) return;
  const fund = await readModel.fund(fundId);
  if (fund !== undefined) assertSource(fund.source, caller);
}

/** Those whose fund is of the operator's sources. */
export async function ofSources<T>(
  { readModel }: Pick<Services, 'readModel'>,
  items: readonly T[],
  { fundOf, caller }: { readonly fundOf: (item: T) => string; readonly caller: Caller },
): Promise<readonly T[]> {
  if (caller.operator.audits === undefined) return items;
  const found: T[] = [];
  for (const item of items) {
    const fund = await readModel.fund(fundOf(item));
    if (fund !== undefined && isOfSources(fund.source, caller)) found.push(item);
  }
  return found;
}
