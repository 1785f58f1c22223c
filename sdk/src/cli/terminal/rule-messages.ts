// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of policies and calendars, by which transfers are counted. */
export const RULE_MESSAGES = {
  policyNone: text('没有设定过，按内置的期限：{days}', 'None was set; as built in: {days}'),
  calendarNone: text(
    '没有公布过：周六、周日休息，其余各日为工作日',
    'None was published: Saturdays and Sundays are off, all other days are worked',
  ),
  policyLine: text('{scope} 第 {version} 版：{days}', '{scope}, version {version}: {days}'),
  policyFloor: text('  各省不少于：{days}', '  provinces at least: {days}'),
  policyCap: text('  各省不多于：{days}', '  provinces at most: {days}'),
  policyHolidays: text(
    '  各省一年另放工作日至多 {holidays} 天',
    '  further days off of a province: at most {holidays} a year',
  ),
  term_answer: text('答复 {days} 个工作日', 'answer {days} working days'),
  term_judge: text('裁决 {days} 个工作日', 'decide {days} working days'),
  term_take: text('接收 {days} 个工作日', 'take over {days} working days'),
  term_undo: text('撤销 {days} 个工作日', 'undo {days} working days'),
  term_appeal: text('申诉 {days} 日', 'appeal {days} days'),
  termBetween: text('、', ', '),
  calendarLine: text(
    '{scope} {year} 年工作日历 第 {version} 版',
    '{scope}, calendar of {year}, version {version}',
  ),
  calendarHolidays: text('  放假：{days}', '  days off: {days}'),
  calendarWorkdays: text('  调休上班：{days}', '  worked instead: {days}'),
  transferRules: text('计算依据：{rules}', 'Counted by: {rules}'),
  rulePolicy: text('{scope} 期限第 {version} 版', 'terms of {scope}, version {version}'),
  ruleCalendar: text(
    '{scope} {year} 年日历第 {version} 版',
    'calendar of {scope} for {year}, version {version}',
  ),
} as const;
