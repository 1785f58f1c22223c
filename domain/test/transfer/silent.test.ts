// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AccountRecord, CompletedBefore, SilentBefore, TransferRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { appealedBy, completeTransfer, releaseMember, silentBefore } from '#src/transfer/index.js';
import { decidedAgainst, decisionsOf } from '#src/transfer/ground.js';
import { without } from '../support/without.js';
import { ASKED, groundOf, MEMBER, NEW, NOW, OLD, OTHER_DIGEST, THIRD, UNION } from './support.js';

const UNTIL = '2026-03-18T16:00:00.000Z';
/** The member came to the old union, in 四川, by the silence of a third one, in 山东. */
const kept = {
  ...{ from: THIRD, fromProvince: '37', asked: '2026-02-20T04:00:00.000Z', due: '2026-02-27T16:00:00.000Z' },
  ...{ moved: '2026-03-01T04:00:00.000Z', root: SAMPLE.digest, tag: SAMPLE.tag, appealUntil: UNTIL },
};
const before: CompletedBefore = { ...kept, way: 'silence', undoUntil: '2026-03-10T16:00:00.000Z' };
const silent: SilentBefore = { ...kept, to: OLD, toProvince: '51' };
const AGREED: TransferRecord = { ...ASKED, status: 'AGREED', way: 'code' };
const completed = (
  change: Partial<TransferRecord>,
  { account = {}, now = NOW }: { readonly account?: Partial<AccountRecord>; readonly now?: number } = {},
): TransferRecord =>
  completeTransfer(groundOf({ ...AGREED, ...change }, { account: { ...MEMBER, ...account }, now })).transfer;

describe('a silence of before', () => {
  it('is kept by the next switch, with who took over by it, until it may not be appealed against', () => {
    const done = completed({ before });
    expect(done.silent).to.deep.equal(silent);
    expect(done).not.to.have.property('before');
    const last = Date.parse(UNTIL);
    expect(
      completed({ before, lapsesAt: '2026-04-30T16:00:00.000Z' }, { now: last - 1 }).silent,
    ).to.deep.equal(silent);
    expect(completed({ before, lapsesAt: '2026-04-30T16:00:00.000Z' }, { now: last })).not.to.have.property(
      'silent',
    );
    const answered = { ...without(before, 'appealUntil'), way: 'answer' } as const;
    expect(completed({ before: answered })).not.to.have.property('silent');
    expect(completed({})).not.to.have.property('silent');
  });

  it('is the first where there were two, and none where the member is back', () => {
    const first = { ...silent, from: UNION.parent === '' ? THIRD : OLD };
    const later = { ...before, from: SAMPLE.orgId };
    expect(completed({ before: later, silent: first }).silent).to.deep.equal(first);
    expect(completed({ silent: { ...silent, from: NEW } })).not.to.have.property('silent');
    expect(completed({ before: { ...before, from: NEW } })).not.to.have.property('silent');
  });

  it('keeps by what its province has the member back, as it was when the member left it', () => {
    const within = { ...without(without(before, 'tag'), 'root'), fromProvince: '51' };
    const { root, tag } = completed({ before: within }).silent ?? {};
    expect({ root, tag }).to.deep.equal({ root: MEMBER.root, tag: MEMBER.tag });
    const elsewhere = completed({ before: { ...before, root: OTHER_DIGEST }, toProvince: '34' }).silent;
    expect(elsewhere, 'its own').to.deep.include({ root: OTHER_DIGEST, tag: SAMPLE.tag });
  });

  it('goes with what is begun next, of the same membership and not of who is back', () => {
    const done: TransferRecord = { ...ASKED, status: 'COMPLETED', way: 'code', silent, undoUntil: UNTIL };
    const next = (change: Partial<AccountRecord>, of: Partial<TransferRecord> = {}): unknown => {
      const account = { ...MEMBER, org: NEW, ...change };
      const payload = { identityId: SAMPLE.identityId, place: '', codeKey: SAMPLE.publicKey };
      return releaseMember(payload, groundOf({ ...done, ...of }, { account })).silent;
    };
    expect(next({})).to.deep.equal(silent);
    expect(next({ nth: 2 })).to.equal(undefined);
    expect(next({ org: THIRD })).to.equal(undefined);
    expect(next({}, { from: THIRD }), 'once it was appealed against').to.equal(undefined);
    expect(next({}, { silent: { ...silent, appealUntil: '2026-03-03T04:00:00.000Z' } })).to.equal(undefined);
  });

  it('stands between its union and whoever has the member, and is closed to an undo', () => {
    const { v, number } = ASKED;
    const holder = { org: NEW, province: '34' };
    const earlier = [{ to: OLD, digest: OTHER_DIGEST }];
    const of = { ...ASKED, silent, decided: { to: NEW, digest: SAMPLE.digest }, earlier };
    expect(silentBefore(of, holder)).to.deep.equal({
      ...{ v, number, status: 'COMPLETED', way: 'silence', silentAt: kept.due, lapsesAt: kept.due },
      ...{ ...kept, to: NEW, toProvince: '34', silent, undoUntil: kept.due },
      ...{ decided: of.decided, earlier },
    });
    expect(silentBefore({ ...of, nth: 2 }, { ...holder, nth: 2 })).to.include({ nth: 2 });
    expect(silentBefore({ ...of, nth: 2 }, holder), 'of another membership').to.equal(undefined);
    expect(silentBefore({ ...of, from: THIRD }, holder), 'appealed against').to.equal(undefined);
    expect(silentBefore(of, { org: THIRD, province: '37' }), 'back').to.equal(undefined);
    expect(silentBefore(ASKED, holder)).to.equal(undefined);
  });

  it('goes by the versions of its own sides, and by none of whoever has the member now', () => {
    const rules = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const of = { ...ASKED, silent: { ...silent, rules } };
    expect(silentBefore(of, { org: NEW, province: '34' })?.rules).to.deep.equal([1, 2, 0, 4, 5, 6, 7, 0, 0]);
    expect(silentBefore(of, { org: NEW, province: '51' })?.rules, 'of the same province').to.deep.equal(
      rules,
    );
    expect(silentBefore({ ...ASKED, silent }, { org: NEW, province: '34' })).not.to.have.property('rules');
  });

  it('is appealed against by whoever names its union; else it is the last switch', () => {
    const done: TransferRecord = { ...ASKED, status: 'COMPLETED', silent };
    const account = { org: NEW, province: '34' };
    expect(appealedBy({ from: THIRD }, done, account)).to.include({ from: THIRD, to: NEW });
    expect(appealedBy({ from: OLD }, done, account)).to.equal(done);
    expect(appealedBy({}, done, account)).to.equal(done);
    expect(appealedBy({}, ASKED, account), 'nor where none was').to.equal(ASKED);
  });
});

