// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of imports. */
export const IMPORT_MESSAGES = {
  uploading: text('上传 {file}（SM3 {digest}）', 'Uploading {file} (SM3 {digest})'),
  importContinues: text('继续导入任务 {importId}（{state}）', 'Going on with import {importId} ({state})'),
  importStarted: text('导入任务 {importId}', 'Import {importId}'),
  phaseREADING: text('读取与检查', 'Reading and checking'),
  phaseCHECKING: text('本机核对', 'Checking on this machine'),
  phaseSUBMITTING: text('上链', 'Submitting'),
  rowsRead: text('{rows} 行', '{rows} rows'),
  chunksOf: text('{done}/{total} 分块', '{done}/{total} chunks'),
  readySummary: text(
    '检查完毕：共 {rows} 行，可导入 {ready}，问题 {bad}，已自动修正 {fixed}，无变化 {unchanged}，与登记不同 {differs}，属其他工会 {elsewhere}',
    'Checked: {rows} rows, {ready} ready, {bad} bad, {fixed} fixed, {unchanged} unchanged, {differs} registered otherwise, {elsewhere} members elsewhere',
  ),
  sheetRead: text('  读取的工作表：{name}', '  Sheet that was read: {name}'),
  sheetEmpty: text('  空工作表：{name}', '  Empty sheet: {name}'),
  sheetHidden: text('  隐藏的工作表，未读取：{name}', '  Hidden sheet, not read: {name}'),
  sheetOutside: text(
    '  工作表没有模板的表头，未读取：{name}',
    '  Sheet without the header of the template, not read: {name}',
  ),
  headerBelow: text(
    '  表头在第 {row} 行，其上各行未读取',
    '  The header is row {row}; what stands above it was not read',
  ),
  emptyRows: text(
    '  只有序号的行与模板的示例行，已跳过：{rows}',
    '  Rows with nothing but a number, and the example of the template, passed over: {rows}',
  ),
  endedRows: text(
    '  标明已转出、除名、退会的行，不导入：{rows}（除名、退会用 unionid changes import，转出用 unionid transfers）',
    '  Rows of those who were transferred, expelled or left, not imported: {rows} (see unionid changes import and unionid transfers)',
  ),
  hiddenRows: text(
    '  注意：表格中被隐藏或筛选掉、但仍已读取的行：{rows}（签名即包括这些行；不应导入的，请取消后从文件中删除，再重新导入）',
    '  Note: rows that are hidden or filtered out in the spreadsheet and were read all the same: {rows} (a signature covers them; where they are not meant, cancel, delete them from the file and import it again)',
  ),
  hiddenColumns: text(
    '  注意：工作表 {name} 中被隐藏、但仍已读取的列：{columns}',
    '  Note: columns of sheet {name} that are hidden and were read all the same: {columns}',
  ),
  templateWritten: text(
    '✔ 模板已写入 {path}：带 * 的列必填，从示例行（不会导入）以下填写',
    '✔ Template written to {path}: columns with * are required; fill in below the example, which is never imported',
  ),
  templateNext_organisations: text(
    '  填好后：unionid organisations import {path}',
    '  Then: unionid organisations import {path}',
  ),
  templateNext_members: text(
    '  填好后：unionid members import {path}',
    '  Then: unionid members import {path}',
  ),
  templateNext_changes: text(
    '  填好后：unionid changes import {path} --evidence 依据的文件',
    '  Then: unionid changes import {path} --evidence the-document',
  ),
  templateNext_transfers: text(
    '  “所属工会”填转入工会；填好后：unionid transfers batch {path} --from 转出工会编号 --to 转入工会编号 --list 名单文件',
    '  The new union stands as theirs; then: unionid transfers batch {path} --from the-old-union --to the-new-union --list a-file',
  ),
  templateNext_plans: text(
    '  填好后：unionid plans import {path} --org 工会编号 --fund 资金编号 --programme 项目编号 --on 发放日 --until 最迟付款日',
    '  Then: unionid plans import {path} --org the-union --fund the-fund --programme the-programme --on day --until last-day',
  ),
  templateNext_results: text(
    '  填好后：unionid plans results 发放计划编号 {path}',
    '  Then: unionid plans results the-plan {path}',
  ),
  templateOf: text(
    '  此类名单的模板：unionid template {kind}',
    '  The template of such a list: unionid template {kind}',
  ),
  importState_READING: text('正在读取', 'being read'),
  importState_READY: text('待签署', 'to be signed'),
  importState_CONFIRMING: text('待第二人签名', 'waits for a second signature'),
  importState_SUBMITTING: text('正在上链', 'being submitted'),
  importState_DONE: text('已完成', 'done'),
  importState_FAILED: text('失败', 'failed'),
  importState_CANCELLED: text('已取消', 'cancelled'),
  importReason: text('  原因：{cause}（{code}）', '  Why: {cause} ({code})'),
  ignoredColumns: text(
    '  未识别的列，已忽略：{columns}（其中有需要的，加 --map "原列名=模板列名"）',
    '  Columns that are not known and left out: {columns} (where one is needed, say --map "its name=column")',
  ),
  waitsFor: text('等待：{cause}（{code}）', 'waiting: {cause} ({code})'),
  nothingToSign: text('没有需要上链的行。', 'There is nothing to submit.'),
  checkedSummary: text(
    '本机已核对 {rows} 行：日期 {from} 至 {to}；涉及 {organisations} 个工会',
    'Checked here: {rows} rows dated {from} to {to}, for {organisations} unions',
  ),
  checkedChanges: text(
    '本机已核对 {rows} 行会籍变动：生效日期 {from} 至 {to}；第二人确认后上链',
    'Checked here: {rows} changes of memberships, effective {from} to {to}; they count once a second person has confirmed them',
  ),
  changeCount: text('  {what}：{rows}', '  {what}: {rows}'),
  checkedTransfers: text(
    '本机已核对 {rows} 行：转入 {organisations} 个工会',
    'Checked here: {rows} rows, to {organisations} unions',
  ),
  organisationCount: text('  {orgId} {name}：{rows}', '  {orgId} {name}: {rows}'),
  moreOrganisations: text('  …另有 {count} 个工会', '  … and {count} more unions'),
  comparedWithFile: text('  每一行都与本机文件相符', '  Every row agrees with the file on this machine'),
  importDone: text(
    '✔ 导入完成：上链 {done}，拒绝 {refused}，问题 {bad}，无变化 {unchanged}，与登记不同 {differs}，属其他工会 {elsewhere}',
    '✔ Import finished: {done} on the ledger, {refused} refused, {bad} bad, {unchanged} unchanged, {differs} registered otherwise, {elsewhere} members elsewhere',
  ),
  importNothing: text(
    '没有任何行上链：拒绝 {refused}，问题 {bad}，无变化 {unchanged}，与登记不同 {differs}，属其他工会 {elsewhere}',
    'No row went to the ledger: {refused} refused, {bad} bad, {unchanged} unchanged, {differs} registered otherwise, {elsewhere} members elsewhere',
  ),
  elsewhereRows: text(
    '  属其他工会的 {elsewhere} 人，要转入本会的，可一次签名、逐人申请接转：unionid transfers request-from-import {importId} {file} --evidence 证明种类:证明文件',
    '  Those {elsewhere} who are members of other unions are asked for, each singly but with one signature, by: unionid transfers request-from-import {importId} {file} --evidence kind:file',
  ),
  readyRequests: text(
    '检查完毕：可申请接转 {ready}，问题 {bad}，已申请过或已在本会 {unchanged}；其余 {aside} 行不属其他工会，不涉及',
    'Checked: {ready} to ask for, {bad} bad, {unchanged} asked for already or here; {aside} rows of no members of other unions left aside',
  ),
  requestsDone: text(
    '✔ 已申请接转 {done} 人：拒绝 {refused}，问题 {bad}，已申请过或已在本会 {unchanged}。各人的期限与走向：unionid transfers list',
    '✔ Asked for {done}: {refused} refused, {bad} bad, {unchanged} asked for already or here. Until when each may be answered, and what follows: unionid transfers list',
  ),
  requestsNothing: text(
    '没有申请任何人：拒绝 {refused}，问题 {bad}，已申请过或已在本会 {unchanged}',
    'Nobody was asked for: {refused} refused, {bad} bad, {unchanged} asked for already or here',
  ),
  dryRunDone: text('✔ 试运行完成，没有写入任何内容', '✔ Dry run finished; nothing was written'),
  importCancelled: text('导入任务已取消', 'The import was cancelled'),
  importFailed: text('✘ 导入失败', '✘ The import failed'),
  problemRow: text(
    '  第 {row} 行 {column}：{text}（{code}）→ {fix}',
    '  Row {row} {column}: {text} ({code}) → {fix}',
  ),
  foundText: text('     文件中为“{found}”', '     In the file: “{found}”'),
  foundCharacter: text(
    '     文件中为“{found}”，问题在第 {at} 个字符“{character}”',
    '     In the file: “{found}”; it is character {at}, “{character}”',
  ),
  allowedValues: text('     可用：{allowed}', '     Allowed: {allowed}'),
  mappedValues: text(
    '     或用 --mapping 文件 说明这种写法对应哪一个值',
    '     Or say by --mapping <file> which value this text stands for',
  ),
  moreProblems: text(
    '  …其余见报告：unionid imports report {importId} --report out.csv',
    '  … the rest is in the report: unionid imports report {importId} --report out.csv',
  ),
  reportSaved: text('  报告：{path}', '  Report: {path}'),
} as const;
