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
