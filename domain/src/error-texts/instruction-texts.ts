// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to what the checks of every instruction refuse, in their order (architecture.md §4). */
export const INSTRUCTION_ERROR_TEXTS = {
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
    ['该指令已执行过', '不要重新签署；用所列的交易编号（transactionId）查看原结果'],
    [
      'The instruction was carried out before',
      'Do not sign it again; look at the first outcome by its transactionId',
    ],
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
    [
      '签名的操作员尚未绑定本人：这一步须记明是谁办的',
      '先绑定，由上级超级管理员办，省级、全总的初始操作员由本人办：unionid operators bind-person 操作员编号 本人的数字身份标识',
    ],
    [
      'The operator who signs is bound to nobody, and this step is to be known as somebody’s',
      'Bind it first, by its superior (a root operator by itself): unionid operators bind-person <operatorId> <identityId>',
    ],
  ),
  SAME_PERSON: text(
    ['这一步须由另一人办：同一人已为此事签署，或已为另一方办过', '请由另一人办理（换操作员不行）'],
    [
      'Another person has to do this: the same one has signed already, or acted for the other side',
      'Let another person do it; another operator of the same person is none',
    ],
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
  PENDING_WITHDRAWN: text(
    ['待复核的决定已被撤回', '与复核人核对原因，更正后重新签署'],
    [
      'The decision that waited for confirmation was withdrawn',
      'Ask whoever could confirm it why, correct it and sign anew',
    ],
  ),
  DECISION_DIFFERS: text(
    ['所复核的内容与待复核的决定不一致', '重新读取待复核的决定后再签名'],
    ['What is confirmed is not the decision that waits', 'Read the pending decision again and sign that'],
  ),
  SAME_UNION: text(
    ['复核人须属于另一工会', '请上级或其他工会有此权限的操作员复核'],
    [
      'Who confirms must be of another union',
      'Have an operator of a superior or another union with this grant confirm it',
    ],
  ),
  SECOND_NOBODY: text(
    [
      '须由另一工会复核，而本省没有可以复核的上级工会',
      '名单由下级工会分别先签、本级复核；直属会员先转入下级工会（会籍已终止的、所属工会已撤销的，由全总复核）',
    ],
    [
      'Another union must confirm this, and in the province none stands above yours',
      'Let each union below sign first; members of your own change to one below (of ended ones the national union confirms)',
    ],
  ),
  SUBMITTER_FOREIGN: text(
    ['提交节点不属于操作员所在机构', '通过本省网关提交'],
    [
      'The submitting organisation does not host the operator',
      "Submit through the gateway of the operator's own province",
    ],
  ),
  PROVINCE_FOREIGN: text(
    [
      '该记录属于其他省',
      '由该省（00 为全国总工会）的工会办理；会员要转来本省的，用 unionid transfers request 申请会籍接转',
    ],
    [
      'The record belongs to another province',
      'Leave it to that province (00: the national union); ask for a member who comes here by unionid transfers request',
    ],
  ),
  OUT_OF_SCOPE: text(
    [
      '该记录不在操作员所属工会及其下级范围内',
      '由该记录所属工会或其上级的操作员办理；接转、认领由 show 所列的工会办理',
    ],
    [
      "The record is outside the operator's union and its subordinates",
      'An operator of its own union or of one above does it; of a transfer or claim that of the union that show names',
    ],
  ),
  GRANT_MISSING: text(
    ['操作员没有此类操作的授权', '请超级管理员授权'],
    ['The operator was not granted this kind of work', 'Ask the super administrator for the grant'],
  ),
  GRANT_EXCEEDS: text(
    ['授权超出授权人自身的权限', '只能授予自己拥有的权限'],
    ['The grant exceeds what the granting operator holds', 'Grant only what you hold yourself'],
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
} satisfies Partial<Record<ErrorCode, ErrorTexts>>;
