// SPDX-License-Identifier: Apache-2.0
import type { ImportView } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';

/** What the operator has said of a list beside its rows, of the kinds that say it. */
export interface SaidTerms {
  /** SM3 of the document behind the rows, base64url, as the operator's own client made it; of a kind that needs one. */
  readonly evidence?: string;
  /** Of members to transfer: the union that lets go, and the one that takes. */
  readonly sides?: Pick<PayloadOf<'transfer.batch'>, 'from' | 'to'> | undefined;
  /** Of requests for members of other unions: what kind of document the evidence is. */
  readonly evidenceKind?: PayloadOf<'transfer.requestMany'>['evidence']['kind'] | undefined;
}

/** The same as a manifest says it. */
type Terms = Pick<NonNullable<ImportView['manifest']>, 'from' | 'to' | 'evidence'>;

/** The terms to be signed, which are the operator's. @throws DomainError PARTS_MISMATCH where the gateway's are others */
export function termsToSign({ sides, evidence, evidenceKind: kind }: SaidTerms, shown: Terms): Terms {
  const digest = evidence ?? '';
  const own = { ...sides, ...(kind !== undefined && { evidence: { kind, digest } }) };
  if (textOf(shown) !== textOf(own)) throw new DomainError('PARTS_MISMATCH', { reason: 'terms' });
  return own;
}

function textOf({ from = '', to = '', evidence }: Terms): string {
  return canonicalJson({ from, to, evidence: evidence ?? {} });
}
