// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { TransferRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import {
  appealTransfer,
  cancelTransfer,
  completeTransfer,
  decideTransfer,
  type DecidePayload,
  type TransferGround,
  objectToTransfer,
  releaseMember,
  undoTransfer,
} from '#src/transfer/index.js';
import { expectCode } from '../support/expect-code.js';
import { idOf } from '../support/instructions.js';
import { without } from '../support/without.js';
import { ASKED, groundOf, MEMBER, NEW, OLD, OTHER_DIGEST, THIRD, UNION } from './support.js';

const named = { identityId: SAMPLE.identityId, place: '' };
const JUDGE = idOf('organisation', 9);
const against = { ...named, ground: 'stillEmployed', evidence: OTHER_DIGEST } as const;
const [go, stay] = (['go', 'stay'] as const).map((outcome) => ({
  ...{ ...named, outcome, evidence: OTHER_DIGEST },
})) as [Parameters<typeof decideTransfer>[0], Parameters<typeof decideTransfer>[0]];
const AGREED: TransferRecord = { ...ASKED, status: 'AGREED', way: 'answer' };
const OBJECTED: TransferRecord = {
  ...{ ...ASKED, status: 'OBJECTED', judge: JUDGE },
  objection: { ground: 'stillEmployed', digest: OTHER_DIGEST, until: '2026-03-17T16:00:00.000Z' },
};
/** As it was completed, by silence, between provinces. */
const MOVED: TransferRecord = {
  ...{ ...ASKED, status: 'COMPLETED', way: 'silence', root: MEMBER.root, tag: MEMBER.tag },
  ...{ undoUntil: '2026-03-10T16:00:00.000Z', appealUntil: '2026-03-18T16:00:00.000Z' },
};
const APPEALED: TransferRecord = {
  ...{ ...MOVED, status: 'APPEALED', judge: JUDGE },
  objection: { ground: 'stillEmployed', digest: OTHER_DIGEST, until: '2026-03-17T16:00:00.000Z' },
};
/** The member once it is the new union's, and the old union as it takes it back. */
const THERE = { ...MEMBER, org: NEW, province: '34', root: OTHER_DIGEST };
const back = { account: THERE, orgId: OLD, org: { ...UNION, province: '51' } } as const;

/** What the new union asks for no more on the same document. */
const DECIDED = { to: ASKED.to, digest: ASKED.evidence?.digest };

/** By the old union, which has not ended unless it is said. */
const appealed = (...args: Parameters<typeof groundOf>): Parameters<typeof appealTransfer>[2] => ({
  ...groundOf(...args),
  orgId: args[1]?.orgId === NEW ? NEW : OLD,
});

/** By somebody who has had no part in it. */
const decide = (payload: DecidePayload, ground: TransferGround): TransferRecord =>
  decideTransfer(payload, {
    ...ground,
    actors: { actor: idOf('operator'), person: undefined, personOf: () => undefined },
  });

