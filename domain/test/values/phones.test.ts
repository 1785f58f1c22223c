// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { parseContactPhone } from '#src/values/contact-phone.js';
import { fixMobile, parseMobile } from '#src/values/mobile.js';

describe('mobile numbers', () => {
  const repaired: readonly (readonly [string, readonly string[]])[] = [
    ['13800000000', []],
    ['+8613800000000', ['COUNTRY_CODE']],
    ['+86 138 0000 0000', ['SPACES', 'COUNTRY_CODE']],
    ['86-138-0000-0000', ['PHONE_SEPARATORS', 'COUNTRY_CODE']],
    ['008613800000000', ['COUNTRY_CODE']],
    ['8613800000000', ['COUNTRY_CODE']],
    ['１３８００００００００', ['FULL_WIDTH']],
    ['（+86）13800000000', ['FULL_WIDTH', 'PHONE_SEPARATORS', 'COUNTRY_CODE']],
    ['138–0000–0000', ['PHONE_SEPARATORS']],
  ];
  for (const [entered, fixes] of repaired) {
    it(`repairs ${entered}`, () => {
      expect(fixMobile(entered)).to.deep.equal({ text: '13800000000', fixes });
    });
  }

  it('accepts virtual operators', () => {
    for (const prefix of ['162', '170', '199']) expect(parseMobile(`${prefix}00000000`).ok).to.equal(true);
  });

  for (const text of [
    '',
    '1380000000',
    '138000000000',
    '12800000000',
    '23800000000',
    '1380000000a',
    '１３８00000000',
  ]) {
    it(`refuses "${text}"`, () => {
      expect(parseMobile(text)).to.deep.equal({ ok: false, code: 'MOBILE_INVALID' });
    });
  }

  it('keeps the country code of a number that is not a mobile', () => {
    expect(fixMobile('+85212345678').text).to.equal('+85212345678');
  });

  it('never changes a good number', () => {
    const numbers = fc.stringMatching(/^1[3-9]\d{9}$/);
    fc.assert(
      fc.property(numbers, (number) => {
        expect(fixMobile(number)).to.deep.equal({ text: number, fixes: [] });
      }),
    );
  });
});

describe('contact phones', () => {
  for (const text of [
    '028-86600000',
    '02886600000',
    '86600000',
    '010-66000000-123',
    '400-600-0000',
    '13800000000',
  ]) {
    it(`accepts ${text}`, () => {
      expect(parseContactPhone(text)).to.deep.equal({ ok: true, value: text });
    });
  }

  for (const text of ['', '12345', '028-16600000', 'none']) {
    it(`refuses "${text}"`, () => {
      expect(parseContactPhone(text)).to.deep.equal({ ok: false, code: 'PHONE_INVALID' });
    });
  }

  it('answers a mobile in its plain form', () => {
    expect(parseContactPhone('+86 138 0000 0000')).to.deep.equal({ ok: true, value: '13800000000' });
  });
});
