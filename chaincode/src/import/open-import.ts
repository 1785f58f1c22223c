// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type ManifestRecord } from '@unionid/domain/ledger';
import { openManifest } from '@unionid/domain/manifest';
import type { InstructionHandler } from '../kernel/handler.js';

/** What kinds of rows are imported under manifests. */
export type ImportType = ManifestRecord['type'];

/** A signed manifest: from now on its chunks are taken, each proven against its root. */
export const openImport: InstructionHandler<ImportType> = {
  keys: ({ manifestId }) => [ledgerKey.manifest(manifestId)],
  // Which unions the rows concern is judged row by row.
  locate: ({ actor: { record } }) => ({ org: record.org, province: record.province, version: 0 }),
  apply: ({ state, instruction, payload, actor }) => {
    const key = ledgerKey.manifest(payload.manifestId);
    const { type, actorKeyId, expiresAt } = instruction;
    const { province } = actor.record;
    const origin = { type, actor: actor.operatorId, actorKeyId, province, expiresAt };
    const record = openManifest(payload, origin, state.get<ManifestRecord>(key));
    state.put(key, record);
    const { manifestId } = payload;
    return { result: { manifestId, version: record.version }, subjects: 1, id: manifestId };
  },
};
