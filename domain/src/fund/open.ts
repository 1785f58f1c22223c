// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import {
  classesField,
  FUND_SOURCES,
  type FundRecord,
  type LineRecord,
  type OrganisationRecord,
} from '../ledger/index.js';
import { assertOpen } from '../organisation/index.js';
import { digestField, fenField, fundIdField, orgIdField, titleField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { SOURCE_ZH, yuan } from './words.js';

export const openFundPayload = z.strictObject({
  fundId: fundIdField,
  /** The union that owns it and answers for it. */
  org: orgIdField,
  source: z.enum(FUND_SOURCES),
  /** What it is called in public. */
  title: z.exactOptional(titleField),
  /** SM3 of the number of the document (指标文号) that grants it. */
  document: digestField,
  fen: fenField.check(z.gte(1)),
  /** Classes that alone it may be spent on (专款专用). */
  classes: z.exactOptional(classesField),
});
export type OpenFundPayload = z.output<typeof openFundPayload>;

export const openInstruction = defineInstruction({
  type: 'fund.open',
  chaincode: 'benefit',
  payload: openFundPayload,
  grant: 'fund',
  subject: undefined,
  errors: ['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'FUND_EXISTS'],
});

export const openPresentation: PresentationOf<typeof openInstruction> = {
  words: ({ fundId, title = '', org, source, fen }) => ({
    zh: `设立资金 ${fundId}${title && `「${title}」`}：归属 ${org}，来源 ${SOURCE_ZH[source]}，金额 ${yuan(fen)} 元`,
    en: `Open fund ${fundId}${title && ` “${title}”`} of ${org}: source ${source}, CNY ${yuan(fen)}`,
  }),
  sample: () => ({
    fundId: SAMPLE.fundId,
    org: SAMPLE.orgId,
    source: 'union',
    title: '示范帮扶资金',
    document: SAMPLE.digest,
    fen: 50_000_000,
  }),
};

/** A new fund of a union, and the owner's line with all of its money. @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_CLOSED, FUND_EXISTS */
export function openFund(
  { org, source, title, document, fen, classes }: OpenFundPayload,
  ground: { readonly org: OrganisationRecord | undefined; readonly existing: FundRecord | undefined },
): { readonly fund: FundRecord; readonly line: LineRecord } {
  const { province } = assertOpen(ground.org, org);
  if (ground.existing !== undefined) throw new DomainError('FUND_EXISTS');
  const ring = classes === undefined ? {} : { classes: [...classes].sort() };
  return {
    fund: {
      ...{ v: 1, state: 'OPEN', province, org, source, document, fen },
      ...(title !== undefined && { title }),
      ...ring,
    },
    line: { v: 1, province, received: fen, allotted: 0, returned: 0, reserved: 0, paid: 0 },
  };
}
