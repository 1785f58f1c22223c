// SPDX-License-Identifier: Apache-2.0
import { checkOf, CHECKS, resultDigest, type AuditRows, type CheckResult } from '@unionid/domain/audit';
import { ledgerKey, type PlanItem } from '@unionid/domain/ledger';
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import { AuditSource } from '#src/audits/audit-source.js';
import { gatherGround } from '#src/audits/gather-ground.js';
import { gatherPart, withItems } from '#src/audits/gather-part.js';
import { runInParts } from '#src/audits/run-in-parts.js';
import type { Databases } from '#src/database/databases.js';
import { openReadModel, type DatabaseReadModel } from '#src/read-model/database-read-model.js';
import { blockOf, idOf, writeOf } from '../support/ledger-blocks.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';
import { recordQueries, type QueryLog } from '../support/record-queries.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const { account, plan, programme, fund } = SAMPLE_RECORDS;
const ORG = plan.record.org;
const [ONE, OTHER] = [idOf('identity', 'one'), idOf('identity', 'other')];
const NAMES = {
  first: idOf('manifest', 'first'),
  second: idOf('manifest', 'second'),
  third: idOf('manifest', 'third'),
};

describeOnDatabases('rows of checks from a ledger whose contract was altered', () => {
  const folder = useTemporaryFolder();
  let databases: Databases;
  let readModel: DatabaseReadModel;
  let log: QueryLog;

  beforeEach(async () => {
    databases = await testDatabase().open(folder());
    log = recordQueries(databases);
    readModel = await openReadModel(log.databases);
  });
  afterEach(async () => {
    await readModel.close();
    await databases.close();
  });

  const benefit = (key: string, value: unknown) => writeOf(key, value, 'benefit');
  const planWrites = (planId: string, items: readonly PlanItem[]) => [
    benefit(ledgerKey.plan(planId), { ...plan.record, signed: { items: items.length, fen: 100 } }),
    benefit(ledgerKey.items(planId, 0), { items }),
    benefit(ledgerKey.itemStates(planId, 0), JSON.stringify('S'.repeat(items.length))),
  ];
  const apply = async (number: number, ...writes: ReturnType<typeof writeOf>[]): Promise<void> => {
    await readModel.apply(blockOf(number, { chaincode: 'benefit', writes }), () => Promise.resolve());
  };
  const run = async (code: string, height: number): Promise<CheckResult> => {
    const scope = { org: ORG, sources: ['union'] as const };
    const asked = { code, scope, mostItems: 1_000 };
    const source = new AuditSource(readModel, height);
    const result = await runInParts(source, asked);
    // Whatever the parts.
    for (const room of [{ enoughItems: 1 }, { mostItems: 4 }])
      expect(resultDigest(await runInParts(source, { ...asked, ...room })), code).to.equal(
        resultDigest(result),
      );
    return result;
  };
  const rowsOf = async (code: string, height: number): Promise<AuditRows> => {
    const [source, check] = [new AuditSource(readModel, height), checkOf(code)];
    const ground = await gatherGround(source, { check, scope: { org: ORG, sources: ['union'] } });
    const plans = await Promise.all(
      ground.plans.map(async (one) => (await withItems(source, check, one)).plan),
    );
    return gatherPart(source, check, { ground, plans });
  };

  it('tell what stood at a height, in the same bytes whatever came later', async () => {
    const union = { version: 1, state: 'ACTIVE', province: '51', parent: '', level: 1 };
    await readModel.apply(blockOf(0, { writes: [writeOf(ledgerKey.organisation(ORG), union)] }), () =>
      Promise.resolve(),
    );
    await apply(
      1,
      benefit(fund.key, fund.record),
      benefit(ledgerKey.programme(plan.record.programme, 1), { ...programme.record, itemFen: 60 }),
      ...planWrites(NAMES.first, [
        { id: ONE, fen: 50 },
        { id: OTHER, fen: 50 },
      ]),
    );
    const honest = await run('DUP-1', 2);
    expect(honest.findings).to.deep.equal([]);
    expect(honest.coverage).to.include({ plans: 1, items: 2 });
    // No contract of ours grants a class twice in its period, or more than the cap.
    await apply(2, ...planWrites(NAMES.second, [{ id: ONE, fen: 70 }]));
    const [found] = (await run('DUP-1', 3)).findings;
    expect(found).to.deep.include({ org: ORG, reason: 'repeated', fen: 70 });
    expect(found?.steps.map(({ block }) => block)).to.deep.equal([1, 2]);
    expect((await run('CAP-1', 3)).findings.map(({ reason, fen }) => [reason, fen])).to.deep.include([
      'item',
      10,
    ]);
    expect((await run('ELG-1', 3)).findings.every(({ facts }) => facts.state === 'UNKNOWN')).to.equal(true);
    expect(resultDigest(await run('DUP-1', 2)), 'as it was').to.equal(resultDigest(honest));
  });

  it('know whoever was entered twice by the account that stands in the end, and as of when', async () => {
    const [three, far] = [idOf('identity', 'three'), idOf('identity', 'far')];
    const member = (id: string, change: object = {}) =>
      writeOf(ledgerKey.account(id), { ...account.record, ...change });
    const ended = (into: string) => ({ v: 9, state: 'VOIDED', into });
    await readModel.apply(
      blockOf(0, {
        writes: [
          writeOf(ledgerKey.organisation(ORG), {
            ...{ version: 1, state: 'ACTIVE', province: '51', parent: '', level: 1 },
          }),
          ...[ONE, OTHER, three, far].map((id) => member(id)),
        ],
      }),
      () => Promise.resolve(),
    );
    await apply(
      1,
      benefit(fund.key, fund.record),
      benefit(ledgerKey.programme(plan.record.programme, 1), programme.record),
      ...planWrites(NAMES.first, [
        { id: ONE, fen: 50 },
        { id: OTHER, fen: 50 },
      ]),
    );
    // One ends for an account that is granted nothing, and that one for the other.
    const merges = [member(ONE, ended(three)), member(three, ended(far)), member(far, ended(OTHER))];
    await readModel.apply(blockOf(2, { writes: merges }), () => Promise.resolve());
    expect((await run('DUP-1', 2)).findings).to.deep.equal([]);
    expect((await run('DUP-1', 3)).findings.map(({ reason, fen }) => [reason, fen])).to.deep.equal([
      ['repeated', 50],
    ]);
  });

  it('know whom a file names by an account that has ended and was granted nothing', async () => {
    const [former, file] = [idOf('identity', 'former'), SAMPLE_RECORDS.hardshipFile.record];
    const [h1, h2] = [idOf('file', 'one'), idOf('file', 'two')];
    const union = { version: 1, state: 'ACTIVE', province: '51', parent: '', level: 1 };
    const member = (id: string, change: object = {}) =>
      writeOf(ledgerKey.account(id), { ...account.record, ...change });
    const filed = (fileId: string, ...ids: string[]) =>
      benefit(ledgerKey.hardshipFile(fileId), {
        ...file,
        members: ids.map((id, n) => ({ tag: `1.${String(n).repeat(22)}`, id, in: 1 })),
      });
    await readModel.apply(
      blockOf(0, {
        writes: [
          writeOf(ledgerKey.organisation(ORG), union),
          ...[ONE, OTHER].map((id) => member(id)),
          member(former, { v: 2, state: 'VOIDED', into: OTHER }),
        ],
      }),
      () => Promise.resolve(),
    );
    const by = (id: string, fileId: string): PlanItem => ({ id, fen: 50, file: fileId, fileVersion: 1 });
    await apply(1, benefit(fund.key, fund.record), filed(h1, ONE, former), filed(h2, OTHER));
    await apply(2, ...planWrites(NAMES.first, [by(ONE, h1)]), ...planWrites(NAMES.second, [by(OTHER, h2)]));
    const { findings } = await run('DUP-3', 3);
    expect(findings.map(({ reason, facts }) => [reason, facts.files])).to.deep.include(['twoFiles', 2]);
  });

  it('know above which unions those stand whose members several have granted something', async () => {
    const [county, town, city] = ['county', 'town', 'city'].map((name) => idOf('organisation', name));
    const unionOf = (orgId: string, parent: string) =>
      writeOf(ledgerKey.organisation(orgId), {
        ...{ version: 1, state: 'ACTIVE', province: '51', parent, level: 1 },
      });
    const { record: account } = SAMPLE_RECORDS.account;
    const member = (id: string, org: string) => writeOf(ledgerKey.account(id), { ...account, v: 2, org });
    const identity = (number: number, ...writes: ReturnType<typeof writeOf>[]) =>
      readModel.apply(blockOf(number, { writes }), () => Promise.resolve());
    const lineOf = (org: string, id: string, planId: string) =>
      planWrites(planId, [{ id, fen: 30 }]).map((write) =>
        write.key === ledgerKey.plan(planId)
          ? benefit(write.key, { ...plan.record, org, signed: { items: 1, fen: 30 } })
          : write,
      );
    await identity(0, unionOf(ORG, ''), unionOf(city!, ORG), unionOf(county!, ORG), unionOf(town!, city!));
    await identity(1, member(ONE, county!), member(OTHER, county!));
    const programmeKey = ledgerKey.programme(plan.record.programme, 1);
    await apply(
      2,
      benefit(fund.key, fund.record),
      benefit(programmeKey, { ...programme.record, windowFen: 60 }),
      ...lineOf(county!, ONE, NAMES.first),
    );
    await identity(3, member(ONE, town!));
    await apply(4, ...lineOf(city!, ONE, NAMES.second));
    expect((await run('DUP-2', 5)).findings.map(({ explained }) => explained)).to.deep.equal(['transferred']);
    const asked = async (code: string) => [...(await rowsOf(code, 5)).unions.keys()].sort();
    expect(await asked('DUP-2')).to.deep.equal([ORG, city!, county!, town!].sort());
    expect(await asked('DUP-1')).to.deep.equal([]);
  });

  it('say of an operator what it was from which block on', async () => {
    const { record: operator } = SAMPLE_RECORDS.operator;
    const [cadre, unbound] = [idOf('operator', 'cadre'), idOf('operator', 'unbound')];
    const as = (change: object) => writeOf(ledgerKey.operator(cadre), { ...operator, ...change });
    const writes = [
      [as({}), writeOf(ledgerKey.operator(unbound), operator)],
      [as({ version: 2, grants: ['pay'], person: ONE })],
      [as({ version: 3, grants: ['pay'], person: ONE, state: 'REVOKED' })],
    ];
    for (const [number, some] of writes.entries())
      await readModel.apply(blockOf(number, { writes: some }), () => Promise.resolve());
    const { cadres, persons, members } = await rowsOf('MIS-1', 3);
    expect([...persons]).to.deep.equal([[cadre, ONE]]);
    expect(members.size).to.equal(0);
    expect(
      cadres.get(ONE)?.map(({ grants, state, since, until }) => [grants[0], state, since, until]),
    ).to.deep.equal([
      ['verify', 'ACTIVE', 0, 1],
      ['pay', 'ACTIVE', 1, 2],
      ['pay', 'REVOKED', 2, undefined],
    ]);
  });

  it('know where the union of whoever is paid stood as the list was taken in, by indexes alone', async () => {
    const above = idOf('organisation', 'above');
    const union = { version: 1, state: 'ACTIVE', province: '51', parent: '', level: 1 };
    const identity = (number: number, ...writes: ReturnType<typeof writeOf>[]) =>
      readModel.apply(blockOf(number, { writes }), () => Promise.resolve());
    await identity(
      0,
      writeOf(ledgerKey.organisation(above), { ...union, division: '510100' }),
      writeOf(ledgerKey.organisation(ORG), { ...union, parent: above, level: 2 }),
      ...[ONE, OTHER].map((id) => writeOf(ledgerKey.account(id), account.record)),
    );
    const districts = [
      { division: '510100', windowFen: 60 },
      { division: '510107', windowFen: 20 },
    ];
    await apply(
      1,
      benefit(fund.key, fund.record),
      benefit(ledgerKey.programme(plan.record.programme, 1), {
        ...{ ...programme.record, itemFen: 60, windowFen: 60, districts },
      }),
      ...planWrites(NAMES.first, [{ id: ONE, fen: 50 }]),
    );
    // The union above moves in the very block of the second list, which had read it as it was: or it would not be valid.
    await readModel.apply(
      blockOf(
        2,
        { chaincode: 'benefit', writes: planWrites(NAMES.second, [{ id: OTHER, fen: 50 }]) },
        {
          writes: [writeOf(ledgerKey.organisation(above), { ...union, version: 2, division: '510107' })],
        },
      ),
      () => Promise.resolve(),
    );
    const before = await run('CAP-1', 3);
    expect(before.findings).to.deep.equal([]);
    await apply(3, ...planWrites(NAMES.third, [{ id: OTHER, fen: 1 }]));
    log.queries.length = 0;
    const { findings, rule } = await run('CAP-1', 4);
    expect(rule).to.equal(4);
    expect(findings.map(({ reason, facts, plans }) => ({ reason, facts, plans }))).to.deep.equal([
      {
        reason: 'window',
        facts: { cap: 20, fen: 51, division: '510107' },
        plans: [NAMES.second, NAMES.third].sort(),
      },
    ]);
    const plans = (await log.explain()).filter((step) => !step.includes('unreadable'));
    expect(plans.filter((step) => /^SCAN (?!CONSTANT)|Seq Scan on/.test(step))).to.deep.equal([]);
    expect(resultDigest(await run('CAP-1', 3)), 'as it was').to.equal(resultDigest(before));
    const { unions } = await rowsOf('CAP-1', 4);
    expect([...unions.keys()].sort()).to.deep.equal([ORG, above].sort());
    const others = await rowsOf('DUP-1', 4);
    expect(others.unions.size, 'nobody else asks').to.equal(0);
  });

  it('are of the scope only: its unions, its sources', async () => {
    await apply(0, benefit(fund.key, fund.record), ...planWrites(NAMES.first, [{ id: ONE, fen: 1 }]));
    const scope = { org: ORG, sources: ['central'] as const };
    const ask = (code: string) => runInParts(new AuditSource(readModel, 1), { code, scope, mostItems: 0 });
    // Nothing of the scope is in it: nobody reads its items.
    for (const { code } of CHECKS)
      expect((await ask(code)).coverage, code).to.include({ plans: 0, items: 0 });
  });

  it('refuse to hold more items at once than there is room for', async () => {
    const union = { version: 1, state: 'ACTIVE', province: '51', parent: '', level: 1 };
    await readModel.apply(blockOf(0, { writes: [writeOf(ledgerKey.organisation(ORG), union)] }), () =>
      Promise.resolve(),
    );
    const one = [{ id: ONE, fen: 1 }];
    await apply(
      1,
      benefit(fund.key, fund.record),
      ...planWrites(NAMES.first, one),
      ...planWrites(NAMES.second, one),
    );
    const scope = { org: ORG, sources: ['union'] as const };
    const ask = (code: string, room: { readonly mostItems: number; readonly enoughItems: number }) =>
      runInParts(new AuditSource(readModel, 2), { code, scope, ...room });
    const { details } = await expectCode(ask('DUP-1', { mostItems: 1, enoughItems: 1 }), 'CHECK_TOO_LARGE');
    expect(details).to.deep.equal({ limit: 1 });
    expect((await ask('DUP-1', { mostItems: 2, enoughItems: 1 })).findings).to.have.length(1);
    // Plan by plan there is never more than one; more of them than there is room for are not held together.
    expect((await ask('ELG-1', { mostItems: 1, enoughItems: 1 })).coverage.items).to.equal(2);
    expect((await ask('ELG-1', { mostItems: 1, enoughItems: 2 })).coverage.items).to.equal(2);
    // What a check does not look at is counted and not kept.
    expect((await ask('IMP-1', { mostItems: 0, enoughItems: 1 })).coverage.items).to.equal(2);
  });

  it('look at more than there is room for, slice by slice, where payees or accounts tell items apart', async () => {
    const union = { version: 1, state: 'ACTIVE', province: '51', parent: '', level: 1 };
    await readModel.apply(blockOf(0, { writes: [writeOf(ledgerKey.organisation(ORG), union)] }), () =>
      Promise.resolve(),
    );
    const account = `1.${'A'.repeat(22)}`;
    const payees: readonly PlanItem[] = Array.from({ length: 12 }, (_, n) => ({
      id: idOf('identity', `payee ${String(n)}`),
      fen: 1,
    }));
    const open = (version: object = {}) => [
      benefit(fund.key, fund.record),
      benefit(ledgerKey.programme(plan.record.programme, 1), { ...programme.record, ...version }),
    ];
    await apply(
      1,
      ...open(),
      ...planWrites(NAMES.first, payees),
      ...planWrites(NAMES.second, [payees[3]!, { ...payees[0]!, account }, { ...payees[1]!, account }]),
    );
    const scope = { org: ORG, sources: ['union'] as const };
    const ask = (code: string, mostItems: number, height = 2) =>
      runInParts(new AuditSource(readModel, height), { code, scope, mostItems });
    for (const code of ['DUP-1', 'DUP-2', 'CAP-1', 'IMP-1']) {
      const whole = await ask(code, 100);
      expect(whole.coverage.items, code).to.equal(15);
      expect(resultDigest(await ask(code, 10)), code).to.equal(resultDigest(whole));
    }
    expect((await ask('DUP-1', 10)).findings).to.have.length(3);
    expect((await ask('IMP-1', 10)).findings.map(({ reason }) => reason)).to.deep.equal(['sharedAccount']);
    // Households are told apart by no payee, and no slice is smaller than what one payee was granted.
    await apply(2, ...open({ v: 2, householdFen: 5 }));
    expect((await ask('CAP-1', 100, 3)).coverage.items).to.equal(15);
    await expectCode(ask('CAP-1', 10, 3), 'CHECK_TOO_LARGE');
    await expectCode(ask('DUP-1', 1), 'CHECK_TOO_LARGE');
  });
});
