// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of transfers (会籍接转). */
export const TRANSFER_MESSAGES = {
  releaseCode: text('接转码：{code}', 'Release code: {code}'),
  releaseCodeAdvice: text(
    '请抄在纸条上交给会员本人；它只显示这一次，网关和账本上都没有。凭此码，任一工会可立即接收其会籍。',
    'Write it on a slip for the member: it is shown only now, and neither gateway nor ledger has it. With it any union can take the membership over at once.',
  ),
  releaseCodeReplaces: text(
    '此前为此人开出的接转码随即作废，请告知会员以新码为准。',
    'The code given for this person before is void now; tell the member to use this one.',
  ),
  transferLetGo: text(
    '已放行。转入工会现在可以接收：unionid transfers complete {identityId}',
    'Let go. The new union may take the member over now: unionid transfers complete {identityId}',
  ),
  transferAsked: text(
    '已申请接转 {identityId}。进度：unionid transfers show {identityId}',
    'Asked for {identityId}. How it goes on: unionid transfers show {identityId}',
  ),
  transferAgreed: text(
    '接转码有效，可以接收：unionid transfers complete {identityId}',
    'The code holds. Take the member over: unionid transfers complete {identityId}',
  ),
  clockCode: text(
    '  期限：凭码接收至 {until}，过后此码失效',
    '  Until {until} the code can be used; then it is void',
  ),
  clockAnswer: text('  期限：由 {by} 答复，至 {until}', '  To be answered by {by} until {until}'),
  clockJudge: text('  期限：由 {by} 裁决，至 {until}', '  To be decided by {by} until {until}'),
  clockTake: text('  期限：由 {by} 接收，至 {until}', '  To be taken over by {by} until {until}'),
  clockSettle: text('  期限：由 {by} 办结，至 {until}', '  To be settled by {by} until {until}'),
  clockUnknown: text('  期限与之后的走向：{command}', '  Until when, and what follows: {command}'),
  transferRELEASED: text('已开出接转码，现无工会申请', 'release code given, nobody asks at present'),
  transferREQUESTED: text('已申请，等待转出工会答复', 'asked for, the old union has time to answer'),
  transferOBJECTED: text('转出工会有异议，等待裁决', 'objected to, to be decided'),
  transferREFUSED: text('裁定不转', 'refused'),
  transferAGREED: text('可以接收', 'agreed, to be taken over'),
  transferCOMPLETED: text('已接转', 'completed'),
  transferCANCELLED: text('已撤回', 'taken back'),
  transferAPPEALED: text(
    '已接转，原工会申诉，等待裁决',
    'completed, the old union has appealed, to be decided',
  ),
  transferRECALLED: text('裁定退回，等待原工会收回', 'to go back, the old union has yet to take it'),
  transferRETURNED: text('已退回原工会', 'back with the old union'),
  transferLAPSED: text('逾期未接收，已失效', 'lapsed'),
  way_code: text('（凭接转码）', '(by release code)'),
  way_answer: text('（转出工会同意）', '(the old union agreed)'),
  way_decision: text('（裁决）', '(by decision)'),
  way_judgeSilence: text('（裁决方逾期未裁）', '(nobody decided in time)'),
  ground_notThisPerson: text('  异议或申诉：不是同一人', '  objection or appeal: not this person'),
  transferClaim: text(
    '  证件号码确属他人的，由其所在工会认领：unionid claims open',
    '  Where the number is somebody else’s, the union where its owner stands claims it: unionid claims open',
  ),
  ground_stillEmployed: text('  异议或申诉：仍在本单位工作', '  objection or appeal: still employed here'),
  ground_expulsionPending: text(
    '  异议或申诉：正在办理除名',
    '  objection or appeal: a decision of expulsion is pending',
  ),
  transferJudged: text('  裁决期限至 {until}', '  to be decided until {until}'),
  way_silence: text('（转出工会逾期未答复）', '(the old union was silent)'),
  transferSides: text('  由 {from} 转往 {to}', '  from {from} to {to}'),
  transferTimes: text('  申请于 {asked}，答复期限至 {due}', '  asked {asked}, answer due {due}'),
  transferCodeGiven: text('  接转码有效至 {due}', '  release code good until {due}'),
  transferFuture: text('  若无人处理，{at} 起：{status}', '  if nobody acts, from {at}: {status}'),
  window_object: text('  转出工会可提出异议，至 {until}', '  the old union may object until {until}'),
  window_undo: text('  转入工会可撤销接转，至 {until}', '  the new union may undo it until {until}'),
  window_appeal: text('  原工会可申诉，至 {until}', '  the old union may appeal until {until}'),
  transferAction: text('  现在可办：{command}', '  to be done now: {command}'),
  inboxEmpty: text('没有等待您处理的事项', 'Nothing waits for you'),
  inboxCounts: text(
    '{total} 项等待您处理：已等待不到一天 {upToDay}，不到一周 {upToWeek}，更久 {longer}',
    '{total} wait for you: {upToDay} for a day at most, {upToWeek} for a week, {longer} longer',
  ),
  inboxTransfer: text('会籍接转 {identityId}', 'Transfer of {identityId}'),
  inboxApplication: text('入会申请 {identityId}', 'Application of {identityId}'),
  inboxFiling: text('开除备案 {identityId}', 'Expulsion filed, of {identityId}'),
  inboxNoSilence: text('  没有期限；备案不是批准', '  no deadline; a receipt is no consent'),
  actionAllowed_never: text('可办    {command}', 'may be done    {command}'),
  actionAllowed_late: text(
    '可办    {command}（三十天前的日期须第二人签名）',
    'may be done    {command} (a day more than thirty days ago takes a second person)',
  ),
  actionAllowed_always: text(
    '可办    {command}（须第二人签名）',
    'may be done    {command} (takes a second person)',
  ),
  actionRefused: text('不可办  {command}：{cause}。{next}', 'not now        {command}: {cause}. {next}'),
  filingExpelled: text(
    '{identityId} 由 {org} 自 {since} 起开除会籍',
    '{identityId} was expelled by {org} from {since}',
  ),
  filingWaits: text(
    '  尚无备案回执。上级工会：unionid filings acknowledge {identityId}',
    '  no receipt yet. Union above: unionid filings acknowledge {identityId}',
  ),
  filingReceipt: text(
    '  {org} 于 {on} 出具备案回执（文件 SM3 {evidence}）',
    '  {org} gave its receipt on {on} (document SM3 {evidence})',
  ),
  applicationStatus: text('{identityId} → {org}：{status}', '{identityId} → {org}: {status}'),
  applicationDue: text(
    '{asked} 登记，应在 {due} 前办理，{lapsesAt} 失效',
    'Recorded at {asked}, due by {due}, lapses at {lapsesAt}',
  ),
  listWritten: text(
    '名单已写入 {path}，请交第二人（接转为转出方）核对：unionid decisions confirm … --list {path}',
    'The list is in {path}; hand it to who is to confirm it: unionid decisions confirm … --list {path}',
  ),
  listNeeded: text(
    '须先核对名单：用 --list 给出首位签署人交来的名单文件；确实不看名单也同意的，加 --unseen',
    'It is confirmed with its list: name the file that who signed first gave by --list, or say --unseen',
  ),
  listWanted: text(
    '{path} 不是名单文件；首位签署人签署时以 --list 写出它（transfers batch、changes import），请向其索取（不是填写的表格）',
    '{path} is no list; who signed first has one that --list wrote (transfers batch, changes import): ask for that, not for the spreadsheet',
  ),
  listDiffers: text(
    '{path} 不是这份清单的名单（与清单的根不符），请向首位签署人索取',
    '{path} is not the list of this manifest (its root is another); ask who signed it first for it',
  ),
  listFaulty: text(
    '{path} 的名单有误：同一人列了两次，或分块过大；请退回重做',
    'The list in {path} is faulty: somebody stands in it twice, or a chunk is too large; have it made anew',
  ),
  listCompared: text(
    '名单与清单的根相符，共 {rows} 人；其中 {held} 人现为会员：',
    'The list is the manifest’s: {rows} persons, of whom {held} are members now:',
  ),
  listNotHeld: text('  {identityId}  现非会员  → {what}', '  {identityId}  no member now  → {what}'),
  inboxDecision: text('待第二人签名：{what}', 'To be signed by a second person: {what}'),
  inboxTimes: text('  由 {org} 处理，自 {since} 起等待', '  for {org}, waiting since {since}'),
  inboxSilence: text('  若至 {until} 无人处理：{silence}', '  if nobody acts until {until}: {silence}'),
  silenceAGREED: text('视为同意，可以接收', 'taken as agreed'),
  silenceREFUSED: text('留在原工会', 'stays where it is'),
  silenceRECALLED: text('退回原工会', 'goes back to the old union'),
  silenceCOMPLETED: text('接转有效，会籍不变', 'the transfer stands, nothing changes'),
  silenceLAPSED: text('失效，会籍不变', 'lapses, nothing changes'),
  silenceEXPIRED: text('过期作废，须重新签署', 'expires and has to be signed anew'),
} as const;
