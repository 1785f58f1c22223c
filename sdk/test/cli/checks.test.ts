// SPDX-License-Identifier: Apache-2.0
import { CHECKS } from '@unionid/domain/audit';
import { canonicalBytes, toBase64url } from '@unionid/domain/encoding';
import { sm3, sm3Hex } from '@unionid/domain/sm';
import { expect } from 'chai';
import { newId } from '#src/index.js';
import { checkLines } from '#src/cli/steps/check-lines.js';
import { THRESHOLD_ZH } from '#src/cli/terminal/code-words.js';
import { Terminal } from '#src/cli/terminal/terminal.js';

const [ORG, ACTOR] = [newId('organisation'), newId('operator')];
const [PLAN, OTHER] = [newId('manifest'), newId('manifest')];
const step = {
  block: 42,
  transactionId: 'a'.repeat(64),
  time: '2026-03-02T00:00:00.000Z',
  type: 'plan.lock',
};
const found = {
  ...{ org: ORG, reason: 'sharedAccount', fen: 60_000, plans: [PLAN, OTHER], facts: {} },
  items: [
    { plan: PLAN, item: 0 },
    { plan: PLAN, item: 1 },
    { plan: OTHER, item: 6 },
  ],
  steps: [{ ...step, actor: ACTOR }],
};
const result = {
  ...{
    check: 'IMP-1',
    rule: 3,
    title: { zh: '冒领', en: 'One account' },
    thresholds: { payees: 1, later: 2 },
  },
  ...{ falsePositives: {}, scope: { org: ORG, sources: ['central' as const, 'union' as const] } },
  ...{ height: 61, asOf: '2026-03-01', figures: [{ org: ORG, name: 'yearEnd', count: 1, of: 2 }] },
  coverage: {
    ...{ plans: 2, items: 1000 },
    missing: [{ data: { zh: '户名', en: 'names' }, heldBy: { zh: '银行', en: 'banks' } }],
  },
  findings: [found, { ...found, explained: 'household', fen: 100, items: [], steps: [] }],
};
const newTerminal = (language: 'zh' | 'en') =>
  new Terminal(
    { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr },
    { language, json: false, yes: false },
  );
const NAMED = `示范市总工会 ${ORG}`;
const runOf = (told: typeof result) => ({
  ...{ result: told, digest: toBase64url(sm3(canonicalBytes(told))) },
  unionNames: { [ORG]: '示范市总工会' },
});

describe('a check as text', () => {
  it('says of what, by which rule and thresholds, as of what, what is missing, and each finding to its transactions', () => {
    const lines = checkLines(newTerminal('zh'), runOf(result)).join('\n');
    for (const words of [
      'IMP-1 冒领（规则第 3 版）：问题 1，已知误报 1',
      `范围：${NAMED} 及其下级工会，资金来源 中央财政、工会经费`,
      '高度 61（截至区块 60，最新一项在 2026-03-01）；看了 2 个计划 1000 笔',
      '阈值：一个账号的领款人数 1，later 2',
      '未覆盖：户名（由银行掌握）',
      `结果 SM3 ${sm3Hex(canonicalBytes(result))}：同一范围、同一高度`,
      `${NAMED}  一个账号多人：涉及 3 笔 600.00 元\n`,
      `计划 ${PLAN} 第 1、2 笔`,
      `计划 ${OTHER} 第 7 笔`,
      `区块 42，交易 ${'a'.repeat(64)}，2026-03-02 08:00:00 +08:00，plan.lock，操作员 ${ACTOR}`,
      '涉及 0 笔 1.00 元（同一家庭，不算问题）',
      `计划 ${PLAN} 第 — 笔`,
      '不等于应追缴数',
      `${NAMED}  年底付款：1/2`,
      'unionid audit run IMP-1 --at 61',
    ])
      expect(lines).to.include(words);
  });

  it('says the same in English, and of none that it is none', () => {
    const none = { ...result, thresholds: {} as typeof result.thresholds, findings: [] };
    const lines = checkLines(newTerminal('en'), runOf(none)).join('\n');
    expect(lines).to.include('money of central, union').and.to.include('Thresholds: none');
    expect(lines).to.not.include('involved');
    const late = { ...none, notApplicable: { zh: '还没有凭证', en: 'no vouchers yet' } };
    expect(checkLines(newTerminal('zh'), runOf(late)).join('\n')).to.include('尚不适用：还没有凭证');
    expect(checkLines(newTerminal('en'), runOf(result)).join('\n')).to.include(
      'Thresholds: payees 1, later 2',
    );
  });

  it('names a union whose name the gateway does not tell by its code', () => {
    const { unionNames, ...run } = runOf(result);
    expect(checkLines(newTerminal('zh'), run).join('\n')).to.include(`范围：${ORG} 及其`);
    expect(unionNames).to.have.keys(ORG);
  });

  it('says how many there are beyond the scope, where there are some', () => {
    const beyond = { ...result, findings: [{ ...found, facts: { ...found.facts, elsewhere: 2 } }] };
    expect(checkLines(newTerminal('zh'), runOf(beyond)).join('\n')).to.include('另有 2 笔由范围以外的');
    expect(checkLines(newTerminal('zh'), runOf(result)).join('\n')).not.to.include('范围以外');
  });

  it('has a word for each threshold there is', () => {
    for (const { code, thresholds } of CHECKS)
      for (const name of Object.keys(thresholds)) expect(THRESHOLD_ZH, code).to.have.property(name);
  });
});
