// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { furtherHolidays, NATIONAL_CODE, termDays, TERMS, type Term } from '../ledger/index.js';
import { provinceCodeField } from '../schema/index.js';

/** How long the terms of transfers are: for the country, with the least and most of a province; or for a province. */
export const setPolicyPayload = z
  .strictObject({
    /** '00' for the national union. */
    scope: provinceCodeField,
    days: termDays,
    floor: z.exactOptional(termDays),
    cap: z.exactOptional(termDays),
    holidays: z.exactOptional(furtherHolidays),
  })
  .check(z.refine(isLimitedByItself, { error: 'limits are national', path: ['scope'] }));
export type SetPolicyPayload = z.output<typeof setPolicyPayload>;

function isLimitedByItself({
  scope,
  floor,
  cap,
  holidays,
}: {
  readonly scope: string;
  readonly floor?: object;
  readonly cap?: object;
  readonly holidays?: number;
}): boolean {
  return scope === NATIONAL_CODE || (floor === undefined && cap === undefined && holidays === undefined);
}

export const setPolicyInstruction = defineInstruction({
  type: 'governance.setPolicy',
  chaincode: 'identity',
  payload: setPolicyPayload,
  grant: 'governance',
  subject: 'policy',
  errors: ['PROVINCE_UNKNOWN', 'POLICY_DISORDERED', 'POLICY_WIDER'],
});

const ZH: Readonly<Record<Term, string>> = {
  answer: '答复',
  judge: '裁决',
  take: '接收',
  undo: '撤销',
  appeal: '申诉',
};

export const setPolicyPresentation: PresentationOf<typeof setPolicyInstruction> = {
  words: ({ scope, days, floor, cap, holidays }) => {
    const parts = ({ zh, en }: { readonly zh: string; readonly en: string }, of: typeof days = {}) => {
      const given = TERMS.flatMap((term) => (of[term] === undefined ? [] : [[term, of[term]] as const]));
      return given.length === 0
        ? undefined
        : {
            zh: `${zh}${given.map(([term, n]) => `${ZH[term]} ${n}`).join('、')}`,
            en: `${en}${given.map(([term, n]) => `${term} ${n}`).join(', ')}`,
          };
    };
    const said = [
      parts({ zh: '', en: '' }, days),
      parts({ zh: '不少于 ', en: 'at least ' }, floor),
      parts({ zh: '不多于 ', en: 'at most ' }, cap),
      holidays === undefined
        ? undefined
        : { zh: `各省一年另放至多 ${holidays} 天`, en: `at most ${holidays} further days off a year` },
    ].filter((part) => part !== undefined);
    return {
      zh: `设定 ${scope} 的接转期限（天）：${said.map(({ zh }) => zh).join('；') || '按全国'}`,
      en: `Set the terms of transfers of ${scope}, in days: ${said.map(({ en }) => en).join('; ') || 'as for the country'}`,
    };
  },
  sample: () => ({ scope: '51', days: { answer: 4 } }),
};
