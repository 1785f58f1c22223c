// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { TransferRecord } from '#src/ledger/index.js';
import {
  futuresOf,
  isOpen,
  refusalOf,
  stepOf,
  TRANSFER_ACTIONS,
  TRANSFER_PROCESS,
  transferAt,
  type TransferStatus,
} from '#src/transfer/index.js';
import { addWorkingDays } from '#src/transfer/term.js';
import { SAMPLE } from '#src/schema/sample.js';

const STATUSES = Object.keys(TRANSFER_PROCESS) as TransferStatus[];

describe('the process of a transfer', () => {
  it('allows this and refuses all else', () => {
    const matrix = STATUSES.map((status) => {
      const cells = TRANSFER_ACTIONS.map((action) => {
        const step = stepOf(status, action);
        return step === undefined ? refusalOf(action, status) : `${step.by} → ${step.to}`;
      });
      return [status, ...cells].join(' | ');
    });
    expect([['', ...TRANSFER_ACTIONS].join(' | '), ...matrix]).to.deep.equal([
      ' | request | release | object | decide | cancel | complete',
      'RELEASED | new → REQUESTED | old → RELEASED | TRANSFER_NOT_ASKED | TRANSFER_NOT_ASKED | old → CANCELLED | TRANSFER_NOT_ASKED',
      'REQUESTED | TRANSFER_OPEN | old → AGREED | old → OBJECTED | TRANSFER_NOT_OBJECTED | new → CANCELLED | TRANSFER_TOO_EARLY',
      'OBJECTED | TRANSFER_OPEN | old → AGREED | TRANSFER_OBJECTED | judge → AGREED | new → CANCELLED | TRANSFER_OBJECTED',
      'AGREED | TRANSFER_OPEN | TRANSFER_AGREED | TRANSFER_AGREED | TRANSFER_AGREED | new → CANCELLED | new → COMPLETED',
      ...['COMPLETED', 'CANCELLED', 'REFUSED', 'LAPSED'].map(
        (status) =>
          `${status} | new → REQUESTED | old → RELEASED | TRANSFER_ENDED | TRANSFER_ENDED | TRANSFER_ENDED | TRANSFER_ENDED`,
      ),
    ]);
  });

  it('shows from the first day what silence makes of it, and then that has become true', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATUSES), fc.integer({ min: 0, max: 40 * 24 }), (status, hours) => {
        const record = recordOf(status);
        const time = new Date(Date.parse(record.asked) + hours * 3_600_000).toISOString();
        const promised = futuresOf(record).filter(({ at }) => at <= time);
        const { status: found } = transferAt(record, time);
        expect(found).to.equal(promised.at(-1)?.status ?? status);
        // However long nobody acts, it ends: with the member where it was, or with the new union free to take it over.
        if (isOpen(status))
          expect(isOpen(transferAt(record, '2999-01-01T00:00:00.000Z').status)).to.equal(false);
      }),
    );
  });

  it('counts working days in China, not the one on which it begins', () => {
    const end = (from: string, days: number): string =>
      new Date(addWorkingDays(Date.parse(from), days, {})).toISOString();
    // 2026-11-27 is a Friday; 23:30 in China is 15:30 UTC, 00:30 the next day's.
    expect(end('2026-11-27T15:30:00.000Z', 1)).to.equal('2026-11-30T16:00:00.000Z');
    expect(end('2026-11-27T16:30:00.000Z', 1)).to.equal('2026-11-30T16:00:00.000Z');
    expect(end('2026-11-26T15:30:00.000Z', 1)).to.equal('2026-11-27T16:00:00.000Z');
    expect(end('2026-11-26T15:30:00.000Z', 5)).to.equal('2026-12-03T16:00:00.000Z');
    expect(addWorkingDays(0, 5, { workingDaySeconds: 60 }), 'of a test network').to.equal(5 * 60_000);
  });
});

function recordOf(status: TransferStatus): TransferRecord {
  return {
    ...{ v: 1, number: 1, status, way: '', from: SAMPLE.orgId, fromProvince: '51' },
    ...{ to: SAMPLE.otherOrgId, toProvince: '34', asked: '2026-11-23T02:00:00.000Z' },
    ...{ due: '2026-11-30T16:00:00.000Z', silentAt: '2026-11-30T16:30:00.000Z' },
    lapsesAt: '2026-12-14T16:00:00.000Z',
  };
}