describe('decisions against', () => {
  const on = (to: string, digest: string): TransferRecord => ({
    ...{ ...ASKED, to, evidence: { kind: 'contract', digest } },
  });

  it('are kept each once, the newest first, four in all', () => {
    let standing: TransferRecord = ASKED;
    const documents = ['C', 'D', 'E', 'F', 'G'].map((letter) => `${letter.repeat(42)}A`);
    for (const digest of documents)
      standing = { ...on(NEW, digest), ...decidedAgainst({ ...standing, ...on(NEW, digest) }) };
    const [, ...newest] = documents;
    expect(decisionsOf(standing).map(({ digest }) => digest)).to.deep.equal(newest.reverse());
    const again = decidedAgainst({ ...standing, ...on(NEW, newest[2] ?? '') });
    expect(decisionsOf(again)).to.have.length(4);
    expect(decisionsOf(again)[0]).to.deep.equal({ to: NEW, digest: newest[2] });
    // The same document of another union is another.
    expect(
      decisionsOf(
        decidedAgainst({ ...on(THIRD, SAMPLE.digest), decided: { to: NEW, digest: SAMPLE.digest } }),
      ),
    ).to.have.length(2);
    expect(decisionsOf(decidedAgainst(without({ ...standing }, 'evidence')))).to.deep.equal(
      decisionsOf(standing),
    );
    expect(decidedAgainst(without(ASKED, 'evidence'))).to.deep.equal({});
  });

  it('are of who took over by the silence that was appealed against', () => {
    const evidence = { kind: 'contract', digest: SAMPLE.digest } as const;
    expect(decidedAgainst({ to: NEW, evidence, silent })).to.deep.equal({
      decided: { to: OLD, digest: SAMPLE.digest },
    });
  });
});
