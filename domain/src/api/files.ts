// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { fileContent } from '../file/index.js';
import { FILE_ENDS, fileLevelField } from '../ledger/index.js';
import {
  dateField,
  digestField,
  fileIdField,
  identityIdField,
  keyedTagField,
  orgIdField,
  placeField,
  provinceCodeField,
  versionField,
} from '../schema/index.js';

const publicity = z.optional(z.object({ from: dateField, until: dateField, notice: digestField }));

/** A hardship file as the ledger has it: nobody’s name or number. */
export const fileView = z.object({
  fileId: fileIdField,
  version: versionField,
  state: z.enum(['OPEN', 'CLOSED']),
  province: provinceCodeField,
  org: orgIdField,
  level: fileLevelField,
  /** Day on which it was filed; first and last day on which something is granted by it. */
  filed: dateField,
  from: dateField,
  until: dateField,
  content: digestField,
  evidence: digestField,
  publicity,
  /** As it counts until what it says now has been shown in public. */
  before: z.optional(z.object({ level: fileLevelField, from: dateField, until: dateField, publicity })),
  /** Who is of the household, its head first. */
  members: z.array(z.object({ tag: keyedTagField, identityId: z.optional(identityIdField) })),
  closed: z.optional(z.object({ on: dateField, reason: z.enum(FILE_ENDS), evidence: digestField })),
});
export type FileView = z.output<typeof fileView>;

/** POST /v1/files/:fileId/content: what the file is to say, of a union’s household. */
export const fileContentRequest = z.strictObject({ org: orgIdField, ...fileContent.shape });
export type FileContentRequest = z.output<typeof fileContentRequest>;

/** What only the gateway can compute of it. */
export const fileParts = z.object({
  fileId: fileIdField,
  /** In the order of the household: the tag of each document, and the account where there is one. */
  members: z.array(
    z.object({
      tag: keyedTagField,
      former: z.exactOptional(keyedTagField),
      id: z.exactOptional(identityIdField),
    }),
  ),
  /** Where the account of the head stands. */
  place: placeField,
  /** Over `seed` and the content: the client computes it, too. */
  content: digestField,
  seed: digestField,
});
export type FileParts = z.output<typeof fileParts>;

/** What a file says, as the filing union’s vault keeps it. */
export const fileContentView = z.object({
  fileId: fileIdField,
  content: digestField,
  seed: digestField,
  record: fileContent,
});
export type FileContentView = z.output<typeof fileContentView>;
