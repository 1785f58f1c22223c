// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '@unionid/domain/encoding';
import { sealWithFreshIv } from '@unionid/domain/signing';
import { hmacSm3, openSm4 } from '@unionid/domain/sm';

/** Seals what a job keeps of its operator's own words, and the key of its file; each opens for its own job only. */
export class JobSeal {
  readonly #key: Uint8Array;

  /** @param vaultKey the province's key; the jobs' own is made of it */
  constructor(vaultKey: Uint8Array) {
    this.#key = hmacSm3(vaultKey, encodeUtf8('unionid/imports/v1'));
  }

  seal(importId: string, plaintext: Uint8Array): Uint8Array {
    return sealWithFreshIv({ key: this.#key, plaintext, aad: encodeUtf8(importId) });
  }

  /** @throws DomainError DECRYPTION_FAILED */
  open(importId: string, sealed: Uint8Array): Uint8Array {
    return openSm4({ key: this.#key, sealed, aad: encodeUtf8(importId) });
  }
}
