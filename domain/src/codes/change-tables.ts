// SPDX-License-Identifier: Apache-2.0
import type { CodeTable } from './code-table.js';

/** Codes are those of `changeRow` (membership/change.ts), so that a text leads to an action. */
export const LISTED_CHANGE: CodeTable = {
  name: 'listed-change',
  source:
    'member form (会籍变化类型) as far as a list may say it; 死亡 has no code there and is the project’s own',
  entries: [
    { code: 'retain', text: '保留', aliases: ['保留会籍', '退休保留'] },
    { code: 'resume', text: '恢复', aliases: ['恢复会籍', '转入', '接转'] },
    { code: 'leave', text: '退会', aliases: ['本人退会', '申请退会'] },
    { code: 'expel', text: '除名', aliases: ['开除会籍', '开除'] },
    { code: 'decease', text: '死亡', aliases: ['去世', '死亡终止', '已故'] },
  ],
};

/** Codes are the reasons of the instructions that the rows stand for (membership/retain.ts and its like). */
export const LISTED_REASON: CodeTable = {
  name: 'listed-reason',
  source: 'member form (会籍变化原因) and what it has no code for; codes are the project’s own',
  entries: [
    { code: 'retired', text: '退休', aliases: ['正常退休', '离休', '离退休', '已退休'] },
    { code: 'earlyRetired', text: '提前退休', aliases: ['病退', '特殊工种退休'] },
    { code: 'unemployed', text: '失业' },
    {
      code: 'employerEnded',
      text: '单位破产关闭',
      aliases: ['所在企业破产', '企业破产', '破产', '单位破产', '单位关闭', '单位注销'],
    },
    { code: 'military', text: '参军', aliases: ['入伍', '应征入伍', '服兵役'] },
    {
      code: 'employed',
      text: '重新就业',
      aliases: ['再就业', '劳动（工作）关系发生变化', '劳动关系发生变化', '工作关系发生变化'],
    },
    { code: 'demobilised', text: '退役', aliases: ['退伍', '复员', '转业'] },
    {
      code: 'request',
      text: '个人要求退会',
      aliases: ['本人申请', '本人要求退会', '个人申请退会', '本人书面申请'],
    },
    { code: 'crime', text: '因犯罪被开除会籍', aliases: ['犯罪被开除会籍', '因犯罪开除会籍', '犯罪'] },
    { code: 'deceased', text: '死亡', aliases: ['去世', '病故', '因病死亡', '意外死亡'] },
  ],
};
