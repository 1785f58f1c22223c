// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError, type ErrorCode } from '../errors/index.js';
import { yuan } from '../fund/words.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AllotmentRecord, FundRecord, LineRecord, OrganisationRecord } from '../ledger/index.js';
import { assertOpen } from '../organisation/index.js';
import { allotmentIdField, digestField, fenField, fundIdField, orgIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertFundOpen, assertLine, moveOn } from './line.js';

export const allotPayload = z.strictObject({
  allotmentId: allotmentIdField,
  fund: fundIdField,
  /** The union on whose line the money is. */
  from: orgIdField,
  /** The union that is to have it: one below. */
  to: orgIdField,
  fen: fenField.check(z.gte(1)),
  /** SM3 of the document that allots it (拨款文件). */
  document: digestField,
});
export type AllotPayload = z.output<typeof allotPayload>;

/** Refusals of a movement, in whichever direction. */
export const MOVEMENT_ERRORS = [
  ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'ALLOTMENT_EXISTS', 'ALLOTMENT_NOT_BELOW'] as const),
  ...(['FUND_UNKNOWN', 'FUND_CLOSED', 'LINE_UNKNOWN', 'LINE_SHORT', 'FEN_TOO_MANY'] as const),
] as const satisfies readonly ErrorCode[];

export const allotInstruction = defineInstruction({
  type: 'line.allot',
  chaincode: 'benefit',
  payload: allotPayload,
  grant: 'fund',
  subject: undefined,
  errors: MOVEMENT_ERRORS,
});

export const allotPresentation: PresentationOf<typeof allotInstruction> = {
  words: ({ allotmentId, fund, from, to, fen }) => ({
    zh: `下拨资金 ${fund}：由 ${from} 拨给 ${to} ${yuan(fen)} 元（${allotmentId}）`,
    en: `Allot CNY ${yuan(fen)} of fund ${fund} from ${from} to ${to} (${allotmentId})`,
  }),
  sample: () => ({
    ...{ allotmentId: SAMPLE.allotmentId, fund: SAMPLE.fundId, from: SAMPLE.orgId, to: SAMPLE.otherOrgId },
    ...{ fen: 10_000_000, document: SAMPLE.digest },
  }),
};

/** What is known of a movement between two unions. */
export interface AllotGround {
  readonly fund: FundRecord | undefined;
  /** Of the union that gives. */
  readonly line: LineRecord | undefined;
  readonly existing: AllotmentRecord | undefined;
  readonly from: OrganisationRecord | undefined;
  readonly to: OrganisationRecord | undefined;
  /** Whether the union that is to have it stands below the one that gives. */
  readonly isBelow: boolean;
}

/** What a movement writes: the offer, and the giver's line without it. */
export interface Offered {
  readonly allotment: AllotmentRecord;
  readonly line: LineRecord;
}

/** Money offered to a union below; it has it once it accepts. @throws DomainError as the definition lists them */
export function allot(payload: AllotPayload, ground: AllotGround): Offered {
  if (!ground.isBelow) throw new DomainError('ALLOTMENT_NOT_BELOW');
  assertFundOpen(ground.fund);
  assertOpen(ground.from, payload.from);
  assertOpen(ground.to, payload.to);
  const allotment = offer(payload, ground);
  return { allotment, line: moveOn(assertLine(ground.line), { allotted: payload.fen }) };
}

/** The offer of a movement, in whichever direction. @throws DomainError */
export function offer({ fund, from, to, fen, document }: AllotPayload, ground: AllotGround): AllotmentRecord {
  if (ground.existing !== undefined) throw new DomainError('ALLOTMENT_EXISTS');
  const { province: fromProvince } = assertKnown(ground.from, from);
  const { province: toProvince } = assertKnown(ground.to, to);
  return { v: 1, state: 'OFFERED', fund, from, fromProvince, to, toProvince, fen, document };
}

function assertKnown(organisation: OrganisationRecord | undefined, orgId: string): OrganisationRecord {
  if (organisation === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId });
  return organisation;
}
