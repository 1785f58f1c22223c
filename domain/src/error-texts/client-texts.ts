// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to what the client finds by itself: its gateway, its keys, answers that prove nothing. */
export const CLIENT_ERROR_TEXTS = {
  // Client
  GATEWAY_UNREACHABLE: text(
    ['无法连接网关', '检查网关地址与网络后重试；操作不会重复生效'],
    [
      'The gateway can not be reached',
      'Check its address and the network, then try again; nothing takes effect twice',
    ],
  ),
  RESPONSE_INVALID: text(
    ['网关的应答不符合约定的格式', '检查网关地址与版本；不要采信该应答'],
    [
      'The answer of the gateway does not have the agreed form',
      'Check the address and version of the gateway; do not rely on the answer',
    ],
  ),
  KEY_FILE_INVALID: text(
    ['密钥文件不存在、已损坏或不是本系统的格式', '检查密钥文件路径，或用 unionid key new 新建'],
    [
      'The key file is missing, damaged or not of this system',
      'Check its path or make one with unionid key new',
    ],
  ),
  KEY_PASSWORD_WRONG: text(
    ['密钥文件的密码不正确，或文件已被改动', '重新输入密码'],
    ['The password of the key file is wrong, or the file was changed', 'Enter the password again'],
  ),
  // Answers
  ANSWER_UNSIGNED: text(
    ['应答没有有效签名', '不要采信该应答；检查网关地址'],
    ['The answer carries no valid signature', 'Do not rely on it; check the gateway address'],
  ),
  ANSWER_FOREIGN: text(
    ['应答不是针对本次请求的', '不要采信该应答'],
    ['The answer is for another request or audience', 'Do not rely on it'],
  ),
  ANSWER_STALE: text(['应答已过期', '重新核验'], ['The answer has expired', 'Verify again']),
  PARTS_MISMATCH: text(
    ['网关返回的内容与录入不符，已停止签名', '不要签名；向管理员报告'],
    [
      'What the gateway returned does not match what was entered; nothing was signed',
      'Do not sign; report it to the administrator',
    ],
  ),
} satisfies Partial<Record<ErrorCode, ErrorTexts>>;
