// SPDX-License-Identifier: Apache-2.0
import { asDomainError } from '@unionid/domain/errors';
import { ApiError } from '../../transport/api-error.js';
import { UsageError } from './usage-error.js';

/** What the process ends with; `docs/reference/cli.md` lists them from here. */
export const EXIT_CODES = {
  ok: { code: 0, zh: '完成', en: 'Done' },
  refused: { code: 1, zh: '被规则或网关拒绝', en: 'Refused by a rule or by the gateway' },
  usage: { code: 2, zh: '命令用法有误', en: 'The command was used wrongly' },
  unknown: {
    code: 3,
    zh: '网关不可达，或结果未知（重复执行是安全的）',
    en: 'The gateway can not be reached or the outcome is unknown (repeating is safe)',
  },
  untrusted: {
    code: 4,
    zh: '签名、应答或网关数据未通过核对，未采信也未签名',
    en: 'A signature, answer or part of the gateway did not pass its check; nothing was relied on or signed',
  },
  badRows: { code: 5, zh: '导入完成，但有问题行', en: 'The import finished, with bad rows' },
  declined: { code: 6, zh: '操作员未确认，未签名', en: 'The operator did not confirm; nothing was signed' },
  unwritten: {
    code: 7,
    zh: '操作已完成，但结果文件未能写入',
    en: 'It was done, but a file about it could not be written',
  },
  notMember: { code: 10, zh: '核验结果：不是会员', en: 'Verified: not a member' },
  unknownMember: { code: 11, zh: '核验结果：未知', en: 'Verified: unknown' },
  internal: { code: 70, zh: '程序内部错误', en: 'A fault of this program' },
  hungUp: { code: 129, zh: '终端已关闭（SIGHUP）', en: 'The terminal was closed (SIGHUP)' },
  interrupted: { code: 130, zh: '被中断（Ctrl-C）', en: 'Interrupted (Ctrl-C)' },
  terminated: { code: 143, zh: '被终止（SIGTERM）', en: 'Terminated (SIGTERM)' },
} as const satisfies Record<string, { code: number; zh: string; en: string }>;

export type Exit = keyof typeof EXIT_CODES;

const UNTRUSTED = new Set([
  'ANSWER_UNSIGNED',
  'ANSWER_FOREIGN',
  'ANSWER_STALE',
  'PARTS_MISMATCH',
  'RESPONSE_INVALID',
  'KEY_PASSWORD_WRONG',
]);
const UNKNOWN = new Set([
  'GATEWAY_UNREACHABLE',
  'OUTCOME_UNKNOWN',
  'LEDGER_UNAVAILABLE',
  'NOT_READY',
  'LEDGER_BEHIND',
]);

/** How an error ends the process. */
export function exitOf(error: unknown): Exit {
  if (error instanceof UsageError) return error.key === 'fileUnwritten' ? 'unwritten' : 'usage';
  const code = error instanceof ApiError ? error.code : asDomainError(error)?.code;
  if (code === undefined) return 'internal';
  if (UNTRUSTED.has(code)) return 'untrusted';
  return UNKNOWN.has(code) ? 'unknown' : 'refused';
}
