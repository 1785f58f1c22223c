// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { CORRECTION_TYPES } from '../person/index.js';
import {
  digestField,
  identityIdField,
  personKeyField,
  placeField,
  tagField,
  timestampField,
  versionField,
} from '../schema/index.js';
import { personInput } from './preparations.js';

/** POST /v1/corrections: the person's whole record as it is to be; what is left out is taken out of it. */
export const correctionRequest = z.strictObject({
  identityId: identityIdField,
  person: personInput,
  /** Where the number leads to another account: to claim it onto this one, to exchange the two, or to bind it by a claim (ADR 66). */
  claim: z.exactOptional(z.literal(true)),
});

export const correctionParts = z.object({
  identityId: identityIdField,
  /** Where the account stands, and the version that the instruction names. */
  place: placeField,
  version: versionField,
  /** The instruction that this takes: whose fields differ decides. */
  type: z.enum(CORRECTION_TYPES),
  /** Names of the fields that differ from the record that stands, as the instruction names them. */
  fields: z.array(z.string()),
  /** The seed of the field salts, 32 bytes base64url: with it the client rebuilds `root` from what was entered. */
  seed: digestField,
  root: digestField,
  /** The corrected record as it was normalised; the root is over exactly these fields. */
  record: z.record(z.string(), z.string()),
  /** Of another document: keys that only the gateway can compute, and those of the document that it replaces. */
  personKey: z.exactOptional(personKeyField),
  formerKey: z.exactOptional(personKeyField),
  replaces: z.exactOptional(z.array(personKeyField)),
  /** Of document and name as they are to be; where name, sex, birth or document is corrected. */
  nameTag: z.exactOptional(tagField),
  /**
   * Where it was asked for and the number leads to another account: that one, where it stands, the version of the newest claim on it, 0
   * for none; and the root of the record that stands here, which a claim onto it names.
   */
  claim: z.exactOptional(
    z.object({
      ...{ identityId: identityIdField, place: placeField, version: versionField },
      standing: digestField,
    }),
  ),
  expires: timestampField,
});

/** POST /v1/corrections/lost: somebody whose real-name record was lost, found by document and name (ADR 46). */
export const lostRecordRequest = z.strictObject({ person: personInput });

export type LostRecordRequest = z.output<typeof lostRecordRequest>;
export type CorrectionRequest = z.output<typeof correctionRequest>;
export type CorrectionParts = z.output<typeof correctionParts>;
