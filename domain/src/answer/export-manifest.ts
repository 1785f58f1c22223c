// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { canonicalBytes } from '../encoding/canonical-json.js';
import {
  countField,
  digestField,
  fundIdField,
  keyIdField,
  mspIdField,
  programmeIdField,
  recordVersionField,
  signatureField,
} from '../schema/index.js';
import { verifySm2, type Sm2Verifier } from '../sm/verify.js';

const file = z.string().check(z.regex(/^[a-z]{1,20}\.(?:csv|xlsx)$/));

/**
 * What a gateway says of an export for auditors: up to which block it goes, by which rules was decided, and what each file and
 * all rows in their order come to. It holds for whoever has it and has no time: one block gives one manifest.
 */
export const exportManifest = z.strictObject({
  v: z.literal(2),
  purpose: z.literal('audit-export'),
  network: z.string().check(z.maxLength(64)),
  channel: z.string().check(z.maxLength(64)),
  mspId: mspIdField,
  keyId: keyIdField,
  fund: fundIdField,
  /** Number of the last block that counts, and its hash. */
  asOf: countField,
  blockHash: z.string().check(z.maxLength(64)),
  rules: z.strictObject({
    /** Versions of the contract that decided what stands here. */
    contracts: z.array(z.string()),
    programmes: z.array(z.strictObject({ programme: programmeIdField, version: recordVersionField })),
  }),
  /** Merkle root over the rows of all tables in their order, and how many they are. */
  root: digestField,
  rows: countField,
  tables: z.array(z.strictObject({ file, rows: countField, digest: digestField })),
  workbook: z.strictObject({ file, digest: digestField }),
});
export type ExportManifest = z.output<typeof exportManifest>;

export const signedExport = z.strictObject({ manifest: exportManifest, signature: signatureField });
export type SignedExport = z.output<typeof signedExport>;

/** Bytes that the gateway signs. */
export function exportManifestBytes(manifest: ExportManifest): Uint8Array {
  return canonicalBytes(manifest);
}

/** True when the manifest's signature is by this gateway key. */
export function isExportSignedBy(
  { manifest, signature }: SignedExport,
  publicKey: string,
  verify: Sm2Verifier = verifySm2,
): boolean {
  return verify({ message: exportManifestBytes(manifest), signature, publicKey });
}
