// SPDX-License-Identifier: Apache-2.0
import { settleByRebinding, settleByVoiding, type OntoGround, type SettledOnto } from '@unionid/domain/claim';
import { canonicalJson } from '@unionid/domain/encoding';
import { unlessRefused } from '@unionid/domain/errors';
import { keyVersionsOf } from '@unionid/domain/governance';
import { formatLead, ledgerKey, type AccountRecord, type ClaimRecord } from '@unionid/domain/ledger';
import { isAskedFor, voidMembership } from '@unionid/domain/membership';
import { chinaDateAt, timestampAt } from '@unionid/domain/values';
import type { LedgerTransaction } from '../ledger/ledger.js';
import { answeringFor, heirOf } from './heir-of.js';
import { accountWrites, writesExactly } from './lawful-writes.js';
import type {
  AccountQueries,
  GovernanceQueries,
  KnownClaim,
  OrganisationQueries,
  TransferQueries,
  WrittenAccount,
} from './read-model.js';
import { readWrite, type ReadWrite } from './shape/read-record.js';

/** As things stood before the block. */
export type OntoRead = Pick<AccountQueries, 'writtenAccount' | 'accountsByPersonKeys'> &
  Pick<OrganisationQueries, 'organisation'> &
  Pick<TransferQueries, 'transfer'> &
  Pick<GovernanceQueries, 'network'>;

interface Settling {
  readonly transaction: LedgerTransaction;
  readonly known: KnownClaim;
  readonly readModel: OntoRead;
  /** The transaction's time, or the ledger clock's. */
  readonly now: number;
}

/** Both accounts of a claim onto one, as they stood before the block. */
interface Both {
  readonly own: WrittenAccount;
  readonly claimed: WrittenAccount;
}

/**
 * Whether a transaction does no more than settle a claim onto an account that its owner has, upheld before the block (ADR 66): the
 * correction of that account is its own union's, and what it says of the record nobody else can know; all the rest is computed anew.
 */
export async function isSettlingOnto({ transaction, known, readModel, now }: Settling): Promise<boolean> {
  const both = {
    own: await readModel.writtenAccount(known.claim.owner),
    claimed: await readModel.writtenAccount(known.identityId),
  };
  const { own, claimed } = both;
  const after = ownWritten(transaction, known.claim);
  if (own === undefined || claimed === undefined || after === undefined) return false;
  const settled = await settledOf({ after, own, claimed }, { known, readModel, now });
  if (!isOwnLawful({ known, own, after }, now)) return false;
  const isWhole = settled.some((each) =>
    isWritten(transaction, { settled: each, known, own, claimed, after }),
  );
  return isWhole && isLedLawfully(transaction, { known, own, claimed }, readModel);
}

function ownWritten({ writes }: LedgerTransaction, { owner }: ClaimRecord): AccountRecord | undefined {
  const [write] = writes.flatMap((each) => {
    const read = readWrite(each);
    return read?.type === 'account' && read.name === owner ? [read] : [];
  });
  return write?.value.kind === 'record' ? (write.value.record as AccountRecord) : undefined;
}

/** What settling leaves, where the number counts for the claimed account and where it had it formerly only. */
async function settledOf(
  { own, claimed, after }: Both & { readonly after: AccountRecord },
  { known: { identityId, claim }, readModel, now }: Omit<Settling, 'transaction'>,
): Promise<readonly SettledOnto[]> {
  const network = await readModel.network();
  if (network === undefined) return [];
  const leadsTo = async (keys: readonly string[]): Promise<readonly string[]> =>
    [...(await readModel.accountsByPersonKeys(keys)).values()].map((account) => account.identityId);
  const { exchange, keys, owner, org } = claim;
  const transfer = (await readModel.transfer(identityId))?.transfer;
  const [leads, exchanged] = [await leadsTo(keys), await leadsTo(exchange?.keys ?? [])];
  const ground: Omit<OntoGround, 'leads'> = {
    ...{ claim, network, now, claimed: { identityId, account: claimed.account }, signers: [] },
    own: { identityId: owner, account: own.account, orgId: await answeringFor(own.account.org, readModel) },
    orgId: await answeringFor(await heirOf(org, readModel), readModel),
    keyVersions: keyVersionsOf(network),
  };
  const isAsked = isAskedFor({ account: claimed.account, transfer, time: timestampAt(now) });
  const outcomes = [{}, { isFormer: true as const }].map((former) => {
    const there = { ...ground, leads: leads.map((each) => ({ identityId: each, ...former })) };
    return unlessRefused(() =>
      after.state === 'VOIDED'
        ? settleByVoiding(there)
        : settleByRebinding({ ...there, keys, exchanged, isAsked }),
    );
  });
  return outcomes.flatMap((outcome) => outcome ?? []);
}

