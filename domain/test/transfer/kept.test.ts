// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { CompletedBefore, SilentBefore, TransferRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import {
  cancelTransfer,
  completedBefore,
  currentOf,
  decidedUnions,
  objectToTransfer,
  releaseMember,
  succeedIn,
  undoTransfer,
  waitsOf,
} from '#src/transfer/index.js';
import { keptBefore } from '#src/transfer/before.js';
import { decidedAgainst } from '#src/transfer/ground.js';
import { expectCode } from '../support/expect-code.js';
import { idOf } from '../support/instructions.js';
import { without } from '../support/without.js';
import { ASKED, groundOf, MEMBER, NEW, NOW, OLD, OTHER_DIGEST, THIRD, UNION } from './support.js';

const named = { identityId: SAMPLE.identityId, place: '' };
const codeKey = SAMPLE.publicKey;
const decided = { to: THIRD, digest: SAMPLE.digest };
/** The member came from a third union by the silence of that one. */
const before: CompletedBefore = {
  ...{ way: 'silence', from: THIRD, fromProvince: '34', asked: '2026-02-20T04:00:00.000Z' },
  ...{ due: '2026-02-27T16:00:00.000Z', moved: '2026-03-01T04:00:00.000Z', root: OTHER_DIGEST },
  ...{ undoUntil: '2026-03-10T16:00:00.000Z', appealUntil: '2026-03-18T16:00:00.000Z' },
};
/** From where a silence brought the member once. */
const silent: SilentBefore = {
  ...{ from: NEW, fromProvince: '34', to: THIRD, toProvince: '37', asked: '2026-02-01T04:00:00.000Z' },
  ...{ due: '2026-02-08T16:00:00.000Z', moved: '2026-02-10T04:00:00.000Z', root: SAMPLE.digest },
  appealUntil: '2026-03-30T16:00:00.000Z',
};
/** What a record of a second membership says besides its own step. */
const second = { nth: 2, before, silent, decided, earlier: [{ to: NEW, digest: OTHER_DIGEST }] };
const member = { ...MEMBER, nth: 2 };

describe('what a transfer keeps of the membership that it is about', () => {
  it('is which it is, what it came by and what was decided of it, through a release to nobody', () => {
    const over: TransferRecord = { ...ASKED, ...second, status: 'LAPSED' };
    const released = releaseMember({ ...named, codeKey }, groundOf(over, { account: member }));
    expect(released).to.deep.include({ ...second, number: 3, status: 'RELEASED' });
  });

  it('is the same where a request is taken back and the code of the member stays', () => {
    const coded: TransferRecord = { ...ASKED, ...second, codeKey };
    const { lapsesAt } = ASKED;
    expect(cancelTransfer(coded, groundOf(coded, { account: member }))).to.deep.equal({
      ...{ ...second, v: 5, number: 2, status: 'RELEASED', way: '', from: OLD, fromProvince: '51', to: '' },
      ...{ toProvince: '', asked: ASKED.asked, due: lapsesAt, silentAt: lapsesAt, lapsesAt, codeKey },
    });
  });

  it('is told of the one before where that stands again', () => {
    const { v, number } = ASKED;
    expect(completedBefore({ ...ASKED, ...second })).to.deep.equal({
      ...{ nth: 2, v, number, status: 'COMPLETED', to: OLD, toProvince: '51', decided },
      ...{ ...before, silentAt: before.due, lapsesAt: before.due },
      ...{ earlier: second.earlier, silent },
    });
  });

  it('ends with the membership, although the union is the same', () => {
    const of = (transfer: TransferRecord, nth?: number): unknown =>
      currentOf(groundOf(transfer, { account: { ...MEMBER, ...(nth !== undefined && { nth }) } }))?.status;
    expect([of(ASKED), of(ASKED, 1), of(ASKED, 2)]).to.deep.equal(['REQUESTED', 'REQUESTED', 'CANCELLED']);
    const next = { ...ASKED, nth: 2 };
    expect([of(next), of(next, 2), of(next, 3)]).to.deep.equal(['CANCELLED', 'REQUESTED', 'CANCELLED']);
  });
});

describe('what the next transfer keeps of the one before', () => {
  const completed: TransferRecord = {
    ...{ ...ASKED, status: 'COMPLETED', way: 'silence', moved: '2026-03-02T05:00:00.000Z' },
    ...{ by: idOf('operator'), let: idOf('operator', 2), undoUntil: before.undoUntil },
  };
  const kept = (transfer: TransferRecord): unknown =>
    keptBefore(transfer, { account: { org: NEW }, now: NOW }).before;

  it('is who acted in it and when it moved, and no window that it does not have', () => {
    const { way, from, fromProvince, asked, due, evidence, root, by, moved, undoUntil } = completed;
    expect(kept(completed)).to.deep.equal({
      ...{ way, from, fromProvince, asked, due, evidence, root, by, let: completed.let, moved, undoUntil },
    });
    expect(kept(without(completed, 'undoUntil')), 'no way back').to.equal(undefined);
  });

  it('is gone back to by whoever has the member, past the request that followed', () => {
    const followed: TransferRecord = { ...ASKED, before };
    const home = { orgId: THIRD, org: UNION };
    const { account, transfer } = undoTransfer(groundOf(followed, home));
    expect(account).to.include({ org: THIRD, province: '34', root: OTHER_DIGEST });
    expect(transfer).to.include({ status: 'RETURNED', from: THIRD, to: OLD, number: 2, v: 5 });
    const late = groundOf(followed, { ...home, now: Date.parse(before.undoUntil) });
    expectCode(() => undoTransfer(late), 'UNDO_TOO_LATE');
    expectCode(() => undoTransfer(groundOf(undefined, home)), 'TRANSFER_ENDED');
  });

  it('stays where its union’s heir is another than who lost the member', () => {
    const [followed, heir] = [{ ...ASKED, before }, idOf('organisation', 4)];
    expect(succeedIn(followed, { orgId: OLD, heir })).to.deep.equal({ ...followed, v: 5, from: heir });
  });
});

describe('what a transfer tells of who acted and what may follow', () => {
  it('names who objected, where somebody did by name', () => {
    const objects = { ...named, ground: 'stillEmployed', evidence: OTHER_DIGEST } as const;
    const actors = { actor: idOf('operator', 3), person: undefined, personOf: () => undefined };
    const { objection } = objectToTransfer(objects, idOf('organisation', 9), groundOf(ASKED, { actors }));
    expect(objection?.by).to.equal(actors.actor);
  });

  it('names who asks before each that was decided against, and nobody where there is none', () => {
    expect(decidedUnions(undefined)).to.deep.equal([]);
    expect(decidedUnions({ ...ASKED, ...second })).to.deep.equal([NEW, THIRD, NEW]);
    expect(decidedUnions({ ...ASKED, to: '' })).to.deep.equal([]);
  });

  it('decides against no document where there was none', () => {
    expect(decidedAgainst({ to: NEW })).to.deep.equal({});
  });

  it('waits for an appeal of a completed one alone, and only where there is a time for it', () => {
    const silent = { ...ASKED, way: 'silence' } as const;
    expect(waitsOf({ ...silent, status: 'COMPLETED' })).to.deep.equal([]);
    // Given back within its days, so that there is nothing to appeal against.
    const { undoUntil, appealUntil = '' } = before;
    expect(waitsOf({ ...silent, status: 'RETURNED', undoUntil, appealUntil })).to.deep.equal([]);
  });
});
