// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { parseDocumentNumber } from '#src/values/index.js';

describe('the number of an official document', () => {
  for (const text of [
    '财社〔2026〕1号',
    '财社[2026]1号',
    ' 财社（2026）１号',
    '财社【2026】 1号',
    '财社(2026)1号',
  ])
    it(`“${text}” is one and the same`, () => {
      expect(parseDocumentNumber(text)).to.equal('财社〔2026〕1号');
    });
});
