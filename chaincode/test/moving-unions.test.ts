// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type AccountRecord, type OrganisationRecord } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { newImport, newMemberEntry, type TestOperator } from '#src/testing/index.js';
import { DIGEST, OneTransfer } from './support/one-transfer.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import type { UnionTree } from './support/union-tree.js';

describe('a union that moves under another superior', () => {
  let one: OneTransfer;
  let tree: UnionTree;
  let city: TestOperator;
  let otherCity: TestOperator;
  let province: TestOperator;
  let colleague: TestOperator;

  beforeEach(async () => {
    one = await OneTransfer.open();
    ({ tree } = one);
    const grants = ['member', 'organisation'] as const;
    const of = (org: string, person: string): Promise<TestOperator> =>
      boundCadre(tree, { org, person, grants: [...grants] });
    [city, otherCity] = [await of(tree.city, 'a'), await of(tree.otherCity, 'b')];
    [province, colleague] = [await of(tree.sichuan.orgId, 'c'), await of(tree.sichuan.orgId, 'd')];
  });

  const move = (orgId: string, parent: string): Promise<void> => {
    const { version } = JSON.parse(
      tree.ledger.state(ledgerKey.organisation(orgId)) ?? '{}',
    ) as OrganisationRecord;
    const payload = { orgId, parent, evidence: DIGEST };
    return decideByTwo(tree, 'organisation.move', {
      ...{ payload, subjectVersion: version, first: province, second: colleague },
    });
  };
  const account = (identityId: string): AccountRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.account(identityId)) ?? '{}') as AccountRecord;

  it('is judged by whoever stands above both sides then, be it an objection or an appeal', async () => {
    const to = await one.found(tree.city, tree.sichuan.root);
    await one.request({ to, root: one.member.root }, city);
    await one.dispute('transfer.object');
    expect(one.transfer().judge).to.equal(tree.city);
    await move(tree.basic, tree.otherCity);
    expect(await codeOf(one.decide('go', city)), 'above the new side only').to.equal('OUT_OF_SCOPE');
    expect(await codeOf(one.decide('go', otherCity)), 'above the old side only').to.equal('OUT_OF_SCOPE');
    // Back where it was, the first judge judges again.
    await move(tree.basic, tree.city);
    expect(await codeOf(one.decide('go', otherCity))).to.equal('OUT_OF_SCOPE');
    await move(tree.basic, tree.otherCity);
    await one.decide('go', province);
    expect(one.transfer()).to.include({ status: 'AGREED', way: 'decision' });
  });

  it('is moved from by no batch to which its superior of before has agreed', async () => {
    const x = newMemberEntry(tree, tree.basic, { person: 'x' });
    await tree.submit('person.enrol', x, { by: tree.sichuan.root });
    const to = tree.beijingBasic;
    const by = await boundCadre(tree, {
      ...{ org: tree.beijing.orgId, person: 'new side', home: to, by: tree.beijing.root },
    });
    const { identityId, personKey, nameTag } = x;
    const row = { identityId, personKey, nameTag, root: DIGEST, to };
    const { manifest, chunks } = newImport(tree, [row]);
    const payload = { ...manifest, from: tree.basic, to };
    await decideByTwo(tree, 'transfer.batch', { payload, subjectVersion: 0, first: by, second: city });
    await move(tree.basic, tree.otherCity);
    const send = (): Promise<unknown> =>
      tree.call('transfer:batchChunk', chunks[0] ?? '', { mspId: tree.beijing.mspId });
    expect(await codeOf(send())).to.equal('OUT_OF_SCOPE');
    expect(account(identityId).org).to.equal(tree.basic);
    await move(tree.basic, tree.city);
    await send();
    expect(account(identityId).org).to.equal(to);
  });

  it('has its list of changes carried out by no superior of before', async () => {
    const own = await boundCadre(tree, { org: tree.basic, person: 'own' });
    const { identityId, root } = one.member;
    const row = {
      identityId,
      place: '',
      on: one.today(),
      evidence: DIGEST,
      root,
      version: 1,
      action: 'decease',
    };
    const { manifest, chunks } = newImport(tree, [row]);
    await decideByTwo(tree, 'membership.change', {
      ...{ payload: manifest, subjectVersion: 0, first: own, second: city },
    });
    await move(tree.basic, tree.otherCity);
    const send = (): Promise<unknown> =>
      tree.call('membership:changeChunk', chunks[0] ?? '', { mspId: tree.sichuan.mspId });
    expect(await codeOf(send())).to.equal('OUT_OF_SCOPE');
    expect(account(identityId).state).to.equal('ACTIVE');
    await move(tree.basic, tree.city);
    await send();
    expect(account(identityId).state).to.equal('DECEASED');
  });
});
