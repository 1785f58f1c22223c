// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf, TWO_PERSONS } from '../instruction/index.js';
import { CLOSING_GROUNDS, type OrganisationRecord } from '../ledger/index.js';
import { dateField, digestField, orgIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertDay } from './assert-day.js';
import { assertOpen } from './entry.js';
import { assertStep } from './process.js';

/** By a union above it, which must approve (工会法 §12, §13): the union is to end, and who has its members then. */
export const beginClosingPayload = z.strictObject({
  orgId: orgIdField,
  ground: z.enum(CLOSING_GROUNDS),
  /** Merged: the union that takes its members. Dissolved: the one above it that keeps their memberships. */
  heir: orgIdField,
  /** 生效日期. */
  on: dateField,
  /** SM3 of the superior's approval (批复). */
  evidence: digestField,
});
export type BeginClosingPayload = z.output<typeof beginClosingPayload>;

export const beginClosingInstruction = defineInstruction({
  type: 'organisation.beginClosing',
  chaincode: 'identity',
  payload: beginClosingPayload,
  grant: 'organisation',
  subject: 'organisation',
  // What is carried to the heir stays there.
  secondSignature: TWO_PERSONS,
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'ORGANISATION_STEP'] as const),
    ...(['HEIR_INVALID', 'DATES_INVALID', 'DATE_TOO_EARLY'] as const),
  ],
});

const WORDS = {
  merged: { zh: '并入', en: 'merged into' },
  dissolved: { zh: '撤销，会籍由其保留：', en: 'dissolved; its memberships are kept by' },
} as const;

export const beginClosingPresentation: PresentationOf<typeof beginClosingInstruction> = {
  words: ({ orgId, ground, heir, on }) => ({
    zh: `工会 ${orgId} 自 ${on} 起${WORDS[ground].zh}${heir}`,
    en: `Union ${orgId} is from ${on} ${WORDS[ground].en} ${heir}`,
  }),
  sample: () => ({
    ...{ orgId: SAMPLE.otherOrgId, ground: 'dissolved', heir: SAMPLE.orgId, on: '2026-01-31' },
    evidence: SAMPLE.digest,
  }),
};

/** What the ledger holds of a union that is to end, and of its heir. */
export interface ClosingGround {
  readonly organisation: OrganisationRecord | undefined;
  readonly heir: OrganisationRecord | undefined;
  /** Whether the heir stands above the union, or below it. */
  readonly heirStands: 'above' | 'below' | 'beside';
  /** Today in China. */
  readonly today: string;
}

/**
 * The union as it takes nobody more.
 * @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_STEP, ORGANISATION_CLOSED of the heir, HEIR_INVALID, DATES_INVALID,
 * DATE_TOO_EARLY
 */
export function beginClosing(
  { orgId, ...closing }: BeginClosingPayload,
  { organisation, heir, heirStands, today }: ClosingGround,
): OrganisationRecord {
  const open = assertStep('beginClosing', { orgId, organisation });
  const { province } = assertOpen(heir, closing.heir);
  const isHeir = closing.ground === 'dissolved' ? heirStands === 'above' : heirStands !== 'below';
  if (!isHeir || province !== open.province)
    throw new DomainError('HEIR_INVALID', { heir: closing.heir, ground: closing.ground });
  assertDay('on', closing.on, today);
  const { foundedOn = '' } = open;
  if (closing.on < foundedOn) throw new DomainError('DATES_INVALID', { field: 'on', since: foundedOn });
  return { ...open, version: open.version + 1, state: 'CLOSING', closing };
}
