// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { canonicalBytes } from '../encoding/index.js';
import type { LedgerName } from '../ledger/index.js';
import { signatureField, timestampField } from '../schema/index.js';
import { verifySm2 } from '../sm/verify.js';

/**
 * The use of a release code (接转码): a signature by the key pair that is derived from it (signing.ts), over one person's
 * transfer, one union and a time. The code itself reaches no gateway and no ledger, and whoever sees this can use it for no
 * other union.
 */
export const codeUse = z.strictObject({ expires: timestampField, signature: signatureField });
export type CodeUse = z.output<typeof codeUse>;

/** What the code's key signs. */
export interface CodeClaim {
  readonly identityId: string;
  /** Which of the person's transfers. */
  readonly number: number;
  /** The union that is to have the member. */
  readonly to: string;
  readonly expires: string;
}

/** Bytes of the claim. */
export function codeClaimBytes(
  ledger: LedgerName,
  { identityId, number, to, expires }: CodeClaim,
): Uint8Array {
  const { network, channel, chaincode } = ledger;
  return canonicalBytes({
    ...{ network, channel, chaincode, purpose: 'transfer-code' },
    ...{ identityId, number, to, expires },
  });
}

/** True when the code's key signed this very claim. */
export function isCodeUsed(
  ledger: LedgerName,
  claim: CodeClaim,
  { signature, publicKey }: { readonly signature: string; readonly publicKey: string },
): boolean {
  return verifySm2({ message: codeClaimBytes(ledger, claim), signature, publicKey });
}
