// SPDX-License-Identifier: Apache-2.0
import type { ImportKind } from '@unionid/domain/forms';
import type { Job } from './job.js';

/** A file as an operator hands it in. */
export interface NewImport {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly body: AsyncIterable<Uint8Array>;
  readonly dryRun: boolean;
  /** Drop-down texts this file uses: column → text → code. */
  readonly mapping: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** SM3 of the document that the list itself is, base64url; '' of a kind that needs none. */
  readonly evidence?: string;
  /** Between which unions members are to move, of a list that says so. */
  readonly sides?: Job['sides'] | undefined;
  /** Of requests: by what kind of evidence, and which import of members has found whom they are for. */
  readonly asks?: Job['asks'] | undefined;
  /** By which terms payees are granted, of a list that says so. */
  readonly terms?: Job['terms'];
  /** The plan about whose items a list is, of one that says so. */
  readonly plan?: Job['plan'];
  readonly actor: { readonly operatorId: string; readonly org: string; readonly province: string };
}
