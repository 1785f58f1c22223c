// SPDX-License-Identifier: Apache-2.0
import { DOCUMENT_KIND, hasCode } from '@unionid/domain/codes';
import { ID_KINDS, isId, type IdKind } from '@unionid/domain/ids';
import { checkCodeField } from '@unionid/domain/ledger';
import { dateField, keyIdField, provinceCodeField } from '@unionid/domain/schema';
import { isYuan } from '@unionid/domain/values';
import { isReleaseCode } from '../../signing/release-code.js';
import type { Option, Text } from './command.js';

/** What an option or an argument takes, by the name that its usage has for it. */
export interface ValueKind {
  readonly takes: (text: string) => boolean;
  /** How it is written, for whoever wrote it otherwise. */
  readonly format: Text;
}

/** Kinds whose form is known here, so that a slip is told with its form before anything is asked or sent. */
const KINDS: Readonly<Record<string, ValueKind>> = {
  'yyyy-mm-dd': {
    takes: (text) => dateField.safeParse(text).success,
    format: {
      zh: '应是确有的日期，写成“年-月-日”，如 2026-11-01',
      en: 'a day that there is, as 2026-11-01',
    },
  },
  identityId: idKind('identity', ['数字身份标识', 'an identity id']),
  orgId: idKind('organisation', ['工会组织编号', "a union's id"]),
  operatorId: idKind('operator', ['操作员编号', "an operator's id"]),
  instructionId: idKind('instruction', ['指令编号', 'an instruction id']),
  importId: idKind('manifest', ['导入任务编号', 'the id of an import']),
  fundId: idKind('fund', ['资金编号', 'the id of a fund']),
  allotmentId: idKind('allotment', ['拨款编号', 'the id of an allotment']),
  programmeId: idKind('programme', ['项目编号', 'the id of a programme']),
  fileId: idKind('file', ['档案号', 'the number of a hardship file']),
  findingId: idKind('finding', ['审计发现编号', 'the id of a finding']),
  unmaskId: idKind('unmask', ['实名调取编号', 'the id of a request for a name']),
  planId: idKind('manifest', ['发放计划编号', 'the id of a plan']),
  yuan: {
    takes: isYuan,
    format: { zh: '应是以元计的金额，小数至多两位，如 1500.00', en: 'a sum in yuan, as 1500.00' },
  },
  releaseCode: {
    takes: isReleaseCode,
    format: {
      zh: `应是会员带来的接转码：${idFormat('releaseCode').zh}，空格和连字符不计`,
      en: `a release code: ${idFormat('releaseCode').en}; blanks and hyphens do not count`,
    },
  },
  keyId: {
    takes: (text) => keyIdField.safeParse(text).success,
    format: { zh: '应是密钥编号：16 位十六进制（小写）', en: 'a key id: 16 hex digits, lower case' },
  },
  province: {
    takes: (text) => provinceCodeField.safeParse(text).success,
    format: {
      zh: '应是两位的省级代码，如 51；全国为 00',
      en: 'the two digits of a province, as 51, or 00 of the country',
    },
  },
  docType: {
    takes: (text) => hasCode(DOCUMENT_KIND, text),
    format: {
      zh: `可用：${DOCUMENT_KIND.entries.map(({ code, text }) => `${code} ${text}`).join('、')}`,
      en: `one of ${DOCUMENT_KIND.entries.map(({ code }) => code).join(', ')} (GA/T 517)`,
    },
  },
  block: {
    takes: (text) => /^\d{1,15}$/.test(text),
    format: { zh: '应是区块高度：0 或正整数', en: 'the height of a block: a whole number' },
  },
  checkCode: {
    takes: (text) => checkCodeField.safeParse(text).success,
    format: {
      zh: '应是检查编号，大写字母和数字，如 DUP-1；unionid audit checks 列出全部',
      en: 'the code of a check, as DUP-1; unionid audit checks lists them',
    },
  },
  year: {
    takes: (text) => /^2\d{3}$/.test(text),
    format: { zh: '应是四位数的年份，如 2026', en: 'a year of four digits, as 2026' },
  },
};

export const VALUE_KINDS: ReadonlyMap<string, ValueKind> = new Map(Object.entries(KINDS));

/** The closed list of an option, or undefined where it has none; a usage of `a,b` takes several of them. */
export function choicesOf({ value = '', choices }: Option): readonly string[] | undefined {
  if (choices !== undefined) return choices;
  return /[|,]/.test(value) ? value.split(/[|,]/) : undefined;
}

function idKind(kind: IdKind, [zh, en]: readonly [string, string]): ValueKind {
  const format = idFormat(kind);
  return {
    takes: (text) => isId(kind, text),
    format: { zh: `应是${zh}：${format.zh}`, en: `${en}: ${format.en}` },
  };
}

function idFormat(kind: IdKind): Text {
  const { prefix, randomCharacters } = ID_KINDS[kind];
  const length = String(prefix.length + randomCharacters + 1);
  return {
    zh: `${prefix === '' ? '' : `${prefix} 开头，`}共 ${length} 个大写字母和数字，末位为校验，请核对有无抄错`,
    en: `${prefix === '' ? '' : `${prefix} and more, `}${length} capitals and digits; the last one checks the others, so look for a slip`,
  };
}
