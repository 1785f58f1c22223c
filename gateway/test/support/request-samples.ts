// SPDX-License-Identifier: Apache-2.0
import { newOrganisationEntry, type TestLedger, type TestUnion } from '@unionid/chaincode/testing';
import type { Route } from '#src/http/route.js';
import type { Services } from '#src/resources/services.js';
import { PERSON } from './enrol.js';
import type { TestRequest } from './signed-fetch.js';

/** A request of a route, well-formed in all its parts; whether what it names is there is another matter. */
export type RequestSamples = (route: Route<Services>) => TestRequest & { readonly method: string };

type Part = Pick<TestRequest, 'body' | 'headers'> & { readonly query?: string };

const TAG = 'A'.repeat(43);

export async function newRequestSamples(
  test: TestLedger,
  { orgId, root }: TestUnion,
): Promise<RequestSamples> {
  const instruction = await test.instruct('organisation.register', newOrganisationEntry(test, orgId), {
    by: root,
  });
  const parts: Readonly<Record<string, Part>> = {
    prepareEnrolment: {
      body: { type: 'person.enrol', person: PERSON, org: orgId, decision: { joined: '2025-05-04' } },
    },
    prepareCorrection: { body: { identityId: test.newId('identity'), person: PERSON } },
    prepareLostRecord: { body: { person: PERSON } },
    prepareFile: {
      body: {
        ...{ org: orgId, content: {} },
        household: [{ name: PERSON.name, docNumber: PERSON.docNumber, relation: '户主' }],
      },
    },
    prepareRekeying: { body: { org: orgId } },
    listTransfers: { query: '?side=in' },
    listClaims: { query: '?side=holder' },
    listAllotments: { query: '?side=to' },
    submitInstruction: { body: instruction },
    approveImport: { body: instruction },
    createImport: {
      ...{ body: '姓名\r\n', headers: { 'content-type': 'text/csv' } },
      query: '?kind=members&fileName=members.csv',
    },
    verifyMember: { body: { identityId: test.newId('identity'), purpose: 'test' } },
    matchPersons: { body: { purpose: 'verification', persons: [{ person: TAG, name: TAG }] } },
    tellHeights: { body: { height: 1 } },
  };
  const names: Readonly<Record<string, string>> = {
    ...{ orgId, index: '0', importId: test.newId('manifest'), fundId: test.newId('fund') },
    ...{ identityId: test.newId('identity'), instructionId: test.newId('instruction') },
    ...{ operatorId: test.newId('operator'), actor: test.newId('operator') },
    ...{ allotmentId: test.newId('allotment'), programmeId: test.newId('programme') },
    ...{ planId: test.newId('manifest'), item: '0', fileId: test.newId('file') },
    ...{ table: 'items', code: 'DUP-1', findingId: test.newId('finding'), unmaskId: test.newId('unmask') },
  };
  return ({ method, path, operationId }) => {
    const { query = '', ...part } = parts[operationId] ?? {};
    const address = path.replace(/:(\w+)/g, (_, name: string) => names[name] ?? `no sample of ${name}`);
    return { ...part, method: method.toUpperCase(), target: `${address}${query}` };
  };
}
