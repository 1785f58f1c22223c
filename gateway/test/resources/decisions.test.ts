// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { TestOperator } from '@unionid/chaincode/testing';
import { decisionView, pageOf, type DecisionView } from '@unionid/domain/api';
import { parseSignedInstruction } from '@unionid/domain/catalogue';
import { instructionDigest, type SignedInstruction } from '@unionid/domain/instruction';
import { ledgerKey, type OperatorRecord } from '@unionid/domain/ledger';
import { registerUnion } from '../support/enrol.js';
import { inboxOf } from '../support/inbox-of.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

describeOnDatabases('decisions that wait for a second signature', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let org: string;
  let first: TestOperator;
  let second: TestOperator;
  let beside: TestOperator;
  let decision: SignedInstruction;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan } = network);
    const { test } = network;
    const { union } = sichuan;
    org = await registerUnion(test, union);
    const other = await registerUnion(test, union);
    const grants = ['organisation'] as const;
    first = await registerOperator(test, union, { org, grants: [...grants] });
    second = await registerOperator(test, union, { org, grants: [...grants] });
    beside = await registerOperator(test, union, { org: other, grants: [...grants] });
    for (const operator of [first, second]) await bindPerson(test, union, operator);
    const rename = { orgId: org, name: '示范机械厂第二工会委员会' };
    const { block } = await test.submit('organisation.revise', rename, { by: first, subjectVersion: 1 });
    decision = parseSignedInstruction(block.transactions[0]?.argument ?? '');
    await network.catchUp();
  });
  afterEach(() => network.close());

  const get = (target: string, by: TestOperator, gateway = sichuan): Promise<TestResponse> =>
    signedFetch(gateway, by, { target });
  const list = async (by: TestOperator, query = '', gateway = sichuan): Promise<readonly DecisionView[]> => {
    const { status, json, text } = await get(`/v1/decisions${query}`, by, gateway);
    expect(status, text).to.equal(200);
    return pageOf(decisionView).parse(json).items;
  };
  const path = (): string => {
    const { actor, instructionId } = decision.instruction;
    return `/v1/decisions/${actor}/${instructionId}`;
  };

  it('are told whole, so that they can be read and confirmed', async () => {
    const { actor, instructionId, type } = decision.instruction;
    const { status, json } = await get(path(), second);
    expect(status).to.equal(200);
    const view = decisionView.parse(json);
    expect(view).to.deep.include({
      ...{ actor, instructionId, type, chaincode: 'identity', org, province: '51', decision },
      digest: instructionDigest(decision.instruction),
    });
    await network.test.submit(
      'decision.confirm',
      { decision: view.decision, digest: view.digest },
      { by: second, subjectVersion: 1 },
    );
    await sichuan.catchUp();
    expectProblem(await get(path(), second), 'PENDING_UNKNOWN');
    expect(await list(second)).to.deep.equal([]);
  });

  it('say before it is signed why who looks is not the second to sign', async () => {
    const { test } = network;
    const { union } = sichuan;
    const again = await registerOperator(test, union, { org, grants: ['organisation'] });
    const { person = '' } = JSON.parse(
      test.ledger.state(ledgerKey.operator(first.operatorId)) ?? '{}',
    ) as OperatorRecord;
    const bound = { operatorId: again.operatorId, identityId: person, place: '' };
    await test.submit('operator.bindPerson', bound, { by: union.root, subjectVersion: 1 });
    await sichuan.catchUp();
    const refusalOf = async (by: TestOperator): Promise<unknown> =>
      decisionView.parse((await get(path(), by)).json).refusal;
    expect(await refusalOf(second)).to.equal(undefined);
    for (const by of [first, again]) expect(await refusalOf(by)).to.equal('SAME_PERSON');
    expect(await refusalOf(union.root)).to.equal('PERSON_UNBOUND');
  });

  it('wait in the inbox of those who may be the second to sign, page by page', async () => {
    const { actor, instructionId, type } = decision.instruction;
    const { items } = await inboxOf(sichuan, second);
    expect(items).to.have.length(1);
    expect(items[0]).to.deep.include({
      ...{ kind: 'decision', actor, instructionId, type, org },
      ...{ silence: 'EXPIRED', actions: ['decision.confirm'] },
    });
    for (const [who, by] of Object.entries({ first, beside, 'one without a person': sichuan.union.root }))
      expect((await inboxOf(sichuan, by)).items, who).to.deep.equal([]);
    const rename = { orgId: org, name: '示范机械厂第三工会委员会' };
    await network.test.submit('organisation.revise', rename, { by: first, subjectVersion: 1 });
    const page = await inboxOf(sichuan, second, '?limit=1');
    expect(page.counts).to.deep.equal({ upToDay: 2, upToWeek: 0, longer: 0 });
    expect(page.items).to.have.length(1);
    const rest = await inboxOf(sichuan, second, `?limit=1&cursor=${page.next ?? ''}`);
    expect(rest.items).to.have.length(1);
    expect(rest.items).not.to.deep.equal(page.items);
    expect(rest.next).to.equal(undefined);
  });

  it('are listed to the operators of their union and of those above it', async () => {
    const { root } = sichuan.union;
    for (const items of [await list(first), await list(root), await list(root, `?org=${org}`)])
      expect(items.map(({ instructionId }) => instructionId)).to.deep.equal([
        decision.instruction.instructionId,
      ]);
    expect(await list(root, `?org=${root.org}`), 'of this union, not of those below it').to.deep.equal([]);
  });

  it('are not told beside it or in another province', async () => {
    const { beijing } = network;
    expect(await list(beside)).to.deep.equal([]);
    expect(await list(beijing.union.root, '', beijing)).to.deep.equal([]);
    for (const target of [path(), `/v1/decisions?org=${org}`]) {
      expectProblem(await get(target, beside), 'OUT_OF_SCOPE');
      expectProblem(await get(target, beijing.union.root, beijing), 'OUT_OF_SCOPE');
    }
  });

  it('that do not exist are told so', async () => {
    const { test } = network;
    const unknown = `/v1/decisions/${first.operatorId}/${test.newId('instruction')}`;
    expectProblem(await get(unknown, first), 'PENDING_UNKNOWN');
    expectProblem(await get('/v1/decisions?org=OXX', first), 'INVALID_REQUEST');
  });
});
