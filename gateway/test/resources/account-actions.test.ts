// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { TestOperator } from '@unionid/chaincode/testing';
import { accountActions, type AccountActions } from '@unionid/domain/api';
import { samplePayload, type InstructionType, type PayloadOf } from '@unionid/domain/catalogue';
import type { MembershipAction } from '@unionid/domain/membership';
import { enrol, loadMembers, registerUnion } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const TODAY = '2026-03-02';
type Type = Extract<InstructionType, `membership.${MembershipAction}`>;

describeOnDatabases('what may be done about a membership', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let org: string;
  let identityId: string;
  let cadre: TestOperator;
  /** identityId of the person behind the cadre. */
  let own: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan } = network);
    const { test } = network;
    org = await registerUnion(test, sichuan.union);
    cadre = await registerOperator(test, sichuan.union, { org, grants: ['member'] });
    own = await bindPerson(test, sichuan.union, cadre);
    await network.catchUp();
    ({ identityId } = await enrol(test, sichuan, { org }));
  });
  afterEach(() => network.close());

  const actionsOf = async (id = identityId, by = cadre): Promise<AccountActions['actions']> => {
    await sichuan.catchUp();
    const { status, json, text } = await signedFetch(sichuan, by, { target: `/v1/accounts/${id}/actions` });
    expect(status, text).to.equal(200);
    return accountActions.parse(json).actions;
  };
  const allowed = async (): Promise<readonly string[]> =>
    (await actionsOf()).filter((each) => each.allowed).map(({ action }) => action);
  const payloadOf = <T extends Type>(type: T, reason?: string): PayloadOf<T> => ({
    ...samplePayload(type),
    ...{ identityId, place: '', on: TODAY },
    ...(type === 'membership.entrust' && { host: sichuan.union.orgId, until: '2026-08-31' }),
    ...(reason !== undefined && { reason }),
  });
  let version = 1;
  beforeEach(() => {
    version = 1;
  });
  const change = async (type: Type, reason?: string): Promise<void> => {
    await network.test.submit(type, payloadOf(type, reason), { by: cadre, subjectVersion: version });
    version += 1;
  };
  /** Whether the contract takes what one person signs. */
  const isTaken = async (action: MembershipAction): Promise<boolean> => {
    const type = `membership.${action}` as const;
    const argument = await network.test.instruct(type, payloadOf(type), {
      by: cadre,
      subjectVersion: version,
    });
    const call = { function: `membership:${action}`, argument, submitter: { mspId: cadre.mspId } };
    return network.test.ledger.endorse(call).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && error.message.includes('MEMBERSHIP_STEP')) return false;
        if (error instanceof Error && error.message.includes('RETIRED_STAYS')) return false;
        throw error;
      },
    );
  };
  const expectAsTheContract = async (): Promise<void> => {
    for (const { action, allowed: is, second } of await actionsOf())
      if (second !== 'always') expect(is, action).to.equal(await isTaken(action));
  };

  it('is what the contract takes, state by state', async () => {
    const two = ['decease', 'void'];
    expect(await allowed()).to.deep.equal(['retain', 'leave', 'deem', 'expel', ...two, 'entrust']);
    await expectAsTheContract();
    await change('membership.entrust');
    expect(await allowed()).to.include('recall');
    await expectAsTheContract();
    await change('membership.retain', 'unemployed');
    expect(await allowed()).to.deep.equal(['resume', 'leave', 'expel', ...two, 'rescind']);
    await expectAsTheContract();
    await change('membership.resume', 'employed');
    await change('membership.retain', 'retired');
    expect(await allowed()).to.deep.equal(['leave', 'expel', ...two, 'rescind']);
    await expectAsTheContract();
    await change('membership.leave');
    expect(await allowed()).to.deep.equal(['decease', 'rescind']);
    await expectAsTheContract();
  });

  it('says why not, and how many persons it takes', async () => {
    await change('membership.retain', 'retired');
    const byName = new Map((await actionsOf()).map(({ action, ...rest }) => [action, rest]));
    expect(byName.get('resume')).to.deep.equal({ allowed: false, code: 'RETIRED_STAYS', second: 'late' });
    expect(byName.get('retain')).to.deep.equal({ allowed: false, code: 'MEMBERSHIP_STEP', second: 'late' });
    expect(byName.get('decease')).to.deep.equal({ allowed: true, second: 'always' });
    const unbound = await actionsOf(identityId, sichuan.union.root);
    expect(unbound.find(({ action }) => action === 'decease')).to.include({ code: 'PERSON_UNBOUND' });
  });

  it('is nothing that takes two unions where the province’s own union has nobody above it', async () => {
    const { test } = network;
    const top = await registerOperator(test, sichuan.union, { role: 'cadre', grants: ['member'] });
    await bindPerson(test, sichuan.union, top);
    const [direct] = await loadMembers(test, sichuan.union, { org: sichuan.union.orgId, count: 1 });
    await network.catchUp();
    const decease = async (id: string) =>
      (await actionsOf(id, top)).find(({ action }) => action === 'decease');
    expect(await decease(direct!.identityId)).to.include({ allowed: false, code: 'SECOND_NOBODY' });
    expect(await decease(identityId), 'of a union below').to.include({ allowed: true });
  });

  it('is no end as void while somebody in service acts as the person', async () => {
    const other = await registerOperator(network.test, sichuan.union, { org, grants: ['member'] });
    const person = await bindPerson(network.test, sichuan.union, other);
    const ending = async () => (await actionsOf(person)).find(({ action }) => action === 'void');
    expect(await ending()).to.include({ allowed: false, code: 'ACCOUNT_OF_OPERATOR' });
    await network.test.submit(
      'operator.revoke',
      { operatorId: other.operatorId, reason: 'left' },
      { by: sichuan.union.root, subjectVersion: 2 },
    );
    expect(await ending()).to.include({ allowed: true });
  });

  it('is nothing on the own account, and told to nobody of another union', async () => {
    expect((await actionsOf(own)).map(({ code }) => code)).to.include('OWN_ACCOUNT');
    expect((await actionsOf(own)).some((each) => each.allowed)).to.equal(false);
    const other = await registerUnion(network.test, sichuan.union);
    const beside = await registerOperator(network.test, sichuan.union, { org: other, grants: ['member'] });
    await sichuan.catchUp();
    const target = `/v1/accounts/${identityId}/actions`;
    expectProblem(await signedFetch(sichuan, beside, { target }), 'OUT_OF_SCOPE');
  });
});
