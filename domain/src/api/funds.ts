// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { classesField, FUND_SOURCES } from '../ledger/index.js';
import {
  digestField,
  fenField,
  fundIdField,
  orgIdField,
  provinceCodeField,
  versionField,
} from '../schema/index.js';

export const fundView = z.object({
  fundId: fundIdField,
  version: versionField,
  state: z.enum(['OPEN', 'CLOSED']),
  province: provinceCodeField,
  org: orgIdField,
  source: z.enum(FUND_SOURCES),
  /** SM3 of the number of the document that grants it. */
  document: digestField,
  fen: fenField,
  /** Classes that alone it may be spent on. */
  classes: z.exactOptional(classesField),
});

export type FundView = z.output<typeof fundView>;
