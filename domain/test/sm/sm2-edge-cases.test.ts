// SPDX-License-Identifier: Apache-2.0
// Each is decided by the gate and the verifier (support/sm2-verifier-suite.ts), and where the gate lets it through an
// independent implementation must decide the same.
import { expect } from 'chai';
import { parsePublicKey, parseSignature, parseUserId } from '#src/sm/gate.js';
import type { Sm2Verification } from '#src/sm/verify.js';
import { ALIASED_POINTS, EDGE_CASES, toVerification } from './support/edge-cases.js';
import { fromHexPoint, isPointOnCurve, oracleVerify } from './support/sm2-oracle.js';

describe('SM2 edge cases', () => {
  it('are decided the same by an independent implementation, where the gate lets them through', () => {
    for (const edge of EDGE_CASES) {
      const verification = toVerification(edge);
      if (!passesGate(verification)) continue;
      expect(
        oracleVerify({ ...verification, publicKey: fromHexPoint(verification.publicKey) }),
        edge.name,
      ).to.equal(edge.valid ?? false);
    }
  });

  it('has aliased points to try: they are on the curve, and plus p the same numbers mod p', () => {
    for (const point of ALIASED_POINTS.points) expect(parsePublicKey(point)).to.have.length(65);
    for (const alias of ALIASED_POINTS.aliases) {
      expect(isPointOnCurve(fromHexPoint(alias))).to.equal(true);
      expect(parsePublicKey(alias)).to.equal(undefined);
    }
  });
});

function passesGate(verification: Required<Sm2Verification>): boolean {
  return (
    parseSignature(verification.signature) !== undefined &&
    parsePublicKey(verification.publicKey) !== undefined &&
    parseUserId(verification.userId) !== undefined &&
    (verification.message as unknown) instanceof Uint8Array
  );
}
