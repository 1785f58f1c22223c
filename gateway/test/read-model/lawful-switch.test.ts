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

  it('is asked of again where the database is away', async () => {
    const fault = new DatabaseUnavailableError('away');
    const away = (): Promise<never> => Promise.reject(fault);
    for (const change of [{ transfer: away }, { clock: away }])
      expect(await isLawful(change).catch((error: unknown) => error)).to.equal(fault);
  });
});
