// SPDX-License-Identifier: Apache-2.0
import { parseSignedInstruction, type PayloadOf } from '@unionid/domain/catalogue';
import { instructionDigest } from '@unionid/domain/instruction';
import { ledgerKey, type OrganisationProfileRecord } from '@unionid/domain/ledger';
import type { EmployerEntry } from '@unionid/domain/organisation';
import { expect } from 'chai';
import { newMemberEntry, newOrganisationEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const employer = (creditCode: string, change: Partial<EmployerEntry> = {}): EmployerEntry => ({
  ...{
    name: '示范机械厂',
    creditCode,
    nature: '',
    economicType: '110',
    industry: '',
    district: '',
    headcount: 12,
  },
  ...change,
});
const [FIRST, SECOND] = ['91999900MA00000019', '91999900MA0000002C'] as const;

describe('the particulars of a union', () => {
  let tree: UnionTree;
  let orgId: string;

  beforeEach(async () => {
    tree = await newUnionTree({ isUnbound: true });
    const entry = newOrganisationEntry(tree, tree.city, { employers: [employer(FIRST)] });
    await tree.submit('organisation.register', entry, { by: tree.sichuan.root });
    ({ orgId } = entry);
  });

  type Payload = PayloadOf<'organisation.revise'>;
  const revise = (
    change: Omit<Payload, 'orgId'>,
    { by = tree.sichuan.root, subjectVersion = 1, id = orgId } = {},
  ): ReturnType<UnionTree['submit']> =>
    tree.submit('organisation.revise', { orgId: id, ...change }, { by, subjectVersion });
  const profile = (): OrganisationProfileRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.organisationProfile(orgId)) ?? '') as OrganisationProfileRecord;

  it('are revised by one signature, and what is not named stays', async () => {
    const before = profile();
    const authority = tree.ledger.state(ledgerKey.organisation(orgId));
    const { result } = await revise({ kind: '02', address: '示范市示范路 1 号' });
    expect(result).to.deep.equal({ orgId, version: 2 });
    expect(profile()).to.deep.equal({ ...before, version: 2, kind: '02', address: '示范市示范路 1 号' });
    expect(tree.ledger.state(ledgerKey.organisation(orgId)), 'nothing in flight is invalidated').to.equal(
      authority,
    );
  });

  it('cover other employers', async () => {
    const at = (code: string): string | undefined => tree.ledger.state(ledgerKey.employer(orgId, code));
    await revise({ cover: [employer(SECOND), employer(FIRST, { headcount: 13 })] });
    expect([at(FIRST), at(SECOND)].map((text) => JSON.parse(text ?? '{}') as object)).to.have.nested.property(
      '[0].headcount',
      13,
    );
    await revise({ release: [FIRST] }, { subjectVersion: 2 });
    expect(at(FIRST)).to.equal(undefined);
    expect(at(SECOND)).to.be.a('string');
    expect(await codeOf(revise({ release: [FIRST] }, { subjectVersion: 3 }))).to.equal(
      'EMPLOYER_NOT_COVERED',
    );
  });

  it('are refused stale, empty, twice the same employer, of no union, out of scope', async () => {
    expect(await codeOf(revise({ kind: '02' }, { subjectVersion: 0 }))).to.equal('STALE_SUBJECT');
    expect(await codeOf(revise({}))).to.equal('INVALID_REQUEST');
    expect(await codeOf(revise({ cover: [employer(FIRST)], release: [FIRST] }))).to.equal('INVALID_REQUEST');
    const stranger = { id: tree.newId('organisation') };
    expect(await codeOf(revise({ kind: '02' }, stranger))).to.equal('ORGANISATION_UNKNOWN');
    expect(await codeOf(revise({ kind: '02' }, { by: tree.beijing.root }))).to.equal('PROVINCE_FOREIGN');
    const beside = await registerOperator(tree, {
      ...{ org: tree.otherCity, role: 'superadmin', grants: ['organisation'] },
    });
    expect(await codeOf(revise({ kind: '02' }, { by: beside }))).to.equal('OUT_OF_SCOPE');
  });

  it('are refused where they are so already, so that no version says what the one before it says', async () => {
    const { name, kind } = profile();
    expect(await codeOf(revise({ kind }))).to.equal('ORGANISATION_UNCHANGED');
    expect(await codeOf(revise({ kind, cover: [employer(FIRST)] }))).to.equal('ORGANISATION_UNCHANGED');
    await revise({ kind, cover: [employer(FIRST, { headcount: 13 })] });
    const grants = ['organisation'] as const;
    const options = { org: tree.city, role: 'superadmin', grants } as const;
    const one = await registerOperator(tree, options);
    await bind(one, 'one');
    const same = revise({ name }, { by: one, subjectVersion: 2 });
    expect(await codeOf(same), 'before anybody confirms').to.equal('ORGANISATION_UNCHANGED');
    await revise({ release: [FIRST] }, { subjectVersion: 2 });
    await revise({ cover: [employer(FIRST)] }, { subjectVersion: 3 });
    expect(profile()).to.include({ kind, version: 4 });
  });

  it('take a name by two persons only', async () => {
    const name = '示范机械厂第二工会委员会';
    expect(await codeOf(revise({ name }))).to.equal('PERSON_UNBOUND');
    const grants = ['organisation'] as const;
    const [one, two] = [
      await registerOperator(tree, { org: tree.city, role: 'superadmin', grants }),
      await registerOperator(tree, { org: tree.city, role: 'superadmin', grants }),
    ];
    for (const [person, operator] of Object.entries({ one, two })) await bind(operator, person);
    const { block } = await revise({ name }, { by: one });
    expect(profile().name).to.not.equal(name);
    const decision = parseSignedInstruction(block.transactions[0]?.argument ?? '');
    const digest = instructionDigest(decision.instruction);
    const confirm = (by: TestOperator): ReturnType<UnionTree['submit']> =>
      tree.submit('decision.confirm', { decision, digest }, { by, subjectVersion: 1 });
    expect(await codeOf(confirm(one))).to.equal('SAME_PERSON');
    await confirm(two);
    expect(profile()).to.include({ name, version: 2 });
  });

  async function bind({ operatorId }: TestOperator, person: string): Promise<void> {
    const { identityId, ...entry } = newMemberEntry(tree, tree.basic, { person });
    await tree.submit('person.enrol', { identityId, ...entry }, { by: tree.sichuan.root });
    const payload = { operatorId, identityId, place: '' };
    await tree.submit('operator.bindPerson', payload, { by: tree.sichuan.root, subjectVersion: 1 });
  }
});
