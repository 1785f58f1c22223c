// SPDX-License-Identifier: Apache-2.0
import { toBase64url } from '../encoding/base64url.js';
import { encodeUtf8 } from '../encoding/utf8.js';
import { formatReference, isReference, REFERENCE_BYTES } from '../ids/index.js';
import { MOST_ITEMS, MOST_RESULT_PARTS } from '../plan/index.js';
import { sm3 } from '../sm/index.js';
import { toHalfWidth } from '../text/plain-text.js';

/** An item of a plan, and which of its orders. */
export interface Payment {
  readonly item: number;
  readonly attempt: number;
}

const SHAPE = /^U(?<item>\d{7})(?<attempt>[1-9])/;

/**
 * By what bank and union know a payment: 20 characters that say item and order, and by 50 bits of SM3 of which plan. Whoever makes
 * it again gets the same, so that a bank that refuses a reference twice pays nothing twice; and none is another plan's.
 */
export function referenceOf(planId: string, { item, attempt }: Payment): string {
  const said = `U${String(item + 1).padStart(7, '0')}${String(attempt)}`;
  const digest = sm3(encodeUtf8(`unionid/payment/v1|${planId}|${said}`));
  return formatReference(said, digest.subarray(0, REFERENCE_BYTES));
}

/** By what a payment's serial number at the bank stands on the ledger. */
export function serialDigest(serial: string): string {
  return toBase64url(sm3(encodeUtf8(toHalfWidth(serial))));
}

/**
 * Of a payment that came in parts, whose serial numbers are told together: by what each of them stands on the ledger. None of one that
 * came in more than are told apart: it is known as a whole alone.
 */
export function partDigests(serial: string): readonly string[] | undefined {
  const told = toHalfWidth(serial).split('+');
  const parts = [...new Set(told)].filter((part) => part !== '');
  return told.length < 2 || parts.length === 0 || parts.length > MOST_RESULT_PARTS
    ? undefined
    : parts.map(serialDigest);
}

/** What a reference is about; undefined of one that is mistyped, or not of this plan. */
export function paymentOf(planId: string, text: string): Payment | undefined {
  const reference = toHalfWidth(text).replaceAll(/[\s-]/g, '').toUpperCase();
  const { item, attempt } = SHAPE.exec(reference)?.groups ?? {};
  if (!isReference(reference) || item === undefined) return undefined;
  const payment = { item: Number(item) - 1, attempt: Number(attempt) };
  const isItem = payment.item >= 0 && payment.item < MOST_ITEMS;
  return isItem && referenceOf(planId, payment) === reference ? payment : undefined;
}
