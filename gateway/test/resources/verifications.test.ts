// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { isAnswerSignedBy, signedAnswer, type SignedAnswer } from '@unionid/domain/answer';
import type { VerifyRequest } from '@unionid/domain/api';
import { enrol, PERSON, registerUnion } from '../support/enrol.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { gatewaySigner, type TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const { name, docType, docNumber } = PERSON;
const BY_NUMBER = { docType, docNumber, name, purpose: 'test' };

describeOnDatabases('POST /v1/verifications', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let identityId: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    const org = await registerUnion(test, test.provinces['51']);
    await network.catchUp();
    ({ identityId } = await enrol(test, sichuan, { org }));
    await network.catchUp();
  });
  afterEach(() => network.close());

  const ask = (gateway: TestGateway, body: VerifyRequest): Promise<TestResponse> =>
    signedFetch(gateway, gateway.union.root, { target: '/v1/verifications', body });
  const resultOf = async (gateway: TestGateway, body: VerifyRequest): Promise<unknown> =>
    answerOf(await ask(gateway, body)).answer.result;

  const YES = { isMember: 'yes', state: 'ACTIVE', province: '51', assurance: 1 };
  const NO = { isMember: 'no' };

  it('says yes by identityId, at any gateway', async () => {
    for (const gateway of [network.sichuan, network.beijing, network.national])
      expect(await resultOf(gateway, { identityId, purpose: 'test' })).to.deep.equal(YES);
  });

  it('says yes by number and name, at home and in another province', async () => {
    expect(await resultOf(network.sichuan, BY_NUMBER)).to.deep.equal(YES);
    expect(await resultOf(network.beijing, BY_NUMBER)).to.deep.equal(YES);
  });

  it('takes the spellings that enrolment repairs', async () => {
    const spelled = { ...BY_NUMBER, docNumber: ' １１９９９９ 19900307 0019 ', name: ' 测试 甲一' };
    expect(await resultOf(network.beijing, spelled)).to.deep.equal(YES);
  });

  it('says no to another name for the same number, at home and elsewhere', async () => {
    expect(await resultOf(network.sichuan, { ...BY_NUMBER, name: '测试乙二' })).to.deep.equal(NO);
    expect(await resultOf(network.beijing, { ...BY_NUMBER, name: '测试乙二' })).to.deep.equal(NO);
  });

  it('says no to a person without account', async () => {
    const other = { ...BY_NUMBER, docNumber: '119999199003070035' };
    expect(await resultOf(network.sichuan, other)).to.deep.equal(NO);
    expect(await resultOf(network.beijing, other)).to.deep.equal(NO);
    const unknown = network.test.newId('identity');
    expect(await resultOf(network.beijing, { identityId: unknown, purpose: 'test' })).to.deep.equal(NO);
  });

  it('says unknown by number while the matching endpoint is stopped, and still yes by identityId', async () => {
    await network.national.close();
    const unknown = { isMember: 'unknown', reason: 'MATCHING_UNAVAILABLE' };
    expect(await resultOf(network.beijing, BY_NUMBER)).to.deep.equal(unknown);
    expect(await resultOf(network.beijing, { identityId, purpose: 'test' })).to.deep.equal(YES);
    // The home province asks its own vault.
    expect(await resultOf(network.sichuan, BY_NUMBER)).to.deep.equal(YES);
    network.national.close = () => Promise.resolve();
  });

  it('signs the answer for this asker and this request', async () => {
    const { beijing, test } = network;
    const response = await ask(beijing, BY_NUMBER);
    const signed = answerOf(response);
    expect(isAnswerSignedBy(signed, gatewaySigner(beijing.union).publicKey)).to.equal(true);
    expect(signed.answer).to.include({
      ...{ requestDigest: response.requestDigest, nonce: response.parameters.nonce },
      ...{ audience: beijing.union.root.operatorId, mspId: 'BeijingMSP', height: test.ledger.height },
    });
    const { time, expires } = signed.answer;
    expect(Date.parse(time)).to.equal(test.clock.now());
    expect(Date.parse(expires) - Date.parse(time)).to.equal(60_000);
  });

  it('never answers with a name, a number or the union', async () => {
    const { text } = await ask(network.beijing, BY_NUMBER);
    for (const value of [name, docNumber, identityId]) expect(text).not.to.include(value);
  });

  it('refuses a number that nobody can have, without repeating it', async () => {
    const response = await ask(network.beijing, { ...BY_NUMBER, docNumber: '119999199003070018' });
    const problem = expectProblem(response, 'INVALID_REQUEST');
    expect(JSON.stringify(problem)).not.to.include('119999');
    expect(problem.details).to.deep.equal({ fields: ['docNumber: ID_NUMBER_CHECK'] });
  });
});

function answerOf(response: TestResponse): SignedAnswer {
  expect(response.status, response.text).to.equal(200);
  return signedAnswer.parse(response.json);
}
