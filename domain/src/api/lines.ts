// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { ALLOTMENT_STATES } from '../ledger/index.js';
import {
  allotmentIdField,
  digestField,
  fenField,
  fundIdField,
  orgIdField,
  provinceCodeField,
  versionField,
} from '../schema/index.js';
import { namedPageOf, unionNamed } from './union-names.js';

/** What a union has of a fund, in fen. */
export const lineView = z.object({
  fund: fundIdField,
  org: orgIdField,
  province: provinceCodeField,
  version: versionField,
  received: fenField,
  allotted: fenField,
  returned: fenField,
  reserved: fenField,
  paid: fenField,
  /** The rest: what may be given on, returned or reserved. */
  available: fenField,
});
export type LineView = z.output<typeof lineView>;

export const linePage = namedPageOf(lineView);

/** Money between two unions' lines. */
export const allotmentView = z.object({
  allotmentId: allotmentIdField,
  version: versionField,
  state: z.enum(ALLOTMENT_STATES),
  fund: fundIdField,
  from: orgIdField,
  to: orgIdField,
  fen: fenField,
  /** Whether it gives back what was not spent. */
  back: z.boolean(),
  /** SM3 of the document. */
  document: digestField,
});
export type AllotmentView = z.output<typeof allotmentView>;

/** One that is asked for by itself, and a page of them. */
export const allotmentShown = z.object({ ...allotmentView.shape, ...unionNamed });
export const allotmentPage = namedPageOf(allotmentView);
export type AllotmentShown = z.output<typeof allotmentShown>;

/** Offered to the caller's unions, or by them. */
export const allotmentSide = z.enum(['to', 'from']);
