// SPDX-License-Identifier: Apache-2.0
import { assertPrunable } from '@unionid/domain/governance';
import type { InstructionHandler } from '../kernel/handler.js';
import { rootOf } from './gateway-key-handlers.js';

/** Forgets seen instructions of a day long over: their validity ended with it, so none can be repeated. */
export const prune: InstructionHandler<'governance.pruneInstructions'> = {
  keys: () => [],
  locate: (work) => rootOf(work, 0),
  apply: async ({ stub, state, payload }) => {
    const { day, limit } = payload;
    assertPrunable(day, stub.time);
    const found = await stub.readRange('i', { attributes: [day], limit });
    for (const { key, value } of found) {
      state.note(key, value);
      state.delete(key);
    }
    return { result: { day, pruned: found.length, complete: found.length < limit }, subjects: found.length };
  },
};
