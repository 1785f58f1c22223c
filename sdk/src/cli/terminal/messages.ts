// SPDX-License-Identifier: Apache-2.0
import { BENEFIT_MESSAGES } from './benefit-messages.js';
import { IMPORT_MESSAGES } from './import-messages.js';
import { KEY_VERSION_MESSAGES } from './key-version-messages.js';
import { MEMBER_MESSAGES } from './member-messages.js';
import { shownValue, text } from './message-text.js';
import { RULE_MESSAGES } from './rule-messages.js';
import { CLAIM_MESSAGES } from './claim-messages.js';
import { TRANSFER_MESSAGES } from './transfer-messages.js';
import { USAGE_MESSAGES } from './usage-messages.js';

export type Language = 'zh' | 'en';
export type MessageValues = Readonly<Record<string, string | number>>;

/** Everything the command line says while it runs; `{name}` is filled in. Refusals are in the error catalogue. */
export const MESSAGES = {
  ...USAGE_MESSAGES,
  morePages: text(
    '还有更多：在同一命令后加上 --cursor 与上面的 next。',
    'There is more: add --cursor with that next to the same command.',
  ),
  moreEmployers: text(
    '  …共 {count} 个单位，这里只列出一部分',
    '  … of {count} employers only some are listed here',
  ),
  membersOfUnion: text(
    '只列出工会 {org} 直接登记的会员，不含其下级工会的会员。下级工会：unionid organisations list --parent {org}；再以 unionid members list --org 下级工会编号 查看。',
    'Members of union {org} itself only, not of the unions below it. Those: unionid organisations list --parent {org}; then unionid members list --org with the id of one.',
  ),
  membersOfOwnUnion: text(
    '本工会没有直接登记的会员；下级工会的会员不在此列，加 --subtree 一并列出。本工会编号：unionid operators show {operatorId}；其下级工会：unionid organisations list --parent 本工会编号；再以 unionid members list --org 下级工会编号 查看。',
    'Your own union has no members itself; those of the unions below it are not listed here, but with --subtree. Its id: unionid operators show {operatorId}; the unions below: unionid organisations list --parent with it; then unionid members list --org with the id of one.',
  ),
  otherFile: text(
    '{path} 不是这次导入的文件，内容不同。请指定当时上传的文件；只看报告的，可去掉 --file。',
    '{path} is not the file of this import: its content differs. Name the file that was handed in; for the report alone leave --file out.',
  ),
  badEvidence: text(
    '--evidence 写作“种类:文件”，如 socialInsurance:参保证明.pdf；种类为 {kinds}',
    '--evidence is kind:file, as socialInsurance:list.pdf; kinds are {kinds}',
  ),
  badMap: text(
    '--map 的值“{text}”不正确，应写成“原列名=模板列名”，如 --map "职工名字=姓名"。',
    'The value "{text}" of --map is wrong: write the name in the file, =, and the column, as in --map "职工名字=姓名".',
  ),
  badLimit: text(
    '--limit 应是 {min} 至 {max} 的整数，不能是“{text}”。更多内容分页取得：加上 --cursor 与上一页末尾的 next。',
    '--limit is a whole number from {min} to {max}, not "{text}". There is more by pages: add --cursor with the next of the page before.',
  ),
  missingArgument: text('缺少 {name}。', '{name} is missing.'),
  missingOption: text('缺少 {name}：{what}。', '{name} is missing: {what}.'),
  badValue: text(
    '{name} 的值“{text}”不正确，可用：{allowed}。{words}',
    '"{text}" is no value of {name}; allowed: {allowed}. {words}',
  ),
  badForm: text('{name} 的值“{text}”不正确：{format}。', '"{text}" is no value of {name}: {format}.'),
  noGateway: text(
    '尚未设置网关地址。运行 unionid config set --gateway https://…，或加上 --gateway。',
    'No gateway is set. Run unionid config set --gateway https://…, or add --gateway.',
  ),
  noOperator: text(
    '尚未设置操作员编号。运行 unionid config set --operator P…，或加上 --operator。',
    'No operator id is set. Run unionid config set --operator P…, or add --operator.',
  ),
  fileUnreadable: text(
    '无法读取文件 {path}。请检查路径，以及是否有读取权限。',
    'The file {path} can not be read. Look at its path and who may read it.',
  ),
  fileNotJson: text(
    '文件 {path} 的内容不是所需的 JSON。请检查文件是否选对、内容是否完整。',
    'The file {path} does not hold the JSON that is needed. Look whether it is the right file and complete.',
  ),
  fileExists: text(
    '文件 {path} 已存在，不会覆盖。请换一个文件名。',
    'The file {path} exists and is not overwritten. Choose another name.',
  ),
  fileUnwritable: text(
    '无法写入文件 {path}（{reason}），尚未执行任何操作。请换一个可写的位置，或检查该文件夹是否存在、是否有写入权限。',
    'The file {path} can not be written ({reason}); nothing was done yet. Choose another place, or see that its folder exists and may be written to.',
  ),
  fileUnwritten: text(
    '文件 {path} 未能写入（{reason}）。请检查磁盘空间与权限。',
    'The file {path} was not written ({reason}). Look at the space on the disk and who may write there.',
  ),
  reportUnwritten: text(
    '  报告未能写入 {path}（{reason}）；以上结果不受影响。重新下载：unionid imports report {importId} --report 另一个文件.csv',
    '  The report was not written to {path} ({reason}); what is said above holds. Get it again: unionid imports report {importId} --report another-file.csv',
  ),
  needsTerminal: text(
    '没有终端可以输入。请加上 {option}。',
    'There is no terminal to type in. Add {option}.',
  ),
  passwordNeedsTerminal: text(
    '没有终端可以输入密钥文件 {path} 的密码。请把密码写入只有本人可读的文件的第一行，加上 {option} 该文件；密码不从参数或环境变量读取。\n  用 npm run up 启动的开发网络：密码在密钥文件旁的 password 文件（.run/unionid/unions/<机构>/root-operator/password）。',
    'There is no terminal to type the password of {path} in. Put it in the first line of a file that only you can read and add {option} with that file; passwords are never read from arguments or environment.\n  Of a development network made by npm run up it is in the file password beside the key (.run/unionid/unions/<organisation>/root-operator/password).',
  ),
  badUrl: text(
    '网关地址不正确：{url}。应以 http:// 或 https:// 开头，如 https://gateway.example:8443。',
    'This is no gateway address: {url}. It begins with http:// or https://, as https://gateway.example:8443 does.',
  ),
  // Errors
  refusedBecause: text('✘ {cause}（{code}）', '✘ {cause} ({code})'),
  nextStep: text('  下一步：{next}', '  Next: {next}'),
  detailLine: text('  {name}：{value}', '  {name}: {value}'),
  fieldLine: text('  {field}：{cause}（{code}）→ {fix}', '  {field}: {cause} ({code}) → {fix}'),
  requestLine: text('  requestId：{requestId}', '  requestId: {requestId}'),
  transactionLine: text('  transactionId：{transactionId}', '  transactionId: {transactionId}'),
  internalError: text(
    '✘ 程序内部错误：{reason}。请把命令与版本报告给管理员。',
    '✘ A fault of this program: {reason}. Report the command and version to the administrator.',
  ),
  // Last words of a program that is told to end
  interrupted: text(
    '已中断。没有签署或提交任何内容；可重新执行同一命令。',
    'Interrupted. Nothing was signed or submitted; the same command can be run again.',
  ),
  interruptedImport: text(
    '已中断，没有签名。导入任务 {importId} 仍在网关上；重新执行同一命令即可继续，或取消：unionid imports cancel {importId}',
    'Interrupted; nothing was signed. Import {importId} is still at the gateway: run the same command to go on, or give it up: unionid imports cancel {importId}',
  ),
  interruptedSigned: text(
    '已中断。导入任务 {importId} 已签名，由网关继续上链；重新执行同一命令即可继续查看进度，不会再次签名。',
    'Interrupted. Import {importId} is signed and the gateway goes on with it; run the same command to see how far it is, nothing is signed again.',
  ),
  interruptedInstruction: text(
    '已中断。指令 {instructionId} 可能已提交，请勿重新签署；查询结果：unionid instruction status {instructionId}',
    'Interrupted. Instruction {instructionId} may have been submitted: do not sign it again, but ask for its outcome: unionid instruction status {instructionId}',
  ),
  // Keys and configuration
  askPassword: text('密钥文件 {path} 的密码：', 'Password of {path}: '),
  askNewPassword: text(
    '为新密钥设置密码（至少 {length} 个字符）：',
    'Password for the new key (at least {length} characters): ',
  ),
  askAgain: text('再次输入：', 'Once more: '),
  passwordShort: text(
    '密码太短：至少 {length} 个字符。请换一个密码，重新执行。',
    'The password is too short: it has at least {length} characters. Choose another and run the command again.',
  ),
  passwordDiffers: text(
    '两次输入的密码不一致，未生成密钥。请重新执行。',
    'The two entries of the password differ; no key was made. Run the command again.',
  ),
  keyMade: text('✔ 已生成 SM2 密钥：{path}', '✔ SM2 key made: {path}'),
  keyId: text('  密钥编号：{keyId}', '  Key id: {keyId}'),
  fingerprint: text('  指纹（SM3）：{fingerprint}', '  Fingerprint (SM3): {fingerprint}'),
  publicKey: text('  公钥：{publicKey}', '  Public key: {publicKey}'),
  keyAdvice: text(
    '  请妥善保管文件与密码；遗失后只能由上级登记新密钥。',
    '  Keep file and password safe; once lost, only your superior can register a new key.',
  ),
  keyNext: text(
    '  下一步：unionid key claim 生成登记申请，交上级超级管理员登记。',
    '  Next: unionid key claim makes the claim by which the super administrator above registers this key.',
  ),
  claimMade: text(
    '✔ 已生成密钥登记申请：{path}（操作员编号 {operatorId}）。把此文件交给上级超级管理员。',
    '✔ Key claim made: {path} (operator id {operatorId}). Give this file to the superior super administrator.',
  ),
  configSaved: text('✔ 已保存设置：{path}', '✔ Settings saved: {path}'),
  configLine: text('{name}：{value}', '{name}: {value}'),
  unset: text('（未设置）', '(not set)'),
  trustAsk: text(
    '网关 {url} 的机构与应答密钥指纹（如 SichuanMSP:3f…），由另一渠道（如上级工会公布的清单）得知的：',
    'MSP and fingerprint of the answer key of gateway {url}, as in SichuanMSP:3f…, as another channel has them, such as the list of your superior union: ',
  ),
  trustDiffers: text(
    '✘ 未信任：网关 {url}（{mspId}）的密钥指纹是 {fingerprint}，不是 {told}。\n  可能有人冒充该网关；请向上级工会查询。',
    '✘ Not trusted: the key of gateway {url} ({mspId}) has the fingerprint {fingerprint}, not {told}.\n  Somebody may pretend to be that gateway; ask your superior union.',
  ),
  trustSaved: text('✔ 已信任 {mspId} 的密钥 {fingerprint}', '✔ Key {fingerprint} of {mspId} is trusted'),
  trustEnded: text('✔ 不再信任密钥 {fingerprint}', '✔ Key {fingerprint} is trusted no longer'),
  notTrusted: text(
    '没有信任指纹为 {fingerprint} 的密钥。',
    'No key of fingerprint {fingerprint} is trusted.',
  ),
  fingerprintOfNobody: text(
    '“{text}” 没有说明是哪个机构的密钥：前面加上机构，如 SichuanMSP:3f…（清单上整行填写）。',
    '"{text}" does not say whose key it is: put the MSP before it, as in SichuanMSP:3f…, the whole line of the list.',
  ),
  badFingerprint: text(
    '“{text}” 不是完整的指纹：机构加 64 位十六进制，如 SichuanMSP:3f…。',
    '"{text}" is not a whole fingerprint: the MSP and 64 hex digits, as in SichuanMSP:3f….',
  ),
  trustHint: text(
    '  如尚未信任该网关的密钥：unionid config trust',
    '  Where the key of this gateway is not trusted yet: unionid config trust',
  ),
  // Instructions
  willSign: text('将要签署：', 'To be signed:'),
  instructionDetail: text(
    '  类型 {type} · 操作员 {actor} · 有效至 {expiresAt}',
    '  Type {type} · operator {actor} · valid until {expiresAt}',
  ),
  instructionLedger: text(
    '  账本 {network}/{channel}/{chaincode} · 指令 {instructionId}',
    '  Ledger {network}/{channel}/{chaincode} · instruction {instructionId}',
  ),
  instructionDigest: text('  规范字节的 SM3：{digest}', '  SM3 of the canonical bytes: {digest}'),
  signatureBy: text('  签名密钥：{keyId}', '  Signed by key: {keyId}'),
  signatureOk: text('  签名与密钥 {keyId} 相符', '  The signature is by key {keyId}'),
  signatureBad: text('  签名与密钥 {keyId} 不符！', '  The signature is NOT by key {keyId}!'),
  signatureUnchecked: text(
    '  签名未核对（加 --key 以核对）',
    '  Signature not checked (add --key to check it)',
  ),
  unsigned: text('  尚未签名', '  Not signed yet'),
  confirmSign: text('确认签署并提交？', 'Sign and submit it?'),
  confirmSignOnly: text('确认签署？', 'Sign it?'),
  declined: text('未确认，没有签名。', 'Not confirmed; nothing was signed.'),
  signedTo: text('✔ 已签名：{path}', '✔ Signed: {path}'),
  recoveryMade: text(
    '  下一步：由本组织 MSP 管理员核对指纹，在 {expiresAt} 之前以其证书提交（另加连接参数：-o 排序节点，--peerAddresses 本组织与全国的账本节点，及各自的 TLS 根证书）：\n    {command}\n  上链后原根操作员即告停用；本机改用新编号：unionid config set --operator {operatorId}',
    "  Next: the organisation's MSP admin compares the fingerprint and submits it before {expiresAt} (with -o for an orderer, --peerAddresses for its own and the national peer, and their TLS roots):\n    {command}\n  Once committed, the root operator of before is revoked; from then on: unionid config set --operator {operatorId}",
  ),
  wrongActor: text(
    '该指令应由操作员 {actor} 的密钥 {keyId} 签署，不是当前操作员与密钥。请用 --operator 与 --key 指定，或交由其本人签署。',
    'The instruction is for operator {actor} with key {keyId}, not the present operator and key. Name them by --operator and --key, or hand it to whom it is for.',
  ),
  committed: text(
    '✔ 已上链：区块 {block}，交易 {transactionId}',
    '✔ Committed: block {block}, transaction {transactionId}',
  ),
  pending: text(
    '… 已提交，尚未得知结果。用 unionid instruction status {instructionId} 查询；不要重新签名。',
    '… Submitted; the outcome is not known yet. Ask with unionid instruction status {instructionId}; do not sign again.',
  ),
  waitsForSecond: text(
    '  等待第二人签名，至 {until}；由另一人确认：unionid decisions confirm {actor} {instructionId}',
    '  It waits for a second signature until {until}; another person confirms it with unionid decisions confirm {actor} {instructionId}',
  ),
  decisionWaits: text(
    '{actor} 已签名，等待第二人签名，至 {until}：',
    'Signed by {actor}, waits for a second signature until {until}:',
  ),
  decisionListed: text(
    '{actor}  {instructionId}  等待第二人签名，至 {until}',
    '{actor}  {instructionId}  waits for a second signature until {until}',
  ),
  decisionConfirmed: text('  该决定已生效', '  The decision has taken effect'),
  decisionWithdrawn: text('  该决定不再等待签名', '  The decision waits no more'),
  ...BENEFIT_MESSAGES,
  refusedStatus: text('✘ 账本拒绝了该指令', '✘ The ledger refused the instruction'),
  unmasked: text('  {persons} 人；事由：{reason}', '  {persons} persons; reason: {reason}'),
  // Status
  statusNetwork: text(
    '网络 {network} · 通道 {channel} · 合约 {chaincode}',
    'Network {network} · channel {channel} · chaincode {chaincode}',
  ),
  statusGateway: text(
    '网关 {mspId}（省级节点 {province}）· 区块高度 {height} · {ready}',
    'Gateway {mspId} (province {province}) · block height {height} · {ready}',
  ),
  ready: text('就绪', 'ready'),
  notReady: text('未就绪（{code}）', 'not ready ({code})'),
  statusKey: text(
    '应答密钥 {mspId}:{fingerprint}（{trusted}）',
    'Answer key {mspId}:{fingerprint} ({trusted})',
  ),
  trusted: text('已信任', 'trusted'),
  untrusted: text('未信任', 'not trusted'),
  ...MEMBER_MESSAGES,
  ...TRANSFER_MESSAGES,
  ...RULE_MESSAGES,
  ...CLAIM_MESSAGES,
  ...IMPORT_MESSAGES,
  ...KEY_VERSION_MESSAGES,
} as const satisfies Record<string, { zh: string; en: string }>;

export type MessageKey = keyof typeof MESSAGES;

/** A message in one language with its values. */
export function message(language: Language, key: MessageKey, values: MessageValues = {}): string {
  const valueOf = (_: string, name: string): string => shownValue(values[name] ?? '');
  return MESSAGES[key][language].replace(/\{(\w+)\}/g, valueOf);
}
