// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of money on its way, and of what auditors take away. */
export const TRACE_MESSAGES = {
  badNumber: text(
    '{name} 应是不小于 {least} 的整数，不能是“{text}”。',
    '{name} is a whole number of {least} or more, not "{text}".',
  ),
  oneDocument: text('{one} 与 {other} 只能有一个。', 'Only one of {one} and {other} may be given.'),
  noDocument: text(
    '缺少依据：--document 文件，或 --document-number 文号。',
    'The document behind it is missing: --document <file>, or --document-number <text>.',
  ),
  documentNumberIs: text('文号：{number}', 'Document number: {number}'),
  fundLine: text(
    '资金 {fundId}{title}：归属 {org}，{source}，{yuan} 元',
    'Fund {fundId}{title}: of {org}, {source}, CNY {yuan}',
  ),
  fundClosed: text(
    '资金 {fundId}{title}：归属 {org}，{source}，{yuan} 元，已关闭，结余 {left} 元',
    'Fund {fundId}{title}: of {org}, {source}, CNY {yuan}, closed with CNY {left} left',
  ),
  traceAsOf: text('截至区块 {asOf}（{blockHash}）', 'As of block {asOf} ({blockHash})'),
  traceItemIs: text(
    '发放计划 {planId} 第 {item} 笔：会员 {identityId}，{yuan} 元，{state}',
    'Plan {planId}, item {item}: member {identityId}, CNY {yuan}, {state}',
  ),
  traceFundIs: text(
    '资金 {fundId} {title}：归属 {org}，{yuan} 元',
    'Fund {fundId} {title}: of {org}, CNY {yuan}',
  ),
  tracePlanIs: text(
    '发放计划 {planId}：{status}，{org}，资金 {fund}，项目 {programme} 第 {programmeVersion} 版（{class}，{window}），{items} 笔 {yuan} 元',
    'Plan {planId}: {status}, {org}, fund {fund}, programme {programme} version {programmeVersion} ({class}, {window}), {items} items of CNY {yuan}',
  ),
  traceGrant: text(
    '{on}  {class}（{window}）{yuan} 元，{state}：计划 {planId} 第 {item} 笔，{org}，资金 {fund}，项目 {programme} 第 {programmeVersion} 版',
    '{on}  {class} ({window}) CNY {yuan}, {state}: plan {planId}, item {item}, {org}, fund {fund}, programme {programme} version {programmeVersion}',
  ),
  traceElsewhere: text('{class}（{window}）：由其他工会发放', '{class} ({window}): granted by another union'),
  traceNoGrants: text('没有发放记录', 'Nothing was granted'),
  traceCut: text(
    '  更早的拨款未全部列出：用 trace line 逐级查看',
    '  Not all earlier movements are listed: see trace line, union by union',
  ),
  traceWritten: text('图已存为 {path}', 'The picture is in {path}'),
  exportDone: text(
    '✔ 已导出到 {folder}：{rows} 行，截至区块 {asOf}（{blockHash}），根 {root}',
    '✔ Exported to {folder}: {rows} rows as of block {asOf} ({blockHash}), root {root}',
  ),
  exportCheck: text(
    '  离线核对：unionid audit verify {folder}',
    '  Check it offline: unionid audit verify {folder}',
  ),
  exportGenuine: text(
    '✔ 与签名一致：资金 {fund}，{rows} 行，截至区块 {asOf}（{blockHash}），由 {mspId} 的密钥 {keyId} 签名',
    '✔ As it was signed: fund {fund}, {rows} rows as of block {asOf} ({blockHash}), by key {keyId} of {mspId}',
  ),
  tracePlanOnLine: text(
    '  在额度上：占用 {reserved} 元，支出 {paid} 元（已减退汇与追回）',
    '  On the line: CNY {reserved} reserved, CNY {paid} paid, less what came back',
  ),
  exportAddsUp: text(
    '✔ 合计相符：各笔加总为各计划的签署、成立与支出，各计划加总为各工会额度的占用与支出',
    '✔ It adds up: items to what plans have signed, what stands and what is paid, plans to what lines hold and have paid',
  ),
  exportAddsUpAsFound: text(
    '！不能据以认定合计相符：以上问题未排除；现有各行的加总未见不符',
    '! Not to be relied on as adding up while the above stands; the rows as found show no difference',
  ),
  exportNotAddedUp: text(
    '！未能核对合计：{files} 缺失或无法读取；其余的加总未见不符',
    '! Not added up: {files} missing or not readable; the rest shows no difference',
  ),
  exportDoesNotAddUp: text('✘ 合计不符：', '✘ It does not add up:'),
  exportSum: text(
    '  {file} {name}：{figure}为 {says} 元，加总为 {sum} 元',
    '  {file} {name}: {figure} is CNY {says}, the sum is CNY {sum}',
  ),
  exportNoSum: text('  {file} {name}：“{column}”不是金额', '  {file} {name}: “{column}” is no sum'),
  figure_signed: text('签署金额', 'what was signed'),
  figure_stands: text('成立金额', 'what stands'),
  figure_reserved: text('占用', 'reserved'),
  figure_paid: text('支出', 'paid'),
  figure_available: text('结余', 'available'),
  exportUntrusted: text(
    '✘ 不信任签名的密钥 {keyId}（{mspId}）。先核对并信任（在 {mspId} 的网关上）：unionid config trust --gateway 其网关地址',
    '✘ Key {keyId} of {mspId} that signed it is not trusted. Check and trust it first, at a gateway of {mspId}: unionid config trust --gateway <url>',
  ),
  exportSignature: text(
    '✘ 清单与签名不符：区块、规则版本、根或摘要被改动',
    '✘ The manifest is not what was signed: block, versions of rules, root or a digest was changed',
  ),
  exportBeside: text(
    '  {files} 不在签名之内，没有核对',
    '  {files}: not among what was signed, and not checked',
  ),
  exportMissing: text('✘ 文件 {file} 缺失', '✘ File {file} is missing'),
  exportFile: text(
    '✘ 文件 {file} 被改动：字节与签署的不同',
    '✘ File {file} was changed: its bytes are not those signed',
  ),
  exportRespaced: text(
    '✘ 文件 {file} 被另存过：字节与签署的不同，行末（应为 CRLF）或文件头（BOM）被改；各行仍可读，照样核对。请用原始文件',
    '✘ File {file} was saved anew: its bytes are not those signed, by its line ends (CRLF) or its mark (BOM). Its rows can be read and are checked all the same. Use the file as exported',
  ),
  exportUnreadable: text(
    '✘ 文件 {file} 被改动，字节与签署的不同，且无法按表读取',
    '✘ File {file} was changed: its bytes are not those signed, and it can not be read as a table',
  ),
  exportRows: text(
    '✘ {file} 有 {rows} 行，与清单不符',
    '✘ {file} has {rows} rows, which is not what the manifest says',
  ),
  exportContent: text(
    '✘ {file} 与其他文件所载的各行不符（网关签署时即如此）：请向出具该导出的网关查询',
    '✘ {file} says something else than the rows of the other files, and was signed so: ask the gateway that made it',
  ),
  exportNotTrusted: text(
    '  注意：本机未信任 {mspId} 的密钥 {keyId}，签名未核对。核对前先用 unionid config trust 信任该密钥',
    '  Mind: key {keyId} of {mspId} is not trusted here, so its signature was not checked. Trust it by unionid config trust before you verify',
  ),
  exportRoot: text('✘ 各行或其次序被改动', '✘ Rows, or their order, were changed'),
  exportDocument: text('✘ {path} 不是导出所记的任何文件', '✘ {path} is none of the documents of the export'),
} as const;
