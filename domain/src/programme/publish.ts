// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { yuan } from '../fund/words.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { programmeRules, type OrganisationRecord, type ProgrammeRecord } from '../ledger/index.js';
import { assertOpen } from '../organisation/index.js';
import { orgIdField, programmeIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { CLASS_ZH } from './words.js';
import { assertOrdered } from './rules.js';

export const publishPayload = z.strictObject({
  programmeId: programmeIdField,
  /** It counts for this union and all below it. */
  org: orgIdField,
  ...programmeRules,
});
export type PublishPayload = z.output<typeof publishPayload>;

export const publishInstruction = defineInstruction({
  type: 'programme.publish',
  chaincode: 'benefit',
  payload: publishPayload,
  grant: 'fund',
  subject: 'programme',
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'PROGRAMME_DISORDERED'] as const),
    ...(['PROGRAMME_ENDED', 'PROGRAMME_DIFFERS'] as const),
  ],
});

export const publishPresentation: PresentationOf<typeof publishInstruction> = {
  words: ({
    programmeId,
    title = '',
    org,
    class: code,
    goods = false,
    districts = [],
    from,
    until,
    ...rules
  }) => ({
    zh: `发布项目 ${programmeId}${title && `「${title}」`}：${org}，${CLASS_ZH[code]}${goods ? '（发实物）' : ''}，${from} 至 ${until}，每笔不超过 ${yuan(rules.itemFen)} 元，每人每期不超过 ${yuan(rules.windowFen)} 元${districts.length > 0 ? `（${districts.length} 个区划另有限额）` : ''}，公示 ${rules.publicDays} 天`,
    en: `Publish programme ${programmeId}${title && ` “${title}”`} of ${org}: ${code}${goods ? ' in goods' : ''}, ${from} to ${until}, at most CNY ${yuan(rules.itemFen)} an item and ${yuan(rules.windowFen)} a person and period${districts.length > 0 ? ` (less in ${districts.length} places)` : ''}, shown in public for ${rules.publicDays} days`,
  }),
  sample: () => ({
    ...{ programmeId: SAMPLE.programmeId, org: SAMPLE.orgId, class: 'winter', document: SAMPLE.digest },
    title: '示范送温暖',
    ...{ from: '2026-11-01', until: '2027-03-31', itemFen: 100_000, windowFen: 100_000, publicDays: 7 },
    bands: [
      { fen: 10_000_000, approvers: 1 },
      { fen: 100_000_000, approvers: 2, otherUnion: true },
    ],
  }),
};

/**
 * A programme, or its next version: plans that are open keep theirs.
 * @throws DomainError as the definition lists them
 */
export function publishProgramme(
  rules: Omit<PublishPayload, 'programmeId'>,
  ground: { readonly org: OrganisationRecord | undefined; readonly existing: ProgrammeRecord | undefined },
): ProgrammeRecord {
  const { existing } = ground;
  const { province } = assertOpen(ground.org, rules.org);
  assertOrdered(rules);
  if (existing?.state === 'ENDED') throw new DomainError('PROGRAMME_ENDED');
  if (existing !== undefined && (existing.org !== rules.org || existing.class !== rules.class))
    throw new DomainError('PROGRAMME_DIFFERS');
  return { v: (existing?.v ?? 0) + 1, state: 'OPEN', province, ...rules };
}
