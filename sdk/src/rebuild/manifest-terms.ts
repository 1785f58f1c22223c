// SPDX-License-Identifier: Apache-2.0
import type { ImportView } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import type { PlanTerms } from '@unionid/domain/plan';

/** What the operator has said of a list beside its rows, of the kinds that say it. */
export interface SaidTerms {
  /** SM3 of the document behind the rows, base64url, as the operator's own client made it; of a kind that needs one. */
  readonly evidence?: string;
  /** Of members to transfer: the union that lets go, and the one that takes. */
  readonly sides?: Pick<PayloadOf<'transfer.batch'>, 'from' | 'to'> | undefined;
  /** Of requests for members of other unions: what kind of document the evidence is. */
  readonly evidenceKind?: PayloadOf<'transfer.requestMany'>['evidence']['kind'] | undefined;
  /** Of payees: by which terms they are granted. */
  readonly terms?: PlanTerms | undefined;
  /** Of what a bank answers: the plan that it is about. */
  readonly planId?: string | undefined;
}

type Manifest = NonNullable<ImportView['manifest']>;
/** The same as a manifest says it. */
type Terms = Omit<Manifest, 'manifestId' | 'rows' | 'chunks' | 'root' | 'file'>;

/**
 * The terms to be signed, which are the operator's, and the sum of the rows as they were read here.
 * @throws DomainError PARTS_MISMATCH where the gateway's are others
 */
export function termsToSign(
  { sides, evidence, evidenceKind: kind, terms, planId }: SaidTerms,
  { manifest, fen }: { readonly manifest: Manifest; readonly fen: number },
): Terms {
  const { manifestId, rows, chunks, root, file } = manifest;
  const own: Terms = {
    ...sides,
    ...(kind !== undefined && { evidence: { kind, digest: evidence ?? '' } }),
    ...(terms !== undefined && { ...terms, fen }),
    ...(planId !== undefined && { planId }),
  };
  if (manifest.fen !== own.fen) throw new DomainError('PARTS_MISMATCH', { reason: 'sum' });
  if (canonicalJson(manifest) !== canonicalJson({ manifestId, rows, chunks, root, file, ...own }))
    throw new DomainError('PARTS_MISMATCH', { reason: 'terms' });
  return own;
}
