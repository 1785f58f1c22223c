// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import {
  dateField,
  digestField,
  fileIdField,
  identityIdField,
  keyedTagField,
  orgIdField,
  provinceCodeField,
  recordVersionField,
} from '../schema/index.js';
import { alsoField } from './account-schemas.js';
import { FILE_ENDS, FILE_LEVELS } from './file-record.js';

/** Members of a household at the most, and such as left it. */
export const MOST_MEMBERS = 16;
export const MOST_LEFT = 32;
/** Former files of a person that are kept. */
export const MOST_FORMER_FILES = 16;

export const fileLevelField = z.enum(FILE_LEVELS);
export const publicitySchema = z.strictObject({ from: dateField, until: dateField, notice: digestField });
export const householdMemberSchema = z.strictObject({
  tag: keyedTagField,
  former: z.exactOptional(keyedTagField),
  id: z.exactOptional(identityIdField),
});
const filed = {
  ...householdMemberSchema.shape,
  also: z.exactOptional(z.readonly(alsoField)),
  in: recordVersionField,
};

export const fileSchema = z.strictObject({
  v: recordVersionField,
  state: z.enum(['OPEN', 'CLOSED']),
  province: provinceCodeField,
  org: orgIdField,
  level: fileLevelField,
  filed: dateField,
  from: dateField,
  until: dateField,
  content: digestField,
  evidence: digestField,
  publicity: z.exactOptional(publicitySchema),
  before: z.exactOptional(
    z.strictObject({
      ...{ level: fileLevelField, from: dateField, until: dateField },
      publicity: z.exactOptional(publicitySchema),
    }),
  ),
  members: z.readonly(z.array(z.strictObject(filed)).check(z.minLength(1), z.maxLength(MOST_MEMBERS))),
  left: z.exactOptional(
    z.readonly(
      z
        .array(z.strictObject({ ...filed, out: recordVersionField }))
        .check(z.minLength(1), z.maxLength(MOST_LEFT)),
    ),
  ),
  closed: z.exactOptional(
    z.strictObject({ on: dateField, reason: z.enum(FILE_ENDS), evidence: digestField }),
  ),
});
export const householdSchema = z.strictObject({
  file: z.exactOptional(fileIdField),
  was: z.exactOptional(
    z.readonly(z.array(fileIdField).check(z.minLength(1), z.maxLength(MOST_FORMER_FILES))),
  ),
});
