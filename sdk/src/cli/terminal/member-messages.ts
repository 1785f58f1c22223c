// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of members and of answers about them. */
export const MEMBER_MESSAGES = {
  interruptedLost: text(
    '已中断。已提交的各行有效；继续：用同一文件再次执行 unionid members correct-lost，已补录的自动跳过',
    'Interrupted. Rows that were submitted count; go on by unionid members correct-lost with the same file, which passes over what is done',
  ),
  lostFurther: text(
    '  其后各行以同样内容逐行签署并提交，不再逐行询问。',
    '  The rows after it are signed and submitted in the same way, without asking again.',
  ),
  lostSoFar: text(
    '已补录 {done} 人，记录完好 {standing} 人，问题行 {bad}',
    '{done} entered anew, {standing} whose record stands, {bad} bad rows',
  ),
  lostDone: text(
    '✔ 名单已逐行办完：补录 {done} 人，记录完好 {standing} 人，问题行 {bad}',
    '✔ All rows were gone through: {done} entered anew, {standing} whose record stands, {bad} bad rows',
  ),
  lostBad: text('  第 {row} 行  {why}  {fields}', '  row {row}  {why}  {fields}'),
  recordStands: text(
    '  本省已有此人的登记信息，沿用不变；与本次填写不同的，会籍到本会后办理变更：unionid members correct {identityId}',
    '  This province has a record of the person, which stays; what differs from what was entered now is corrected once the membership is here: unionid members correct {identityId}',
  ),
  enrolled: text('  数字身份标识：{identityId}', '  Identity id: {identityId}'),
  operatorIs: text('  操作员编号：{operatorId}', '  Operator id: {operatorId}'),
  organisationIs: text('  工会组织编号：{orgId}', '  Organisation id: {orgId}'),
  askNumber: text('证件号码（不回显）：', 'Document number (not shown): '),
  askName: text('姓名：', 'Name: '),
  numberInHistory: text(
    '注意：写在命令行上的证件号码会留在 shell 历史记录里；建议改用 --number-file 或按提示输入。',
    'Note: a number on the command line stays in the shell history; use --number-file or type it when asked.',
  ),
  isMemberYes: text('✔ 是会员（{state}）', '✔ A member ({state})'),
  isMemberNo: text('✘ 不是会员', '✘ Not a member'),
  isMemberUnknown: text('？未知：{reason}', '? Unknown: {reason}'),
  stateACTIVE: text('在籍', 'active'),
  stateRETAINED: text('保留会籍', 'membership retained'),
  stateWITHDRAWN: text('已退会', 'left'),
  stateEXPELLED: text('已开除会籍', 'expelled'),
  stateDECEASED: text('已故', 'deceased'),
  stateVOIDED: text('已作废', 'void'),
  stateNONE: text('非会员', 'no membership'),
  reasonMATCHING_UNAVAILABLE: text(
    '全国匹配服务暂不可用',
    'the national matching endpoint can not be reached',
  ),
  reasonRECORD_UNREADABLE: text('账本上的相关记录无法读取', 'the record on the ledger can not be read'),
  reasonREAD_MODEL_BEHIND: text('网关尚在同步账本', 'the gateway is still catching up with the ledger'),
  memberProvince: text('  省级节点：{province}', '  Province: {province}'),
  historySigners: text('  签署：{signers}', '  signed by {signers}'),
  historyEvidence: text('  依据文件的 SM3：{evidence}', '  SM3 of the document behind it: {evidence}'),
  historyState: text('  自 {since} 起：{state}，工会 {org}', '  from {since}: {state}, union {org}'),
  accountInto: text(
    '  重复录入已作废，同一人现用账户：{identityId}',
    '  entered twice and ended; of the same person account {identityId} stands',
  ),
  accountAlso: text(
    '  同一人另有已并入本账户的账户：{identityIds}',
    '  stands for these accounts of the same person, which have ended: {identityIds}',
  ),
  historyUnreadable: text('  账本上此后的内容无法读取', '  what the ledger says since then can not be read'),
  memberOrg: text('  工会组织：{org}', '  Union: {org}'),
  memberJoined: text('  入会日期：{joined}', '  Joined: {joined}'),
  memberAssurance: text('  核验等级：L{assurance}', '  Assurance: L{assurance}'),
  answerBy: text(
    '  应答由 {mspId} 的密钥 {keyId} 签名，区块高度 {height}，{time}，有效至 {expires}',
    '  Answer signed by key {keyId} of {mspId} at block height {height}, {time}, valid until {expires}',
  ),
  answerSaved: text('  已保存应答：{path}', '  Answer saved: {path}'),
  answerOk: text(
    '✔ 应答真实：签名有效，针对操作员 {audience} 的这次请求',
    '✔ The answer is genuine: validly signed, for this request of operator {audience}',
  ),
  answerAsOf: text(
    '  它说明的是 {time} 的情况；有效期至 {expires}（{freshness}）',
    '  It tells how things stood at {time}; valid until {expires} ({freshness})',
  ),
  stillValid: text('仍在有效期内', 'still valid'),
  expired: text('已过期，如需采信请重新核验', 'expired: verify again before you rely on it'),
} as const;
