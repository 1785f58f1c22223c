// SPDX-License-Identifier: Apache-2.0
import type { PayloadOf } from '@unionid/domain/catalogue';
import { ledgerKey, parseLedgerKey, readLedgerValue, type LineRecord } from '@unionid/domain/ledger';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { TestOperator } from '#src/testing/index.js';
import { benefitRecord, DOCUMENT, newPlanWorld, type PlanWorld } from './support/benefit-plan.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

type Movement = PayloadOf<'line.allot'>;

describe('lines of a fund', () => {
  let tree: UnionTree;
  let world: PlanWorld;

  beforeEach(async () => {
    tree = await newUnionTree();
    world = await newPlanWorld(tree);
  });

  const lineOf = (org: string): LineRecord | undefined =>
    benefitRecord(tree, 'line', ledgerKey.line(world.fund, org));
  const movement = (from: string, to: string, fen: number): Movement => ({
    ...{ allotmentId: tree.newId('allotment'), fund: world.fund, from, to, fen, document: DOCUMENT },
  });
  const allot = (payload: Movement, by: TestOperator) => tree.submit('line.allot', payload, { by });
  const accept = ({ allotmentId }: Movement, by: TestOperator, subjectVersion = 1) =>
    tree.submit('line.accept', { allotmentId }, { by, subjectVersion });
  const back = (payload: Movement, by: TestOperator) => tree.submit('line.return', payload, { by });

  it('have all of the fund on the owner’s first, and money on the next once that union accepts', async () => {
    const { national, sichuan } = tree;
    expect(lineOf(national.orgId)).to.deep.include({ received: 100_000_000, allotted: 0 });
    const offer = movement(national.orgId, sichuan.orgId, 7_000_000);
    await allot(offer, national.root);
    expect(lineOf(national.orgId)).to.deep.include({ v: 2, allotted: 7_000_000 });
    expect(lineOf(sichuan.orgId), 'no superior writes another province’s record').to.equal(undefined);
    await accept(offer, sichuan.root);
    expect(lineOf(sichuan.orgId)).to.deep.include({ v: 1, received: 7_000_000, province: '51' });
    const unspent = movement(sichuan.orgId, national.orgId, 2_000_000);
    await back(unspent, sichuan.root);
    expect(lineOf(sichuan.orgId)).to.deep.include({ returned: 2_000_000 });
    await accept(unspent, national.root);
    expect(lineOf(national.orgId)).to.deep.include({ allotted: 5_000_000 });
  });

  it('take back what nobody has accepted, in either direction', async () => {
    const { national, sichuan } = tree;
    const offer = movement(national.orgId, sichuan.orgId, 5);
    const withdraw = ({ allotmentId }: Movement, by: TestOperator) =>
      tree.submit('line.withdraw', { allotmentId }, { by, subjectVersion: 1 });
    await allot(offer, national.root);
    expect(await codeOf(withdraw(offer, sichuan.root))).to.equal('PROVINCE_FOREIGN');
    await withdraw(offer, national.root);
    expect(lineOf(national.orgId)).to.deep.include({ allotted: 0 });
    expect(await codeOf(accept(offer, sichuan.root, 2))).to.equal('ALLOTMENT_ENDED');
    const again = movement(national.orgId, sichuan.orgId, 5);
    await allot(again, national.root);
    await accept(again, sichuan.root);
    const unspent = movement(sichuan.orgId, national.orgId, 5);
    await back(unspent, sichuan.root);
    await withdraw(unspent, sichuan.root);
    expect(lineOf(sichuan.orgId)).to.deep.include({ received: 5, returned: 0 });
  });

  it('give no more than they have, to unions below only, and are given back to those above', async () => {
    const { national, sichuan } = tree;
    const [nation, province] = [national.orgId, sichuan.orgId];
    expect(await codeOf(allot(movement(nation, province, 100_000_001), national.root))).to.equal(
      'LINE_SHORT',
    );
    expect(await codeOf(allot(movement(nation, nation, 1), national.root))).to.equal('ALLOTMENT_NOT_BELOW');
    expect(await codeOf(allot(movement(province, tree.city, 1), sichuan.root))).to.equal('LINE_UNKNOWN');
    const offer = movement(nation, province, 10);
    await allot(offer, national.root);
    expect(await codeOf(allot(offer, national.root))).to.equal('ALLOTMENT_EXISTS');
    await accept(offer, sichuan.root);
    expect(await codeOf(back(movement(province, tree.city, 1), sichuan.root))).to.equal(
      'ALLOTMENT_NOT_BELOW',
    );
    expect(await codeOf(back(movement(province, nation, 11), sichuan.root))).to.equal('LINE_SHORT');
    expect(await codeOf(allot(movement(nation, province, 1), sichuan.root))).to.equal('PROVINCE_FOREIGN');
    const other = { ...movement(nation, province, 1), fund: tree.newId('fund') };
    expect(await codeOf(allot(other, national.root))).to.equal('FUND_UNKNOWN');
    const without = await registerOperator(tree, { org: province, role: 'cadre', grants: ['member'] });
    expect(await codeOf(allot(movement(province, tree.city, 1), without))).to.equal('GRANT_MISSING');
  });

  it('close the fund once all of it is paid or the owner’s again, and then take nothing any more', async () => {
    const { national, sichuan } = tree;
    const close = (left: number, by = national.root, subjectVersion = 1) =>
      tree.submit('fund.close', { fundId: world.fund, left }, { by, subjectVersion });
    const offer = movement(national.orgId, sichuan.orgId, 7);
    await allot(offer, national.root);
    expect(await codeOf(close(99_999_993)), 'on its way').to.equal('FUND_UNSETTLED');
    await accept(offer, sichuan.root);
    expect(await codeOf(close(99_999_993)), 'on another line').to.equal('FUND_UNSETTLED');
    const unspent = movement(sichuan.orgId, national.orgId, 7);
    await back(unspent, sichuan.root);
    await accept(unspent, national.root);
    expect(await codeOf(close(99_999_999)), 'not what is left').to.equal('FUND_UNSETTLED');
    expect(await codeOf(close(100_000_000, sichuan.root))).to.equal('PROVINCE_FOREIGN');
    expect(await codeOf(close(100_000_000, national.root, 2))).to.equal('STALE_SUBJECT');
    await close(100_000_000);
    const fund = benefitRecord(tree, 'fund', ledgerKey.fund(world.fund));
    expect(fund).to.deep.include({ v: 2, state: 'CLOSED', left: 100_000_000 });
    expect(await codeOf(close(100_000_000, national.root, 2))).to.equal('FUND_CLOSED');
    expect(await codeOf(allot(movement(national.orgId, sichuan.orgId, 1), national.root))).to.equal(
      'FUND_CLOSED',
    );
    const other = { fundId: tree.newId('fund'), left: 1 };
    expect(await codeOf(tree.submit('fund.close', other, { by: national.root }))).to.equal('FUND_UNKNOWN');
  });

  it('give back what is on the line of a union that has ended', async () => {
    const { sichuan, otherCity: orgId } = tree;
    const offer = movement(tree.national.orgId, orgId, 5);
    await allot(offer, tree.national.root);
    await accept(offer, sichuan.root);
    const named = { org: sichuan.orgId, grants: ['organisation'] } as const;
    const first = await boundCadre(tree, { ...named, person: 'first' });
    const second = await boundCadre(tree, { ...named, person: 'second' });
    const payload = {
      orgId,
      ground: 'dissolved',
      heir: sichuan.orgId,
      on: '2026-03-02',
      evidence: DOCUMENT,
    } as const;
    const { version } = JSON.parse(tree.ledger.state(ledgerKey.organisation(orgId)) ?? '') as {
      version: number;
    };
    await decideByTwo(tree, 'organisation.beginClosing', { payload, subjectVersion: version, first, second });
    const unspent = movement(orgId, sichuan.orgId, 5);
    expect(await codeOf(allot(movement(sichuan.orgId, orgId, 1), sichuan.root))).to.equal(
      'ORGANISATION_CLOSED',
    );
    await back(unspent, sichuan.root);
    const refused = accept(unspent, sichuan.root);
    expect(await codeOf(refused), 'which had given it nothing').to.equal('LINE_SHORT');
    await tree.submit(
      'line.withdraw',
      { allotmentId: unspent.allotmentId },
      { by: sichuan.root, subjectVersion: 1 },
    );
    const home = movement(orgId, tree.national.orgId, 5);
    await back(home, sichuan.root);
    await accept(home, tree.national.root);
    expect(lineOf(tree.national.orgId)).to.include({ allotted: 0 });
  });

  it('give back what came from a union that stands above no more, to the union that gave it', async () => {
    const { national, sichuan, city, otherCity, basic } = tree;
    const down = [
      movement(national.orgId, sichuan.orgId, 9),
      movement(sichuan.orgId, city, 9),
      movement(city, basic, 7),
    ] as const;
    for (const [at, offer] of down.entries()) {
      await allot(offer, at === 0 ? national.root : sichuan.root);
      await accept(offer, sichuan.root);
    }
    const by = { org: sichuan.orgId, grants: ['organisation'] } as const;
    const [first, second] = [
      await boundCadre(tree, { ...by, person: 'first' }),
      await boundCadre(tree, { ...by, person: 'second' }),
    ];
    const moving = { orgId: basic, parent: otherCity, evidence: DOCUMENT };
    await decideByTwo(tree, 'organisation.move', { payload: moving, subjectVersion: 1, first, second });
    const { allotmentId: cameBy } = down[2];
    const home = { ...movement(basic, city, 7), cameBy };
    expect(await codeOf(back(movement(basic, city, 7), sichuan.root)), 'by no word of it').to.equal(
      'ALLOTMENT_NOT_BELOW',
    );
    const other = [
      { ...home, cameBy: down[1].allotmentId },
      { ...home, cameBy: tree.newId('allotment') },
      { ...home, to: otherCity },
      { ...home, to: sichuan.orgId },
    ];
    for (const wrong of other)
      expect(await codeOf(back(wrong, sichuan.root)), 'not by this').to.equal('ALLOTMENT_NOT_BELOW');
    await back(home, sichuan.root);
    await accept(home, sichuan.root);
    expect(lineOf(basic)).to.include({ received: 7, returned: 7 });
    expect(lineOf(city)).to.include({ received: 9, allotted: 0 });
  });

  it('hold each fen of the fund in exactly one place, whatever is done', async function () {
    this.timeout(120_000);
    const { national, sichuan } = tree;
    const unions = [national.orgId, sichuan.orgId, tree.city, tree.basic];
    const rootOf = (org: string): TestOperator => (org === national.orgId ? national.root : sichuan.root);
    const offers: Movement[] = [];
    const step = fc.record({
      kind: fc.constantFrom('line.allot', 'line.return', 'line.accept', 'line.withdraw'),
      ...{ from: fc.nat(3), to: fc.nat(3), fen: fc.nat(60_000_000), offer: fc.nat(20) },
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        for (const { kind, from, to, fen, offer } of steps) {
          if (kind === 'line.allot' || kind === 'line.return') {
            const payload = movement(unions[from]!, unions[to]!, fen + 1);
            const isTaken = await tree.submit(kind, payload, { by: rootOf(payload.from) }).then(
              () => true,
              () => false,
            );
            if (isTaken) offers.push(payload);
          } else {
            const known = offers[offer % Math.max(offers.length, 1)];
            if (known === undefined) continue;
            const by = rootOf(kind === 'line.accept' ? known.to : known.from);
            const { allotmentId } = known;
            await tree
              .submit(kind as 'line.accept', { allotmentId }, { by, subjectVersion: 1 })
              .catch(() => undefined);
          }
          assertBalanced();
        }
      }),
      { numRuns: 15 },
    );
  });

  /** Double entry: what lines hold and what is on its way is the fund, and no figure is below nothing. */
  function assertBalanced(): void {
    const lines = [tree.national.orgId, tree.sichuan.orgId, tree.city, tree.basic].flatMap(
      (org) => lineOf(org) ?? [],
    );
    for (const { received, allotted, returned, reserved, paid } of lines) {
      expect(Math.min(received, allotted, returned, reserved, paid)).to.be.at.least(0);
      expect(received - allotted - returned - reserved - paid).to.be.at.least(0);
    }
    const held = lines.reduce(
      (sum, { received, allotted, returned }) => sum + received - allotted - returned,
      0,
    );
    expect(held + onItsWay()).to.equal(100_000_000);
  }

  function onItsWay(): number {
    const waiting = tree.ledger
      .entries('benefit')
      .filter(([key]) => parseLedgerKey(key)?.type === 'allotment')
      .flatMap(([, value]) => readLedgerValue('allotment', value) ?? [])
      .filter(({ state }) => state === 'OFFERED');
    return waiting.reduce((sum, { fen }) => sum + fen, 0);
  }
});
