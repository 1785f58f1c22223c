// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { isId } from '@unionid/domain/ids';
import type { LedgerName } from '@unionid/domain/ledger';
import { newKeySigner, type Signer } from '@unionid/domain/signing';
import { sm3, toHex } from '@unionid/domain/sm';
import { codeClaimBytes, type CodeClaim, type CodeUse } from '@unionid/domain/transfer';
import { newId } from './instructions.js';

const MINUTE_MS = 60_000;
/** As long as the instruction that uses it is valid. */
const VALID_MS = 30 * MINUTE_MS;

/** 接转码: 80 random bits as a text with a check character, for a slip of paper that the member takes along. */
export function newReleaseCode(): string {
  return newId('releaseCode');
}

/** The public key that stands on the ledger for a code. @throws DomainError TRANSFER_CODE_INVALID for a slip of the pen */
export function releaseCodeKey(code: string): string {
  return signerOf(code).publicKey;
}

/** The use of a code for one union, which nobody can use for another. @throws DomainError TRANSFER_CODE_INVALID */
export async function useReleaseCode(
  code: string,
  claim: Omit<CodeClaim, 'expires'>,
  { ledger, now = Date.now() }: { readonly ledger: LedgerName; readonly now?: number },
): Promise<CodeUse> {
  const expires = new Date(now + VALID_MS).toISOString();
  return { expires, signature: await signerOf(code).sign(codeClaimBytes(ledger, { ...claim, expires })) };
}

/** True for a release code as somebody wrote it. */
export function isReleaseCode(text: string): boolean {
  return isId('releaseCode', plain(text));
}

// Read aloud or copied by hand: blanks, hyphens and case say nothing.
function plain(text: string): string {
  return text.replaceAll(/[\s-]/g, '').toUpperCase();
}

function signerOf(text: string): Signer {
  const code = plain(text);
  if (!isId('releaseCode', code)) throw new DomainError('TRANSFER_CODE_INVALID');
  return newKeySigner(toHex(sm3(encodeUtf8(`unionid/release-code/v1/${code}`))));
}
