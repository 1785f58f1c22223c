// SPDX-License-Identifier: Apache-2.0
import { resultDigest, runCheck, type CheckResult } from '@unionid/domain/audit';
import { ledgerKey } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { gatherRows } from '#src/audits/gather-rows.js';
import type { Databases } from '#src/database/databases.js';
import { openReadModel, type DatabaseReadModel } from '#src/read-model/database-read-model.js';
import { blockOf, idOf, writeOf } from '../support/ledger-blocks.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const { plan, programme, fund } = SAMPLE_RECORDS;
const ORG = plan.record.org;
const [ONE, OTHER] = [idOf('identity', 'one'), idOf('identity', 'other')];
const NAMES = { first: idOf('manifest', 'first'), second: idOf('manifest', 'second') };

describeOnDatabases('rows of checks from a ledger whose contract was altered', () => {
  const folder = useTemporaryFolder();
  let databases: Databases;
  let readModel: DatabaseReadModel;

  beforeEach(async () => {
    databases = await testDatabase().open(folder());
    readModel = await openReadModel(databases);
  });
  afterEach(async () => {
    await readModel.close();
    await databases.close();
  });

  const benefit = (key: string, value: unknown) => writeOf(key, value, 'benefit');
  const planWrites = (planId: string, items: readonly { id: string; fen: number }[]) => [
    benefit(ledgerKey.plan(planId), { ...plan.record, signed: { items: items.length, fen: 100 } }),
    benefit(ledgerKey.items(planId, 0), { items }),
    benefit(ledgerKey.itemStates(planId, 0), JSON.stringify('S'.repeat(items.length))),
  ];
  const apply = async (number: number, ...writes: ReturnType<typeof writeOf>[]): Promise<void> => {
    await readModel.apply(blockOf(number, { chaincode: 'benefit', writes }), () => Promise.resolve());
  };
  const run = async (code: string, height: number): Promise<CheckResult> => {
    const scope = { org: ORG, sources: ['union'] as const };
    return runCheck(code, await gatherRows(readModel, { scope, height, code }));
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

  it('are of the scope only: its unions, its sources', async () => {
    await apply(0, benefit(fund.key, fund.record), ...planWrites(NAMES.first, [{ id: ONE, fen: 1 }]));
    const rows = await gatherRows(readModel, {
      scope: { org: ORG, sources: ['central'] },
      height: 1,
      code: 'DUP-1',
    });
    expect(rows.plans.map(({ inScope }) => inScope)).to.deep.equal([false]);
  });
});
