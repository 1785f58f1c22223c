// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { ERROR_CATALOGUE, type ErrorEntry } from '#src/error-texts/index.js';
import { DomainError, type ErrorCode } from '#src/errors/index.js';

const entries = Object.entries(ERROR_CATALOGUE) as [ErrorCode, ErrorEntry][];

describe('catalogue of errors', () => {
  for (const [code, { status, zh, en }] of entries) {
    it(`${code} says why and what next, in both languages`, () => {
      expect(code).to.match(/^[A-Z]+(_[A-Z]+)*$/);
      expect(status).to.be.within(400, 504);
      for (const text of [zh.cause, zh.next]) expect(text).to.match(/\p{Script=Han}{2}/u);
      for (const text of [en.cause, en.next]) expect(text).to.match(/^[A-Z].{5,}/);
      for (const text of [zh.cause, zh.next, en.cause, en.next]) {
        expect(text).to.equal(text.trim());
        expect(text, 'no full stop at the end').to.not.match(/[.。]$/);
        expect(text.length).to.be.at.most(120);
      }
    });
  }

  it('speaks of nothing that only programs have', () => {
    for (const [code, { zh, en }] of entries)
      for (const text of [zh.cause, zh.next, en.cause, en.next])
        expect(text, code).to.not.match(/\bdetails\b|\bin allowed\b|allowed 中|\bundefined\b|[{}]/);
  });

  it('says why and what next in different words, each in its own language', () => {
    for (const [code, { zh, en }] of entries) {
      expect(zh.cause, code).to.not.equal(zh.next);
      expect(en.cause, code).to.not.equal(en.next);
      // Columns, names of unionid's options and words of the trade stand in English sentences too.
      expect(en.cause + en.next, code).to.not.match(/[，。；：、“”]/);
      expect(zh.cause + zh.next, code).to.not.match(/\b(?:the|and|with|this)\b/i);
    }
  });

  // Covers: W10
  it('says of a member whom nobody knows that unions of 铁路 and 金融 have no node yet, and what to do', () => {
    const { zh, en } = ERROR_CATALOGUE.MEMBER_NOT_FOUND;
    expect(zh.next).to.match(/铁路、金融.*尚无节点.*办理入会/);
    expect(en.next).to.match(/enrol .*railway.*no node/);
  });

  it('names to everybody only what everybody can do', () => {
    const { PERSON_UNBOUND, VALUE_NOT_ALLOWED, TRANSFER_OPEN } = ERROR_CATALOGUE;
    // Root operators have no superior, and the step need not be of two persons.
    expect(PERSON_UNBOUND.zh.cause).to.not.contain('两人');
    expect(PERSON_UNBOUND.zh.next).to.match(/初始操作员由本人办：unionid operators bind-person 操作员编号/);
    expect(PERSON_UNBOUND.en.next).to.match(/root operator by itself.*unionid operators bind-person/);
    // Most commands have no such option.
    expect(VALUE_NOT_ALLOWED.zh.next + VALUE_NOT_ALLOWED.en.next).to.not.contain('--mapping');
    // A height far beyond is never reached by waiting.
    expect(ERROR_CATALOGUE.HEIGHT_NOT_REACHED.zh.next).to.match(/unionid status .*高度.*改填/);
    expect(TRANSFER_OPEN.zh.next).to.contain('本会申请的：unionid transfers show');
  });

  it('gives an error its code, details, a message for logs and its cause', () => {
    const cause = new Error('inner');
    const error = new DomainError('NOT_FOUND', { id: 'X' }, { cause });
    expect(error).to.be.instanceOf(Error);
    expect(error).to.include({ name: 'DomainError', code: 'NOT_FOUND', cause });
    expect(error.details).to.deep.equal({ id: 'X' });
    expect(error.message).to.equal('NOT_FOUND');
    expect(new DomainError('INTERNAL').details).to.deep.equal({});
  });
});
