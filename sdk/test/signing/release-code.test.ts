// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { isId } from '@unionid/domain/ids';
import { expectCode } from '@unionid/domain/testing';
import { isCodeUsed } from '@unionid/domain/transfer';
import { newId, newReleaseCode, releaseCodeKey, useReleaseCode } from '#src/index.js';
import { CONTEXT } from '../support/fixtures.js';

const CLAIM = { identityId: newId('identity'), number: 1, to: newId('organisation') };
const { ledger } = CONTEXT;

describe('a release code', () => {
  it('is eighty random bits with a check character, another one each time', () => {
    const codes = Array.from({ length: 20 }, newReleaseCode);
    expect(codes.every((code) => isId('releaseCode', code))).to.equal(true);
    expect(new Set(codes).size).to.equal(codes.length);
  });

  it('leads to the same key however it was copied, and not at all with a slip of the pen', () => {
    const code = newReleaseCode();
    const copied = code.toLowerCase().replaceAll(/(.{4})/g, '$1 - ');
    expect(releaseCodeKey(copied)).to.equal(releaseCodeKey(code));
    const other = code.endsWith('0') ? '1' : '0';
    for (const wrong of ['', code.slice(1), code.slice(0, -1) + other, `${code}0`])
      expect(() => releaseCodeKey(wrong), wrong)
        .to.throw()
        .with.property('code', 'TRANSFER_CODE_INVALID');
  });

  it('is used by a signature over one person, one transfer, one union and one time', async () => {
    const code = newReleaseCode();
    const now = Date.parse('2026-11-28T02:00:00.000Z');
    const { expires, signature } = await useReleaseCode(code, CLAIM, { ledger, now });
    expect(expires).to.equal('2026-11-28T02:30:00.000Z');
    const key = { signature, publicKey: releaseCodeKey(code) };
    expect(isCodeUsed(ledger, { ...CLAIM, expires }, key)).to.equal(true);
    const others = [{ identityId: newId('identity') }, { number: 2 }, { to: newId('organisation') }];
    for (const change of [...others, { expires: '2026-11-28T02:30:00.001Z' }])
      expect(isCodeUsed(ledger, { ...CLAIM, expires, ...change }, key)).to.equal(false);
    const elsewhere = { ...ledger, network: 'another' };
    expect(isCodeUsed(elsewhere, { ...CLAIM, expires }, key)).to.equal(false);
    await expectCode(useReleaseCode('x', CLAIM, { ledger }), 'TRANSFER_CODE_INVALID');
  });
});
