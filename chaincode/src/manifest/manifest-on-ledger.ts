// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import {
  ledgerKey,
  NATIONAL_CODE,
  type LedgerKey,
  type ManifestRecord,
  type ManifestType,
} from '@unionid/domain/ledger';
import type { AuthorityFacts } from '../kernel/authority.js';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import type { StateStore } from '../kernel/state-store.js';
import { assertSubmitter } from '../kernel/submitter.js';

/** The manifest, which must have been read. @throws DomainError MANIFEST_UNKNOWN, also for one of another type */
export function manifestOf(
  state: StateStore,
  { manifestId, type }: { readonly manifestId: string; readonly type: ManifestType },
): ManifestRecord {
  const manifest = state.get(ledgerKey.manifest(manifestId));
  if (manifest?.type !== type) throw new DomainError('MANIFEST_UNKNOWN');
  return manifest;
}

/** Keys that tell which organisation hosts the manifest's actor, read ahead where they are the chaincode's own. */
export function hostKeys({ province }: ManifestRecord): LedgerKey[] {
  return province === NATIONAL_CODE ? [] : [ledgerKey.province(province)];
}

/** @throws DomainError SUBMITTER_FOREIGN unless the organisation that hosts the manifest's actor submits */
export async function assertHosts(
  stub: LedgerStub,
  { authority, manifest }: { readonly authority: AuthorityFacts; readonly manifest: ManifestRecord },
): Promise<void> {
  assertSubmitter(stub.creator, await authority.hostMsp(manifest.province));
}
