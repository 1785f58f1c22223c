// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as fc from 'fast-check';
import { mspIdField } from '@unionid/domain/schema';
import { parseToldKey } from '#src/cli/steps/told-key.js';
import { UsageError } from '#src/cli/terminal/usage-error.js';

const FINGERPRINT = '3f'.repeat(32);
const letters = 'ABYZabyz0189.-_: \u4e00'.split('');
const fingerprint = fc
  .array(fc.constantFrom(...'0123456789abcdefABCDEF'.split('')), { minLength: 64, maxLength: 64 })
  .map((digits) => digits.join(''));
const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9.-]{1,62}$/),
  fc.array(fc.constantFrom(...letters), { maxLength: 70 }).map((characters) => characters.join('')),
);

describe('the published line of a key', () => {
  it('names any MSP that the ledger takes, and no other', () => {
    fc.assert(
      fc.property(name, fingerprint, (mspId, digits) => {
        const line = `${mspId}:${digits}`;
        if (mspIdField.safeParse(mspId).success)
          expect(parseToldKey(` ${line}\n`)).to.deep.equal({ mspId, fingerprint: digits.toLowerCase() });
        else if (mspId.trim() === mspId) expect(() => parseToldKey(line)).to.throw(UsageError);
      }),
    );
    for (const mspId of ['SichuanMSP', 'Sichuan-MSP', 'sichuan.union.MSP'])
      expect(parseToldKey(`${mspId}:${FINGERPRINT}`)).to.deep.equal({ mspId, fingerprint: FINGERPRINT });
  });

  it('may say no MSP, and never a part of a fingerprint', () => {
    expect(parseToldKey(FINGERPRINT)).to.deep.equal({ mspId: undefined, fingerprint: FINGERPRINT });
    for (const text of [
      '',
      ':',
      `:${FINGERPRINT}`,
      FINGERPRINT.slice(1),
      `${FINGERPRINT}0`,
      `A:${FINGERPRINT}`,
    ])
      expect(() => parseToldKey(text), text).to.throw(UsageError);
  });
});
