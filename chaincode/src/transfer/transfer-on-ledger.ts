// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type LedgerKey, type TransferRecord } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import {
  concernedBy,
  currentOf,
  partiesOf,
  type Actors,
  type Switched,
  type TransferGround,
} from '@unionid/domain/transfer';
import { accountKeys, Accounts, type AccountReference, type FoundAccount } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import type { Receipt, Subject, Transaction, Work } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';
import { rulesInForce } from './rules-on-ledger.js';
import { answeringFor } from '../organisation/heir-of.js';
import { judgeBetween } from '../organisation/judge.js';

/** Keys of a person's transfer and account. */
export function transferKeys(reference: AccountReference): LedgerKey[] {
  return [ledgerKey.transfer(reference.identityId), ...accountKeys(reference)];
}

/** A person's newest transfer. @throws DomainError TRANSFER_UNKNOWN */
export function transferOf({ state }: Pick<Transaction, 'state'>, identityId: string): TransferRecord {
  const transfer = state.get(ledgerKey.transfer(identityId));
  if (transfer === undefined) throw new DomainError('TRANSFER_UNKNOWN');
  return transfer;
}

/** The one that what moves a member back is about: of a person who was asked for since, the one before. @throws DomainError TRANSFER_UNKNOWN */
export function movedOf(work: Pick<Transaction, 'state'>, identityId: string): TransferRecord {
  return concernedBy('undo', transferOf(work, identityId));
}

/**
 * What the rules ask about the transfer of a person whose account was found, the newest unless another is named.
 * @throws DomainError TRANSFER_UNKNOWN
 */
export async function groundOf(
  work: Pick<Work, 'state' | 'now' | 'actor'>,
  found: Pick<FoundAccount, 'identityId' | 'account'>,
  transfer = transferOf(work, found.identityId),
): Promise<ActedGround> {
  const rules = await rulesInForce(work.state, transfer);
  const actors = await actorsOf(work, found.identityId);
  return { ...standingGroundOf(work, found), transfer, rules, actors };
}

/** With who acts. */
export type ActedGround = TransferGround & Required<Pick<TransferGround, 'actors'>>;

/** Who acts, and the persons behind those who have acted in the person's transfers. */
export async function actorsOf(
  { state, actor }: Pick<Work, 'state' | 'actor'>,
  identityId: string,
): Promise<Actors> {
  const newest = state.get(ledgerKey.transfer(identityId));
  // An appeal may be against the one before, or an earlier silence.
  const all = newest === undefined ? [] : [newest, concernedBy('undo', newest), newest.silent ?? {}];
  await state.read(actorKeys(actor.record, all.flatMap(partiesOf)));
  return actorsIn(state, { actor: actor.operatorId, person: actor.record.person });
}

/** Keys that tell whether a person has acted before: by which operators, and for which accounts its own stands (ADR 66). */
export function actorKeys(
  { person }: { readonly person?: string | undefined },
  operators: readonly string[],
): readonly LedgerKey[] {
  return [...operators.map(ledgerKey.operator), ...(person === undefined ? [] : [ledgerKey.account(person)])];
}

/** The same where these were read. */
export function actorsIn(state: StateStore, who: Pick<Actors, 'actor' | 'person'>): Actors {
  const { person } = who;
  const also = person === undefined ? undefined : state.get(ledgerKey.account(person))?.also;
  return { ...who, also, personOf: (operatorId) => state.get(ledgerKey.operator(operatorId))?.person };
}

/** The same as far as it says where the transfer stands. */
export function standingGroundOf(
  { state, now }: Pick<Transaction, 'state' | 'now'>,
  { identityId, account }: Pick<FoundAccount, 'identityId' | 'account'>,
): Omit<TransferGround, 'rules'> {
  return { account, transfer: state.get(ledgerKey.transfer(identityId)), now };
}

/** The account that an instruction names. @throws DomainError ACCOUNT_UNKNOWN, PLACE_WRONG */
export function accountOf({ state }: Pick<Transaction, 'state'>, reference: AccountReference): FoundAccount {
  return new Accounts(state).find(reference);
}

/** The same, as time has made it for whoever is its subject. @throws DomainError TRANSFER_UNKNOWN, ACCOUNT_UNKNOWN, PLACE_WRONG */
export function standingOf(
  work: Pick<Transaction, 'state' | 'now'>,
  reference: AccountReference,
): TransferRecord {
  const written = transferOf(work, reference.identityId);
  return currentOf(standingGroundOf(work, accountOf(work, reference))) ?? written;
}

/** The union that judges between the sides of a transfer: the lowest above both, between provinces the national one. */
export async function judgeOf(
  { state, authority }: Pick<Work, 'state' | 'authority'>,
  { from, to }: Pick<TransferRecord, 'from' | 'to'>,
): Promise<string> {
  return to === '' ? networkOf(state).nationalOrg : judgeBetween({ state, authority }, [from, to]);
}

/** A person's transfer as its old union acts on it, or once that is closed whoever has its members (ADR 53). */
export async function oldSideOf(
  { state }: Pick<Transaction, 'state'>,
  { from, fromProvince, v: version }: TransferRecord,
  identityId: string,
): Promise<Subject> {
  return { org: await answeringFor(state, from), province: fromProvince, version, identityId };
}

/** Whose step is next where a union takes a member: the province is the union's as it stands. */
export async function receiverOf(
  state: StateStore,
  org: string,
): Promise<{ readonly org: string; readonly province: string }> {
  const key = ledgerKey.organisation(org);
  await state.read([key]);
  return { org, province: assertOpen(state.get(key), org).province };
}

/** Lets a member change unions. */
export function putSwitch(
  work: Pick<Transaction, 'state'>,
  found: FoundAccount,
  { account, transfer }: Switched,
): Receipt {
  new Accounts(work.state).change(found, account);
  return putTransfer(work, found.identityId, transfer);
}

/** Puts another version of a person's transfer. */
export function putTransfer(
  { state }: Pick<Transaction, 'state'>,
  identityId: string,
  transfer: TransferRecord,
): Receipt {
  state.put(ledgerKey.transfer(identityId), transfer);
  return receiptOf(identityId, transfer);
}

/** What is answered of a transfer that was put. */
export function receiptOf(identityId: string, { v: version, status, due }: TransferRecord): Receipt {
  return { result: { identityId, version, status, due }, subjects: 1, id: identityId };
}
