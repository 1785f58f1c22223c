// SPDX-License-Identifier: Apache-2.0
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey, type ChunkRecord } from '@unionid/domain/ledger';
import { closeManifest, closeManifestRequest } from '@unionid/domain/manifest';
import { parseWith } from '@unionid/domain/schema';
import { finish } from '../kernel/execute-instruction.js';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import { StateStore } from '../kernel/state-store.js';
import { assertHosts, manifestOf } from './manifest-on-ledger.js';
import type { ImportType } from './open-import.js';

/**
 * Closes a manifest whose chunks are all recorded. It needs no signature of its own: it decides nothing, it adds up.
 * @throws DomainError MANIFEST_UNKNOWN, SUBMITTER_FOREIGN, MANIFEST_CLOSED, MANIFEST_INCOMPLETE
 */
export async function closeImport(
  stub: LedgerStub,
  { argument, type }: { readonly argument: string; readonly type: ImportType },
): Promise<string> {
  const { manifestId } = parseWith(closeManifestRequest, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.network(), ledgerKey.manifest(manifestId)]);
  const manifest = manifestOf(state, { manifestId, type });
  await assertHosts(stub, { state, manifest });
  const keys = Array.from({ length: manifest.chunks }, (_, index) => ledgerKey.chunk(manifestId, index));
  await state.read(keys);
  const closed = closeManifest(
    manifest,
    keys.map((key) => state.get<ChunkRecord>(key)),
  );
  state.put(ledgerKey.manifest(manifestId), closed);
  const { version, outcomes } = closed;
  const result = { manifestId, version, outcomes };
  return finish(
    { type: type.replace('.import', '.closeImport'), stub, state },
    { result, subjects: 1, id: manifestId },
  );
}
