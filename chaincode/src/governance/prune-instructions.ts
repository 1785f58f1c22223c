// SPDX-License-Identifier: Apache-2.0
import { assertPrunable, pruneInstructionsInstruction } from '@unionid/domain/governance';
import { handle } from '../kernel/handler.js';
import { rootOf } from './network-record.js';

/** Forgets seen instructions of a day long over: their validity ended with it, so none can be repeated. */
export const pruneInstructionsHandler = handle(pruneInstructionsInstruction, {
  keys: () => [],
  locate: (work) => rootOf(work, 0),
  apply: async ({ stub, state, payload }) => {
    const { day, limit } = payload;
    assertPrunable(day, stub.time);
    const found = await state.readRange('seen', { attributes: [day], limit });
    for (const key of found) state.delete(key);
    return { result: { day, pruned: found.length, complete: found.length < limit }, subjects: found.length };
  },
});
