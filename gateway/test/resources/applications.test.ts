// SPDX-License-Identifier: Apache-2.0
import { newAccountPayload, type TestOperator } from '@unionid/chaincode/testing';
import { applicationView, inboxPage, pageOf, type ApplicationView } from '@unionid/domain/api';
import { samplePayload, type InstructionType, type PayloadOf } from '@unionid/domain/catalogue';
import { expect } from 'chai';
import { registerUnion, submitInstruction } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const TODAY = '2026-03-02';

describeOnDatabases('applications', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  /** Two unions that a courier applies to, and a cadre of each. */
  let unions: readonly [string, string];
  let cadres: readonly [TestOperator, TestOperator];
  let identityId: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan } = network);
    const { test } = network;
    const { union } = sichuan;
    unions = [await registerUnion(test, union), await registerUnion(test, union)];
    cadres = [
      await registerOperator(test, union, { org: unions[0], grants: ['member'] }),
      await registerOperator(test, union, { org: unions[1], grants: ['member'] }),
    ];
    const account = newAccountPayload(test, union.orgId, { person: 'courier' });
    ({ identityId } = account);
    await test.submit('person.openAccount', account, { by: union.root });
    await sichuan.catchUp();
  });
  afterEach(() => network.close());

  const step = async (
    action: 'open' | 'admit' | 'refuse',
    which: 0 | 1,
    subjectVersion: number,
  ): Promise<void> => {
    const type: InstructionType = `application.${action}`;
    const payload = {
      ...samplePayload(type),
      ...(action === 'admit' && { on: TODAY }),
      ...{ identityId, place: '', org: unions[which] },
    } as PayloadOf<typeof type>;
    const argument = await network.test.instruct(type, payload, { by: cadres[which], subjectVersion });
    const response = await submitInstruction(sichuan, cadres[which], { argument });
    expect(response.status, response.text).to.equal(200);
    await sichuan.catchUp();
  };
  const get = (target: string, by: TestOperator) => signedFetch(sichuan, by, { target });
  const show = async (which: 0 | 1): Promise<ApplicationView> =>
    applicationView.parse((await get(`/v1/applications/${identityId}/${unions[which]}`, cadres[which])).json);
  const list = async (by: TestOperator): Promise<readonly ApplicationView[]> =>
    pageOf(applicationView).parse((await get('/v1/applications', by)).json).items;
  const waiting = async (by: TestOperator): Promise<readonly string[]> =>
    inboxPage.parse((await get('/v1/inbox', by)).json).items.map(({ kind, org }) => `${kind} ${org}`);

  // Covers: S1, S2, W8
  it('wait for the union that was applied to, and for no other once one has admitted', async () => {
    await step('open', 0, 0);
    await step('open', 1, 0);
    expect(await waiting(cadres[0])).to.deep.equal([`application ${unions[0]}`]);
    expect((await list(sichuan.union.root)).map(({ org }) => org)).to.have.members([...unions]);
    expect(
      (await show(0)).actions.filter(({ allowed }) => allowed).map(({ action }) => action),
    ).to.deep.equal([...['admit', 'refuse', 'withdraw']]);
    await step('admit', 1, 1);
    expect(await show(0)).to.include({ status: 'OVERTAKEN' });
    expect((await show(0)).actions.find(({ action }) => action === 'admit')).to.deep.equal({
      ...{ action: 'admit', allowed: false, code: 'MEMBER_EXISTS' },
    });
    expect(await waiting(cadres[0])).to.deep.equal([]);
    expect(await waiting(cadres[1])).to.deep.equal([]);
    expect(await show(1)).to.include({ status: 'ADMITTED', version: 2 });
  });

  it('wait for nobody once the person has joined and left another union on the very days of before', async () => {
    const leave = async (subjectVersion: number): Promise<void> => {
      const end = { identityId, place: '', on: TODAY, evidence: 'A'.repeat(43), reason: 'request' } as const;
      await network.test.submit('membership.leave', end, { by: cadres[1], subjectVersion });
      await sichuan.catchUp();
    };
    await step('open', 1, 0);
    await step('admit', 1, 1);
    await leave(2);
    await step('open', 0, 0);
    expect(await waiting(cadres[0])).to.deep.equal([`application ${unions[0]}`]);
    await step('open', 1, 2);
    await step('admit', 1, 3);
    await leave(4);
    expect(await show(0)).to.include({ status: 'OVERTAKEN' });
    expect(await waiting(cadres[0])).to.deep.equal([]);
  });

  it('are nobody else’s business', async () => {
    await step('open', 0, 0);
    const target = `/v1/applications/${identityId}/${unions[0]}`;
    expectProblem(await get(target, cadres[1]), 'APPLICATION_UNKNOWN');
    expect(await list(cadres[1])).to.deep.equal([]);
    const verifier = await registerOperator(network.test, sichuan.union, {
      org: unions[0],
      grants: ['verify'],
    });
    await sichuan.catchUp();
    expectProblem(await get(target, verifier), 'GRANT_MISSING');
  });

  // Covers: S3
  it('that were refused say why, and wait for nobody', async () => {
    await step('open', 0, 0);
    await step('refuse', 0, 1);
    expect(await show(0)).to.include({ status: 'REFUSED', reason: 'incomplete' });
    expect(await list(cadres[0])).to.deep.equal([]);
    expect(await waiting(cadres[0])).to.deep.equal([]);
  });
});
