// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { classesField, FUND_SOURCES } from '../ledger/index.js';
import {
  digestField,
  fenField,
  fundIdField,
  orgIdField,
  provinceCodeField,
  titleField,
  versionField,
} from '../schema/index.js';
import { unionNamed } from './union-names.js';

export const fundView = z.object({
  fundId: fundIdField,
  version: versionField,
  state: z.enum(['OPEN', 'CLOSED']),
  province: provinceCodeField,
  org: orgIdField,
  source: z.enum(FUND_SOURCES),
  title: z.exactOptional(titleField),
  /** SM3 of the number of the document that grants it. */
  document: digestField,
  fen: fenField,
  /** Classes that alone it may be spent on. */
  classes: z.exactOptional(classesField),
  /** What was left when it was closed. */
  left: z.exactOptional(fenField),
});

export type FundView = z.output<typeof fundView>;

/** One that is asked for by itself. */
export const fundShown = z.object({ ...fundView.shape, ...unionNamed });
export type FundShown = z.output<typeof fundShown>;
