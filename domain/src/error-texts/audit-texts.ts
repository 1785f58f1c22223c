// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to what stands in the way of auditors: findings, unmaskings, samples, checks. */
export const AUDIT_ERROR_TEXTS = {
  FINDING_EXISTS: text(
    ['该审计发现编号已存在', '换一个编号；如为重复提交，先查询该发现'],
    ['This finding exists', 'Take another id; if you sent it twice, look at the finding first'],
  ),
  FINDING_UNKNOWN: text(['没有此审计发现', '核对编号'], ['There is no such finding', 'Check the id']),
  FINDING_ELSEWHERE: text(
    ['该发放计划不是此工会用此资金开的', '按计划所属工会和资金登记'],
    ['The plan is not this union’s, or not of this fund', 'Open it about the plan’s own union and fund'],
  ),
  FINDING_STEP: text(
    ['按该发现目前的状态不能这样办', '查看该发现（findings show）：先整改，再追缴，最后销号'],
    [
      'This cannot be done to the finding as it stands',
      'See it (findings show): remedy, recover, then close',
    ],
  ),
  FINDING_FEN: text(
    ['追缴金额与该发现不符', '填写累计追缴数，多于上次、不超过应追缴数；追足后方可销号'],
    [
      'The sum does not fit the finding',
      'Give all that was recovered by now, more than before and no more than asked; all of it before closing',
    ],
  ),
  UNMASK_EXISTS: text(
    ['该实名调取编号已存在', '换一个编号；如为重复提交，先查询'],
    ['This request exists', 'Take another id; if you sent it twice, look at it first'],
  ),
  UNMASK_UNKNOWN: text(['没有此实名调取', '核对编号'], ['There is no such request', 'Check the id']),
  UNMASK_STEP: text(
    ['按该调取目前的状态不能这样办', '须先由两人批准，再由实名库所属省答复一次'],
    [
      'This cannot be done to the request as it stands',
      'Two persons approve, then the province answers once',
    ],
  ),
  SAMPLE_EXISTS: text(
    ['该发放计划已有抽样承诺', '按已有承诺抽样'],
    ['There is a sample of this plan', 'Draw by what was committed to'],
  ),
  SAMPLE_UNKNOWN: text(
    ['该发放计划没有抽样承诺', '抽样须在锁定之前承诺'],
    ['There is no sample of this plan', 'It had to be committed to before the plan was locked'],
  ),
  SAMPLE_RECORDED: text(
    ['该抽样结果已登记', '查看已登记的结果'],
    ['The sample is recorded', 'Look at what was recorded'],
  ),
  SAMPLE_DIFFERS: text(
    ['所报抽样与承诺和区块抽出的不一致', '用当初的随机数和指定区块重新抽取，不得更换样本'],
    [
      'This is not the sample that nonce and block draw',
      'Draw again by the nonce committed to and the named block: no item may be replaced',
    ],
  ),
  CHECK_UNKNOWN: text(
    ['没有此项检查', '用 audit checks 查看有哪些检查'],
    ['There is no such check', 'See which there are by audit checks'],
  ),
  CHECK_TOO_LARGE: text(
    [
      '此项检查要同时看的发放明细多于本网关一次能查的',
      '由范围更小的经审人员检查，或请网关管理员调高 checkMegabytes',
    ],
    [
      'The check looks at more items at once than this gateway can hold',
      'Let an auditor of a smaller scope run it, or ask whoever runs the gateway to raise checkMegabytes',
    ],
  ),
} satisfies Partial<Record<ErrorCode, ErrorTexts>>;
