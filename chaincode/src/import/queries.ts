// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { closeManifestRequest } from '@unionid/domain/manifest';
import { parseWith } from '@unionid/domain/schema';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import { StateStore } from '../kernel/state-store.js';
import { manifestOf } from './manifest-on-ledger.js';
import type { ImportType } from './open-import.js';

/** `{manifestId}` → ManifestRecord. @throws DomainError MANIFEST_UNKNOWN */
export async function readManifest(
  stub: LedgerStub,
  { argument, type }: { readonly argument: string; readonly type: ImportType },
): Promise<string> {
  const { manifestId } = parseWith(closeManifestRequest, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.manifest(manifestId)]);
  return canonicalJson(manifestOf(state, { manifestId, type }));
}
