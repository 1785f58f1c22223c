// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { LedgerRecords } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { DatabaseUnavailableError } from '#src/database/database-errors.js';
import { isLawfulSwitch, type SwitchGround } from '#src/read-model/lawful-switch.js';
import { blockOf, idOf, writeOf } from '../support/ledger-blocks.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';

const TIME = '2026-11-22T00:00:00.000Z';
const IDENTITY = idOf('identity', 'member');

describe('a switch that only the other province endorsed', () => {
  const { account, transfer } = SAMPLE_RECORDS;
  const agreed: LedgerRecords['transfer'] = {
    ...{ ...transfer.record, status: 'AGREED', toProvince: '51', lapsesAt: '2027-11-22T00:00:00.000Z' },
  };
  const [transaction] = blockOf(0, { writes: [writeOf(account.key, account.record)] }).transactions;
  const readModel: SwitchGround['readModel'] = {
    transfer: () => Promise.resolve({ identityId: IDENTITY, transfer: agreed }),
    clock: () => Promise.resolve({ v: 1, hour: TIME }),
    network: () => Promise.resolve(undefined),
    policy: () => Promise.resolve(undefined),
    calendar: () => Promise.resolve(undefined),
  };
  const isLawful = (change: Partial<SwitchGround['readModel']> = {}): Promise<boolean> =>
    isLawfulSwitch(transaction!, {
      readModel: { ...readModel, ...change },
      province: '11',
      now: Date.parse(TIME),
    });

  it('is lawful by what can be read alone', async () => {
    expect(await isLawful()).to.equal(true);
    const unreadable = (): Promise<never> => Promise.reject(new DomainError('RECORD_UNREADABLE'));
    expect(await isLawful({ transfer: unreadable })).to.equal(false);
    expect(await isLawful({ clock: unreadable })).to.equal(false);
  });

  // Covers: T11, T15
  it('is lawful by silence where its deadlines are those of the rules that it was asked for under', async () => {
    // A Monday; without rules the fifth working day ends with the next one.
    const asked: LedgerRecords['transfer'] = {
      ...{ ...agreed, status: 'REQUESTED', asked: '2026-11-09T02:00:00.000Z' },
      ...{ due: '2026-11-16T16:00:00.000Z', silentAt: '2026-11-16T16:30:00.000Z' },
      lapsesAt: '2026-12-01T16:00:00.000Z',
    };
    const by = (
      change: Partial<LedgerRecords['transfer']>,
      more: Partial<SwitchGround['readModel']> = {},
    ): Promise<boolean> =>
      isLawful({
        transfer: () => Promise.resolve({ identityId: IDENTITY, transfer: { ...asked, ...change } }),
        ...more,
      });
    expect(await by({})).to.equal(true);
    expect(await by({ due: '2026-11-12T16:00:00.000Z' }), 'a deadline of its own').to.equal(false);
    expect(await by({ silentAt: '2026-11-16T16:00:00.000Z' }), 'no half hour').to.equal(false);
    expect(await by({ lapsesAt: '2026-12-11T16:00:00.000Z' })).to.equal(false);
    // The old province had four days when it was asked, and has ten since.
    const policy = (scope: string, version?: number): Promise<LedgerRecords['policy'] | undefined> =>
      Promise.resolve(
        scope === '51' ? { v: version ?? 2, days: { answer: version === 1 ? 4 : 10 } } : undefined,
      );
    const rules = [0, 1, 0, 0, 0, 0, 0, 0, 0];
    const four = { rules, due: '2026-11-13T16:00:00.000Z', silentAt: '2026-11-13T16:30:00.000Z' };
    const lapsesAt = '2026-11-27T16:00:00.000Z';
    expect(await by({ ...four, lapsesAt }, { policy })).to.equal(true);
    expect(await by({ rules }, { policy }), 'five, as without a policy').to.equal(false);
    const unreadable = (): Promise<never> => Promise.reject(new DomainError('RECORD_UNREADABLE'));
    expect(await by({ ...four, lapsesAt }, { policy: unreadable })).to.equal(false);
  });

  it('is asked of again where the database is away', async () => {
    const fault = new DatabaseUnavailableError('away');
    const away = (): Promise<never> => Promise.reject(fault);
    for (const change of [{ transfer: away }, { clock: away }])
      expect(await isLawful(change).catch((error: unknown) => error)).to.equal(fault);
  });
});
