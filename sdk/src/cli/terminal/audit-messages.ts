// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of checks, findings and requests for names. */
export const AUDIT_MESSAGES = {
  checkHead: text(
    '{code} {title}（规则第 {rule} 版，高度 {height}）：{plans} 个计划 {items} 笔，问题 {found}，已知误报 {explained}；结果 SM3 {digest}',
    '{code} {title} (rule {rule}, height {height}): {plans} plans, {items} items, {found} found, {explained} explained; SM3 {digest}',
  ),
  checkGap: text('  未覆盖：{data}（在 {heldBy}）', '  Not covered: {data} (held by {heldBy})'),
  checkFinding: text(
    '  {org}  {reason}  {yuan} 元  {plans}  {explained}',
    '  {org}  {reason}  CNY {yuan}  {plans}  {explained}',
  ),
  checkFigure: text('  {org}  {name}：{count}/{of}', '  {org}  {name}: {count}/{of}'),
  findingIs: text('  审计发现编号：{findingId}', '  Finding: {findingId}'),
  findingsNone: text('没有审计发现', 'No findings'),
  findingLine: text(
    '{findingId}  {state}  {check}  {org}  计划 {plan}，应追缴 {yuan} 元，已追缴 {recovered} 元，{due} 前整改',
    '{findingId}  {state}  {check}  {org}  plan {plan}, CNY {yuan} to recover, {recovered} recovered, due {due}',
  ),
  unmaskIs: text('  实名调取编号：{unmaskId}', '  Request: {unmaskId}'),
  unmasksNone: text('没有实名调取', 'No requests for names'),
  unmaskLine: text(
    '{unmaskId}  {state}  案号 {number}  {identityId}  计划 {plan} 第 {item} 笔，{until} 前答复',
    '{unmaskId}  {state}  case {number}  {identityId}  item {item} of plan {plan}, answer by {until}',
  ),
} as const;
