// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  newImport,
  newMemberEntry,
  newOrganisationEntry,
  type TestLedger,
  type TestOperator,
  type TestUnion,
} from '@unionid/chaincode/testing';
import { preparedParts, type PersonInput, type PreparedParts } from '@unionid/domain/api';
import type { MemberEntry } from '@unionid/domain/person';
import { signedFetch, type TestResponse } from './signed-fetch.js';
import type { TestGateway } from './test-gateway.js';

/** A person who does not exist: division 119999 is not assigned (union-law.md §6.4). */
export const PERSON: PersonInput = {
  ...{ name: '测试甲一', docType: '111', docNumber: '119999199003070019', mobile: '13800000001' },
  ...{ sex: '1', birthDate: '1990-03-07', householdType: '1' },
};

/** When who is enrolled at a counter joined. */
const ENROLLED_ON = '2025-05-04';

/** Registers a basic union under the province's own. */
export async function registerUnion(test: TestLedger, union: TestUnion): Promise<string> {
  const entry = newOrganisationEntry(test, union.orgId);
  await test.submit('organisation.register', entry, { by: union.root });
  return entry.orgId;
}

/** Prepares a person's enrolment at the counter. */
export async function prepare(
  gateway: TestGateway,
  operator: TestOperator,
  {
    org,
    person = PERSON,
    joined = ENROLLED_ON,
  }: { readonly org: string; readonly person?: PersonInput; readonly joined?: string },
): Promise<PreparedParts> {
  const body = { type: 'person.enrol', person, org, decision: { joined } };
  const response = await signedFetch(gateway, operator, { target: '/v1/preparations', body });
  expect(response.status, response.text).to.equal(201);
  return preparedParts.parse(response.json);
}

/** The signed instruction that enrols a prepared person, as the argument of its transaction. */
export function instructEnrolment(
  test: TestLedger,
  operator: TestOperator,
  {
    org,
    parts,
    joined = ENROLLED_ON,
  }: { readonly org: string; readonly parts: PreparedParts; readonly joined?: string },
): Promise<string> {
  const { identityId, personKey, formerKey, nameTag, root, level } = parts;
  return test.instruct(
    'person.enrol',
    {
      ...{ identityId, personKey, nameTag, root, level, org },
      ...(formerKey !== undefined && { formerKey }),
      ...{ state: 'ACTIVE', joined, since: joined, change: '1', reason: '' },
    },
    { by: operator, subjectVersion: parts.account?.version ?? 0 },
  );
}

/** Hands a signed instruction in, waiting at most `wait` seconds for its commit. */
export function submitInstruction(
  gateway: TestGateway,
  operator: TestOperator,
  { argument, wait = 10 }: { readonly argument: string; readonly wait?: number },
): Promise<TestResponse> {
  const headers = wait > 0 ? { prefer: `wait=${wait}` } : {};
  return signedFetch(gateway, operator, { target: '/v1/instructions', body: argument, headers });
}

/** Enrols a person through the gateway and waits until it is committed and applied; answers the parts. */
export async function enrol(
  test: TestLedger,
  gateway: TestGateway,
  {
    org,
    person,
    joined = ENROLLED_ON,
  }: { readonly org: string; readonly person?: PersonInput; readonly joined?: string },
): Promise<PreparedParts> {
  const { root } = gateway.union;
  const parts = await prepare(gateway, root, { org, joined, ...(person !== undefined && { person }) });
  const argument = await instructEnrolment(test, root, { org, parts, joined });
  const response = await submitInstruction(gateway, root, { argument });
  expect(response.status, response.text).to.equal(200);
  await gateway.catchUp();
  return parts;
}

/** Loads members in bulk, past the gateway; answers their rows. */
export async function loadMembers(
  test: TestLedger,
  { root, mspId }: TestUnion,
  { org, count, first = 0 }: { readonly org: string; readonly count: number; readonly first?: number },
): Promise<readonly MemberEntry[]> {
  const rows = Array.from({ length: count }, (_, index) =>
    newMemberEntry(test, org, { person: `loaded ${first + index}` }),
  );
  const { manifest, chunks } = newImport(test, rows);
  await test.submit('person.import', manifest, { by: root });
  for (const chunk of chunks) await test.call('person:importChunk', chunk, { mspId });
  return rows;
}
