// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';

export interface Sm3Vectors {
  readonly digests: readonly { readonly message: string; readonly digest: string }[];
  readonly macs: readonly {
    readonly key?: string;
    readonly keyText?: string;
    readonly messageText: string;
    readonly mac: string;
  }[];
}

export interface Sm4Vectors {
  readonly block: {
    readonly key: string;
    readonly plaintext: string;
    readonly ciphertext: string;
    readonly afterMillionRounds: string;
  };
  readonly gcm: {
    readonly key: string;
    readonly iv: string;
    readonly aad: string;
    readonly plaintext: string;
    readonly ciphertext: string;
    readonly tag: string;
  };
}

export interface Sm2SignatureVector {
  readonly userId: string;
  readonly wrongUserIds: readonly string[];
  readonly messageText: string;
  readonly privateKey: string;
  readonly nonce: string;
  readonly publicKey: string;
  readonly compressedPublicKey: string;
  readonly z: string;
  readonly e: string;
  readonly signature: string;
  readonly derSignature: string;
}

export interface Sm2EncryptionVector {
  readonly messageText: string;
  readonly privateKey: string;
  readonly nonce: string;
  readonly publicKey: string;
  readonly c1: string;
  readonly c3: string;
  readonly c2: string;
  readonly der: string;
}

export const sm3Vectors = readVectors('sm-sm3') as Sm3Vectors;
export const sm4Vectors = readVectors('sm-sm4') as Sm4Vectors;
export const sm2SignatureVector = readVectors('sm-sm2-signature') as Sm2SignatureVector;
export const sm2EncryptionVector = readVectors('sm-sm2-encryption') as Sm2EncryptionVector;

// The compiled test runs in dist-test/sm/support; the vectors stay in test/vectors.
function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../test/vectors/${name}.json`, import.meta.url), 'utf8'));
}
