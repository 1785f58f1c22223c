// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type OrganisationProfileRecord } from '@unionid/domain/ledger';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { expect } from 'chai';
import { newOrganisationEntry } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const CODE = '81510000MB0000001J';
const EMPLOYER = {
  ...{ name: '示范机械有限公司', creditCode: '91510000MA0000001F', nature: '170', economicType: '170' },
  ...{ industry: 'C', district: '', headcount: 120 },
};

describe('organisations', () => {
  let tree: UnionTree;

  beforeEach(async () => {
    tree = await newUnionTree();
  });

  const found = (parent: string, change: Partial<OrganisationEntry> = {}): Promise<OrganisationEntry> =>
    submit(newOrganisationEntry(tree, parent, change));
  const submit = async (entry: OrganisationEntry): Promise<OrganisationEntry> => {
    await tree.submit('organisation.register', entry, { by: tree.sichuan.root });
    return entry;
  };

  it('are founded with profile, credit code and employers', async () => {
    const union = await found(tree.city, { creditCode: CODE, employers: [EMPLOYER] });
    const argument = JSON.stringify({ orgId: union.orgId });
    const submitter = { mspId: 'BeijingMSP' };
    const read = JSON.parse(
      await tree.ledger.evaluate({ function: 'organisation:read', argument, submitter }),
    ) as {
      organisation: unknown;
      profile: OrganisationProfileRecord;
      employers: unknown;
    };
    expect(read.organisation).to.deep.equal({
      ...{ version: 1, state: 'ACTIVE', province: '51', parent: tree.city, level: 5 },
      foundedOn: '2001-01-01',
    });
    expect(read.profile.creditCode).to.equal(CODE);
    expect(read.employers).to.deep.equal([EMPLOYER]);
    expect(tree.ledger.state(ledgerKey.creditCode(CODE))).to.equal(JSON.stringify(union.orgId));
  });

  it('are not founded twice, nor with a credit code that another union has', async () => {
    const union = await found(tree.city, { creditCode: CODE });
    expect(await codeOf(submit(union))).to.equal('ORGANISATION_EXISTS');
    expect(await codeOf(found(tree.otherCity, { creditCode: CODE }))).to.equal('CREDIT_CODE_TAKEN');
  });

  it('stand under a union of a higher level, of this province, that exists', async () => {
    expect(await codeOf(found(tree.basic))).to.equal('PARENT_INVALID');
    expect(await codeOf(found(tree.beijingBasic))).to.equal('PROVINCE_FOREIGN');
    expect(await codeOf(found(tree.newId('organisation')))).to.equal('ORGANISATION_UNKNOWN');
  });

  it('are not founded tomorrow, nor cover an employer twice', async () => {
    // It is 10:00 in China on 2 March; in UTC the day has the same date.
    await found(tree.city, { foundedOn: '2026-03-02' });
    expect(await codeOf(found(tree.city, { foundedOn: '2026-03-03' }))).to.equal('DATES_INVALID');
    expect(await codeOf(found(tree.city, { employers: [EMPLOYER, EMPLOYER] }))).to.equal('INVALID_REQUEST');
  });

  it('take the day from the clock of China', async () => {
    tree.clock.set(Date.parse('2026-03-02T16:00:00.000Z'));
    await found(tree.city, { foundedOn: '2026-03-03' });
  });

  it('are unknown to a query where there is none', async () => {
    const argument = JSON.stringify({ orgId: tree.newId('organisation') });
    const reading = tree.call('organisation:read', argument, { mspId: 'BeijingMSP' });
    expect(await codeOf(reading)).to.equal('ORGANISATION_UNKNOWN');
  });
});
