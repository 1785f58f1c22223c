// SPDX-License-Identifier: Apache-2.0
import type { PayloadOf } from '@unionid/domain/catalogue';
import { ledgerKey } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { benefitRecord, DOCUMENT } from './support/benefit-plan.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

type Publish = PayloadOf<'programme.publish'>;

describe('programmes', () => {
  let tree: UnionTree;
  let programmeId: string;

  beforeEach(async () => {
    tree = await newUnionTree();
    programmeId = tree.newId('programme');
  });

  const payloadOf = (change: Partial<Publish> = {}): Publish => ({
    ...{ programmeId, org: tree.sichuan.orgId, class: 'winter', document: DOCUMENT },
    ...{ from: '2026-01-01', until: '2026-12-31', itemFen: 100, windowFen: 200, publicDays: 7 },
    bands: [
      { fen: 1_000, approvers: 1 },
      { fen: 9_000, approvers: 2, otherUnion: true },
    ],
    ...change,
  });
  const publish = (change: Partial<Publish> = {}, subjectVersion = 0, by = tree.sichuan.root) =>
    tree.submit('programme.publish', payloadOf(change), { by, subjectVersion });
  const end = (subjectVersion: number) =>
    tree.submit('programme.end', { programmeId }, { by: tree.sichuan.root, subjectVersion });
  const record = (version?: number) =>
    benefitRecord(tree, 'programme', ledgerKey.programme(programmeId, version));

  it('are published, revised and ended, each version under a key of its own', async () => {
    await publish();
    await publish({ itemFen: 150 }, 1);
    expect(record()).to.deep.include({ v: 2, itemFen: 150, state: 'OPEN', province: '51' });
    expect(record(1)).to.deep.include({ v: 1, itemFen: 100 });
    await end(2);
    expect(record()).to.deep.include({ v: 3, state: 'ENDED' });
    expect(await codeOf(end(3))).to.equal('PROGRAMME_ENDED');
    expect(await codeOf(publish({}, 3))).to.equal('PROGRAMME_ENDED');
  });

  it('keep their union and class, and contradict themselves nowhere', async () => {
    await publish();
    expect(await codeOf(publish({ class: 'summer' }, 1))).to.equal('PROGRAMME_DIFFERS');
    expect(await codeOf(publish({}, 0))).to.equal('STALE_SUBJECT');
    const wrong: Partial<Publish>[] = [
      { until: '2025-12-31' },
      { windowFen: 99 },
      { apart: 367 },
      { districts: [{ division: '510000', windowFen: 201 }] },
      {
        districts: [
          { division: '510104', windowFen: 1 },
          { division: '510100', windowFen: 1 },
        ],
      },
      {
        districts: [
          { division: '510100', windowFen: 1 },
          { division: '510100', windowFen: 1 },
        ],
      },
      { householdFen: 300, districts: [{ division: '510000', windowFen: 200, householdFen: 301 }] },
      { bands: [payloadOf().bands[1]!, payloadOf().bands[0]!] },
      { bands: [payloadOf().bands[0]!, payloadOf().bands[0]!] },
      { bands: [...payloadOf().bands, { fen: 99_000, approvers: 2 }] },
    ];
    for (const change of wrong) expect(await codeOf(publish(change, 1))).to.equal('PROGRAMME_DISORDERED');
  });

  it('are of whoever is granted work with funds, for the own unions', async () => {
    const by = await registerOperator(tree, {
      ...{ org: tree.sichuan.orgId, role: 'cadre', grants: ['plan', 'check', 'approve', 'pay'] },
    });
    expect(await codeOf(publish({}, 0, by))).to.equal('GRANT_MISSING');
    expect(await codeOf(publish({}, 0, tree.beijing.root))).to.equal('PROVINCE_FOREIGN');
    expect(await codeOf(publish({ org: tree.newId('organisation') }))).to.equal('ORGANISATION_UNKNOWN');
    expect(await codeOf(end(0))).to.equal('PROGRAMME_UNKNOWN');
  });
});
