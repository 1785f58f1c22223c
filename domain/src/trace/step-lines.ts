// SPDX-License-Identifier: Apache-2.0
import type { ItemTrace, TraceStep, UnionNames } from '../api/index.js';
import { digestHex } from '../encoding/index.js';
import { chinaTimeOf } from '../values/index.js';
import { namedUnion, withUnionNames } from './named-union.js';

/** How lines are told. */
export interface StepTelling {
  readonly language?: 'zh' | 'en';
  /** Of the unions in it. */
  readonly names?: UnionNames | undefined;
}

/** A step as lines of text: what and when; who, by which rules; where it stands on the ledger; which documents. */
export function stepLines(step: TraceStep, { language = 'zh', names }: StepTelling = {}): readonly string[] {
  const isZh = language === 'zh';
  const { time, block, transactionId, documents } = step;
  const kinds = {
    document: isZh ? '文件' : 'document',
    notice: isZh ? '公示' : 'notice',
    order: isZh ? '付款文件' : 'order',
  };
  return [
    `${chinaTimeOf(time)}  ${withUnionNames(step[language], names)}`,
    [isZh ? signerZh(step, names) : signerEn(step, names), isZh ? ruleZh(step) : ruleEn(step)]
      .filter(Boolean)
      .join(isZh ? '；' : '; '),
    isZh
      ? `区块 ${String(block)}，交易 ${transactionId}`
      : `Block ${String(block)}, transaction ${transactionId}`,
    ...documents.map(({ kind, digest }) => `${kinds[kind]} SM3 ${digestHex(digest)}`),
  ];
}

function signerZh({ by }: TraceStep, names: UnionNames | undefined): string {
  if (by === undefined) return '由状态决定，无人签署';
  const { operator, org, person, keyId } = by;
  return [
    `操作员 ${operator}`,
    ...(org === undefined ? [] : [`所属 ${namedUnion(org, names)}`]),
    ...(person === undefined ? [] : [`本人 ${person}`]),
    ...(keyId === undefined ? [] : [`密钥 ${keyId}`]),
  ].join('，');
}

function signerEn({ by }: TraceStep, names: UnionNames | undefined): string {
  if (by === undefined) return 'Decided by a status, signed by nobody';
  const { operator, org, person, keyId } = by;
  return [
    `Operator ${operator}`,
    ...(org === undefined ? [] : [`of ${namedUnion(org, names)}`]),
    ...(person === undefined ? [] : [`person ${person}`]),
    ...(keyId === undefined ? [] : [`key ${keyId}`]),
  ].join(', ');
}

function ruleZh({ rule: { contract, programme, programmeVersion } }: TraceStep): string {
  return [
    ...(programme === undefined ? [] : [`项目 ${programme} 第 ${String(programmeVersion)} 版`]),
    ...(contract === undefined ? [] : [`合约版本 ${contract}`]),
  ].join('，');
}

function ruleEn({ rule: { contract, programme, programmeVersion } }: TraceStep): string {
  return [
    ...(programme === undefined ? [] : [`programme ${programme}, version ${String(programmeVersion)}`]),
    ...(contract === undefined ? [] : [`contract version ${contract}`]),
  ].join(', ');
}

/** Unions whose lines the money went over, from the fund's owner to whoever grants. */
export function wayOf({ fundOrg, org, steps }: ItemTrace): readonly string[] {
  const giverOf = new Map<string, string>();
  // The last that was accepted before the plan: what came first may have been spent.
  for (const { kind, from, to } of steps)
    if (kind === 'allotment' && from !== undefined && to !== undefined) giverOf.set(to, from);
  const way = [org];
  let giver = giverOf.get(org);
  while (giver !== undefined && !way.includes(giver)) {
    way.unshift(giver);
    giver = giver === fundOrg ? undefined : giverOf.get(giver);
  }
  return way;
}
