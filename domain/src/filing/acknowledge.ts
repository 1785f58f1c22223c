// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AccountRecord, FilingRecord } from '../ledger/index.js';
import { assertDay } from '../organisation/index.js';
import { dateField, digestField, identityIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** 备案回执: a union above says that an expulsion was filed with it. A receipt and no consent: the expulsion holds without it (article 23). */
export const acknowledgePayload = z.strictObject({
  identityId: identityIdField,
  place: placeField,
  /** Day of the receipt. */
  on: dateField,
  /** SM3 of the receipt. */
  evidence: digestField,
});
export type AcknowledgePayload = z.output<typeof acknowledgePayload>;

export const acknowledgeInstruction = defineInstruction({
  type: 'filing.acknowledge',
  chaincode: 'identity',
  payload: acknowledgePayload,
  grant: 'member',
  relation: 'above',
  // Of the expulsion as it stands: one that was taken back meanwhile is acknowledged by nobody.
  subject: 'account',
  errors: [
    ...(['ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'FILING_NOT_DUE', 'FILING_ACKNOWLEDGED'] as const),
    ...(['DATES_INVALID', 'DATE_TOO_EARLY'] as const),
  ],
});

export const acknowledgePresentation: PresentationOf<typeof acknowledgeInstruction> = {
  words: ({ identityId, on }) => ({
    zh: `会员 ${identityId} 的开除决定于 ${on} 收到备案，出具回执`,
    en: `Acknowledge that the expulsion of ${identityId} was filed on ${on}`,
  }),
  sample: () => ({
    ...{ identityId: SAMPLE.identityId, place: '', on: '2026-01-31', evidence: SAMPLE.digest },
  }),
};

/** What the ledger holds of the expulsion, and who acknowledges it. */
export interface FilingGround {
  readonly account: AccountRecord;
  /** The newest filing of the person. */
  readonly filing: FilingRecord | undefined;
  readonly by: Pick<FilingRecord, 'org' | 'province'>;
  /** Today in China. */
  readonly today: string;
}

/**
 * The receipt of an expulsion, one for each.
 * @throws DomainError FILING_NOT_DUE, FILING_ACKNOWLEDGED, DATES_INVALID before the expulsion or after today, DATE_TOO_EARLY
 */
export function acknowledgeFiling(
  { on, evidence }: AcknowledgePayload,
  { account, filing, by, today }: FilingGround,
): FilingRecord {
  const { state, since, at } = account;
  if (state !== 'EXPELLED') throw new DomainError('FILING_NOT_DUE', { state });
  if (filing !== undefined && isReceiptOf(filing, account))
    throw new DomainError('FILING_ACKNOWLEDGED', { on: filing.on, org: filing.org });
  assertDay('on', on, today);
  if (on < since) throw new DomainError('DATES_INVALID', { field: 'on', since });
  const of = at !== undefined && { of: at };
  return { v: (filing?.v ?? 0) + 1, since, ...of, on, org: by.org, province: by.province, evidence };
}

/** Whether a receipt is of the expulsion as it stands: one that was taken back has left none of another, on the same day even. */
export function isReceiptOf(
  { of, since }: Pick<FilingRecord, 'of' | 'since'>,
  expulsion: Pick<AccountRecord, 'at' | 'since'>,
): boolean {
  // Expulsions of before do not say which they are.
  return of === expulsion.at && (of !== undefined || since === expulsion.since);
}
