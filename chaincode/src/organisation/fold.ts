// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { assertStep, FOLD_MEMBERS, foldRequest, inheritedAccount } from '@unionid/domain/organisation';
import { parseWith } from '@unionid/domain/schema';
import { Accounts, type FoundAccount } from '../accounts/accounts.js';
import { heritageOf, type Heritage } from './heir-of.js';
import { finish } from '../kernel/finish.js';
import { succeedOnLedger } from './succeed-on-ledger.js';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';
import { assertSubmitter } from '../kernel/submitter.js';

/** Keys of the index that one transaction looks at. */
const FOLD_KEYS = 500;

/**
 * `{orgId}` → `{orgId, carried, folded, empty}`: some members of a union that ends go to its heir, with their transfers, and what
 * is empty of its index goes. Needs no signature: what becomes of them was decided when the closing began.
 * @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_STEP, SUBMITTER_FOREIGN
 */
export const fold: ContractFunction = async (_kernel, stub, argument) => {
  const { orgId } = parseWith(foldRequest, parseArgument(argument));
  const state = new StateStore(stub);
  await state.read([ledgerKey.organisation(orgId)]);
  const organisation = assertStep('fold', {
    orgId,
    organisation: state.get(ledgerKey.organisation(orgId)),
  });
  const { province } = organisation;
  await state.read([ledgerKey.province(province)]);
  assertSubmitter(stub.creator, state.get(ledgerKey.province(province))?.mspId ?? '');
  const heritage = await heritageOf(state, orgId);
  if (heritage === undefined) throw new DomainError('ORGANISATION_STEP', { orgId, action: 'fold' });
  const accounts = new Accounts(state);
  const { folded, complete, holders } = await accounts.fold(orgId, FOLD_KEYS);
  const members = await accounts.membersOf(holders, FOLD_MEMBERS);
  await carry(state, { members, orgId, heritage });
  const result = { orgId, carried: members.length, folded, empty: complete && holders.size === 0 };
  return finish({ type: 'organisation.fold', stub, state }, { result, subjects: members.length, id: orgId });
};

async function carry(
  state: StateStore,
  {
    members,
    orgId,
    heritage,
  }: { readonly members: readonly FoundAccount[]; readonly orgId: string; readonly heritage: Heritage },
): Promise<void> {
  const accounts = new Accounts(state);
  await state.read(members.map(({ identityId }) => ledgerKey.transfer(identityId)));
  for (const member of members) {
    accounts.change(member, inheritedAccount(member.account, heritage));
    succeedOnLedger(state, member.identityId, { orgId, heir: heritage.heir });
  }
}
