// SPDX-License-Identifier: Apache-2.0
import type {
  FileRecord,
  LineRecord,
  ManifestRecord,
  PlanRecord,
  ProgrammeRecord,
} from '#src/ledger/index.js';
import { grantItem, type GrantedItem, type ItemGround, type PlanRow } from '#src/plan/index.js';
import { SAMPLE } from '#src/schema/sample.js';

export const TODAY = '2026-03-02';
export const OTHER_DIGEST = 'A'.repeat(43);

/** Of four rows three stand. */
export const STANDS = { items: 3, fen: 900, root: SAMPLE.digest };
/** A plan whose list was signed, and nothing more. */
export const OPENED: PlanRecord = {
  ...({ v: 6, status: 'OPEN', province: '51', org: SAMPLE.orgId, fund: SAMPLE.fundId } as const),
  ...({ programme: SAMPLE.programmeId, programmeVersion: 2, class: 'winter', on: '2026-03-01' } as const),
  ...{ window: '2026', until: '2026-03-31', signed: { items: 4, fen: 1000 }, duties: { maker: 'maker' } },
};
/** The same once it is locked. */
export const PLAN: PlanRecord = { ...OPENED, v: 7, status: 'LOCKED', stands: STANDS };
/** What everybody signs of it. */
export const SIGNED = {
  planId: SAMPLE.manifestId,
  stands: STANDS,
  terms: {
    ...{ org: SAMPLE.orgId, fund: SAMPLE.fundId, programme: SAMPLE.programmeId, programmeVersion: 2 },
    ...({ class: 'winter', on: '2026-03-01', until: '2026-03-31' } as const),
  },
};
export const LINE: LineRecord = {
  ...{ v: 2, province: '51', received: 5000, allotted: 0, returned: 0, reserved: 1500, paid: 30 },
};
export const PROGRAMME: ProgrammeRecord = {
  ...({ v: 2, state: 'OPEN', province: '51', org: SAMPLE.orgId, class: 'winter' } as const),
  ...{ document: SAMPLE.digest, from: '2026-01-01', until: '2026-12-31', itemFen: 1000, windowFen: 1000 },
  ...{ publicDays: 0, bands: [{ fen: 10_000, approvers: 1 }] },
};
/** Somebody without a duty. */
export const ACTOR = { person: 'actor', org: SAMPLE.orgId, isPayee: false };
/** What whoever acts on a plan works with. */
export const actOn = (change: Partial<PlanRecord> = {}) => ({
  ...{ plan: { ...PLAN, ...change }, actor: ACTOR, today: TODAY },
});

/** A list of what the bank has said of two items of the plan's first order, of which it paid one. */
export const ANSWERS: ManifestRecord = {
  ...({ version: 2, state: 'CLOSED', type: 'plan.results', actor: SAMPLE.operatorId } as const),
  ...{ actorKeyId: SAMPLE.keyId, province: '51', rows: 2, chunks: 1, root: SAMPLE.digest },
  ...{ expiresAt: '2026-03-09T02:00:00.000Z', plan: SAMPLE.manifestId, outcomes: { DONE: 2 } },
  sums: { all: 600, items: 1, fen: 300, root: SAMPLE.digest },
};

/** A household of three: whoever is paid, and two who are none of the union. */
export const FILE: FileRecord = {
  ...({ v: 3, state: 'OPEN', province: '51', org: SAMPLE.orgId, level: 'provincial' } as const),
  ...{ filed: '2026-01-10', from: '2026-01-10', until: '2026-12-31' },
  ...{ content: SAMPLE.digest, evidence: SAMPLE.digest },
  members: [
    { tag: 'tag p', id: 'p', in: 1 },
    { tag: 'tag c', in: 1 },
    { tag: 'tag d', former: 'former d', in: 1 },
  ],
};

export const ROW: PlanRow = { identityId: 'p', place: '', root: 'r', fen: 400 };

/** What a test of one item changes: of programme, plan and member their fields, the rest as a whole; null is nobody. */
export type Grounds = Partial<Omit<ItemGround, 'programme' | 'plan' | 'member'>> & {
  readonly programme?: Partial<ProgrammeRecord>;
  readonly plan?: Partial<ItemGround['plan']>;
  readonly member?: Partial<NonNullable<ItemGround['member']>> | null;
};

/** What is known of somebody who has been a member for years and was granted nothing. */
export function itemGround({ programme = {}, plan = {}, member = {}, ...change }: Grounds = {}): ItemGround {
  return {
    ...({ planId: 'now', source: 'union', isFiled: false, signers: [], division: undefined } as const),
    ...{ file: undefined, home: undefined, standing: undefined, isBooked: () => false },
    ...{ granted: () => undefined, near: () => [], also: () => [] },
    plan: { on: '2026-03-01', class: 'winter', ...plan },
    programme: { ...PROGRAMME, ...programme },
    member:
      member === null
        ? undefined
        : {
            ...{ state: 'ACTIVE', org: SAMPLE.orgId, province: '51', root: 'r', loa: 1 },
            ...{ joined: '2020-01-01', since: '2020-01-01', ...member },
          },
    ...change,
  };
}

/** One item as it is granted. */
export function grantRow(change: Grounds = {}, row: Partial<PlanRow> = {}): GrantedItem {
  return grantItem({ ...ROW, ...row }, itemGround(change));
}
