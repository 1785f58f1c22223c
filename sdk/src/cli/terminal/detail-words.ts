// SPDX-License-Identifier: Apache-2.0
import { wordOfCode } from './code-words.js';
import { inChinaTime } from './message-text.js';
import type { Language } from './messages.js';
import { stateInWords } from './state-words.js';

type Words = readonly [zh: string, en: string];

/** What the details of a refusal are called; a name of a later version stands for itself. */
const NAMES: Readonly<Record<string, Words>> = {
  action: ['操作', 'action'],
  allowed: ['可填的值', 'values allowed'],
  allow: ['允许的方法', 'methods allowed'],
  chaincode: ['合约', 'chaincode'],
  channel: ['通道', 'channel'],
  chunk: ['分块', 'chunk'],
  column: ['列', 'column'],
  columns: ['列', 'columns'],
  cell: ['第几个单元格', 'cell number'],
  creditCodes: ['统一社会信用代码', 'credit codes'],
  current: ['现在的版本', 'version now'],
  day: ['日期', 'day'],
  duty: ['已担任的职责', 'duty had already'],
  earliest: ['最早日期', 'earliest day'],
  expires: ['有效至', 'valid until'],
  expiresAt: ['有效至', 'valid until'],
  fen: ['金额（分）', 'sum in fen'],
  field: ['字段', 'field'],
  fields: ['字段', 'fields'],
  file: ['文件', 'file'],
  firstRow: ['首次出现行', 'first row'],
  grant: ['所需授权', 'grant needed'],
  grants: ['授权', 'grants'],
  height: ['区块高度', 'block height'],
  hour: ['时刻', 'hour'],
  identityId: ['数字身份标识', 'identity id'],
  inForce: ['在用的版本', 'versions in force'],
  instructionId: ['指令编号', 'instruction id'],
  issuedAt: ['签发时间', 'issued at'],
  keyId: ['密钥编号', 'key id'],
  keyVersion: ['匹配密钥版本', 'version of the matching key'],
  level: ['级别', 'level'],
  left: ['结余（分）', 'left, in fen'],
  limit: ['上限', 'limit'],
  maxCharacters: ['字数上限', 'characters at most'],
  maxHours: ['小时数上限', 'hours at most'],
  into: ['同一人现用账户', 'account of the same person that stands'],
  most: ['上限', 'at most'],
  maxUnits: ['单位数上限', 'units at most'],
  missing: ['还缺几笔', 'items missing'],
  missingChunks: ['缺少的分块数', 'chunks missing'],
  mspId: ['机构（MSP）', 'organisation (MSP)'],
  network: ['网络', 'network'],
  on: ['日期', 'day'],
  org: ['工会组织编号', 'organisation id'],
  orgId: ['工会组织编号', 'organisation id'],
  parentLevel: ['上级工会的级别', 'level of the parent'],
  path: ['位置', 'path'],
  perDay: ['每日限额', 'quota a day'],
  province: ['省级节点', 'province'],
  purpose: ['用途', 'purpose'],
  quotaPerDay: ['每日限额', 'quota a day'],
  reason: ['具体原因', 'reason'],
  retrySeconds: ['可重试（秒后）', 'try again after seconds'],
  role: ['角色', 'role'],
  row: ['行', 'row'],
  rows: ['行数', 'rows'],
  scope: ['操作员所属工会（及其下级）', "the operator's union, with those below"],
  seen: ['签名时的版本', 'version seen'],
  serverTime: ['网关时间', "gateway's time"],
  sheets: ['工作表', 'sheets'],
  since: ['此前登记的日期', 'day registered before'],
  state: ['状态', 'state'],
  status: ['进度', 'status'],
  submitter: ['提交机构', 'submitter'],
  texts: ['文字', 'texts'],
  time: ['时间', 'time'],
  transactionId: ['交易编号', 'transaction id'],
  type: ['类型', 'type'],
  until: ['期限', 'until'],
};

