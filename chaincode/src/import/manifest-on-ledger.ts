// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { NATIONAL_CODE } from '@unionid/domain/governance';
import { ledgerKey, type ManifestRecord } from '@unionid/domain/ledger';
import { readHostMsp } from '../kernel/actor.js';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import type { StateStore } from '../kernel/state-store.js';
import { assertSubmitter } from '../kernel/submitter.js';
import type { ImportType } from './open-import.js';

/** The manifest, which must have been read. @throws DomainError MANIFEST_UNKNOWN, also for one of another contract */
export function manifestOf(
  state: StateStore,
  { manifestId, type }: { readonly manifestId: string; readonly type: ImportType },
): ManifestRecord {
  const manifest = state.get<ManifestRecord>(ledgerKey.manifest(manifestId));
  if (manifest?.type !== type) throw new DomainError('MANIFEST_UNKNOWN');
  return manifest;
}

/** Keys that tell which organisation hosts the manifest's actor. */
export function hostKeys({ province }: ManifestRecord): string[] {
  return province === NATIONAL_CODE ? [] : [ledgerKey.province(province)];
}

/** @throws DomainError SUBMITTER_FOREIGN unless the organisation that hosts the manifest's actor submits */
export async function assertHosts(
  stub: LedgerStub,
  { state, manifest }: { readonly state: StateStore; readonly manifest: ManifestRecord },
): Promise<void> {
  assertSubmitter(stub.creator, await readHostMsp(state, manifest.province));
}
