// SPDX-License-Identifier: Apache-2.0
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { closeManifest, closeManifestRequest, closingTypeOf, endsInParts } from '@unionid/domain/manifest';
import { parseWith } from '@unionid/domain/schema';
import { timeOf } from '../kernel/checks.js';
import { finish } from '../kernel/finish.js';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';
import { assertHosts, manifestOf } from './manifest-on-ledger.js';
import type { ManifestRule } from './open-manifest.js';

/**
 * `{manifestId}` → outcomes added up. Closes a manifest whose chunks are all recorded. It needs no signature of its own: it
 * decides nothing, it adds up.
 * @throws DomainError MANIFEST_UNKNOWN, SUBMITTER_FOREIGN, MANIFEST_CLOSED, MANIFEST_INCOMPLETE
 */
export function closeManifestOf({ type }: Pick<ManifestRule, 'type'>): ContractFunction {
  return async (kernel, stub, argument) => {
    const { manifestId } = parseWith(closeManifestRequest, parseArgument(argument));
    const state = new StateStore(stub);
    const nobody = { signers: [], unions: [], clock: false };
    await state.read([...kernel.authority.keys(nobody), ledgerKey.manifest(manifestId)]);
    const manifest = manifestOf(state, { manifestId, type });
    const request = { ...nobody, clock: endsInParts(manifest), provinces: [manifest.province] };
    await state.read(kernel.authority.keys(request));
    const authority = await kernel.authority.open({ stub, state }, request);
    await assertHosts(stub, { authority, manifest });
    const keys = Array.from({ length: manifest.chunks }, (_, index) => ledgerKey.chunk(manifestId, index));
    await state.read(keys);
    const closed = closeManifest(
      manifest,
      keys.map((key) => state.get(key)),
      endsInParts(manifest) ? timeOf(stub, authority.clock).now : 0,
    );
    state.put(ledgerKey.manifest(manifestId), closed);
    const { version, outcomes } = closed;
    const result = { manifestId, version, outcomes };
    return finish({ type: closingTypeOf(type), stub, state }, { result, subjects: 1, id: manifestId });
  };
}
