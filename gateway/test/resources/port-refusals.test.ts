// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  newMemberEntry,
  newOrganisationEntry,
  type TestLedger,
  type TestOperator,
} from '@unionid/chaincode/testing';
import { samplePayload } from '@unionid/domain/catalogue';
import { DomainError, ERROR_STATUS, type ErrorCode } from '@unionid/domain/errors';
import { gatewaySignerId } from '@unionid/domain/http';
import { ROUTES } from '#src/resources/routes.js';
import { PERSON, registerUnion } from '../support/enrol.js';
import { csvText, ORGANISATION_COLUMNS, organisationRow } from '../support/import-files.js';
import { registerOperator } from '../support/register-operator.js';
import { readImport } from '../support/run-import.js';
import { expectProblem, signedFetch, type TestRequest } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { gatewaySigner, type TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const TAG = 'A'.repeat(43);

// When each port refuses with what is held by its own tests; that a route lets it through as it is, and declares it, by these.
describe('what a port refuses with leaves its routes under the same code', function () {
  this.timeout(30_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let test: TestLedger;
  let gateway: TestGateway;
  let root: TestOperator;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ test, sichuan: gateway } = network);
    ({ root } = gateway.union);
  });
  afterEach(() => network.close());

  const ask = (request: TestRequest, by = root) => signedFetch(gateway, by, request);
  /** Each call of a method is refused with each of these codes in turn. */
  const refusing = async (
    port: object,
    method: string,
    {
      codes,
      request,
    }: { readonly codes: readonly ErrorCode[]; readonly request: () => TestRequest | Promise<TestRequest> },
  ): Promise<void> => {
    for (const code of codes) {
      Object.assign(port, { [method]: () => Promise.reject(new DomainError(code)) });
      expectProblem(await ask(await request()), code);
    }
    Reflect.deleteProperty(port, method);
  };
  const readOrganisations = async (): Promise<string> => {
    const content = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    return (await readImport(gateway, { kind: 'organisations', content })).importId;
  };
  const declaredBy = (operationId: string): readonly ErrorCode[] =>
    ROUTES.find((route) => route.operationId === operationId)?.errors ?? [];

  it('where a file is taken in', async () => {
    const request = () => ({
      target: '/v1/imports?kind=members&fileName=a.csv',
      ...{ body: 'x', headers: { 'content-type': 'text/csv' } },
    });
    const codes = declaredBy('createImport').filter((code) => /^(?:FILE|CELL|HEADER|MAPPING)_/.test(code));
    // Reading begins while the file is taken in, so that whatever files are refused for may come.
    expect(codes).to.include.members(Object.keys(ERROR_STATUS).filter((code) => code.startsWith('FILE_')));
    await refusing(gateway.services.imports, 'start', { codes, request });
    const cadre = await registerOperator(test, gateway.union, { role: 'cadre', grants: ['verify'] });
    await gateway.catchUp();
    expectProblem(await ask(request(), cadre), 'GRANT_MISSING');
  });

  it('where an import is shown, signed and given up', async () => {
    const importId = await readOrganisations();
    const path = `/v1/imports/${importId}`;
    const { imports } = gateway.services;
    const chunk = {
      codes: ['DECRYPTION_FAILED', 'STALE_SUBJECT'] as const,
      request: () => ({ target: `${path}/chunks/0` }),
    };
    await refusing(imports, 'chunk', chunk);
    const body = await test.instruct('organisation.register', newOrganisationEntry(test, root.org), {
      by: root,
    });
    const approval = {
      codes: ['CONFLICT', 'IMPORT_SIGNED', 'IMPORT_FINISHED', 'PARTS_MISMATCH'] as const,
      request: () => ({ target: `${path}/manifest`, body }),
    };
    await refusing(imports, 'approve', approval);
    const cancel = { method: 'POST', target: `${path}/cancel` };
    const codes = ['CONFLICT', 'IMPORT_SIGNED', 'IMPORT_FINISHED'] as const;
    await refusing(imports, 'cancel', { codes, request: () => cancel });
    const cadre = await registerOperator(test, gateway.union, { role: 'cadre', grants: ['verify'] });
    await gateway.catchUp();
    expectProblem(await ask(cancel, cadre), 'GRANT_MISSING');
  });

  it('where a person is prepared', async () => {
    const prepare = (org: string) => ({
      target: '/v1/preparations',
      body: { type: 'person.enrol', person: PERSON, org, decision: { joined: '2025-05-04' } },
    });
    expectProblem(await ask(prepare(test.newId('organisation'))), 'ORGANISATION_UNKNOWN');
    expectProblem(await ask(prepare(network.beijing.union.orgId)), 'OUT_OF_SCOPE');
    const { preparations, readModel } = gateway.services;
    const ofRoute = ['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'OUT_OF_SCOPE'];
    const codes = declaredBy('prepareEnrolment').filter((code) => !ofRoute.includes(code));
    await refusing(preparations, 'prepare', { codes, request: () => prepare(root.org) });
    const union = await readModel.organisation(root.org);
    Object.assign(readModel, { organisation: () => Promise.resolve({ ...union, state: 'CLOSED' }) });
    expectProblem(await ask(prepare(root.org)), 'ORGANISATION_CLOSED');
  });

  it('where an instruction is handed in', async () => {
    const { submissions, preparations } = gateway.services;
    const target = '/v1/instructions';
    const register = async () => {
      const entry = newOrganisationEntry(test, root.org);
      return { target, body: await test.instruct('organisation.register', entry, { by: root }) };
    };
    const codes = ['CONFLICT', 'LEDGER_UNAVAILABLE', 'OUTCOME_UNKNOWN'] as const;
    await refusing(submissions, 'submit', { codes, request: register });
    const enrol = async () => {
      const entry = newMemberEntry(test, root.org, { person: 'somebody' });
      return { target, body: await test.instruct('person.enrol', entry, { by: root }) };
    };
    const unclaimed = ['PREPARATION_UNKNOWN', 'PREPARATION_DIFFERS'] as const;
    await refusing(preparations, 'carryOut', { codes: unclaimed, request: enrol });
  });

  it('where accounts are led to another key', async () => {
    const { vault } = gateway.services;
    const codes = ['MATCHING_UNAVAILABLE', 'QUOTA_EXCEEDED'] as const;
    const prepare = () => ({ target: '/v1/rekeyings', body: { org: root.org } });
    await refusing(vault, 'read', { codes, request: prepare });
    const submit = async () => {
      const payload = { ...samplePayload('person.rekey'), org: root.org };
      return { target: '/v1/instructions', body: await test.instruct('person.rekey', payload, { by: root }) };
    };
    await refusing(vault, 'read', { codes, request: submit });
  });

  it('where a record is corrected', async () => {
    const { vault, readModel } = gateway.services;
    // Of a union that another one stands above.
    const org = await registerUnion(test, gateway.union);
    await gateway.catchUp();
    const { identityId, joined, since } = newMemberEntry(test, org, { person: 'corrected' });
    const account = {
      ...{ identityId, province: '51', org, state: 'ACTIVE', version: 1, joined, since },
      ...{ level: 1, place: '', did: '' },
    };
    Object.assign(readModel, { account: () => Promise.resolve(account) });
    const request = () => ({ target: '/v1/corrections', body: { identityId, person: PERSON } });
    const codes = ['MATCHING_UNAVAILABLE', 'QUOTA_EXCEEDED', 'TRANSFER_OPEN'] as const;
    await refusing(vault, 'read', { codes, request });
    const damaged = ['DECRYPTION_FAILED'] as const;
    await refusing(vault, 'staged', { codes: damaged, request });
    const submit = async () => {
      const body = await test.instruct('person.correct', samplePayload('person.correct'), { by: root });
      return { target: '/v1/instructions', body };
    };
    await refusing(vault, 'staged', { codes: damaged, request: submit });
  });

  it('where records of nobody are asked for', async () => {
    const { readModel } = gateway.services;
    const transfer = `/v1/transfers/${test.newId('identity')}`;
    expectProblem(await ask({ target: transfer }), 'TRANSFER_UNKNOWN');
    const unknown = `/v1/organisations/${test.newId('organisation')}/employers`;
    expectProblem(await ask({ target: unknown }), 'ORGANISATION_UNKNOWN');
    const { identityId } = newMemberEntry(test, root.org, { person: 'elsewhere' });
    const account = {
      ...{ identityId, province: '11', org: network.beijing.union.orgId, state: 'ACTIVE', version: 1 },
      ...{ joined: '2020-01-01', since: '2020-01-01', level: 1, place: '', did: '' },
    };
    Object.assign(readModel, { account: () => Promise.resolve(account) });
    const target = `/v1/accounts/${identityId}/history`;
    expectProblem(await ask({ target }), 'PROVINCE_FOREIGN');
  });

  it('where persons are matched', async () => {
    const { docType, docNumber, name } = PERSON;
    const refused = () => Promise.reject(new DomainError('QUOTA_EXCEEDED'));
    Object.assign(gateway.services.matchingBudgets, { of: () => ({ personTags: refused }) });
    const body = { docType, docNumber, name, purpose: 'test' };
    expectProblem(await ask({ target: '/v1/verifications', body }), 'QUOTA_EXCEEDED');
    const { national } = network;
    const by = { operatorId: gatewaySignerId('51'), signer: gatewaySigner(gateway.union) };
    const persons = [{ person: TAG, name: TAG }];
    const asked = { target: '/v1/matching/person-tags', body: { purpose: 'verification', persons } };
    for (const code of ['QUOTA_EXCEEDED', 'MATCHING_UNAVAILABLE'] as const) {
      const tagPersons = (): Promise<never> => Promise.reject(new DomainError(code));
      Object.assign(national.services.nationalMatching ?? {}, { tagPersons });
      expectProblem(await signedFetch(national, by, asked), code);
    }
  });
});