describe('what the old union does in a transfer', () => {
  it('releases to whoever asks by its answer, and to nobody by a code for ten working days', () => {
    expect(releaseMember(named, groundOf(ASKED))).to.deep.equal({
      ...{ ...ASKED, v: 5, status: 'AGREED', way: 'answer' },
    });
    const codeKey = SAMPLE.publicKey;
    const until = '2026-03-17T16:00:00.000Z';
    const released = {
      ...{ status: 'RELEASED', way: '', from: OLD, fromProvince: '51', to: '', toProvince: '' },
      ...{ asked: '2026-03-03T04:00:00.000Z', due: until, silentAt: until, lapsesAt: until, codeKey },
    };
    expect(releaseMember({ ...named, codeKey }, groundOf(undefined))).to.deep.equal({
      ...{ v: 1, number: 1, ...released },
    });
    const again = releaseMember({ ...named, codeKey }, groundOf({ ...ASKED, status: 'CANCELLED' }));
    expect(again).to.deep.equal({ v: 5, number: 3, ...released });
    expectCode(() => releaseMember(named, groundOf(undefined)), 'TRANSFER_CODE_NEEDED');
    expectCode(() => releaseMember({ ...named, codeKey }, groundOf(AGREED)), 'TRANSFER_AGREED');
    for (const state of ['NONE', 'WITHDRAWN', 'EXPELLED'] as const)
      expectCode(
        () => releaseMember(named, groundOf(ASKED, { account: { ...MEMBER, state } })),
        'MEMBERSHIP_NONE',
      );
  });

  it('objects with ten working days for the judge, and ten for the new union after that', () => {
    expect(objectToTransfer(against, JUDGE, groundOf(ASKED))).to.deep.equal({
      ...{ ...OBJECTED, v: 5, lapsesAt: '2026-04-01T16:00:00.000Z' },
    });
    const late = expectCode(
      () => objectToTransfer(against, JUDGE, groundOf(ASKED, { now: Date.parse(ASKED.due) })),
      'OBJECTION_TOO_LATE',
    );
    expect(late.details).to.deep.equal({ until: ASKED.due });
    expectCode(() => objectToTransfer(against, JUDGE, groundOf(undefined)), 'TRANSFER_ENDED');
  });

  it('appeals where its silence moved a member who is still there, under the same name', () => {
    expect(appealTransfer(against, JUDGE, appealed(MOVED, back))).to.deep.equal({
      ...{ ...APPEALED, v: 5, lapsesAt: '2026-04-01T16:00:00.000Z' },
    });
    const answered = expectCode(
      () => appealTransfer(against, JUDGE, appealed({ ...MOVED, way: 'decision' }, back)),
      'TRANSFER_NOT_SILENT',
    );
    expect(answered.details).to.deep.equal({ way: 'decision' });
    for (const account of [
      { ...THERE, org: THIRD },
      { ...THERE, tag: 'C'.repeat(22) },
    ])
      expectCode(() => appealTransfer(against, JUDGE, appealed(MOVED, { account })), 'TRANSFER_OVERTAKEN');
    const heir = { ...back, orgId: NEW };
    expectCode(() => appealTransfer(against, JUDGE, appealed(MOVED, heir)), 'TRANSFER_OVERTAKEN');
    expectCode(() => undoTransfer(groundOf(MOVED, heir)), 'TRANSFER_OVERTAKEN');
    // Within a province, which knows one name of a person, that was corrected meanwhile.
    const within = without(MOVED, 'tag');
    const renamed = { account: { ...THERE, tag: 'C'.repeat(22) } };
    expect(appealTransfer(against, JUDGE, appealed(within, renamed)).status).to.equal('APPEALED');
    const gone = { account: { ...THERE, state: 'WITHDRAWN' } } as const;
    expectCode(() => appealTransfer(against, JUDGE, appealed(MOVED, gone)), 'MEMBERSHIP_NONE');
  });
});

describe('what is decided of a transfer', () => {
  it('is decided by no person who asked for it, objected or appealed, by whichever operator', () => {
    const [asker, objector, judge] = [1, 2, 3].map((n) => idOf('operator', n)) as [string, string, string];
    const transfer = {
      ...{ ...OBJECTED, by: asker },
      objection: { ...OBJECTED.objection!, by: objector },
    };
    const by = (actor: string, person: string | undefined, before: readonly (string | undefined)[] = []) =>
      decideTransfer(stay, {
        ...groundOf(transfer),
        actors: { actor, person, personOf: (each) => before[[asker, objector].indexOf(each)] },
      });
    for (const actor of [asker, objector]) expectCode(() => by(actor, undefined), 'SAME_PERSON');
    expectCode(() => by(judge, 'one', ['other', 'one']), 'SAME_PERSON');
    expect(by(judge, 'one', ['other', undefined]).status).to.equal('REFUSED');
    expect(by(judge, undefined, [undefined, undefined]).status).to.equal('REFUSED');
  });

  it('lets the new union take over for ten working days, or nobody', () => {
    const decided = { ...OBJECTED, v: 5, way: 'decision' };
    expect(decide(go, groundOf(OBJECTED))).to.deep.equal({
      ...{ ...decided, status: 'AGREED', lapsesAt: '2026-03-17T16:00:00.000Z' },
    });
    expect(decide(stay, groundOf(OBJECTED))).to.deep.equal({
      ...decided,
      status: 'REFUSED',
      decided: DECIDED,
    });
    const { details } = expectCode(() => decide(go, groundOf(ASKED)), 'TRANSFER_NOT_OBJECTED');
    const { due, silentAt } = ASKED;
    expect(details).to.deep.equal({ status: 'REQUESTED', due, silentAt });
    const agreed = expectCode(() => decide(go, groundOf(AGREED)), 'TRANSFER_AGREED');
    expect(agreed.details).to.deep.equal({ status: 'AGREED' });
    const none = expectCode(() => decide(go, groundOf(undefined)), 'TRANSFER_ENDED');
    expect(none.details).to.deep.equal({});
  });

  it('of an appeal lets the old union take back for ten working days, or leaves all as it is', () => {
    const decided = { ...APPEALED, v: 5, way: 'decision' };
    expect(decide(stay, groundOf(APPEALED, back))).to.deep.equal({
      ...{ ...decided, status: 'RECALLED', lapsesAt: '2026-03-17T16:00:00.000Z', decided: DECIDED },
    });
    expect(decide(go, groundOf(APPEALED, back))).to.deep.equal({ ...decided, status: 'COMPLETED' });
  });
});

