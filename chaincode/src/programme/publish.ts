// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { publishInstruction, publishProgramme } from '@unionid/domain/programme';
import { handle } from '../kernel/handler.js';
import { putProgramme } from './put-programme.js';

/** By which rules a union and those below it grant; the next version holds from the next plan on. */
export const publishHandler = handle(publishInstruction, {
  keys: ({ programmeId }) => [ledgerKey.programme(programmeId)],
  unions: ({ org }) => [org],
  locate: ({ state, authority, payload: { programmeId, org } }) => {
    const { province } = assertOpen(authority.organisation(org), org);
    return { org, province, version: state.get(ledgerKey.programme(programmeId))?.v ?? 0 };
  },
  apply: ({ state, authority, payload }) => {
    const { programmeId, ...rules } = payload;
    const existing = state.get(ledgerKey.programme(programmeId));
    const record = publishProgramme(rules, { org: authority.organisation(rules.org), existing });
    return putProgramme(state, programmeId, record);
  },
});
