// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { TestOperator } from '@unionid/chaincode/testing';
import { signedAnswer } from '@unionid/domain/answer';
import { rekeyingPage, type PersonInput, type RekeyingPage } from '@unionid/domain/api';
import type { RekeyEntry } from '@unionid/domain/person';
import { enrol, loadMembers, PERSON, registerUnion, submitInstruction } from '../support/enrol.js';
import { idNumber, sexOfNumber } from '../support/import-files.js';
import { registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

/** Three who come under the first version, and one who comes while two overlap. */
const PERSONS = ['甲', '乙', '丙', '丁'].map((last, index): PersonInput => {
  const docNumber = idNumber(700 + index);
  return { ...PERSON, docNumber, name: `测转版${last}`, sex: sexOfNumber(docNumber) };
});

// One story on one network: what is to be led, what is refused, and that they are found once the older is closed.
describe('leading accounts to the newer version of the matching key', function () {
  this.timeout(60_000);
  let folder: string;
  let network: TestNetwork;
  let org: string;
  let cadre: TestOperator;
  let ids: readonly string[];
  let unknown: readonly string[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unionid rekey '));
    network = await openTestNetwork(folder);
    const { test, sichuan } = network;
    const { union } = sichuan;
    org = await registerUnion(test, union);
    cadre = await registerOperator(test, union, { org, role: 'superadmin', grants: ['member'] });
    await network.catchUp();
    const early: string[] = [];
    for (const person of PERSONS.slice(0, 3))
      early.push((await enrol(test, sichuan, { org, person })).identityId);
    unknown = (await loadMembers(test, union, { org, count: 2 })).map(({ identityId }) => identityId);
    await network.catchUp();
    await turn('governance.openKeyVersion', 2);
    const [, , , person] = PERSONS;
    const late = await enrol(test, sichuan, { org, ...(person !== undefined && { person }) });
    ids = [...early, late.identityId];
  });
  after(async () => {
    await network.close();
    rmSync(folder, { recursive: true });
  });

  const turn = async (
    type: 'governance.openKeyVersion' | 'governance.closeKeyVersion',
    keyVersion: number,
  ) => {
    await network.test.submit(type, { keyVersion }, { by: network.test.national.root });
    await network.catchUp();
  };
  const ask = (body: object, by = cadre, gateway = network.sichuan): Promise<TestResponse> =>
    signedFetch(gateway, by, { target: '/v1/rekeyings', body });
  const pages = async (limit: number): Promise<readonly RekeyingPage[]> => {
    const found: RekeyingPage[] = [];
    let next: string | undefined;
    do {
      const { status, text, json } = await ask({ org, limit, ...(next !== undefined && { cursor: next }) });
      expect(status, text).to.equal(200);
      const page = rekeyingPage.parse(json);
      found.push(page);
      next = page.next;
    } while (next !== undefined);
    return found;
  };
  const entries = async (): Promise<readonly RekeyEntry[]> =>
    (await pages(200)).flatMap(({ items }) => items);
  const submit = async (accounts: readonly RekeyEntry[]): Promise<TestResponse> => {
    const argument = await network.test.instruct(
      'person.rekey',
      { org, accounts: [...accounts] },
      { by: cadre },
    );
    return submitInstruction(network.sichuan, cadre, { argument });
  };

  it('tells page by page whom the newer leads to, who is to be led and of whom the vault knows nothing', async () => {
    for (const limit of [1, 2, 200]) {
      const found = await pages(limit);
      expect(found).to.have.lengthOf(Math.ceil(6 / limit));
      const items = found.flatMap(({ items: some }) => some);
      expect(items.map(({ identityId }) => identityId)).to.deep.equal(ids.slice(0, 3));
      for (const { personKey, formerKey } of items)
        expect([personKey.slice(0, 2), formerKey.slice(0, 2)]).to.deep.equal(['2.', '1.']);
      expect(found.map(({ led }) => led).reduce((sum, led) => sum + led)).to.equal(1);
      const left = found.flatMap(({ left: some }) => some);
      expect(left).to.deep.equal(unknown.map((identityId) => ({ identityId, because: 'ERASED' })));
    }
  });

  it('is for the cadres of the union and those above it, at the gateway of their province', async () => {
    const { test, national, sichuan, beijing } = network;
    expect((await ask({ org }, sichuan.union.root)).status).to.equal(200);
    expectProblem(await ask({ org }, sichuan.union.root, beijing), 'SUBMITTER_FOREIGN');
    expectProblem(await ask({ org }, test.national.root, national), 'PROVINCE_FOREIGN');
    expectProblem(await ask({ org }, beijing.union.root, beijing), 'OUT_OF_SCOPE');
    expectProblem(await ask({ org: sichuan.union.orgId }), 'OUT_OF_SCOPE');
    expectProblem(await ask({ org: test.newId('organisation') }), 'ORGANISATION_UNKNOWN');
    for (const body of [{ org, limit: 201 }, { org, limit: 0 }, { org, cursor: 'x' }, {}])
      expectProblem(await ask(body), 'INVALID_REQUEST');
    const verifier = await registerOperator(test, sichuan.union, {
      org,
      role: 'superadmin',
      grants: ['verify'],
    });
    await network.catchUp();
    expectProblem(await ask({ org }, verifier), 'GRANT_MISSING');
  });

  it('refuses to submit keys that are not those of the persons', async () => {
    const [first, second] = await entries();
    if (first === undefined || second === undefined) throw new Error('two are to be led');
    const { sichuan } = network;
    const other = { personKey: second.personKey, formerKey: first.formerKey };
    expectProblem(await submit([{ ...first, ...other }]), 'PREPARATION_DIFFERS');
    expectProblem(await submit([second, { ...first, identityId: second.identityId }]), 'PREPARATION_DIFFERS');
    expectProblem(await submit([{ ...first, identityId: unknown[0] ?? '' }]), 'PREPARATION_UNKNOWN');
    const height = await sichuan.services.readModel.height();
    expect(await sichuan.services.readModel.accountByPersonKey(first.personKey)).to.equal(undefined);
    expect(height).to.equal(network.test.ledger.height);
  });

  it('leaves them where they are, and they are found everywhere once the older is closed', async () => {
    const { sichuan, beijing } = network;
    const before = await Promise.all(ids.map((id) => sichuan.services.readModel.account(id)));
    const response = await submit(await entries());
    expect(response.status, response.text).to.equal(200);
    await network.catchUp();
    const [page] = await pages(200);
    expect([page?.items, page?.led]).to.deep.equal([[], 4]);
    expect(await Promise.all(ids.map((id) => sichuan.services.readModel.account(id)))).to.deep.equal(before);
    await turn('governance.closeKeyVersion', 1);
    expect((await pages(200))[0]?.led, 'afterwards, too').to.equal(4);
    for (const { docType, docNumber, name } of PERSONS) {
      const { json } = await signedFetch(beijing, beijing.union.root, {
        target: '/v1/verifications',
        body: { docType, docNumber, name, purpose: 'test' },
      });
      expect(signedAnswer.parse(json).answer.result.isMember).to.equal('yes');
    }
    const { readModel } = sichuan.services;
    for (const id of ids)
      expect((await readModel.history(id, { limit: 10, cursor: undefined })).items).to.have.lengthOf(1);
  });
});
