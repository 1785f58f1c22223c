// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to what stands in the way of funds, their lines, programmes and plans of grants (普惠服务、帮扶). */
export const BENEFIT_ERROR_TEXTS = {
  FUND_EXISTS: text(
    ['该资金编号已存在', '换一个编号；如为重复提交，先查询该资金'],
    ['This fund exists', 'Take another id; if you sent it twice, look at the fund first'],
  ),
  FUND_UNKNOWN: text(['没有此资金', '核对资金编号'], ['There is no such fund', 'Check the fund’s id']),
  FUND_CLOSED: text(['该资金已关闭', '改用其他资金'], ['The fund is closed', 'Use another fund']),
  FUND_UNSETTLED: text(
    [
      '该资金尚未结清，或结余与签署的数不符',
      '查看各级额度：付清或退回后再关闭；结余以拥有者额度的可用数为准',
    ],
    [
      'The fund is not settled, or not so much is left as was signed',
      'See its lines: close it once all is paid or given back; what is left is available on the owner’s line',
    ],
  ),
  FUND_CLASS: text(
    ['该资金为专款，不能用于这一类项目', '查看资金的用途限制，改用其他资金或项目'],
    ['The fund is ring-fenced against this class', 'See what it may be spent on, or use another fund'],
  ),
  LINE_UNKNOWN: text(
    ['该工会没有这笔资金的额度', '先由上级下拨并由本工会接收（lines accept）'],
    ['The union has nothing of this fund', 'Have it allotted from above, and accept it (lines accept)'],
  ),
  LINE_SHORT: text(
    ['可用额度不足', '查看额度（lines show），减少金额，或待下拨、释放后再办'],
    ['Not enough is available on the line', 'Look at the line (lines show), take less, or wait for more'],
  ),
  FEN_TOO_MANY: text(
    ['金额超出可精确计算的范围', '核对金额（单位：分）'],
    ['The sum is larger than can be counted exactly', 'Check the sum, which is in fen'],
  ),
  ALLOTMENT_EXISTS: text(
    ['该拨款编号已存在', '换一个编号；如为重复提交，先查询该拨款'],
    ['This allotment exists', 'Take another id; if you sent it twice, look at it first'],
  ),
  ALLOTMENT_UNKNOWN: text(
    ['没有此拨款', '核对拨款编号'],
    ['There is no such allotment', 'Check the allotment’s id'],
  ),
  ALLOTMENT_ENDED: text(
    ['该拨款已被接收或撤回', '查看拨款的现状（lines offers）'],
    ['The allotment was accepted or taken back', 'Look at the allotment'],
  ),
  ALLOTMENT_NOT_BELOW: text(
    [
      '下拨只能给下级工会，退回只能给上级工会，或凭当初的拨款编号退给原拨款工会',
      '核对双方工会的隶属关系；改隶、合并以后退给原拨款工会的，加 --came-by 拨款编号',
    ],
    [
      'Money is allotted to a union below and returned to one above, or by its allotment to the union that gave it',
      'Check how the two unions stand; to a giver that stands above no more, return it with --came-by',
    ],
  ),
  PROGRAMME_UNKNOWN: text(
    ['没有此项目', '核对项目编号与版本'],
    ['There is no such programme', 'Check the programme’s id and version'],
  ),
  PROGRAMME_ENDED: text(
    ['该项目已终止，不再新开发放计划', '改用其他项目'],
    ['The programme has ended: no new plans', 'Use another programme'],
  ),
  PROGRAMME_DIFFERS: text(
    ['修订不能改变项目的工会与类别', '保留原工会与类别，或另发布一个项目'],
    ['A revision keeps union and class', 'Keep them, or publish another programme'],
  ),
  PROGRAMME_DISORDERED: text(
    ['项目的日期、限额或批准档次互相矛盾', '起始日不晚于截止日，单笔不超过每期限额，档次由低到高'],
    [
      'Days, caps or bands of the programme contradict each other',
      'Begin before it ends, an item within its period’s cap, bands ascending',
    ],
  ),
  PROGRAMME_REVISED: text(
    ['项目已有新版本', '按新版本重新编制'],
    ['The programme has a newer version', 'Make the plan by the newer version'],
  ),
  PROGRAMME_ELSEWHERE: text(
    ['该项目不适用于这个工会', '改用本工会或上级工会发布的项目'],
    ['The programme does not count for this union', 'Use one of this union or of a union above'],
  ),
  PLAN_UNKNOWN: text(['没有此发放计划', '核对计划编号'], ['There is no such plan', 'Check the plan’s id']),
  PLAN_STEP: text(
    ['发放计划当前的状态不能办理此步', '查看计划的现状（plans show），按步骤办理'],
    ['The plan as it stands does not allow this step', 'Look at the plan (plans show), and go step by step'],
  ),
  PLAN_EXPIRED: text(
    ['发放计划已过付款期限', '撤销该计划，重新编制'],
    ['The plan is past its last day', 'Cancel it, and make another one'],
  ),
  PLAN_INCOMPLETE: text(
    ['发放计划还有未完成的行或未了结的笔', '等名单全部上链，或等银行回单齐全后再办'],
    ['Rows or items of the plan are outstanding', 'Wait for the whole list, or for the bank’s answers'],
  ),
  PLAN_SUMS: text(
    ['笔数、金额、根、条件或收款名单与账本上的不一致', '按账本上的数字核对名单；不明差异不要签署'],
    [
      'Count, sum, root, terms or list of payees are not what stands',
      'Compare with the ledger; do not sign what you can not explain',
    ],
  ),
  PLAN_EMPTY: text(
    ['没有一笔成立', '撤销该计划，按报告改正名单'],
    ['No item stands', 'Cancel the plan, and mend the list by its report'],
  ),
  PLAN_UNSCREENED: text(
    ['付款前的复查今天还没有做完', '先导出付款文件（plans order），再支付'],
    ['Its members were not looked at again today', 'Write the order first (plans order), then pay'],
  ),
  RECEIPT_EXISTS: text(
    ['这一笔已有签收记录', '查看该笔的签收情况'],
    ['The item has its receipt', 'Look at the receipt'],
  ),
  DUTY_TAKEN: text(
    ['同一人不能在一个计划中兼任两个职责', '由另一人办理；编制、复核、批准、支付、回单须各为不同的人'],
    [
      'No person has two duties in one plan',
      'Let another person do it: maker, checker, approver, payer and recorder differ',
    ],
  ),
  PUBLICITY_SHORT: text(
    ['没有公示，或公示天数不足', '按项目规定的天数公示（plans publicise）'],
    [
      'Not shown in public for long enough',
      'Show it for as many days as the programme asks (plans publicise)',
    ],
  ),
  PUBLICITY_OPEN: text(
    ['公示期未满', '公示期满后再支付'],
    ['It is still shown in public', 'Pay once the last day has passed'],
  ),
  ITEM_UNKNOWN: text(
    ['计划中没有这一笔，或这一笔不是此人的', '核对计划编号、序号（plans items）和数字身份标识'],
    [
      'The plan has no such item, or it is another person’s',
      'Check plan, number (plans items) and identity id',
    ],
  ),
  KEY_VERSION_IN_USE: text(
    [
      '还有困难职工档案只以这一版密钥的标签记着家庭成员',
      '等这些档案到期，或由建档工会变更（files revise）；密钥泄露须立即停用的加 --at-once',
    ],
    [
      'Hardship files know members of households by tags of this version alone',
      'Wait until they end, or have them revised (files revise); a key that has to go now: --at-once',
    ],
  ),
  ITEM_STATE: text(
    [
      '这一笔未成立，或已有结果：已付、退汇、追回（含部分追回）、核销',
      '用 plans items 查看。部分追回的，余下只能 plans recover 或 plans write-off；核销后的还款另走资金',
    ],
    [
      'The item does not stand, or has its result: paid, sent back, got back (a part, too), written off',
      'See plans items. After a part: plans recover or plans write-off; after a write-off money is new money',
    ],
  ),
  RECOVERED_TOO_MUCH: text(
    ['追回的金额超过这一笔还未追回的', '查看该笔已追回多少（plans items），只登记这一次追回的'],
    ['More than is left to be got back', 'See what was got back before (plans items); give this part only'],
  ),
  NOT_ELIGIBLE: text(
    ['此人在发放日不符合项目条件', '核对会籍状态、入会时间与项目条件'],
    ['Not eligible on the day of the grant', 'Check membership, joining date and the programme’s terms'],
  ),
  ALREADY_GRANTED: text(
    ['同类补助本期已发放', '无需再发；确有依据的，由上级核实'],
    ['Already granted of this class in this period', 'Nothing is due; a superior can look into it'],
  ),
  CAP_EXCEEDED: text(
    ['超过单笔或本期累计限额', '减少金额，或查看项目的限额'],
    ['Beyond the cap of an item or of the period', 'Take less, or look at the programme’s caps'],
  ),
  GRANT_TOO_SOON: text(
    ['距上次发放的天数不足', '到期后再发'],
    ['Too soon after the last grant', 'Grant it once the days have passed'],
  ),
  HARDSHIP_UNKNOWN: text(
    ['没有这份困难职工档案', '核对档案号'],
    ['There is no such hardship file', 'Check its number'],
  ),
  HARDSHIP_EXISTS: text(
    ['档案号已被使用', '换一个档案号重新建档'],
    ['The file’s number is taken', 'File it under another number'],
  ),
  HARDSHIP_ENDED: text(
    ['档案已注销或已过有效期', '需要时重新建档'],
    ['The file has ended', 'File anew where it is needed'],
  ),
  HARDSHIP_ELSEWHERE: text(
    ['家庭成员中有人已在另一份有效档案中', '先由原建档工会注销或办理分户；一人只能在一份有效档案中'],
    [
      'Somebody of the household stands in another valid file',
      'Have that file ended or the household split first: nobody stands in two',
    ],
  ),
  HARDSHIP_MEMBER: text(
    ['此人不在档案的家庭成员中，或成员重复', '核对家庭成员；户主不能移出，须注销后重新建档'],
    [
      'Not of the household on file, or named twice',
      'Check its members; where the head leaves, end the file and open another',
    ],
  ),
  HARDSHIP_REQUIRED: text(
    ['须依档发放，或此人的家庭已在档', '先建档，再按档案号发放；紧急救助按项目规定的期限补档'],
    [
      'Granted by a hardship file only, or the household is on file',
      'File it first and name the file; an emergency is filed within the programme’s days',
    ],
  ),
  HARDSHIP_NOT_VALID: text(
    ['档案在发放日无效', '核对公示期、有效期与注销日期'],
    ['The file does not count on the day of the grant', 'Check its publicity, its term and its end'],
  ),
  HARDSHIP_LEVEL: text(
    ['档案级别不够', '中央财政资金只用于全国级档案；其他按项目规定的级别'],
    [
      'The file’s level is not enough',
      'Central money is for files of the national level only; else as the programme says',
    ],
  ),
  VOUCHER_TAKEN: text(
    ['凭证号已用于另一笔', '一个凭证号只记一笔；一张凭证付多笔的，加分录号，按年重编的，加年份'],
    [
      'The voucher’s number is another item’s',
      'One number, one item: of a voucher of many add its line, of numbers that begin anew the year',
    ],
  ),
  DISTRICT_UNKNOWN: text(
    [
      '项目按地方定限额，会员所在工会没有登记行政区划',
      '由该工会或其上级 organisations revise 写 division（GB/T 2260 六位代码），下级未写的随上级',
    ],
    [
      'The programme’s caps differ by place, and nobody has told where the member’s union stands',
      'That union or one above it says so: organisations revise with division (GB/T 2260); those below follow it',
    ],
  ),
  DISTRICT_UNCAPPED: text(
    ['项目没有会员所在地方的限额', '由项目所属工会再发布一版，districts 写上该区划或其所在市、省'],
    [
      'The programme has no cap for the place of the member’s union',
      'Its union publishes a version whose districts have the place, or its city or province',
    ],
  ),
  GOODS_SUM: text(
    ['物资的金额不等于数量乘以单价', '核对数量、单价与金额'],
    ['The worth of the goods is not their number times their price', 'Check number, price and sum'],
  ),
  GOODS_KIND: text(
    [
      '实物与现金混在一起',
      '发实物的项目每笔写数量和单价，发钱的项目不写；实物不经银行退汇，收回的用 plans recover',
    ],
    [
      'Goods and money are mixed',
      'Under a programme of goods each item has number and price, of money none; no bank returns goods: plans recover',
    ],
  ),
  GOODS_RECEIPT: text(
    [
      '实物没有逐笔签领，或付款写了签领方式',
      '已发的实物逐笔写签领方式（本人、代领），不凭对账单；付款的不写',
    ],
    [
      'Goods without who signed for them, or money with it',
      'Say of goods handed out who signed, item by item and by no bank’s statement; of money say nothing',
    ],
  ),
} satisfies Partial<Record<ErrorCode, ErrorTexts>>;
