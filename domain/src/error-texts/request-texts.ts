// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/codes.js';
import { text, type ErrorTexts } from './error-text.js';
import { FIELD_ERROR_TEXTS } from './field-texts.js';
import { ROW_ERROR_TEXTS } from './row-texts.js';

/** The words to every code of the closed list. */
export const ERROR_TEXTS: Readonly<Record<ErrorCode, ErrorTexts>> = {
  // Requests
  INVALID_REQUEST: text(
    ['请求内容不符合格式', '按 details 中的字段说明修改后重试'],
    ['The request does not have the required form', 'Correct the fields named in details and try again'],
  ),
  ...FIELD_ERROR_TEXTS,
  NOT_CANONICAL: text(
    ['提交的 JSON 不是规范形式', '使用 SDK 生成规范 JSON（RFC 8785）后重新签名'],
    ['The JSON is not in canonical form', 'Let the SDK build the canonical JSON (RFC 8785) and sign again'],
  ),
  TOO_LARGE: text(
    ['内容超过大小上限', '拆分后重新提交'],
    ['The content is larger than allowed', 'Split it and submit again'],
  ),
  UNSUPPORTED_MEDIA_TYPE: text(
    ['不支持该文件类型', '请上传 CSV（UTF-8 或 GB 18030）或 XLSX 文件'],
    ['This media type is not supported', 'Upload CSV (UTF-8 or GB 18030) or XLSX'],
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
  HEIGHT_NOT_REACHED: text(
    ['网关的读模型尚未达到所要求的区块高度', '稍后重试'],
    ['The read model has not reached the block height asked for', 'Try again in a moment'],
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
  FORBIDDEN: text(
    ['当前操作员没有此权限', '联系上级工会的超级管理员'],
    ['The operator may not do this', 'Ask the super administrator of the superior union'],
  ),
  // The instruction (architecture.md §4, in the order of its checks)
  UNKNOWN_INSTRUCTION: text(
    ['未知的指令类型', '升级客户端，或改用受支持的指令'],
    ['Unknown instruction type', 'Update the client or use a supported instruction'],
  ),
  WRONG_NETWORK: text(
    ['指令属于另一个网络、通道或合约', '确认所连接的网关后重新签名'],
    [
      'The instruction is for another network, channel or chaincode',
      'Check which gateway you use and sign again',
    ],
  ),
  ACTOR_UNKNOWN: text(
    ['操作员未登记', '请上级超级管理员登记该操作员'],
    ['The operator is not registered', 'Ask a superior super administrator to register the operator'],
  ),
  KEY_UNKNOWN: text(
    ['签名密钥未登记', '使用已登记的密钥，或先登记该密钥'],
    ['The signing key is not registered', 'Use a registered key or register this one first'],
  ),
  KEY_REVOKED: text(
    ['签名密钥已吊销', '改用有效密钥；如密钥遗失，请上级登记新密钥'],
    ['The signing key is revoked', 'Use a valid key; if it was lost, ask the superior to register a new one'],
  ),
  OPERATOR_REVOKED: text(
    ['操作员已停用', '联系上级工会的超级管理员'],
    ['The operator is revoked', 'Ask the super administrator of the superior union'],
  ),
  SIGNATURE_INVALID: text(
    ['签名与内容不符', '确认内容未被修改，用登记的密钥重新签名'],
    [
      'The signature does not match the content',
      'Make sure the content is unchanged and sign with the registered key',
    ],
  ),
  INSTRUCTION_EXPIRED: text(
    ['指令已过有效期', '重新确认并签名'],
    ['The instruction has expired', 'Confirm and sign it again'],
  ),
  INSTRUCTION_FROM_FUTURE: text(
    ['指令的签发时间晚于账本时间', '校准时钟后重新签名'],
    ['The instruction is dated in the future', 'Set the clock and sign again'],
  ),
  INSTRUCTION_LIFETIME: text(
    ['指令的有效期超过上限（24 小时，清单 7 天）', '缩短有效期后重新签名'],
    [
      'The instruction is valid for longer than allowed (24 h, manifests 7 days)',
      'Sign it with a shorter validity',
    ],
  ),
  INSTRUCTION_REPLAYED: text(
    ['该指令已执行过', '用 details 中的 transactionId 查看原结果'],
    ['The instruction was carried out before', 'See the first outcome by the transactionId in details'],
  ),
  INSTRUCTION_ID_TAKEN: text(
    ['该指令编号已用于另一内容', '不要重试；以新的编号重新签名，并核对原指令'],
    [
      'This instruction identifier stands for another content',
      'Do not repeat it; sign again under a new identifier and look at the first one',
    ],
  ),
  PROPOSAL_FOREIGN: text(
    ['指令由另一链码的交易带入', '直接向该指令所属的链码提交'],
    [
      "The instruction was carried by another chaincode's transaction",
      'Submit it to the chaincode it is for',
    ],
  ),
  OWN_ACCOUNT: text(
    ['不得办理本人的账户', '请由其他经办人办理'],
    ['Nobody acts on the own account', 'Let another operator do it'],
  ),
  PERSON_UNBOUND: text(
    ['操作员尚未绑定本人，不能参与须两人分担的事项', '由上级超级管理员先绑定本人（operators bind-person）'],
    [
      'The operator is not bound to a person, and this takes two persons',
      'Have the operator bound to its person first (operators bind-person)',
    ],
  ),
  SAME_PERSON: text(
    ['复核人与签署人为同一人', '请由另一人复核'],
    ['Who confirms is the same person as who signed', 'Let another person confirm'],
  ),
  PENDING_UNKNOWN: text(
    ['没有这项待复核的决定', '核对编号；它可能已复核、撤回或从未提交'],
    [
      'No such decision waits for confirmation',
      'Check the identifier; it may be confirmed, withdrawn or never submitted',
    ],
  ),
  PENDING_EXPIRED: text(
    ['待复核的决定已过期限', '由签署人重新签署'],
    ['The decision has waited too long', 'Let it be signed anew'],
  ),
  DECISION_DIFFERS: text(
    ['所复核的内容与待复核的决定不一致', '重新读取待复核的决定后再签名'],
    ['What is confirmed is not the decision that waits', 'Read the pending decision again and sign that'],
  ),
  SUBMITTER_FOREIGN: text(
    ['提交节点不属于操作员所在机构', '通过本省网关提交'],
    [
      'The submitting organisation does not host the operator',
      "Submit through the gateway of the operator's own province",
    ],
  ),
  PROVINCE_FOREIGN: text(
    ['该记录属于其他省', '由该省处理；跨省请使用会籍接转'],
    [
      'The record belongs to another province',
      'Leave it to that province, or use a transfer between provinces',
    ],
  ),
  OUT_OF_SCOPE: text(
    ['该记录不在操作员所属工会及其下级范围内', '由有管辖权的工会处理'],
    ["The record is outside the operator's union and its subordinates", 'Leave it to the union in charge'],
  ),
  GRANT_MISSING: text(
    ['操作员没有此类操作的授权', '请超级管理员授权'],
    ['The operator was not granted this kind of work', 'Ask the super administrator for the grant'],
  ),
  GRANT_EXCEEDS: text(
    ['授权超出授权人自身的权限', '只能授予自己拥有的权限'],
    ['The grant exceeds what the granting operator holds', 'Grant only what you hold yourself'],
  ),
  PERSON_BOUND: text(
    ['操作员已绑定本人，绑定后不再更改', '如需换人，请登记新的操作员'],
    ['The operator is bound to its person already, for good', 'Register another operator for another person'],
  ),
  FUND_UNKNOWN: text(['没有该资金', '核对资金编号'], ['There is no such fund', 'Check the fund identifier']),
  FUND_EXISTS: text(
    ['该资金编号已设立', '核对编号；如为重复提交则无需处理'],
    ['The fund exists already', 'Check the identifier; where this is a repetition nothing is to be done'],
  ),
  STALE_SUBJECT: text(
    ['签名时所见的记录已发生变化', '查看最新记录后重新确认并签名'],
    ['The record has changed since it was seen', 'Look at the newest record, confirm and sign again'],
  ),
  ADMIN_REQUIRED: text(
    ['此操作须由机构管理员证书提交', '使用机构的 Fabric 管理员身份提交'],
    [
      "This needs the organisation's admin certificate",
      'Submit with the Fabric admin identity of the organisation',
    ],
  ),
  // Governance
  ALREADY_BOOTSTRAPPED: text(
    ['网络已初始化', '无需重复初始化'],
    ['The network is bootstrapped already', 'Nothing to do'],
  ),
  NOT_BOOTSTRAPPED: text(
    ['网络尚未初始化', '先由全国总工会执行初始化'],
    ['The network is not bootstrapped yet', 'Let the national union bootstrap it first'],
  ),
  PROVINCE_UNKNOWN: text(
    ['该省不在网络中', '由全国总工会先登记该省'],
    ['The province is not part of the network', 'Let the national union register the province first'],
  ),
  PROVINCE_REGISTERED: text(
    ['该省已登记根操作员', '使用密钥轮换来更换密钥'],
    ['The province has its root operator already', 'Rotate the key to change it'],
  ),
  CLOCK_NOT_LATER: text(
    ['账本时钟已到该时刻或更晚', '无需处理'],
    ['The ledger clock shows that hour or a later one already', 'Nothing is to be done'],
  ),
  CLOCK_AHEAD: text(
    ['时刻早于其到来，账本时钟不能提前', '校准网关的时钟'],
    ['The hour has not come yet, and the ledger clock is never ahead', "Set the gateway's clock"],
  ),
  RETENTION_TOO_EARLY: text(
    ['该日期的记录仍在保留期内', '过期 30 天后再清理'],
    ['Records of that day are still to be kept', 'Prune them 30 days after they expire'],
  ),
  // Organisations and operators
  ORGANISATION_EXISTS: text(
    ['该工会组织编号已存在', '核对后使用新的编号'],
    ['The organisation identifier is taken', 'Check it, then use a new identifier'],
  ),
  ORGANISATION_UNKNOWN: text(
    ['没有找到该工会组织', '核对工会组织编号'],
    ['There is no such union organisation', 'Check the organisation identifier'],
  ),
  ORGANISATION_CLOSED: text(
    ['该工会组织已撤销', '选择在册的工会组织'],
    ['The union organisation is closed', 'Choose one that is in register'],
  ),
  PARENT_INVALID: text(
    ['上级工会的级别不高于本级', '核对上级工会'],
    ['The parent is not of a higher level', 'Check the parent union'],
  ),
  CREDIT_CODE_TAKEN: text(
    ['该统一社会信用代码已登记在另一工会', '核对代码，或修改原登记'],
    ['The credit code is registered for another union', 'Check the code or correct the other registration'],
  ),
  OPERATOR_EXISTS: text(
    ['该操作员编号已存在', '核对后使用新的编号'],
    ['The operator identifier is taken', 'Check it, then use a new identifier'],
  ),
  OPERATOR_UNKNOWN: text(
    ['没有找到该操作员', '核对操作员编号'],
    ['There is no such operator', 'Check the operator identifier'],
  ),
  PROOF_OF_POSSESSION_INVALID: text(
    ['新密钥的持有证明无效', '用新密钥对应的私钥重新生成证明'],
    ['The proof of possession of the new key is not valid', 'Make the proof again with the new private key'],
  ),
  KEY_EXISTS: text(
    ['该密钥已登记', '使用新生成的密钥'],
    ['The key is registered already', 'Use a newly made key'],
  ),
  // Persons
  MEMBER_EXISTS: text(
    ['该人员已是其他工会的会员', '申请会籍接转，不要重复入会'],
    [
      'This person is a member of another union',
      'Apply for 会籍接转 (membership transfer) instead of joining again',
    ],
  ),
  MEMBER_UNCHANGED: text(
    ['该人员已是本工会会员，内容未变', '无需处理'],
    ['This person is a member of this union already; nothing changed', 'Nothing to do'],
  ),
  MEMBER_DIFFERS: text(
    [
      '该人员已是本工会会员，但登记内容与本次不同',
      '核对不同的列：本次有误的，更正后重试；登记有误或已变化的，办理信息变更',
    ],
    [
      'This person is a member of this union already, registered with something else',
      'Check the columns that differ; correct what was handed in, or have the registration changed',
    ],
  ),
  ACCOUNT_EXISTS: text(
    ['该人员已有数字身份账户', '在已有账户上办理入会'],
    ['This person has an identity account already', 'Enrol on the existing account'],
  ),
  ACCOUNT_UNKNOWN: text(
    ['没有找到该数字身份账户', '核对数字身份标识'],
    ['There is no such identity account', 'Check the identity identifier'],
  ),
  PLACE_WRONG: text(
    ['账户在账本上的位置已变', '重新读取该账户后再签名'],
    ['The account stands elsewhere on the ledger by now', 'Read the account again and sign with its place'],
  ),
  IDENTITY_ID_TAKEN: text(
    ['数字身份标识已被占用', '重新准备后提交'],
    ['The identity identifier is taken', 'Prepare again and submit'],
  ),
  IDENTITY_ID_UNBOUND: text(
    ['数字身份标识与该人员的索引和信息根不符', '重新准备后提交'],
    ['The identity identifier is not that of this personKey and root', 'Prepare again and submit'],
  ),
  PREPARATION_UNKNOWN: text(
    ['该账户未在本网关准备，或准备已过期', '重新准备并签名'],
    [
      'The account was not prepared at this gateway, or the preparation has expired',
      'Prepare and sign again',
    ],
  ),
  DATES_INVALID: text(
    ['日期晚于今天，或先后次序不符', '核对入会日期和变化日期'],
    ['A date is after today, or the dates are out of order', 'Check the dates of joining and of the change'],
  ),
  // Manifests
  MANIFEST_UNKNOWN: text(
    ['清单尚未上链', '先提交已签名的清单'],
    ['The manifest is not on the ledger', 'Submit the signed manifest first'],
  ),
  MANIFEST_EXISTS: text(
    ['清单编号已存在', '查看该清单的状态'],
    ['The manifest identifier is taken', 'Look at the state of that manifest'],
  ),
  MANIFEST_CLOSED: text(
    ['清单已关闭', '如需追加，请签署新的清单'],
    ['The manifest is closed', 'Sign a new manifest to add more'],
  ),
  MANIFEST_EXPIRED: text(
    ['清单已过有效期', '重新签署清单，已完成的分块不会重复'],
    ['The manifest has expired', 'Sign it again; finished chunks are not repeated'],
  ),
  MANIFEST_INCOMPLETE: text(
    ['清单尚有未提交的分块', '提交剩余分块后再关闭'],
    ['The manifest still has chunks outstanding', 'Submit the remaining chunks, then close it'],
  ),
  CHUNK_NOT_IN_MANIFEST: text(
    ['分块不属于该清单', '提交清单所签的原始分块'],
    ['The chunk is not under the manifest', 'Submit the chunk that the manifest was signed for'],
  ),
  CHUNK_TOO_LARGE: text(
    ['分块超过 500 行', '按 500 行以内分块'],
    ['The chunk has more than 500 rows', 'Use chunks of at most 500 rows'],
  ),
  // Files of an import
  FILE_EMPTY: text(
    ['文件为空，或没有表头以下的数据行', '使用模板填写后重新上传'],
    ['The file is empty or has no row below its header', 'Fill in the template and upload it again'],
  ),
  FILE_ENCODING_UNKNOWN: text(
    ['文件编码既不是 UTF-8 也不是 GB 18030', '另存为 UTF-8 编码的 CSV，或改用 XLSX'],
    ['The file is neither UTF-8 nor GB 18030', 'Save it as CSV in UTF-8, or use XLSX'],
  ),
  FILE_ENCODING_MIXED: text(
    ['文件中混用了 UTF-8 与 GB 18030 编码', '从 details 所示的行起检查，统一编码后重新上传'],
    [
      'The file mixes UTF-8 and GB 18030',
      'Look at the row in details, bring the file to one encoding and upload it again',
    ],
  ),
  FILE_DAMAGED: text(
    ['文件已损坏或加密，无法读取', '用表格软件重新打开并另存后上传'],
    ['The file is damaged or encrypted and can not be read', 'Open it, save it anew and upload that'],
  ),
  FILE_TOO_WIDE: text(
    ['行的列数过多', '删除模板以外的列'],
    ['A row has too many columns', 'Delete the columns that the template does not have'],
  ),
  FILE_TOO_MANY_ROWS: text(
    ['文件的行数超过上限', '按 details 中的上限拆分文件'],
    ['The file has too many rows', 'Split it by the limit in details'],
  ),
  FILE_TOO_COMPLEX: text(
    ['表格中的文本过多', '另存为 CSV 后上传，或拆分文件'],
    ['The spreadsheet holds too much text', 'Save it as CSV, or split it'],
  ),
  FILE_ZIP_BOMB: text(
    ['表格文件解压后过大', '删除多余的工作表和空行，另存后重新上传；或改用 CSV'],
    ['The spreadsheet is too large when unpacked', 'Delete unused sheets and empty rows, or use CSV'],
  ),
  FILE_MACROS: text(
    ['表格文件含有宏', '另存为不含宏的 XLSX 后重新上传'],
    ['The spreadsheet contains macros', 'Save it as XLSX without macros and upload that'],
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
  // Client (SDK and command line)
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
  // Answers (SDK, fails closed)
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
  ...ROW_ERROR_TEXTS,
};
