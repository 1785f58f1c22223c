// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type ApplicationRecord, type LedgerKey } from '@unionid/domain/ledger';
import type { Admitted, ApplicationGround } from '@unionid/domain/application';
import { accountKeys, Accounts, type AccountReference } from '../accounts/accounts.js';
import type { Receipt, Subject, Transaction } from '../kernel/handler.js';

interface OfApplication {
  readonly payload: AccountReference & { readonly org: string };
}

/** Keys of an application, its union and its applicant. */
export function applicationKeys(payload: OfApplication['payload']): LedgerKey[] {
  const { identityId, org } = payload;
  return [...[ledgerKey.application(identityId, org), ledgerKey.organisation(org)], ...accountKeys(payload)];
}

/** Whose business an application is: the union's that was applied to. @throws DomainError ORGANISATION_UNKNOWN */
export function locateApplication({ state, payload }: Pick<Transaction, 'state'> & OfApplication): Subject {
  const { identityId, org } = payload;
  const organisation = state.get(ledgerKey.organisation(org));
  if (organisation === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId: org });
  const version = state.get(ledgerKey.application(identityId, org))?.v ?? 0;
  return { org, province: organisation.province, version, identityId };
}

/** What the rules ask. @throws DomainError ACCOUNT_UNKNOWN, PLACE_WRONG */
export function groundOf({
  state,
  now,
  today,
  payload,
}: Pick<Transaction, 'state' | 'now' | 'today'> & OfApplication): ApplicationGround {
  const { account } = new Accounts(state).find(payload);
  const { identityId, org } = payload;
  const application = state.get(ledgerKey.application(identityId, org));
  return { account, application, organisation: state.get(ledgerKey.organisation(org)), now, today };
}

/** Puts another version of an application. */
export function putApplication(
  { state, payload: { identityId, org } }: Pick<Transaction, 'state'> & OfApplication,
  application: ApplicationRecord,
): Receipt {
  state.put(ledgerKey.application(identityId, org), application);
  const { v: version, status } = application;
  return { result: { identityId, org, version, status }, subjects: 1, id: identityId };
}

/** Puts what an admission leaves. */
export function putAdmitted(
  work: Pick<Transaction, 'state'> & OfApplication,
  { account, application }: Admitted,
): Receipt {
  const accounts = new Accounts(work.state);
  accounts.change(accounts.find(work.payload), account);
  return putApplication(work, application);
}
