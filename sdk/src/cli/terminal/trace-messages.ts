// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of money on its way, and of what auditors take away. */
export const TRACE_MESSAGES = {
  badNumber: text(
    '{name} 应是不小于 {least} 的整数，不能是“{text}”。',
    '{name} is a whole number of {least} or more, not "{text}".',
  ),
  oneDocument: text('{one} 与 {other} 只能有一个。', 'Only one of {one} and {other} may be given.'),
  documentNumberIs: text('文号：{number}', 'Document number: {number}'),
  fundLine: text(
    '资金 {fundId} {title}：归属 {org}，{source}，{yuan} 元',
    'Fund {fundId} {title}: of {org}, {source}, CNY {yuan}',
  ),
  fundClosed: text(
    '资金 {fundId} {title}：归属 {org}，{source}，{yuan} 元，已关闭，结余 {left} 元',
    'Fund {fundId} {title}: of {org}, {source}, CNY {yuan}, closed with CNY {left} left',
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
} as const;
