// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { yuan } from '../fund/words.js';
import { defineInstruction, MANIFEST_HOURS, type PresentationOf } from '../instruction/index.js';
import type {
  FundRecord,
  LineRecord,
  ManifestRecord,
  OrganisationRecord,
  PlanRecord,
  ProgrammeRecord,
} from '../ledger/index.js';
import { assertFundOpen, assertLine, moveOn } from '../line/index.js';
import {
  chunkOf,
  MANIFEST_SAMPLE,
  manifestPayload,
  openManifest,
  type ManifestOrigin,
} from '../manifest/index.js';
import { LATE_FACTS } from '../membership/index.js';
import { assertOpen } from '../organisation/index.js';
import { assertProgramme, windowOf } from '../programme/index.js';
import {
  dateField,
  fenField,
  fundIdField,
  orgIdField,
  programmeIdField,
  recordVersionField,
} from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { daysBetween } from '../values/china-date.js';
import type { PlanActor } from './duties.js';
import { planRow } from './grant-item.js';

/** How long a plan may stand from its opening until it is paid. */
const MOST_DAYS = 366;

export const planChunk = chunkOf(planRow);

/** What a plan says beside its rows. */
export const planTerms = z.strictObject({
  /** The union that grants, and whose line pays. */
  org: orgIdField,
  fund: fundIdField,
  programme: programmeIdField,
  programmeVersion: recordVersionField,
  /** Day of the grant: on it members must be eligible, and its window counts. */
  on: dateField,
  /** Last day on which it may go to the bank. */
  until: dateField,
});
export type PlanTerms = z.output<typeof planTerms>;

/** A plan of grants: one signed list, for one class, out of one line, by one version of a programme. */
export const openPlanPayload = z.strictObject({
  ...manifestPayload.shape,
  ...planTerms.shape,
  /** Of all rows together. */
  fen: fenField.check(z.gte(1)),
});
export type OpenPlanPayload = z.output<typeof openPlanPayload>;

export const openInstruction = defineInstruction({
  type: 'plan.open',
  chaincode: 'benefit',
  payload: openPlanPayload,
  grant: 'plan',
  subject: undefined,
  hasDeadline: true,
  // A day more than thirty days back changes what others were refused since, and who was eligible: not one person's word.
  secondSignature: LATE_FACTS,
  maxHours: MANIFEST_HOURS,
  errors: [
    ...(['MANIFEST_EXISTS', 'CHUNK_TOO_LARGE', 'CHUNK_NOT_FULL'] as const),
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED'] as const),
    ...(['FUND_UNKNOWN', 'FUND_CLOSED', 'FUND_CLASS', 'LINE_UNKNOWN', 'LINE_SHORT', 'FEN_TOO_MANY'] as const),
    ...(['PROGRAMME_UNKNOWN', 'PROGRAMME_ENDED', 'PROGRAMME_REVISED', 'PROGRAMME_ELSEWHERE'] as const),
    'DATES_INVALID',
  ],
});

export const openPresentation: PresentationOf<typeof openInstruction> = {
  words: ({ manifestId, org, fund, programme, rows, fen, on, until }) => ({
    zh: `编制发放计划 ${manifestId}：${org} 按项目 ${programme} 从资金 ${fund} 发放 ${rows} 笔共 ${yuan(fen)} 元，发放日 ${on}，最迟 ${until} 付款`,
    en: `Open plan ${manifestId}: ${org} grants ${rows} items of CNY ${yuan(fen)} in all under programme ${programme} out of fund ${fund}, as of ${on}, to be paid by ${until}`,
  }),
  sample: () => ({
    ...{ ...MANIFEST_SAMPLE, rows: 10, chunks: 1, org: SAMPLE.orgId, fund: SAMPLE.fundId },
    ...{
      programme: SAMPLE.programmeId,
      programmeVersion: 1,
      on: '2026-12-01',
      until: '2027-01-31',
      fen: 500_000,
    },
  }),
};

