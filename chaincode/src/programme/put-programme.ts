// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type ProgrammeRecord } from '@unionid/domain/ledger';
import type { Receipt } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';

/** Puts a programme's newest version, which plans that are open keep under a key of its own. */
export function putProgramme(state: StateStore, programmeId: string, record: ProgrammeRecord): Receipt {
  const head = ledgerKey.programme(programmeId);
  state.put(head, record);
  state.putPart(head, { key: ledgerKey.programme(programmeId, record.v), record });
  return { result: { programmeId, version: record.v }, subjects: 1, id: programmeId };
}
