// SPDX-License-Identifier: Apache-2.0
import { canonicalBytes } from '../encoding/canonical-json.js';
import { verifySm2 } from '../sm/verify.js';
import type { LedgerName } from '../ledger/index.js';

/** What a new key signs to show that its holder has the private half, bound to ledger, purpose and holder. */
export interface KeyClaim {
  readonly purpose: 'operator-key' | 'gateway-key';
  /** Operator id, or MSP id of the gateway's organisation. */
  readonly holder: string;
  readonly publicKey: string;
}

/** Bytes of the claim, to be signed by the new key. */
export function keyClaimBytes(ledger: LedgerName, claim: KeyClaim): Uint8Array {
  const { network, channel, chaincode } = ledger;
  return canonicalBytes({ network, channel, chaincode, ...claim });
}

/** True when `proof` is the new key's own signature over its claim. */
export function isProofOfPossession(ledger: LedgerName, claim: KeyClaim, proof: string): boolean {
  return verifySm2({ message: keyClaimBytes(ledger, claim), signature: proof, publicKey: claim.publicKey });
}
