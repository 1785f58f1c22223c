// SPDX-License-Identifier: Apache-2.0
import type { PreparedParts, PrepareRequest } from '@unionid/domain/api';
import { claimAt, claimRefusalOf, claimStepOf, isPersonMissing } from '@unionid/domain/claim';
import { DomainError } from '@unionid/domain/errors';
import type { PersonTags } from '@unionid/domain/privacy';
import { timestampAt } from '@unionid/domain/values';
import { accountOf } from '../standing/account-of.js';
import type { AccountQueries, ClaimQueries } from '../read-model/read-model.js';

/**
 * The account that a claimed number leads to. The contract decides; this only spares the operator a signature that can not take
 * effect.
 * @throws DomainError ACCOUNT_UNKNOWN where it leads to none, CLAIM_NAME_SAME, CLAIM_OPEN, PERSON_UNBOUND
 */
export async function requireClaimable(
  { kind }: Pick<Extract<PrepareRequest, { readonly type: 'claim.open' }>, 'kind'>,
  tags: PersonTags,
  {
    readModel,
    province,
    person,
    now,
  }: {
    readonly readModel: Pick<AccountQueries, 'accountByPersonKey'> & Pick<ClaimQueries, 'claim'>;
    /** Of the union that claims, and who is behind the operator who does. */
    readonly province: string;
    readonly person: string | undefined;
    /** Milliseconds since 1970. */
    readonly now: number;
  },
): Promise<NonNullable<PreparedParts['claim']>> {
  const account = await accountOf(tags, readModel);
  if (account === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
  const { identityId, nameTag } = account;
  if (kind === 'wrongDocument' && nameTag === tags.nameTag) throw new DomainError('CLAIM_NAME_SAME');
  if (isPersonMissing({ holderProvince: account.province, province }, { person }))
    throw new DomainError('PERSON_UNBOUND');
  const known = await readModel.claim(identityId);
  if (known === undefined) return { identityId, version: 0 };
  const { status } = claimAt(known.claim, timestampAt(now));
  if (claimStepOf(status, 'open') === undefined) throw new DomainError(claimRefusalOf('open', status));
  return { identityId, version: known.claim.v };
}