/** Reasons, which codes give in English words, as they are said in Chinese. */
const REASONS: Readonly<Record<string, string>> = {
  'answer not authenticated': '应答未通过核对',
  'block stream ended': '区块流已中断',
  'alternate content': '同一处有几种内容，不知应读哪一种',
  boolean: '逻辑值有误',
  'cell formats': '单元格格式重复或有误',
  'cell place': '单元格位置有误或重复',
  'cell reference': '单元格编号有误',
  'cell text': '一个单元格有两个内容，或内容的位置有误',
  account: '账户不符',
  'chunk count': '分块数不符',
  'chunk index': '分块次序不符',
  'content digest': '内容与其摘要不符',
  'contract failed': '合约运行失败',
  'document type': '含有文档类型声明',
  'dry run': '“只检查”与本机所选不符',
  'endless tag': '标记没有结尾',
  'endorsers disagree': '各背书节点的结果不一致',
  evidence: '依据不全',
  'file digest': '文件摘要不符',
  formats: '单元格格式过多',
  formerKey: '旧版匹配值不是上一版的',
  header: '表头不符',
  identityId: '数字身份标识不符',
  import: '导入任务不符',
  'import date': '导入日期不符',
  'key not trusted': '该网关的密钥尚未信任',
  'key version': '全国匹配服务缺少在用版本的密钥',
  level: '核验等级不符',
  kind: '文件种类与本机提交的不符',
  'lone surrogate': '含有不完整的字符',
  'malformed answer': '应答格式有误',
  manifest: '清单不符',
  'merged cells': '合并单元格有误或过多',
  method: '压缩方法不受支持',
  'nested too deep': '嵌套过深',
  namespace: '使用了没有声明的前缀',
  namespaces: '命名空间过多',
  nesting: '嵌套过深',
  'no manifest': '没有清单',
  'no provincial key': '没有省级匹配密钥',
  'no sheet': '没有工作表',
  'not JSON': '不是 JSON',
  'not UTF-8': '不是 UTF-8 编码',
  'not a plain object': '不是普通对象',
  'not a safe integer': '不是可用的整数',
  'not base64': '不是 base64',
  'not base64url': '不是 base64url',
  'not in canonical form': '不是规范形式',
  org: '所属工会不符',
  'other audience': '应答给另一操作员',
  'other nonce': '应答给另一次请求',
  'other request': '应答给另一次请求',
  'part names': '部件重名或指向重复',
  'refused by the peer': '账本节点拒绝',
  relationships: '部件关系过多',
  'repeated employer': '单位重复',
  'repeated province': '省级节点重复',
  'repeated row': '有重复的行',
  'request not signed by this key': '请求不是由此密钥签名',
  root: '承诺根不符',
  'row count': '行数不符',
  'row form': '行的格式不符',
  'row not in file': '该行不在本机文件中',
  'row order': '行的次序有误',
  'row root': '行的承诺根不符',
  'rows aside': '有的行被说成不涉及',
  'rows empty': '空行数与本机文件不符',
  'rows ended': '有的行被说成会籍已终止，本机文件中没有',
  'rows hidden': '没有告知被隐藏的行',
  'rows of the file': '网关所报行数与本机文件不符',
  'rows ready': '可导入行数与本机核对的不符',
  'rows told': '有的行没有结果',
  'shared text': '共享文本有误',
  'shared texts': '共享文本过多',
  'sheet data': '工作表的内容重复或位置有误',
  sheets: '工作表过多',
  size: '大小与声明不符',
  source: '不是所依据的那次导入',
  terms: '依据或两方工会不符',
  'the type is not of the function called': '类型与所调用的函数不符',
  unreachable: '无法连接',
};

/**
 * A detail of a refusal in words: what it is called, and its value without marks of a program.
 * @param code of the refusal, which may have words of its own
 */
export function detailInWords(
  language: Language,
  name: string,
  value: unknown,
  code = '',
): { readonly name: string; readonly value: string } {
  const at = language === 'zh' ? 0 : 1;
  const state = language === 'zh' ? (wordOfCode(code, name, value) ?? stateInWords(name, value)) : undefined;
  return { name: NAMES[name]?.[at] ?? name, value: state ?? valueInWords(language, value) };
}

function valueInWords(language: Language, value: unknown): string {
  if (Array.isArray(value)) {
    const parts = value.map((part) => valueInWords(language, part));
    return parts.join(language === 'zh' ? '、' : ', ');
  }
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(([name, part]) => detailInWords(language, name, part));
    return parts.map((part) => `${part.name} ${part.value}`).join(language === 'zh' ? '；' : '; ');
  }
  const text = String(value);
  return (language === 'zh' && Object.hasOwn(REASONS, text) ? REASONS[text] : undefined) ?? inChinaTime(text);
}
