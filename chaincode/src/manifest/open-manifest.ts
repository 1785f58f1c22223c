// SPDX-License-Identifier: Apache-2.0
import type { InstructionDefinition } from '@unionid/domain/instruction';
import { ledgerKey, type ManifestRecord } from '@unionid/domain/ledger';
import { openManifest, type manifestPayload } from '@unionid/domain/manifest';
import { handle, type InstructionHandler } from '../kernel/handler.js';

/** What kinds of rows come under manifests. */
export type ManifestType = ManifestRecord['type'];
/** A type that is signed by a manifest. */
export type ManifestDefinition = InstructionDefinition<ManifestType, typeof manifestPayload>;

/** Takes a signed manifest: from now on its chunks are taken, each proven against its root. */
export function openManifestOf<D extends ManifestDefinition>(definition: D): InstructionHandler<D> {
  return handle(definition, {
    keys: ({ manifestId }) => [ledgerKey.manifest(manifestId)],
    // Which unions the rows concern is judged row by row.
    locate: ({ actor: { record } }) => ({ org: record.org, province: record.province, version: 0 }),
    apply: ({ state, instruction, payload, actor }) => {
      const key = ledgerKey.manifest(payload.manifestId);
      const { actorKeyId, expiresAt } = instruction;
      const { type } = definition;
      const { province } = actor.record;
      const origin = { type, actor: actor.operatorId, actorKeyId, province, expiresAt };
      const record = openManifest(payload, origin, state.get(key));
      state.put(key, record);
      const { manifestId } = payload;
      return { result: { manifestId, version: record.version }, subjects: 1, id: manifestId };
    },
  });
}