/** What is known of a plan's terms. */
export interface TermsGround {
  readonly org: OrganisationRecord | undefined;
  readonly fund: Pick<FundRecord, 'state' | 'classes'> | undefined;
  readonly line: LineRecord | undefined;
  /** The newest version. */
  readonly programme: ProgrammeRecord | undefined;
  /** Whether the programme counts for the union. */
  readonly isWithin: boolean;
  /** In China. */
  readonly today: string;
}

/** What is known when a plan is opened. */
export interface OpenPlanGround extends TermsGround {
  readonly existing: ManifestRecord | undefined;
  readonly origin: ManifestOrigin;
  readonly maker: Pick<PlanActor, 'person'>;
  /** Who signed second, where two had to. */
  readonly second?: Pick<PlanActor, 'person'>;
}

/** What opening a plan writes. */
export interface OpenedPlan {
  readonly manifest: ManifestRecord;
  readonly plan: PlanRecord;
  readonly line: LineRecord;
}

/** The plan, whose signed sum is reserved on its line from here on. @throws DomainError as the definition lists them */
export function openPlan(payload: OpenPlanPayload, ground: OpenPlanGround): OpenedPlan {
  const { org, fund, programme, programmeVersion, on, until, fen, ...list } = payload;
  const { province, class: benefitClass, goods, line } = assertPlanTerms(payload, ground);
  const manifest = openManifest(list, ground.origin, ground.existing);
  const plan = {
    ...({
      v: 1,
      status: 'OPEN',
      province,
      org,
      fund,
      programme,
      programmeVersion,
      class: benefitClass,
    } as const),
    ...{ on, window: windowOf(benefitClass, on), until, signed: { items: list.rows, fen } },
    ...(goods === true && { goods }),
    duties: {
      maker: ground.maker.person,
      ...(ground.second !== undefined && { second: ground.second.person }),
    },
  };
  return { manifest, plan, line: moveOn(line, { reserved: fen }) };
}

/**
 * That a plan may be opened by these terms, whatever its rows; of which province and class it is, and out of which line.
 * @throws DomainError as the definition lists them, but for those of the list itself and of its sum
 */
export function assertPlanTerms(
  terms: Pick<PlanTerms, 'org' | 'programmeVersion' | 'on' | 'until'>,
  ground: TermsGround,
): Pick<PlanRecord, 'province' | 'class' | 'goods'> & { readonly line: LineRecord } {
  const { province } = assertOpen(ground.org, terms.org);
  const { class: benefitClass, goods } = assertUsable(terms, ground);
  assertSpendable(assertFundOpen(ground.fund), benefitClass);
  return { province, class: benefitClass, ...(goods === true && { goods }), line: assertLine(ground.line) };
}

function assertUsable(
  { programmeVersion, on, until }: Pick<PlanTerms, 'programmeVersion' | 'on' | 'until'>,
  { programme, isWithin, today }: TermsGround,
): ProgrammeRecord {
  const rules = assertProgramme(programme);
  if (rules.state === 'ENDED') throw new DomainError('PROGRAMME_ENDED');
  if (rules.v !== programmeVersion) throw new DomainError('PROGRAMME_REVISED', { version: rules.v });
  if (!isWithin) throw new DomainError('PROGRAMME_ELSEWHERE');
  if (on < rules.from || on > rules.until || on > today)
    throw new DomainError('DATES_INVALID', { field: 'on' });
  if (until < today || daysBetween(today, until) > MOST_DAYS)
    throw new DomainError('DATES_INVALID', { field: 'until' });
  return rules;
}

function assertSpendable(
  { classes }: Pick<FundRecord, 'classes'>,
  benefitClass: ProgrammeRecord['class'],
): void {
  if (classes !== undefined && !classes.includes(benefitClass)) throw new DomainError('FUND_CLASS');
}
