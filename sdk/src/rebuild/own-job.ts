// SPDX-License-Identifier: Apache-2.0
import type { ImportView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import type { ImportKind } from '@unionid/domain/forms';

/** What an operator hands in beside the rows: what a gateway says of the job is held against it, never taken for it. */
export interface OwnJob {
  readonly kind: ImportKind;
  /** Check only: nothing of it is to be signed. */
  readonly dryRun?: boolean | undefined;
  /** Of requests: the import of members that found them. */
  readonly source?: string | undefined;
  /** SM3 of the document behind the rows, base64url; of a kind that needs one. */
  readonly evidence?: string | undefined;
}

/**
 * That a job is the one that was handed in.
 * @param file SM3 of the file, base64url
 * @param importId of what the gateway showed before
 * @throws DomainError PARTS_MISMATCH with what differs
 */
export function assertOwnJob(
  view: ImportView,
  { kind, dryRun = false, source = '', evidence = '' }: OwnJob,
  { file, importId = view.importId }: { readonly file: string; readonly importId?: string },
): void {
  assertSame('import', view.importId, importId);
  assertSame('kind', view.kind, kind);
  assertSame('file digest', view.fileDigest, file);
  assertSame('dry run', view.dryRun, dryRun);
  assertSame('source', view.source ?? '', source);
  assertSame('terms', view.evidence ?? '', evidence);
}

function assertSame<T>(reason: string, shown: T, own: T): void {
  if (shown !== own) throw new DomainError('PARTS_MISMATCH', { reason });
}
