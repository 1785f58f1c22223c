// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to what a gateway refuses or fails at, whatever it was asked. */
export const GATEWAY_ERROR_TEXTS = {
  // Requests
  INVALID_REQUEST: text(
    ['请求内容不符合格式', '按所列字段及其说明修改后重试'],
    [
      'The request does not have the required form',
      'Correct the fields that are named, as is said of each, and try again',
    ],
  ),
  NOT_CANONICAL: text(
    ['提交的 JSON 不是规范形式', '使用 SDK 生成规范 JSON（RFC 8785）后重新签名'],
    ['The JSON is not in canonical form', 'Let the SDK build the canonical JSON (RFC 8785) and sign again'],
  ),
  TOO_LARGE: text(
    ['内容超过大小上限', '拆分后重新提交'],
    ['The content is larger than allowed', 'Split it and submit again'],
  ),
  UNSUPPORTED_MEDIA_TYPE: text(
    [
      '不支持该内容类型',
      '上传文件请用 CSV（UTF-8 或 GB 18030）或 XLSX，不要压缩；其他请求请用本系统的客户端发出',
    ],
    [
      'This kind of content is not supported',
      'For a file use CSV (UTF-8 or GB 18030) or XLSX, not compressed; send any other request with a client of this system',
    ],
  ),
  NOT_FOUND: text(
    ['没有找到该记录', '核对编号后重试'],
    ['There is no such record', 'Check the identifier and try again'],
  ),
  METHOD_NOT_ALLOWED: text(
    ['该地址不支持此操作', '查阅接口文档'],
    ['This address does not support the method', 'See the API document'],
  ),
  CONFLICT: text(
    ['记录刚被他人修改', '刷新后重试'],
    ['The record was changed by someone else at the same moment', 'Reload and try again'],
  ),
  REQUEST_TIMEOUT: text(
    ['请求内容未在时限内送达', '检查网络后重新提交'],
    ['The request did not arrive in time', 'Check the connection and send it again'],
  ),
  REQUEST_ABORTED: text(
    ['请求未送完，连接已中断', '检查网络后重新提交'],
    ['The connection ended before the whole request had arrived', 'Check the connection and send it again'],
  ),
  HEADERS_TOO_LARGE: text(
    ['请求头超过大小上限', '缩短地址与请求头后重试'],
    ['The headers of the request are larger than allowed', 'Shorten address and headers and try again'],
  ),
  TOO_MANY_REQUESTS: text(['请求过于频繁', '稍候再试'], ['Too many requests', 'Wait a moment and try again']),
  QUOTA_EXCEEDED: text(
    ['已超过匹配服务的配额', '等待配额恢复，或向全国总工会申请提高配额'],
    [
      'The quota of the matching service is used up',
      'Wait for it to refill or ask the national union for more',
    ],
  ),
  INTERNAL: text(
    ['系统内部错误', '将 requestId 提供给运维人员'],
    ['Internal error', 'Give the requestId to the operators of this gateway'],
  ),
  LEDGER_UNAVAILABLE: text(
    ['账本节点暂不可用', '稍后重试；操作不会重复生效'],
    ['The ledger can not be reached at the moment', 'Try again later; nothing takes effect twice'],
  ),
  RECORD_UNREADABLE: text(
    ['账本上的这条记录无法读取，网关不据此作出任何回答', '请联系网关管理员核查告警（unreadable）'],
    [
      'A record on the ledger that this depends on can not be read, so the gateway says nothing by it',
      'Ask the administrator of the gateway to look at its alarm (unreadable)',
    ],
  ),
  DATABASE_UNAVAILABLE: text(
    ['网关的数据库暂不可用', '稍后重试；已提交的操作不会丢失，也不会重复生效'],
    [
      "The gateway's database can not be reached at the moment",
      'Try again later; what was submitted is not lost and nothing takes effect twice',
    ],
  ),
  OUTCOME_UNKNOWN: text(
    ['已提交，但尚未得知结果', '用 transactionId 查询结果，不要重新签名'],
    [
      'Submitted, but the outcome is not known yet',
      'Ask for the outcome by transactionId; do not sign again',
    ],
  ),
  NOT_READY: text(
    ['网关尚未就绪', '等待网关同步完成'],
    ['The gateway is not ready', 'Wait until it has caught up'],
  ),
  LEDGER_BEHIND: text(
    [
      '网关落后于账本，无法确认操作员与密钥是否仍然有效，暂不受理',
      '稍后重试；持续出现时请联系网关管理员核查 /readyz 与告警（behind）',
    ],
    [
      'The gateway is behind the ledger: whether an operator is still in force it can not tell',
      'Try again in a moment; if it stays so, the gateway administrators look at /readyz and the alarm (behind)',
    ],
  ),
  HEIGHT_NOT_REACHED: text(
    [
      '网关的读模型尚未达到所要求的区块高度',
      'unionid status 显示网关现有高度：只差几个区块的，稍后重试；高出许多的，改填不高于它的高度',
    ],
    [
      'The read model has not reached the block height asked for',
      'Ask unionid status for the newest height: a few blocks short, try again in a moment; far beyond it, name a lower one',
    ],
  ),
  // Who asks the gateway
  UNAUTHENTICATED: text(
    ['请求没有有效的操作员签名', '用已登记的密钥对请求签名'],
    ['The request carries no valid operator signature', 'Sign the request with a registered key'],
  ),
  REQUEST_REPLAYED: text(
    ['该请求已使用过', '用新的随机数重新签名'],
    ['This request was used before', 'Sign again with a new nonce'],
  ),
  REQUEST_EXPIRED: text(
    ['请求签名已过期或时间不符', '校准时钟后重新签名'],
    ['The request signature has expired or its time is off', 'Set the clock and sign again'],
  ),
  EVIDENCE_CLOSED: text(
    [
      '该导入已签名或已结束，其实名依据不再显示',
      '查看逐行报告：unionid imports report；个人信息以本机文件为准',
    ],
    [
      'The import is signed or has ended: the real names behind it are shown no more',
      'See the report by row (unionid imports report); for the persons see your own file',
    ],
  ),
  IMPORT_SIGNED: text(
    [
      '该导入已经签名，由网关继续办理，不能取消，也不能换一份签名',
      '查看进度：unionid imports show；还在等第二人签名的，可撤回该决定：unionid decisions withdraw',
    ],
    [
      'The import is signed and goes on by itself: it can be neither cancelled nor signed otherwise',
      'See how far it is (unionid imports show); while a second signature is waited for: unionid decisions withdraw',
    ],
  ),
  IMPORT_FINISHED: text(
    [
      '该导入已经结束，没有改动：已登记的仍然有效',
      '查看结果：unionid imports show 和 unionid imports report',
    ],
    [
      'The import has ended and nothing was changed: what it registered stands',
      'See what became of it: unionid imports show and unionid imports report',
    ],
  ),
  FORBIDDEN: text(
    ['当前操作员没有此权限', '联系上级工会的超级管理员'],
    ['The operator may not do this', 'Ask the super administrator of the superior union'],
  ),
  // Matching, vault
  MATCHING_UNAVAILABLE: text(
    ['全国匹配服务暂不可用', '稍后重试；在此之前按证件号的核验结果为“未知”'],
    [
      'The national matching endpoint can not be reached',
      'Try again later; until then verification by number answers unknown',
    ],
  ),
  DECRYPTION_FAILED: text(
    ['数据无法解密或已被篡改', '联系运维人员检查密钥'],
    ['The data can not be decrypted or was tampered with', 'Let the operators check the keys'],
  ),
} satisfies Partial<Record<ErrorCode, ErrorTexts>>;