/** Whether the owner's account is as the correction, or its end, may leave it. */
function isOwnLawful(
  { known, own: { account: before }, after }: Pick<Written, 'known' | 'own' | 'after'>,
  now: number,
): boolean {
  const { identityId, claim } = known;
  const lawful = unlessRefused((): AccountRecord => {
    const { tag, root, since: on } = after;
    if (claim.kind !== 'duplicate') return { ...before, v: before.v + 1, tag, root };
    const into = { identityId, place: '' };
    const payload = {
      identityId: claim.owner,
      place: '',
      evidence: claim.evidence,
      reason: 'duplicate',
    } as const;
    const at = { account: before, transfer: undefined, today: chinaDateAt(now), time: timestampAt(now) };
    return voidMembership({ ...payload, on, into }, at);
  });
  return lawful !== undefined && canonicalJson(lawful) === canonicalJson(after);
}

interface Written extends Both {
  readonly known: KnownClaim;
  /** The owner's account. */
  readonly after: AccountRecord;
  readonly settled: SettledOnto;
}

/** Whether it writes the claim, both accounts with their places in the index, where their numbers lead, and nothing else. */
function isWritten(
  transaction: LedgerTransaction,
  { known: { identityId, claim }, own, claimed, after, settled }: Written,
): boolean {
  const changed = settled.claimed;
  const lawful = new Map<string, unknown>([
    [ledgerKey.claim(identityId), settled.claim],
    ...accountWrites({ identityId: claim.owner, place: own.place, before: own.account, after }),
    ...(changed === undefined
      ? []
      : accountWrites({ identityId, place: claimed.place, before: claimed.account, after: changed })),
  ]);
  // Where numbers lead is looked at by itself; the decision that has been confirmed waits no more.
  const writes = transaction.writes.filter((write) => {
    const read = readWrite(write);
    return read?.type !== 'person' && !(read?.type === 'pending' && read.value.kind === 'deleted');
  });
  return writesExactly({ ...transaction, writes }, lawful);
}

/** Whether the claimed number leads to the owner's account, the other to the claimed one or as a former one to the owner's. */
async function isLedLawfully(
  { writes }: LedgerTransaction,
  { known: { identityId, claim }, own, claimed }: Both & { readonly known: KnownClaim },
  readModel: OntoRead,
): Promise<boolean> {
  const led = writes.flatMap((write) => {
    const read = readWrite(write);
    return read?.type === 'person' ? [read as ReadWrite<'person'>] : [];
  });
  const [owners, others] = [
    [claim.owner, own.firstPlace],
    [identityId, claimed.firstPlace],
  ];
  const { keys, exchange } = claim;
  const formerTag = own.account.tag;
  const leads = new Map([
    ...(claim.kind === 'duplicate' ? [] : keys.map((key) => [key, owners] as const)),
    ...(exchange?.keys ?? []).map((key) => [key, others] as const),
  ]);
  const rest = led.filter(({ name }) => !leads.has(name)).map(({ name }) => name);
  const before = await readModel.accountsByPersonKeys(rest);
  const isLed = led.every(({ name, value }) => {
    if (value.kind !== 'record') return false;
    const lawful = leads.get(name) ?? owners.map((holder) => formatLead({ holder, formerTag }));
    const isOwn = leads.has(name) || before.get(name)?.identityId === claim.owner;
    return isOwn && lawful.includes(value.record);
  });
  return isLed && [...leads.keys()].every((key) => led.some(({ name }) => name === key));
}
