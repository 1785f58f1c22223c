// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { newMemberEntry, type TestOperator } from '@unionid/chaincode/testing';
import { accountActions, filingView, type FilingView } from '@unionid/domain/api';
import {
  parseSignedInstruction,
  samplePayload,
  type InstructionType,
  type PayloadOf,
} from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { instructionDigest, type SignedInstruction } from '@unionid/domain/instruction';
import { enrol, registerUnion } from '../support/enrol.js';
import { inboxOf } from '../support/inbox-of.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const ON = '2026-03-01';

describeOnDatabases('expulsions filed with a union above', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let org: string;
  let identityId: string;
  let own: TestOperator;
  let above: TestOperator;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan } = network);
    const { test } = network;
    const { union } = sichuan;
    org = await registerUnion(test, union);
    const grants = ['member'] as const;
    own = await registerOperator(test, union, { org, grants: [...grants] });
    // Nobody makes a superadmin of the own union.
    above = await registerOperator(test, union, { role: 'cadre', grants: [...grants] });
    for (const operator of [own, above]) await bindPerson(test, union, operator);
    await network.catchUp();
    ({ identityId } = await enrol(test, sichuan, { org }));
  });
  afterEach(() => network.close());

  const path = (): string => `/v1/filings/${identityId}`;
  const filingOf = async (by: TestOperator, gateway = sichuan): Promise<FilingView> => {
    await gateway.catchUp();
    const { status, json, text } = await signedFetch(gateway, by, { target: path() });
    expect(status, text).to.equal(200);
    return filingView.parse(json);
  };
  const decide = async (type: 'membership.expel' | 'membership.rescind', version: number): Promise<void> => {
    const payload = { ...samplePayload(type), identityId, place: '', on: ON };
    await confirm(await sign(type, payload, { by: own, subjectVersion: version }), above);
  };
  const sign = async <T extends InstructionType>(
    type: T,
    payload: PayloadOf<T>,
    how: { readonly by: TestOperator; readonly subjectVersion: number },
  ): Promise<SignedInstruction> => {
    const { block } = await network.test.submit(type, payload, how);
    return parseSignedInstruction(block.transactions[0]?.argument ?? '');
  };
  const confirm = async (decision: SignedInstruction, by: TestOperator): Promise<void> => {
    const confirmed = { decision, digest: instructionDigest(decision.instruction) };
    await network.test.submit('decision.confirm', confirmed, { by, subjectVersion: 1 });
  };
  /** The union that expelled ends, and the province's own has what is left of it. */
  const dissolve = async (): Promise<void> => {
    const { test } = network;
    const { orgId: heir, mspId } = sichuan.union;
    const [first, second] = [await organiser(), await organiser()];
    const closing = { ...samplePayload('organisation.beginClosing'), orgId: org, heir, on: ON };
    await confirm(await sign('organisation.beginClosing', closing, { by: first, subjectVersion: 1 }), second);
    await test.call('organisation:fold', canonicalJson({ orgId: org }), { mspId });
    await test.submit('organisation.close', { orgId: org }, { by: first, subjectVersion: 2 });
    await network.catchUp();
  };
  const organiser = async (): Promise<TestOperator> => {
    const operator = await registerOperator(network.test, sichuan.union, {
      role: 'cadre',
      grants: ['organisation'],
    });
    await bindPerson(network.test, sichuan.union, operator);
    return operator;
  };

  const expel = (version = 1): Promise<void> => decide('membership.expel', version);

  // Covers: S13
  it('wait in the inbox of the union next above, until it has given its receipt', async () => {
    await expel();
    const waiting = { kind: 'filing', org: sichuan.union.orgId, since: `${ON}T00:00:00.000Z`, identityId };
    expect((await inboxOf(sichuan, above)).items).to.deep.equal([
      { ...waiting, actions: ['filing.acknowledge'] },
    ]);
    expect((await inboxOf(sichuan, own)).items, 'who expelled').to.deep.equal([]);
    const { version: subjectVersion, place, ...view } = await filingOf(above);
    expect(view).to.deep.equal({ identityId, org, province: '51', since: ON });
    const evidence = 'A'.repeat(43);
    const payload = { identityId, place, on: '2026-03-02', evidence };
    await network.test.submit('filing.acknowledge', payload, { by: above, subjectVersion });
    expect((await filingOf(own)).receipt).to.deep.equal({
      ...{ on: '2026-03-02', org: sichuan.union.orgId, evidence },
    });
    expect((await inboxOf(sichuan, above)).items).to.deep.equal([]);
    // Taken back, and expelled again on the same day.
    await decide('membership.rescind', 2);
    await expel(3);
    expect(await filingOf(own)).not.to.have.property('receipt');
    expect((await inboxOf(sichuan, above)).items).to.deep.equal([
      { ...waiting, actions: ['filing.acknowledge'] },
    ]);
  });

  it('of a union that is closed are filed above its heir, and put right with the national union where nobody else is', async () => {
    await expel();
    await dissolve();
    const { national, test } = network;
    const { union } = national;
    expect((await inboxOf(sichuan, above)).items, 'with itself').to.deep.equal([]);
    const filing = { kind: 'filing', org: union.orgId, since: `${ON}T00:00:00.000Z`, identityId };
    const nation = await registerOperator(test, union, { role: 'cadre', grants: ['member'] });
    const person = newMemberEntry(test, sichuan.union.orgId, { person: 'of the nation' });
    await test.submit('person.enrol', person, { by: sichuan.union.root });
    const bound = { operatorId: nation.operatorId, identityId: person.identityId, place: '' };
    await test.submit('operator.bindPerson', bound, { by: union.root, subjectVersion: 1 });
    await national.catchUp();
    expect((await inboxOf(national, nation)).items).to.deep.equal([
      { ...filing, actions: ['filing.acknowledge'] },
    ]);
    const actions = await signedFetch(sichuan, above, { target: `/v1/accounts/${identityId}/actions` });
    const rescind = accountActions.parse(actions.json).actions.find(({ action }) => action === 'rescind');
    expect(rescind).to.include({ allowed: true });
    const payload = { ...samplePayload('membership.rescind'), identityId, place: '', on: ON };
    const decision = await sign('membership.rescind', payload, { by: above, subjectVersion: 2 });
    await network.catchUp();
    const waiting = (await inboxOf(national, nation)).items.filter(({ kind }) => kind === 'decision');
    expect(waiting).to.have.length(1);
    const colleague = await organiser();
    await network.catchUp();
    expect((await inboxOf(sichuan, colleague)).items, 'a colleague of who signed').to.deep.equal([]);
    await confirm(decision, nation);
    expect((await inboxOf(national, nation)).items).to.deep.equal([]);
  });

  it('are told to whoever stands above, the national union too, and nobody else', async () => {
    expectProblem(await signedFetch(sichuan, own, { target: path() }), 'FILING_NOT_DUE');
    await expel();
    expect(await filingOf(network.national.union.root, network.national)).to.include({ org, since: ON });
    const { beijing } = network;
    await beijing.catchUp();
    expectProblem(await signedFetch(beijing, beijing.union.root, { target: path() }), 'OUT_OF_SCOPE');
  });
});