describe('what moves a member', () => {
  it('takes it over under the record of the new province, which keeps what a way back needs', () => {
    const { account, transfer } = completeTransfer(groundOf({ ...AGREED, codeKey: SAMPLE.publicKey }));
    expect(account).to.deep.equal({
      ...{
        ...MEMBER,
        v: 8,
        org: NEW,
        province: '34',
        since: '2026-03-03',
        here: '2026-03-03',
        held: MEMBER.since,
        root: OTHER_DIGEST,
      },
    });
    expect(transfer).to.deep.equal({
      ...{ ...AGREED, v: 5, status: 'COMPLETED', undoUntil: '2026-03-10T16:00:00.000Z' },
      moved: '2026-03-03T04:00:00.000Z',
      ...{ root: MEMBER.root, tag: MEMBER.tag },
    });
    const silent = completeTransfer(groundOf({ ...AGREED, way: 'silence' }));
    expect(silent.transfer.appealUntil).to.equal('2026-03-18T16:00:00.000Z');
  });

  it('leaves the record where it is within a province', () => {
    const within = groundOf({ ...AGREED, toProvince: '51' }, { org: { ...UNION, province: '51' } });
    const { account, transfer } = completeTransfer(within);
    expect(account).to.include({ org: NEW, province: '51', root: MEMBER.root });
    expect(transfer).to.include({ root: OTHER_DIGEST }).and.not.to.have.property('tag');
  });

  it('ends a care of another union', () => {
    const hosted = { org: THIRD, kind: 'dispatch', on: '2026-01-01', until: '2026-12-31' } as const;
    const { account } = completeTransfer(groundOf(AGREED, { account: { ...MEMBER, hosted } }));
    expect(account).not.to.have.property('hosted');
  });

  it('moves nobody too early, nobody who is no member, and into no union that has ended', () => {
    const { details } = expectCode(() => completeTransfer(groundOf(ASKED)), 'TRANSFER_TOO_EARLY');
    expect(details).to.deep.equal({ status: 'REQUESTED', due: ASKED.due, silentAt: ASKED.silentAt });
    const late = completeTransfer(groundOf(ASKED, { now: Date.parse(ASKED.silentAt) }));
    expect(late.transfer).to.include({ status: 'COMPLETED', way: 'silence' });
    const gone = { account: { ...MEMBER, state: 'DECEASED' } } as const;
    expectCode(() => completeTransfer(groundOf(AGREED, gone)), 'MEMBERSHIP_NONE');
    expectCode(
      () => completeTransfer(groundOf(AGREED, { org: { ...UNION, state: 'CLOSED' } })),
      'ORGANISATION_CLOSED',
    );
    const rootless = without(AGREED, 'root');
    expectCode(() => completeTransfer(groundOf(rootless)), 'TRANSFER_UNKNOWN');
  });

  it('gives back by the new union in its days, and by the old one whose appeal was heard', () => {
    const returned = { ...MEMBER, v: 8, since: '2026-03-03', here: '2026-03-03', held: MEMBER.since };
    expect(undoTransfer(groundOf(MOVED, back))).to.deep.equal({
      ...{ account: returned, transfer: { ...MOVED, v: 5, status: 'RETURNED' } },
    });
    const recalled: TransferRecord = { ...APPEALED, status: 'RECALLED', way: 'decision' };
    expect(completeTransfer(groundOf(recalled, back))).to.deep.equal({
      ...{ account: returned, transfer: { ...recalled, v: 5, status: 'RETURNED', decided: DECIDED } },
    });
    // As everybody came to the heir of a union that was dissolved; who was retained before stays so for the reason of before.
    const dissolved = { ...back, isDissolved: true };
    const retained = { ...returned, state: 'RETAINED', why: 'employerEnded' };
    expect(undoTransfer(groundOf(MOVED, dissolved)).account).to.deep.equal(retained);
    expect(completeTransfer(groundOf(recalled, dissolved)).account).to.deep.equal(retained);
    const laidOff = { ...THERE, state: 'RETAINED', why: 'unemployed' } as const;
    expect(undoTransfer(groundOf(MOVED, { ...dissolved, account: laidOff })).account).to.include({
      ...{ state: 'RETAINED', why: 'unemployed' },
    });
    const late = { ...back, now: Date.parse('2026-03-10T16:00:00.000Z') };
    const { details } = expectCode(() => undoTransfer(groundOf(MOVED, late)), 'UNDO_TOO_LATE');
    expect(details).to.deep.equal({ until: MOVED.undoUntil });
    const gone = { ...back, account: { ...THERE, state: 'EXPELLED' as const } };
    expectCode(() => undoTransfer(groundOf(MOVED, gone)), 'MEMBERSHIP_NONE');
    const renamed = { ...back, account: { ...THERE, tag: 'C'.repeat(22) } };
    expectCode(() => undoTransfer(groundOf(MOVED, renamed)), 'TRANSFER_OVERTAKEN');
    const rootless = without(MOVED, 'root');
    expect(undoTransfer(groundOf(rootless, back)).account.root).to.equal(OTHER_DIGEST);
  });
});

