// SPDX-License-Identifier: Apache-2.0
import { DomainError, type ErrorCode } from '@unionid/domain/errors';
import { ledgerKey, readLedgerValue } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newImport, newMemberEntry, newOrganisationEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const EMPLOYER = '91999900MA00000019';
const OTHER_ROOT = `${'B'.repeat(42)}A`;
const EVIDENCE = { kind: 'contract', digest: 'A'.repeat(43) } as const;

type Way = (member: MemberEntry, root: string) => Promise<unknown>;

// Within a province the record stays, and with it the root: one that was signed for is that of the record, whatever the way.
for (const where of ['within', 'between'] as const)
  describe(`the root of a transfer ${where} ${where === 'within' ? 'a province' : 'provinces'}`, () => {
    let tree: UnionTree;
    let to: string;
    let [newSide, oldSide]: readonly TestOperator[] = [];

    beforeEach(async () => {
      tree = await newUnionTree();
      const province = where === 'within' ? tree.sichuan : tree.beijing;
      const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
      const union = newOrganisationEntry(tree, province.orgId, {
        employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
      });
      to = union.orgId;
      await tree.submit('organisation.register', union, { by: province.root });
      newSide = await boundCadre(tree, { org: to, person: 'new side', home: to, by: province.root });
      oldSide = await boundCadre(tree, { org: tree.sichuan.orgId, person: 'old side' });
    });

    const person = ({ identityId, personKey, nameTag }: MemberEntry, root: string) => ({
      ...{ identityId, personKey, nameTag, root, to },
    });
    const chunk = async (name: string, argument: string): Promise<void> => {
      const mspId = where === 'within' ? 'SichuanMSP' : 'BeijingMSP';
      const { result } = await tree.call(name, argument, { mspId });
      const { refused } = result as { readonly refused: Readonly<Record<string, readonly number[]>> };
      const [code] = Object.keys(refused);
      if (code !== undefined) throw new DomainError(code as ErrorCode);
    };
    const WAYS: Readonly<Record<string, Way>> = {
      'a request': (member, root) =>
        tree.submit(
          'transfer.request',
          { ...person(member, root), evidence: EVIDENCE, employer: EMPLOYER, slot: 0 },
          { by: newSide!, subjectVersion: 0 },
        ),
      'a list of requests': async (member, root) => {
        const row = { ...person(member, root), employer: EMPLOYER, slot: 0, version: 0 };
        const list = newImport(tree, [row], { rowsPerChunk: 1 });
        await tree.submit('transfer.requestMany', { ...list.manifest, evidence: EVIDENCE }, { by: newSide! });
        await chunk('transfer:requestManyChunk', list.chunks[0]!);
      },
      'a batch': async (member, root) => {
        const batch = newImport(tree, [person(member, root)], { rowsPerChunk: 1 });
        const payload = { ...batch.manifest, from: tree.city, to };
        await decideByTwo(tree, 'transfer.batch', {
          ...{ payload, subjectVersion: 0, first: newSide!, second: oldSide! },
        });
        await chunk('transfer:batchChunk', batch.chunks[0]!);
      },
    };

    for (const [way, go] of Object.entries(WAYS))
      it(`by ${way} is ${where === 'within' ? 'the account’s' : 'of the new union’s record'}`, async () => {
        const member = newMemberEntry(tree, tree.basic, { person: 'one' });
        await tree.submit('person.enrol', member, { by: tree.sichuan.root });
        if (where === 'within') {
          expect(await codeOf(go(member, OTHER_ROOT))).to.equal('STALE_SUBJECT');
          await go(member, member.root);
        } else await go(member, OTHER_ROOT);
        const { root, v } = readLedgerValue(
          'account',
          tree.ledger.state(ledgerKey.account(member.identityId)) ?? '',
        )!;
        const moved = where === 'between' && way === 'a batch';
        expect(root).to.equal(moved ? OTHER_ROOT : member.root);
        expect(v).to.equal(way === 'a batch' ? 2 : 1);
      });
  });
