// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod';
import {
  addProvincePayload,
  bootstrapPayload,
  joinProvincePayload,
  pruneInstructionsPayload,
  registerGatewayKeyPayload,
  revokeGatewayKeyPayload,
} from '../governance/payloads.js';
import type { Grant } from '../ledger/records.js';
import { manifestPayload } from '../manifest/payloads.js';
import {
  grantOperatorPayload,
  registerOperatorPayload,
  revokeKeyPayload,
  revokeOperatorPayload,
  rotateKeyPayload,
} from '../operator/payloads.js';
import { registerOrganisationPayload } from '../organisation/payloads.js';
import { enrolMemberPayload, openAccountPayload } from '../person/payloads.js';

const DAY_HOURS = 24;
const MANIFEST_HOURS = 7 * DAY_HOURS;

/** Every kind of decision an operator can sign: its payload, the grant it needs and the longest it may be valid. */
export const INSTRUCTION_TYPES = {
  'governance.bootstrap': { payload: bootstrapPayload, grant: undefined, maxHours: DAY_HOURS },
  'governance.joinProvince': { payload: joinProvincePayload, grant: undefined, maxHours: DAY_HOURS },
  'governance.addProvince': { payload: addProvincePayload, grant: 'governance', maxHours: DAY_HOURS },
  'governance.registerGatewayKey': {
    payload: registerGatewayKeyPayload,
    grant: 'governance',
    maxHours: DAY_HOURS,
  },
  'governance.revokeGatewayKey': {
    payload: revokeGatewayKeyPayload,
    grant: 'governance',
    maxHours: DAY_HOURS,
  },
  'governance.pruneInstructions': {
    payload: pruneInstructionsPayload,
    grant: 'governance',
    maxHours: DAY_HOURS,
  },
  'organisation.register': {
    payload: registerOrganisationPayload,
    grant: 'organisation',
    maxHours: DAY_HOURS,
  },
  'organisation.import': { payload: manifestPayload, grant: 'organisation', maxHours: MANIFEST_HOURS },
  'operator.register': { payload: registerOperatorPayload, grant: 'operator', maxHours: DAY_HOURS },
  'operator.grant': { payload: grantOperatorPayload, grant: 'operator', maxHours: DAY_HOURS },
  'operator.revoke': { payload: revokeOperatorPayload, grant: 'operator', maxHours: DAY_HOURS },
  // An operator may always change its own key; changing another's needs the grant (checked by the rule).
  'operator.rotateKey': { payload: rotateKeyPayload, grant: undefined, maxHours: DAY_HOURS },
  'operator.revokeKey': { payload: revokeKeyPayload, grant: undefined, maxHours: DAY_HOURS },
  'person.openAccount': { payload: openAccountPayload, grant: 'member', maxHours: DAY_HOURS },
  'person.enrol': { payload: enrolMemberPayload, grant: 'member', maxHours: DAY_HOURS },
  'person.import': { payload: manifestPayload, grant: 'member', maxHours: MANIFEST_HOURS },
} as const satisfies Record<string, { payload: z.ZodType; grant: Grant | undefined; maxHours: number }>;

export type InstructionType = keyof typeof INSTRUCTION_TYPES;
export type PayloadOf<T extends InstructionType> = z.output<(typeof INSTRUCTION_TYPES)[T]['payload']>;

/** True for a type of the closed list. */
export function isInstructionType(text: string): text is InstructionType {
  return Object.hasOwn(INSTRUCTION_TYPES, text);
}
