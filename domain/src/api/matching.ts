// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { signedMatchingAnswer } from '../answer/matching-answer.js';
import { digestField } from '../schema/index.js';

/** POST /v1/matching/person-tags (national gateway only). */
export const matchingRequest = z.strictObject({
  purpose: z.enum(['verification', 'enrolment']),
  persons: z
    .array(z.strictObject({ person: digestField, name: digestField }))
    .check(z.minLength(1), z.maxLength(1_000)),
});

export const matchingResponse = signedMatchingAnswer;

export type MatchingRequest = z.output<typeof matchingRequest>;
export type MatchingPurpose = MatchingRequest['purpose'];
export type MatchingResponse = z.output<typeof matchingResponse>;
