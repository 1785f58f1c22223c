// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { IMPORT_KINDS, type ImportKind } from '@unionid/domain/forms';
import type { Caller } from '../http/route.js';
import type { OwnedImport } from '../imports/imports.js';
import { workOf } from './assert-within.js';
import type { Services } from './services.js';

/** Who asks whom. */
interface Asked {
  readonly services: Services;
  readonly caller: Caller;
}

/**
 * A job of the operator's own union or of one below it, in the gateway's own province: the national union stands above
 * all of them, but what is imported is its province's. Any other is as if it were not there.
 */
export async function findInScope(
  { importId }: { readonly importId: string },
  { services, caller }: Asked,
): Promise<OwnedImport> {
  const { operator } = caller;
  const found = await services.imports.findOwned(importId);
  const isOwn = found !== undefined && operator.province === services.config.province;
  if (!isOwn || !(await services.readModel.isWithin(found.org, workOf(caller))))
    throw new DomainError('NOT_FOUND');
  return found;
}

/**
 * Real names behind an import are shown to whoever handed it in, to compare them, and only until it is signed.
 * @throws DomainError FORBIDDEN, EVIDENCE_CLOSED
 */
export function assertEvidenceOpen({ view: { state }, operatorId }: OwnedImport, { operator }: Caller): void {
  if (operatorId !== operator.operatorId) throw new DomainError('FORBIDDEN');
  if (state !== 'READING' && state !== 'READY') throw new DomainError('EVIDENCE_CLOSED', { state });
}

/** What it takes to hand in or decide on a file of this kind. @throws DomainError SUBMITTER_FOREIGN, GRANT_MISSING */
export function assertGrant({ operator }: Caller, kind: ImportKind, { config }: Services): void {
  const { province, grants } = operator;
  const { grant } = IMPORT_KINDS[kind];
  if (province !== config.province) throw new DomainError('SUBMITTER_FOREIGN');
  if (!grants.includes(grant)) throw new DomainError('GRANT_MISSING', { grant });
}