describe('what is taken back of a transfer', () => {
  const codeKey = SAMPLE.publicKey;

  it('is the request, of which a code that the member had stays', () => {
    expect(cancelTransfer(ASKED, groundOf(ASKED))).to.deep.equal({ ...ASKED, v: 5, status: 'CANCELLED' });
    const coded = { ...ASKED, codeKey };
    const { lapsesAt } = ASKED;
    expect(cancelTransfer(coded, groundOf(coded))).to.deep.equal({
      ...{ v: 5, number: 2, status: 'RELEASED', way: '', from: OLD, fromProvince: '51', to: '' },
      ...{ toProvince: '', asked: ASKED.asked, due: lapsesAt, silentAt: lapsesAt, lapsesAt, codeKey },
    });
  });

  it('is the release with its code, and what was agreed', () => {
    const released: TransferRecord = { ...ASKED, status: 'RELEASED', to: '', toProvince: '', codeKey };
    const uncoded = without(released, 'codeKey');
    expect(cancelTransfer(released, groundOf(released))).to.deep.equal({
      ...{ ...uncoded, v: 5, status: 'CANCELLED' },
    });
    const agreed = { ...AGREED, codeKey, codeUntil: ASKED.asked };
    expect(cancelTransfer(agreed, groundOf(agreed)), 'with a code that has lapsed').to.deep.equal({
      ...{ ...AGREED, v: 5, status: 'CANCELLED' },
    });
  });

  it('is an appeal, after which the member stays where it is', () => {
    expect(cancelTransfer(APPEALED, groundOf(APPEALED, back))).to.deep.equal({
      ...{ ...APPEALED, v: 5, status: 'COMPLETED' },
    });
    expectCode(() => cancelTransfer(MOVED, groundOf(MOVED, back)), 'TRANSFER_ENDED');
    // The member has left meanwhile: there is nothing to take back.
    const gone = { ...back, account: { ...THERE, org: THIRD } };
    expectCode(() => cancelTransfer(APPEALED, groundOf(APPEALED, gone)), 'TRANSFER_ENDED');
    const left = groundOf(ASKED, { account: { ...MEMBER, org: THIRD } });
    const { details } = expectCode(() => cancelTransfer(ASKED, left), 'TRANSFER_ENDED');
    expect(details).to.deep.equal({ status: 'CANCELLED' });
  });
});
