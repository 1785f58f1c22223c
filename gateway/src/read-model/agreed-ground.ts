// SPDX-License-Identifier: Apache-2.0
import { keyVersionsOf } from '@unionid/domain/governance';
import type { BatchSides, NetworkRecord } from '@unionid/domain/ledger';
import type { AgreedGround, BatchRow } from '@unionid/domain/transfer';
import { chinaDateAt } from '@unionid/domain/values';
import { readOrganisation } from './lawful-switch.js';
import type { OrganisationQueries, TransferQueries, WrittenAccount } from './read-model.js';

export interface AgreedFacts extends Pick<AgreedGround, 'signers' | 'now'> {
  readonly sides: Pick<BatchSides, 'from' | 'to'>;
  readonly network: NetworkRecord | undefined;
  /** The account that the person's number leads to. */
  readonly written: WrittenAccount | undefined;
}

/** What is known here of a row of a batch: who judges it, and who watches it, ask the contract's rule of the same. */
export async function readAgreedGround(
  { identityId, to }: Pick<BatchRow, 'identityId' | 'to'>,
  { sides, network, written, signers, now }: AgreedFacts,
  readModel: Pick<TransferQueries, 'transfer'> & Pick<OrganisationQueries, 'organisation' | 'isWithin'>,
): Promise<AgreedGround> {
  const account = written?.account;
  return {
    known: account && { identityId, account },
    transfer: (await readModel.transfer(identityId))?.transfer,
    org: await readOrganisation(to, readModel),
    isOfOld: account !== undefined && (await readModel.isWithin(account.org, sides.from)),
    isOfNew: await readModel.isWithin(to, sides.to),
    keyVersions: keyVersionsOf(network ?? {}),
    ...{ signers, now, today: chinaDateAt(now) },
  };
}
