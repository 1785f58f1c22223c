// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { decodeUtf8 } from '#src/encoding/index.js';
import { isProofOfPossession, keyClaimBytes, type KeyClaim } from '#src/instruction/index.js';
import { newSm2KeyPair, signSm2 } from '#src/signing.js';
import { KEYS, LEDGER } from '../support/instructions.js';

const claim: KeyClaim = { purpose: 'operator-key', holder: 'P1', publicKey: KEYS.publicKey };
const prove = (bytes: Uint8Array, privateKey = KEYS.privateKey): string =>
  signSm2({ message: bytes, privateKey });
const proof = prove(keyClaimBytes(LEDGER, claim));

describe('proof of possession', () => {
  it('is the new key’s signature over ledger, purpose, holder and key', () => {
    expect(isProofOfPossession(LEDGER, claim, proof)).to.equal(true);
    expect(decodeUtf8(keyClaimBytes(LEDGER, claim))).to.equal(
      `{"chaincode":"identity","channel":"union-main","holder":"P1","network":"test","publicKey":"${KEYS.publicKey}","purpose":"operator-key"}`,
    );
  });

  it('holds for no other ledger, purpose, holder or key', () => {
    const other = newSm2KeyPair();
    for (const name of ['network', 'channel', 'chaincode']) {
      expect(isProofOfPossession({ ...LEDGER, [name]: 'other' }, claim, proof), name).to.equal(false);
    }
    for (const change of [
      { purpose: 'gateway-key' as const },
      { holder: 'P2' },
      { publicKey: other.publicKey },
    ]) {
      expect(isProofOfPossession(LEDGER, { ...claim, ...change }, proof)).to.equal(false);
    }
    const byAnother = prove(keyClaimBytes(LEDGER, claim), other.privateKey);
    expect(isProofOfPossession(LEDGER, claim, byAnother)).to.equal(false);
    expect(isProofOfPossession(LEDGER, claim, '')).to.equal(false);
  });

  it('takes nothing of its caller’s object but the claim and the ledger', () => {
    const wider = { ...LEDGER, peer: 'x' };
    expect(keyClaimBytes(wider, claim)).to.deep.equal(keyClaimBytes(LEDGER, claim));
  });
});
