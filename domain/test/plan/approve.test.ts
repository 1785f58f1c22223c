// SPDX-License-Identifier: Apache-2.0
import type { ApprovalBand } from '#src/ledger/index.js';
import { approvePlan, isEnough } from '#src/plan/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expect } from 'chai';
import { expectCode } from '../support/expect-code.js';
import { ACTOR, actOn, PLAN, PROGRAMME, SIGNED } from '../support/plan.js';

const [OWN, OTHER] = [SAMPLE.orgId, SAMPLE.otherOrgId];
const approvers = (...orgs: readonly string[]) => orgs.map((org, at) => ({ person: `p${String(at)}`, org }));

describe('approvals of a plan', () => {
  it('are as many as the band asks, and of another union where it asks for one', () => {
    const of = (band: Omit<ApprovalBand, 'fen'>, ...orgs: readonly string[]) =>
      isEnough(approvers(...orgs), { band: { fen: 1, ...band }, org: OWN });
    expect(of({ approvers: 2 }, OWN)).to.equal(false);
    expect(of({ approvers: 2 }, OWN, OWN)).to.equal(true);
    expect(of({ approvers: 2, otherUnion: true }, OWN, OWN)).to.equal(false);
    expect(of({ approvers: 2, otherUnion: true }, OWN, OTHER)).to.equal(true);
    expect(of({ approvers: 3, otherUnion: true }, OWN, OTHER)).to.equal(false);
  });

  const approve = (
    bands: readonly ApprovalBand[],
    {
      totalFen = 900,
      org = OWN,
      before = [],
    }: { readonly totalFen?: number; readonly org?: string; readonly before?: readonly string[] } = {},
  ) => {
    const duties = { maker: 'maker', ...(before.length > 0 && { approvers: approvers(...before) }) };
    return approvePlan(SIGNED, {
      ...{ ...actOn({ status: 'CHECKED', duties }), actor: { ...ACTOR, org } },
      ...{ programme: { ...PROGRAMME, bands }, totalFen },
    });
  };

  it('are written down, and the plan is approved once they are enough', () => {
    const one = [{ person: 'actor', org: OWN }];
    expect(approve([{ fen: 900, approvers: 1 }])).to.deep.equal({
      ...{ ...PLAN, v: 8, status: 'APPROVED', duties: { maker: 'maker', approvers: one } },
    });
    const bands = [
      { fen: 900, approvers: 1 },
      { fen: 2000, approvers: 2 },
    ];
    expect(approve(bands, { totalFen: 901 })).to.deep.equal({
      ...{ ...PLAN, v: 8, status: 'CHECKED', duties: { maker: 'maker', approvers: one } },
    });
    const second = approve(bands, { totalFen: 901, before: [OWN] });
    expect(second.status).to.equal('APPROVED');
    expect(second.duties.approvers).to.deep.equal([{ person: 'p0', org: OWN }, ...one]);
  });

  it('leave the last place to whom the band asks for', () => {
    const bands: readonly ApprovalBand[] = [{ fen: 900, approvers: 1, otherUnion: true }];
    expect(approve(bands, { before: [OWN] }).status).to.equal('CHECKED');
    expectCode(() => approve(bands, { before: [OWN, OWN] }), 'SAME_UNION');
    expect(approve(bands, { before: [OWN, OWN], org: OTHER }).status).to.equal('APPROVED');
  });

  it('are of what was signed, by nobody with another duty', () => {
    const ground = { ...actOn({ status: 'CHECKED' }), programme: PROGRAMME, totalFen: 900 };
    const other = { ...SIGNED, stands: { ...SIGNED.stands, fen: 1 } };
    const { details } = expectCode(() => approvePlan(other, ground), 'PLAN_SUMS');
    expect(details).to.deep.equal({ items: 3, fen: 900 });
    const maker = { ...ACTOR, person: 'maker' };
    const taken = expectCode(() => approvePlan(SIGNED, { ...ground, actor: maker }), 'DUTY_TAKEN');
    expect(taken.details).to.deep.equal({ duty: 'maker' });
  });
});
