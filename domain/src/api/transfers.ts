// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { OBJECTION_GROUNDS, TRANSFER_EVIDENCE, TRANSFER_STATUSES, TRANSFER_WAYS } from '../ledger/index.js';
import {
  digestField,
  identityIdField,
  orgIdField,
  orNone,
  provinceCodeField,
  timestampField,
  versionField,
} from '../schema/index.js';
import { TRANSFER_ACTIONS } from '../transfer/index.js';

const status = z.enum(TRANSFER_STATUSES);
const way = z.enum(TRANSFER_WAYS);

/** A transfer between two unions as it stands now, and what becomes of it if nobody does anything more. */
export const transferView = z.object({
  identityId: identityIdField,
  version: versionField,
  /** Which of the person's transfers. */
  number: versionField,
  status,
  way,
  from: orgIdField,
  fromProvince: provinceCodeField,
  /** '' while only a release code was given. */
  to: orNone(orgIdField),
  toProvince: orNone(provinceCodeField),
  asked: timestampField,
  due: timestampField,
  evidence: z.optional(z.object({ kind: z.enum(TRANSFER_EVIDENCE), digest: digestField })),
  objection: z.optional(
    z.object({ ground: z.enum(OBJECTION_GROUNDS), digest: digestField, until: timestampField }),
  ),
  /** The union that decides on an objection. */
  judge: z.optional(orgIdField),
  /** The union whose earlier silence the caller may appeal against, where the member has gone on to others since (ADR 65). */
  silent: z.optional(orgIdField),
  /** Versions of policies and, where a year is named, of calendars by which it is counted; those that were set later do not count. */
  rules: z.array(z.object({ scope: provinceCodeField, year: z.optional(z.int()), version: versionField })),
  /** Where the person's account stands: instructions name it. */
  place: z.string(),
  futures: z.array(z.object({ status, way, at: timestampField })),
  /** What may be done until a time only, though the status would allow it longer. */
  windows: z.array(z.object({ action: z.enum(['object', 'undo', 'appeal']), until: timestampField })),
  /** What the caller may do now; `code` says why not. */
  actions: z.array(
    z.object({ action: z.enum(TRANSFER_ACTIONS), allowed: z.boolean(), code: z.optional(z.string()) }),
  ),
});

/** What the caller's unions have to do with the transfers that are listed: they take over, let go, or judge. */
export const transferSide = z.enum(['in', 'out', 'judge']);

export type TransferView = z.output<typeof transferView>;
