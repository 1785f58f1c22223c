// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { newOrganisationEntry, type TestLedger, type TestUnion } from '@unionid/chaincode/testing';
import { instructionStatus, type InstructionStatus } from '@unionid/domain/api';
import { samplePayload } from '@unionid/domain/catalogue';
import { ledgerKey } from '@unionid/domain/ledger';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import {
  enrol,
  instructEnrolment,
  PERSON,
  prepare,
  registerUnion,
  submitInstruction,
} from '../support/enrol.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

describeOnDatabases('POST /v1/instructions', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let test: TestLedger;
  let gateway: TestGateway;
  let union: TestUnion;
  let entry: OrganisationEntry;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ test, sichuan: gateway } = network);
    ({ union } = gateway);
    entry = newOrganisationEntry(test, union.orgId);
  });
  afterEach(() => network.close());

  const register = (): Promise<string> => test.instruct('organisation.register', entry, { by: union.root });
  const submit = (argument: string, wait?: number): Promise<TestResponse> =>
    submitInstruction(gateway, union.root, { argument, ...(wait !== undefined && { wait }) });

  it('answers the committed result to whoever waits', async () => {
    const response = await submit(await register());
    expect(response.status, response.text).to.equal(200);
    const status = statusOf(response);
    expect(status).to.include({ status: 'COMMITTED', block: test.ledger.height - 1 });
    expect(status.result).to.include({ orgId: entry.orgId });
    expect(response.headers.get('preference-applied')).to.equal('wait=10');
  });

  it('answers 202 with the place to ask to whoever does not wait', async () => {
    test.ledger.holdBlocks = true;
    const response = await submit(await register(), 0);
    expect(response.status).to.equal(202);
    const { instructionId, status, transactionId } = statusOf(response);
    expect(status).to.equal('PENDING');
    expect(response.headers.get('location')).to.equal(`/v1/instructions/${instructionId}`);
    const target = `/v1/instructions/${instructionId}`;
    expect((await signedFetch(gateway, union.root, { target })).json).to.include({ status: 'PENDING' });
    test.ledger.cutBlock();
    await gateway.catchUp();
    const later = await waitFor(gateway, union, target);
    expect(later).to.include({ status: 'COMMITTED', transactionId });
  });

  it('waits no longer than asked', async () => {
    test.ledger.holdBlocks = true;
    const response = await submit(await register(), 1);
    expect(response.status).to.equal(202);
    test.ledger.cutBlock();
  });

  it('gives the same instruction handed in again its first outcome', async () => {
    const argument = await register();
    const first = statusOf(await submit(argument));
    const again = statusOf(await submit(argument));
    expect(again).to.deep.equal(first);
  });

  it('gives it also where another gateway of the province carried it out', async () => {
    const argument = await register();
    await test.call('organisation:register', argument, { mspId: union.mspId });
    await gateway.catchUp();
    const status = statusOf(await submit(argument));
    expect(status).to.include({ status: 'COMMITTED', block: test.ledger.height - 1 });
    const { json } = await signedFetch(gateway, union.root, {
      target: `/v1/instructions/${status.instructionId}`,
    });
    expect(json).to.deep.equal(status);
  });

  it('passes the contract’s refusals on, each with its words and details', async () => {
    const stale = await test.instruct('organisation.register', entry, { by: union.root, subjectVersion: 7 });
    const problem = expectProblem(await submit(stale), 'STALE_SUBJECT');
    expect(problem.details).to.deep.equal({ seen: 7, current: 0 });
    expect(problem.detail.zh).to.equal('签名时所见的记录已发生变化');
    expect(problem.next.en).to.be.a('string');
    const argument = await test.instruct('organisation.register', entry, {
      ...{ by: union.root, change: { network: 'another' } },
    });
    expectProblem(await submit(argument), 'WRONG_NETWORK');
  });

  it('refuses one whose type is of another chaincode than it names, before a peer is asked', async () => {
    const change = { chaincode: 'benefit' };
    const argument = await test.instruct('organisation.register', entry, { by: union.root, change });
    const problem = expectProblem(await submit(argument), 'WRONG_NETWORK');
    expect(problem.details).to.deep.equal({ type: 'organisation.register', chaincode: 'benefit' });
  });

  it('takes an instruction to the chaincode that it names', async () => {
    const payload = { ...samplePayload('fund.open'), fundId: test.newId('fund'), org: union.orgId };
    const status = statusOf(await submit(await test.instruct('fund.open', payload, { by: union.root })));
    expect(status.status).to.equal('COMMITTED');
    expect(test.ledger.state(ledgerKey.fund(payload.fundId), 'benefit')).to.be.a('string');
  });

  it('refuses another decision under an identifier that its signer has used', async () => {
    const instructionId = test.newId('instruction');
    const change = { instructionId };
    await test.submit('organisation.register', entry, { by: union.root, change });
    const another = newOrganisationEntry(test, union.orgId);
    const argument = await test.instruct('organisation.register', another, { by: union.root, change });
    const response = await submit(argument);
    expectProblem(response, 'INSTRUCTION_ID_TAKEN');
    expect(response.status).to.equal(409);
  });

  it('tells nothing of an instruction nobody handed in', async () => {
    const target = `/v1/instructions/${test.newId('instruction')}`;
    expectProblem(await signedFetch(gateway, union.root, { target }), 'NOT_FOUND');
  });

  it('turns a person’s record ACTIVE with the block that enrols them', async () => {
    const org = await registerUnion(test, union);
    await network.catchUp();
    const parts = await prepare(gateway, union.root, { org });
    const { vault } = gateway.services;
    expect(await vault.count()).to.deep.equal({ pending: 1, active: 0 });
    await submit(await instructEnrolment(test, union.root, { org, parts }));
    await gateway.catchUp();
    expect(await vault.count()).to.deep.equal({ pending: 0, active: 1 });
    expect(await vault.findByDocument(PERSON.docType, PERSON.docNumber)).to.equal(parts.identityId);
  });

  it('enrols nobody whose record is not in the vault', async () => {
    const org = await registerUnion(test, union);
    await network.catchUp();
    const parts = { ...(await prepare(gateway, union.root, { org })), identityId: test.newId('identity') };
    const argument = await instructEnrolment(test, union.root, { org, parts });
    expectProblem(await submit(argument), 'PREPARATION_UNKNOWN');
  });

  it('lets one province win where two enrol the same person', async () => {
    const org = await registerUnion(test, union);
    const other = await registerUnion(test, network.beijing.union);
    await network.catchUp();
    await enrol(test, gateway, { org });
    await network.catchUp();
    const decision = { joined: '2025-05-04' };
    const body = { type: 'person.enrol', person: PERSON, org: other, decision };
    const response = await signedFetch(network.beijing, network.beijing.union.root, {
      target: '/v1/preparations',
      body,
    });
    expect(expectProblem(response, 'MEMBER_EXISTS').details).to.deep.equal({ province: '51' });
  });

  describe('body', () => {
    const send = (body: string, headers: Record<string, string> = {}): Promise<TestResponse> =>
      signedFetch(gateway, union.root, { target: '/v1/instructions', body, headers });

    it('must be JSON', async () => expectProblem(await send('{'), 'INVALID_REQUEST'));

    it('must not name a member twice', async () => {
      const argument = await register();
      const twice = argument.replace('"signature":', '"signature":"","signature":');
      const problem = expectProblem(await send(twice), 'INVALID_REQUEST');
      expect(problem.details).to.deep.equal({ fields: ['body: FIELD_REPEATED'] });
    });

    it('must not be nested too deeply', async () => {
      const problem = expectProblem(await send(`${'['.repeat(17)}${']'.repeat(17)}`), 'INVALID_REQUEST');
      expect(problem.details).to.deep.equal({ fields: ['body: FIELD_RANGE'] });
    });

    it('must not be larger than allowed', async () => {
      expectProblem(await send(JSON.stringify('x'.repeat(600_000))), 'TOO_LARGE');
    });

    it('must be declared as JSON, and not compressed', async () => {
      expectProblem(await send('{}', { 'content-type': 'text/plain' }), 'UNSUPPORTED_MEDIA_TYPE');
      expectProblem(await send('{}', { 'content-encoding': 'gzip' }), 'UNSUPPORTED_MEDIA_TYPE');
    });

    it('must have the required form; the refusal names fields, never values', async () => {
      const problem = expectProblem(await send('{"instruction":"测试甲一"}'), 'INVALID_REQUEST');
      expect(JSON.stringify(problem)).not.to.include('测试甲一');
      expect(problem.details?.fields).to.include('instruction: FIELD_TYPE');
    });

    it('must be of a known type', async () => {
      const argument = await test.instruct('organisation.register', entry, {
        by: union.root,
        change: { type: 'organisation.rename' },
      });
      expectProblem(await submit(argument), 'UNKNOWN_INSTRUCTION');
    });
  });
});

function statusOf(response: TestResponse): InstructionStatus {
  return instructionStatus.parse(response.json);
}

async function waitFor(gateway: TestGateway, union: TestUnion, target: string): Promise<unknown> {
  for (;;) {
    const { json } = await signedFetch(gateway, union.root, { target });
    if (statusOf({ json } as TestResponse).status !== 'PENDING') return json;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
