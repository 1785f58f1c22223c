// SPDX-License-Identifier: Apache-2.0
import type { TestLedger, TestOperator } from '@unionid/chaincode/testing';
import { correctionParts, type CorrectionParts, type PersonInput } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import type { CorrectionType } from '@unionid/domain/person';
import { expect } from 'chai';
import { signedFetch, type TestResponse } from './signed-fetch.js';
import type { TestGateway } from './test-gateway.js';

export const CORRECTION_EVIDENCE = 'A'.repeat(43);

/** Asks the gateway for what a correction takes. */
export function askCorrection(
  gateway: TestGateway,
  operator: TestOperator,
  body: { readonly identityId: string; readonly person: PersonInput; readonly claim?: true },
): Promise<TestResponse> {
  return signedFetch(gateway, operator, { target: '/v1/corrections', body });
}

/** The same, where it is to be had. */
export async function prepareCorrection(
  gateway: TestGateway,
  operator: TestOperator,
  body: { readonly identityId: string; readonly person: PersonInput; readonly claim?: true },
): Promise<CorrectionParts> {
  const { status, text, json } = await askCorrection(gateway, operator, body);
  expect(status, text).to.equal(201);
  return correctionParts.parse(json);
}

/** The payload that the parts of a correction are for. */
export function correctionPayload(parts: CorrectionParts): PayloadOf<CorrectionType> {
  const { identityId, place, root, fields, nameTag, personKey, formerKey, replaces, claim } = parts;
  const stated = {
    identityId,
    place,
    root,
    fields,
    reason: 'mistake' as const,
    evidence: CORRECTION_EVIDENCE,
  };
  return {
    ...stated,
    ...(nameTag !== undefined && { nameTag }),
    ...(personKey !== undefined && { personKey }),
    ...(formerKey !== undefined && { formerKey }),
    ...(replaces !== undefined && { replaces }),
    ...(claim !== undefined && { claimed: { identityId: claim.identityId, place: claim.place } }),
  };
}

/** The signed instruction of a prepared correction, as the argument of its transaction. */
export function instructCorrection(
  test: TestLedger,
  operator: TestOperator,
  parts: CorrectionParts,
): Promise<string> {
  const { type, version: subjectVersion } = parts;
  return test.instruct(type, correctionPayload(parts), { by: operator, subjectVersion });
}
