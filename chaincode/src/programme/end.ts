// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { assertProgramme, endInstruction, endProgramme } from '@unionid/domain/programme';
import { handle } from '../kernel/handler.js';
import { putProgramme } from './put-programme.js';

/** No plan is opened under it any more; those that are open go on. */
export const endHandler = handle(endInstruction, {
  keys: ({ programmeId }) => [ledgerKey.programme(programmeId)],
  unions: ({ programmeId }, { state }) => {
    const programme = state.get(ledgerKey.programme(programmeId));
    return programme === undefined ? [] : [programme.org];
  },
  locate: ({ state, payload: { programmeId } }) => {
    const { org, province, v } = assertProgramme(state.get(ledgerKey.programme(programmeId)));
    return { org, province, version: v };
  },
  apply: ({ state, payload: { programmeId } }) =>
    putProgramme(state, programmeId, endProgramme(state.get(ledgerKey.programme(programmeId)))),
});
