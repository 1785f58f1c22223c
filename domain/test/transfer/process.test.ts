// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { ObjectionGround, TransferRecord } from '#src/ledger/index.js';
import {
  DISPUTED,
  futuresOf,
  isOpen,
  refusalAt,
  refusalOfStep,
  stepOf,
  TRANSFER_ACTIONS,
  TRANSFER_PROCESS,
  transferAt,
  windowsOf,
  type TransferStatus,
} from '#src/transfer/index.js';
import { addDays, addWorkingDays } from '#src/transfer/term.js';
import { SAMPLE } from '#src/schema/sample.js';

const STATUSES = Object.keys(TRANSFER_PROCESS) as TransferStatus[];

describe('the process of a transfer', () => {
  it('allows this and refuses all else', () => {
    const matrix = STATUSES.map((status) => {
      const cells = TRANSFER_ACTIONS.map((action) => {
        const step = stepOf(status, action);
        return step === undefined ? refusalOfStep(action, status) : `${step.by} → ${step.to}`;
      });
      return [status, ...cells].join(' | ');
    });
    const over = 'TRANSFER_ENDED | TRANSFER_ENDED | TRANSFER_ENDED | TRANSFER_ENDED';
    const early = 'TRANSFER_NOT_COMPLETED | TRANSFER_NOT_COMPLETED';
    expect([['', ...TRANSFER_ACTIONS].join(' | '), ...matrix]).to.deep.equal([
      ' | request | release | object | decide | cancel | complete | undo | appeal',
      `RELEASED | new → REQUESTED | old → RELEASED | TRANSFER_NOT_ASKED | TRANSFER_NOT_ASKED | old → CANCELLED | TRANSFER_NOT_ASKED | ${early}`,
      `REQUESTED | TRANSFER_OPEN | old → AGREED | old → OBJECTED | TRANSFER_NOT_OBJECTED | new → CANCELLED | TRANSFER_TOO_EARLY | ${early}`,
      `OBJECTED | TRANSFER_OPEN | old → AGREED | TRANSFER_OBJECTED | judge → AGREED | new → CANCELLED | TRANSFER_OBJECTED | ${early}`,
      `AGREED | TRANSFER_OPEN | TRANSFER_AGREED | TRANSFER_AGREED | TRANSFER_AGREED | new → CANCELLED | new → COMPLETED | ${early}`,
      `COMPLETED | new → REQUESTED | old → RELEASED | ${over} | new → RETURNED | old → APPEALED`,
      'APPEALED | TRANSFER_APPEALED | TRANSFER_APPEALED | TRANSFER_APPEALED | judge → COMPLETED | old → COMPLETED | TRANSFER_APPEALED | new → RETURNED | TRANSFER_APPEALED',
      'RECALLED | TRANSFER_RECALLED | TRANSFER_RECALLED | TRANSFER_RECALLED | TRANSFER_RECALLED | old → COMPLETED | old → RETURNED | TRANSFER_RECALLED | TRANSFER_RECALLED',
      ...['RETURNED', 'CANCELLED', 'REFUSED', 'LAPSED'].map(
        (status) =>
          `${status} | new → REQUESTED | old → RELEASED | ${over} | TRANSFER_ENDED | TRANSFER_ENDED`,
      ),
    ]);
  });

  it('can be put right in its windows only, which it shows with their dates', () => {
    const times = { undoUntil: '2026-12-21T16:00:00.000Z', appealUntil: '2026-12-29T16:00:00.000Z' };
    const completed = { ...recordOf('COMPLETED'), ...times, way: 'silence' } as const;
    expect(windowsOf(completed)).to.deep.equal([
      { action: 'undo', until: times.undoUntil },
      { action: 'appeal', until: times.appealUntil },
    ]);
    const at = (record: TransferRecord, action: 'undo' | 'appeal' | 'object', time: string): string =>
      refusalAt(action, { written: record, current: { ...record, ...transferAt(record, time) } }, time)
        ?.code ?? 'allowed';
    expect(at(completed, 'undo', '2026-12-21T15:59:59.999Z')).to.equal('allowed');
    expect(at(completed, 'undo', times.undoUntil)).to.equal('UNDO_TOO_LATE');
    expect(at(completed, 'appeal', '2026-12-29T15:59:59.999Z')).to.equal('allowed');
    expect(at(completed, 'appeal', times.appealUntil)).to.equal('APPEAL_TOO_LATE');
    expect(at({ ...completed, way: 'answer' }, 'appeal', times.undoUntil)).to.equal('TRANSFER_NOT_SILENT');
    const asked = recordOf('REQUESTED');
    expect(windowsOf(asked)).to.deep.equal([{ action: 'object', until: asked.due }]);
    expect(at(asked, 'object', asked.due)).to.equal('OBJECTION_TOO_LATE');
    expect(at(asked, 'object', asked.silentAt), 'the reason stays').to.equal('OBJECTION_TOO_LATE');
  });

  it('keeps moving from an appeal where nobody decides, by its ground', () => {
    const until = '2026-12-10T16:00:00.000Z';
    const futuresBy = (ground: ObjectionGround): readonly string[] =>
      futuresOf({ ...recordOf('APPEALED'), objection: { ground, digest: SAMPLE.digest, until } }).map(
        ({ status, way, at }) => `${status} ${way} ${at.slice(0, 10)}`,
      );
    expect(futuresBy('stillEmployed')).to.deep.equal(['COMPLETED judgeSilence 2026-12-10']);
    expect(futuresBy('expulsionPending')).to.deep.equal(['COMPLETED judgeSilence 2026-12-10']);
    expect(futuresBy('notThisPerson')).to.deep.equal([
      'RECALLED judgeSilence 2026-12-10',
      'COMPLETED judgeSilence 2026-12-14',
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
    const calendar = new Date(addDays(Date.parse('2026-11-27T16:30:00.000Z'), 15, {})).toISOString();
    expect(calendar, 'days of the calendar').to.equal('2026-12-13T16:00:00.000Z');
    expect(addDays(0, 15, { workingDaySeconds: 60 })).to.equal(15 * 60_000);
  });
});

function recordOf(status: TransferStatus): TransferRecord {
  return {
    ...{ v: 1, number: 1, status, way: '', from: SAMPLE.orgId, fromProvince: '51' },
    ...{ to: SAMPLE.otherOrgId, toProvince: '34', asked: '2026-11-23T02:00:00.000Z' },
    ...{ due: '2026-11-30T16:00:00.000Z', silentAt: '2026-11-30T16:30:00.000Z' },
    lapsesAt: '2026-12-14T16:00:00.000Z',
    ...(DISPUTED.includes(status) && {
      objection: { ground: 'notThisPerson', digest: SAMPLE.digest, until: '2026-12-10T16:00:00.000Z' },
    }),
  };
}
