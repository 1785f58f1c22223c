// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { serialDigest } from '#src/bank/index.js';
import { toBase64url } from '#src/encoding/index.js';
import {
  itemOfRow,
  matchHeader,
  PLAN_FORM,
  readPlanRow,
  readResultRow,
  RESULT_FORM,
  type PlanColumn,
  type ResultColumn,
} from '#src/forms/index.js';
import { sm3 } from '#src/sm/index.js';

const CONTEXT = { today: '2026-11-28', mapping: {}, rowNumber: 2 };
const PAYEE = { 序号: '1', 姓名: '测试甲', 证件号码: '119999199003070019', 金额: '500.00' };
const ANSWER = { 序号: '3', 结果: '成功', 流水号: 'S1' };

const readPayee = (change: Partial<Record<PlanColumn, string>>) =>
  readPlanRow({ ...PAYEE, ...change }, CONTEXT);
const readAnswer = (change: Partial<Record<ResultColumn, string>>) =>
  readResultRow({ ...ANSWER, ...change }, CONTEXT);

describe('a list of payees', () => {
  it('finds the sum under what people call it', () => {
    for (const header of ['金额', '金额（元）', '发放金额', '补助金额(元)*', '救助金额', '慰问金']) {
      const { columns, problems } = matchHeader(PLAN_FORM, ['姓名', '身份证号', header]);
      expect(problems, header).to.deep.equal([]);
      expect(columns, header).to.deep.equal(['姓名', '证件号码', '金额']);
    }
  });

  it('says sums in yuan, which are fen on the ledger', () => {
    for (const [text, fen] of [
      ['500', 50_000],
      ['0.1', 10],
      ['19.99', 1_999],
      ['1,234.50', 123_450],
      ['¥1,000', 100_000],
      ['５００元', 50_000],
    ] as const) {
      const result = readPayee({ 金额: text });
      expect(result.ok && result.row.fen, text).to.equal(fen);
    }
  });

  it('tells what is no sum', () => {
    for (const text of [
      '0',
      '-5',
      '-1,000.00',
      '0.00',
      '1.005',
      '五百',
      '500美元',
      '1,23',
      '05',
      '1e3',
      '99999999999999',
    ]) {
      const result = readPayee({ 金额: text });
      expect(!result.ok && result.problems.map(({ code }) => code), text).to.deep.equal(['SUM_INVALID']);
    }
    const missing = readPayee({ 金额: '' });
    expect(!missing.ok && missing.problems.map(({ code }) => code)).to.deep.equal(['REQUIRED_MISSING']);
  });

  it('tells each fault of a row at once', () => {
    const result = readPayee({ 姓名: '', 证件号码: '1', 金额: 'x' });
    const columns = !result.ok && result.problems.map(({ column }) => column);
    expect(columns).to.deep.equal(['姓名', '证件号码', '金额']);
  });

  it('comes to one item each', () => {
    const account = { identityId: 'D0410820G410820G9', place: '', root: 'A'.repeat(43) };
    expect(() => itemOfRow({ fen: 0 }, account)).to.throw();
  });
});

describe('what a bank answers', () => {
  it('is found under what banks call it', () => {
    for (const [text, receipt] of [
      ['本人', 'cash'],
      ['家属代领', 'proxy'],
    ] as const) {
      const answer = readAnswer({ 结果: '已签领', 签领方式: text });
      expect(answer.ok && answer.row.result, text).to.include({ paid: true, receipt });
    }
    expect(readAnswer({ 签领方式: '邻居' }).ok).to.equal(false);
    const { columns, problems } = matchHeader(RESULT_FORM, ['明细序号', '交易状态', '交易流水号', '备注']);
    expect(problems).to.deep.equal([]);
    expect(columns).to.deep.equal(['序号', '结果', '流水号', undefined]);
  });

  it('counts items from 1, and keeps of its numbers a digest', () => {
    const reference = toBase64url(sm3(new TextEncoder().encode('S1')));
    const result = readAnswer({});
    expect(result.ok && result.row.result).to.deep.equal({ item: 2, paid: true, reference });
    const wide = readAnswer({ 序号: '３', 流水号: 'Ｓ１' });
    expect(wide.ok && wide.row.result).to.deep.equal({ item: 2, paid: true, reference });
  });

  it('may have no number of a payment that failed', () => {
    const parts = readAnswer({ 流水号: 'S1+S2' });
    expect(parts.ok && parts.row.result).to.deep.equal({
      ...{ item: 2, paid: true, reference: serialDigest('S1+S2') },
      parts: [serialDigest('S1'), serialDigest('S2')],
    });
    const unpaid = readAnswer({ 结果: '失败', 流水号: 'S1+S2' });
    expect(unpaid.ok && unpaid.row.result).not.to.have.property('parts');
    const failed = readAnswer({ 结果: '退票', 流水号: '' });
    expect(failed.ok && failed.row.result.paid).to.equal(false);
  });

  for (const [change, code] of [
    [{ 序号: '0' }, 'ITEM_NUMBER_INVALID'],
    [{ 序号: '1000001' }, 'ITEM_NUMBER_INVALID'],
    [{ 序号: '一' }, 'ITEM_NUMBER_INVALID'],
    [{ 结果: '处理中' }, 'VALUE_NOT_ALLOWED'],
    [{ 流水号: '' }, 'REQUIRED_MISSING'],
  ] as const)
    it(`is ${code} of ${JSON.stringify(change)}`, () => {
      const result = readAnswer(change);
      expect(!result.ok && result.problems.map((problem) => problem.code)).to.deep.equal([code]);
    });
});
