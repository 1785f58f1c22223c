// SPDX-License-Identifier: Apache-2.0
import type { Words } from '../instruction/index.js';
import type { CorrectionReason } from './correction.js';

/** What the fields of a real-name record are called by those who fill in its form (forms/member-columns.ts). */
const FIELD_ZH: Readonly<Record<string, string>> = {
  ...{ name: '姓名', sex: '性别', birthDate: '出生日期', ethnicity: '民族', employment: '就业状况' },
  ...{
    docType: '有效证件类别',
    docNumber: '证件号码',
    education: '学历',
    skill: '技术等级',
    mobile: '移动电话',
  },
  ...{ householdType: '户籍类型', householdPlace: '户籍所在地', political: '政治面貌', employer: '工作单位' },
  ...{ nativePlace: '籍贯', migrantWorker: '是否农民工会员' },
};

const REASON_WORDS: Readonly<Record<CorrectionReason, Words>> = {
  changed: { zh: '情况变更', en: 'it has changed' },
  mistake: { zh: '登记有误', en: 'a mistake' },
};

/** A correction in plain words: whose record, which fields by name, why; no value. */
export function correctionWords(
  what: Words,
  {
    identityId,
    fields,
    reason,
  }: { readonly identityId: string; readonly fields: readonly string[]; readonly reason: CorrectionReason },
): Words {
  const why = REASON_WORDS[reason];
  return {
    zh: `${what.zh}：${identityId} 的${fields.map((name) => FIELD_ZH[name] ?? name).join('、')}（${why.zh}）`,
    en: `${what.en} of ${identityId}: ${fields.join(', ')} (${why.en})`,
  };
}
