// SPDX-License-Identifier: Apache-2.0
import { personOf } from '@unionid/domain/decision';
import type { Instruction, InstructionDefinition } from '@unionid/domain/instruction';
import { ledgerKey, type ManifestRecord, type ManifestType } from '@unionid/domain/ledger';
import { openManifest, type ManifestOrigin, type manifestPayload } from '@unionid/domain/manifest';
import {
  handle,
  type Actor,
  type InstructionHandler,
  type Receipt,
  type Subject,
  type Work,
} from '../kernel/handler.js';

/** A type that is signed by a manifest. */
export type ManifestDefinition = InstructionDefinition<ManifestType, typeof manifestPayload>;

/** What is asked of such a type while its rows are carried out. */
export type ManifestRule = Pick<
  InstructionDefinition<ManifestType>,
  'type' | 'grant' | 'hasDeadline' | 'relation' | 'secondSignature'
>;

/**
 * Takes a signed manifest: from now on its chunks are taken, each proven against its root; of a type that two sign, from the
 * second signature on.
 */
export function openManifestOf<D extends ManifestDefinition>(definition: D): InstructionHandler<D> {
  return handle(definition, {
    keys: ({ manifestId }) => [ledgerKey.manifest(manifestId)],
    locate: locateManifest,
    apply: (work) => {
      const { state, payload } = work;
      const { manifestId } = payload;
      const existing = state.get(ledgerKey.manifest(manifestId));
      return putManifest(work, manifestId, openManifest(payload, originOf(work, definition.type), existing));
    },
  });
}

/** Whoever signs it decides for the own union: which unions the rows concern is judged row by row. */
export function locateManifest({ actor: { record } }: Pick<Work, 'actor'>): Subject {
  return { org: record.org, province: record.province, version: 0 };
}

/** Who signed a manifest, and until when its chunks are taken. */
export function originOf(
  { instruction, actor, now, second }: Pick<Work, 'instruction' | 'actor' | 'now' | 'second'>,
  type: ManifestType,
): ManifestOrigin {
  const { actorKeyId } = instruction;
  const { province } = actor.record;
  return { type, actor: actor.operatorId, actorKeyId, province, ...termOf({ instruction, now, second }) };
}

/** Puts a manifest that was opened. */
export function putManifest(
  { state }: Pick<Work, 'state'>,
  manifestId: string,
  record: ManifestRecord,
): Receipt {
  state.put(ledgerKey.manifest(manifestId), record);
  return { result: { manifestId, version: record.version }, subjects: 1, id: manifestId };
}

/** Until when chunks are taken: as long as was signed for, and where it waited for a second signature that long from then on. */
function termOf({
  instruction: { issuedAt, expiresAt },
  now,
  second,
}: {
  readonly instruction: Pick<Instruction, 'issuedAt' | 'expiresAt'>;
  readonly now: number;
  readonly second: Actor | undefined;
}): Pick<ManifestRecord, 'expiresAt' | 'second'> {
  if (second === undefined) return { expiresAt };
  const term = Date.parse(expiresAt) - Date.parse(issuedAt);
  return {
    expiresAt: new Date(now + term).toISOString(),
    second: { operatorId: second.operatorId, keyId: second.keyId, person: personOf(second.record) },
  };
}
