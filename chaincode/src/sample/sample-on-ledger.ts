// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type SampleRecord } from '@unionid/domain/ledger';
import type { Receipt } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';

export function putSample(state: StateStore, planId: string, sample: SampleRecord): Receipt {
  state.put(ledgerKey.sample(planId), sample);
  return { result: { planId, version: sample.v, state: sample.state }, subjects: 1, id: planId };
}
