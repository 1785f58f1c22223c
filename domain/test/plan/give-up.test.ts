// SPDX-License-Identifier: Apache-2.0
import type { GrantedRecord } from '#src/ledger/index.js';
import { giveUp, giveUpGrant } from '#src/plan/index.js';
import { expect } from 'chai';

const GRANTED: GrantedRecord = { n: 3, fen: 900, last: '2026-03-03', plan: 'c', before: ['a', 'b'] };
const DAYS: Readonly<Record<string, string>> = { a: '2026-02-01', b: '2026-01-01', c: '2026-03-03' };

describe('what is given up', () => {
  it('leaves the rest of a total, and nothing of the last', () => {
    expect(giveUp(undefined, 400)).to.equal(undefined);
    expect(giveUp({ ...GRANTED, n: 1 }, 400)).to.equal(undefined);
    expect(giveUp({ ...GRANTED, n: 2 }, 400)).to.deep.equal({ ...GRANTED, n: 1, fen: 500 });
    expect(giveUp(GRANTED, 899)?.fen).to.equal(1);
    expect(giveUp(GRANTED, 901)?.fen).to.equal(0);
  });

  it('leaves whoever was granted it the other plans, in their order, and the newest of their days', () => {
    const of = (planId: string, granted: GrantedRecord | undefined = GRANTED) =>
      giveUpGrant(granted, { fen: 400, planId, dayOf: (name) => DAYS[name] });
    expect(of('c')).to.deep.equal({ n: 2, fen: 500, last: '2026-02-01', plan: 'b', before: ['a'] });
    expect(of('a')).to.deep.equal({ n: 2, fen: 500, last: '2026-03-03', plan: 'c', before: ['b'] });
    const two = { ...GRANTED, n: 2, before: ['a'] };
    expect(of('c', two)).to.deep.equal({ n: 1, fen: 500, last: '2026-02-01', plan: 'a' });
    expect(of('c', { ...two, n: 1 })).to.equal(undefined);
    expect(giveUpGrant(undefined, { fen: 1, planId: 'a', dayOf: () => undefined })).to.equal(undefined);
  });

  it('is of the newest where one plan has granted twice', () => {
    const twice = { ...GRANTED, before: ['c', 'a'] };
    expect(giveUpGrant(twice, { fen: 1, planId: 'c', dayOf: (name) => DAYS[name] })).to.deep.include({
      ...{ plan: 'a', before: ['c'] },
    });
  });

  it('keeps the day that stands where nobody knows one of the others', () => {
    const without = (dayOf: (name: string) => string | undefined) =>
      giveUpGrant(GRANTED, { fen: 1, planId: 'c', dayOf })?.last;
    expect(without(() => undefined)).to.equal('2026-03-03');
    expect(without((name) => (name === 'b' ? DAYS[name] : undefined))).to.equal('2026-01-01');
  });
});
