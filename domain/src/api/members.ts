// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { accountView } from './accounts.js';

/** A member as the home province's staff sees it: masked (union-law.md §9.2). */
export const memberView = z.extend(accountView, {
  name: z.string(),
  docNumber: z.string(),
  mobile: z.string(),
});

export type MemberView = z.output<typeof memberView>;
