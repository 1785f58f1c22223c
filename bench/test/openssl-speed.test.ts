// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { parseOpensslSpeed, signatureBound } from '#src/openssl-speed.js';

const OUTPUT = `version: 3.0.19
options: bn(64,64)
                              sign    verify    sign/s verify/s
 256 bits SM2 (CurveSM2)   0.0002s   0.0003s   4136.4   3959.5
`;

describe('openssl speed', () => {
  it('is read from its table', () => {
    expect(parseOpensslSpeed(OUTPUT)).to.deep.equal({ sign: 4136.4, verify: 3959.5 });
  });

  it('is refused where there is no SM2 line', () => {
    const output = OUTPUT.replace('SM2 (CurveSM2)', 'ecdsa (nistp256)');
    expect(() => parseOpensslSpeed(output)).to.throw(RangeError);
  });

  it('bounds what one core can check and sign', () => {
    expect(signatureBound({ sign: 3_000, verify: 6_000 })).to.be.closeTo(2_000, 1e-9);
  });
});
