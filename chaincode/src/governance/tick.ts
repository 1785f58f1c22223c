// SPDX-License-Identifier: Apache-2.0
import { tick as tickClock, tickRequest } from '@unionid/domain/governance';
import { DomainError } from '@unionid/domain/errors';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { parseWith } from '@unionid/domain/schema';
import { finish } from '../kernel/finish.js';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';

/**
 * `{hour}` → the clock. Needs no signature: it decides nothing, and whoever is not of this network has no certificate that
 * its peers endorse for.
 * @throws DomainError NOT_BOOTSTRAPPED, CLOCK_NOT_LATER, CLOCK_AHEAD
 */
export const tick: ContractFunction = async (_kernel, stub, argument) => {
  const { hour } = parseWith(tickRequest, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.network(), ledgerKey.clock()]);
  if (!state.has(ledgerKey.network())) throw new DomainError('NOT_BOOTSTRAPPED');
  const clock = tickClock(hour, { clock: state.get(ledgerKey.clock()), time: stub.time });
  state.put(ledgerKey.clock(), clock);
  return finish({ type: 'governance.tick', stub, state }, { result: clock, subjects: 1 });
};
