// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type AccountRecord } from '@unionid/domain/ledger';
import { expect } from 'chai';
import {
  newImport,
  newMemberEntry,
  VALIDATION_CODE,
  type EndorsedInMemory,
  type TestOperator,
} from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const { VALID, MVCC_READ_CONFLICT, DUPLICATE_TXID } = VALIDATION_CODE;

describe('transactions that meet', () => {
  let tree: UnionTree;

  beforeEach(async () => {
    tree = await newUnionTree();
  });

  const endorseEnrolment = async (
    person: string,
    org: string,
    by: TestOperator,
  ): Promise<EndorsedInMemory> => {
    const argument = await tree.instruct('person.enrol', newMemberEntry(tree, org, { person }), { by });
    return tree.ledger.endorse({ function: 'person:enrol', argument, submitter: { mspId: by.mspId } });
  };
  const codesOf = (endorsed: readonly EndorsedInMemory[]): number[] =>
    tree.ledger.commit(endorsed).transactions.map(({ code }) => code);

  it('two provinces enrol the same person in one block: one succeeds, the other is told why when it tries again', async () => {
    for (let round = 0; round < 20; round += 1) {
      const person = `person ${round}`;
      const both = [
        await endorseEnrolment(person, tree.basic, tree.sichuan.root),
        await endorseEnrolment(person, tree.beijingBasic, tree.beijing.root),
      ];
      const [first, second] = round % 2 === 0 ? [0, 1] : [1, 0];
      const ordered = [both[first], both[second]].filter((each) => each !== undefined);
      expect(codesOf(ordered)).to.deep.equal([VALID, MVCC_READ_CONFLICT]);
      const loser = second === 0 ? tree.sichuan.root : tree.beijing.root;
      const org = second === 0 ? tree.basic : tree.beijingBasic;
      expect(
        await codeOf(tree.submit('person.enrol', newMemberEntry(tree, org, { person }), { by: loser })),
      ).to.equal('MEMBER_EXISTS');
    }
  });

  it('a held-back transaction is invalid once its key is revoked', async () => {
    const grants = ['member'] as const;
    const cadre = await registerOperator(tree, { org: tree.sichuan.orgId, role: 'cadre', grants });
    const held = await endorseEnrolment('held back', tree.basic, cadre);
    const { operatorId, keyId } = cadre;
    await tree.submit(
      'operator.revokeKey',
      { operatorId, keyId },
      { by: tree.sichuan.root, subjectVersion: 1 },
    );
    expect(codesOf([held])).to.deep.equal([MVCC_READ_CONFLICT]);
  });

  it('a held-back chunk is invalid once the key of its manifest is revoked', async () => {
    const cadre = await registerOperator(tree, {
      org: tree.sichuan.orgId,
      role: 'cadre',
      grants: ['member'],
    });
    const { manifest, chunks } = newImport(tree, [newMemberEntry(tree, tree.basic, { person: 'a' })]);
    await tree.submit('person.import', manifest, { by: cadre });
    const submitter = { mspId: cadre.mspId };
    const held = await tree.ledger.endorse({
      function: 'person:importChunk',
      argument: chunks[0] ?? '',
      submitter,
    });
    const payload = { operatorId: cadre.operatorId, reason: 'misuse' as const };
    await tree.submit('operator.revoke', payload, { by: tree.sichuan.root, subjectVersion: 1 });
    expect(codesOf([held])).to.deep.equal([MVCC_READ_CONFLICT]);
  });

  it('one instruction endorsed twice takes effect once', async () => {
    const entry = newMemberEntry(tree, tree.basic, { person: 'once' });
    const argument = await tree.instruct('person.enrol', entry, { by: tree.sichuan.root });
    const call = { function: 'person:enrol', argument, submitter: { mspId: tree.sichuan.mspId } };
    const both = [await tree.ledger.endorse(call), await tree.ledger.endorse(call)];
    expect(codesOf(both)).to.deep.equal([VALID, MVCC_READ_CONFLICT]);
    const { v } = JSON.parse(tree.ledger.state(ledgerKey.account(entry.identityId)) ?? '') as AccountRecord;
    expect(v).to.equal(1);
  });

  it('the same signed transaction sent twice is valid once, and its status stays', async () => {
    const endorsed = await endorseEnrolment('twice sent', tree.basic, tree.sichuan.root);
    expect(codesOf([endorsed])).to.deep.equal([VALID]);
    const status = tree.ledger.statusOf(endorsed.transactionId);
    expect(codesOf([endorsed])).to.deep.equal([DUPLICATE_TXID]);
    expect(tree.ledger.statusOf(endorsed.transactionId)).to.deep.equal(status);
  });

  it('enrolments of different persons in one union share a block', async () => {
    const endorsed = await Promise.all(
      ['a', 'b', 'c'].map((person) => endorseEnrolment(person, tree.basic, tree.sichuan.root)),
    );
    expect(codesOf(endorsed)).to.deep.equal([VALID, VALID, VALID]);
  });

  it('chunks of one manifest share a block', async () => {
    const rows = ['a', 'b', 'c'].map((person) => newMemberEntry(tree, tree.basic, { person }));
    const { manifest, chunks } = newImport(tree, rows, { rowsPerChunk: 1 });
    await tree.submit('person.import', manifest, { by: tree.sichuan.root });
    const submitter = { mspId: tree.sichuan.mspId };
    const endorsed = await Promise.all(
      chunks.map((argument) => tree.ledger.endorse({ function: 'person:importChunk', argument, submitter })),
    );
    expect(codesOf(endorsed)).to.deep.equal([VALID, VALID, VALID]);
  });
});
