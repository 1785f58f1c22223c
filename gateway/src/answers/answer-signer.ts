// SPDX-License-Identifier: Apache-2.0
import {
  answerBytes,
  exportManifestBytes,
  heightAnswerBytes,
  type AnswerBody,
  type ExportManifest,
  type HeightAnswerBody,
  type SignedAnswer,
  type SignedExport,
  type SignedHeightAnswer,
} from '@unionid/domain/answer';
import { keyIdOf } from '@unionid/domain/instruction';
import type { Signer } from '@unionid/domain/signing';

/** Signs answers with the gateway's own SM2 key, which governance has on the ledger. */
export interface AnswerSigner {
  readonly keyId: string;
  readonly publicKey: string;
  sign(answer: Omit<AnswerBody, 'v' | 'mspId' | 'keyId'>): Promise<SignedAnswer>;
  /** Of an export for auditors. */
  signExport(manifest: Omit<ExportManifest, 'v' | 'purpose' | 'mspId' | 'keyId'>): Promise<SignedExport>;
  signHeight(answer: Pick<HeightAnswerBody, 'requestDigest' | 'height'>): Promise<SignedHeightAnswer>;
}

/** A signer for the answers of one organisation. */
export function newAnswerSigner(mspId: string, signer: Signer): AnswerSigner {
  const { publicKey } = signer;
  const keyId = keyIdOf(publicKey);
  return {
    keyId,
    publicKey,
    async sign(answer) {
      const body: AnswerBody = { v: 1, mspId, keyId, ...answer };
      return { answer: body, signature: await signer.sign(answerBytes(body)) };
    },
    async signExport(said) {
      const manifest: ExportManifest = { v: 2, purpose: 'audit-export', mspId, keyId, ...said };
      return { manifest, signature: await signer.sign(exportManifestBytes(manifest)) };
    },
    async signHeight(answer) {
      const body: HeightAnswerBody = { v: 1, purpose: 'channel-height', mspId, keyId, ...answer };
      return { answer: body, signature: await signer.sign(heightAnswerBytes(body)) };
    },
  };
}
