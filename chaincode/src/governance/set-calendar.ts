// SPDX-License-Identifier: Apache-2.0
import { nextCalendar, setCalendarInstruction } from '@unionid/domain/governance';
import { ledgerKey, NATIONAL_CODE } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { headOf } from './network-record.js';

/** Which days of a year are worked, from the next request of a transfer on. */
export const setCalendarHandler = handle(setCalendarInstruction, {
  keys: ({ scope, year }) => [
    ...[ledgerKey.calendar(scope, year), ledgerKey.calendar(NATIONAL_CODE, year)],
    ...[ledgerKey.policy(NATIONAL_CODE), ledgerKey.province(scope)],
  ],
  locate: ({ state, payload: { scope, year } }) =>
    headOf(state, scope, state.get(ledgerKey.calendar(scope, year))?.v ?? 0),
  apply: ({ state, payload }) => {
    const { scope, year } = payload;
    const head = ledgerKey.calendar(scope, year);
    const record = nextCalendar(payload, {
      own: state.get(head),
      national: state.get(ledgerKey.calendar(NATIONAL_CODE, year)),
      policy: state.get(ledgerKey.policy(NATIONAL_CODE)),
    });
    state.put(head, record);
    state.putPart(head, { key: ledgerKey.calendar(scope, year, record.v), record });
    return { result: { scope, year, version: record.v }, subjects: 1, id: `${scope}/${String(year)}` };
  },
});
