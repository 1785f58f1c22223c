// SPDX-License-Identifier: Apache-2.0
import type { AccountView, HistoryEntry, Page } from '@unionid/domain/api';
import * as z from 'zod/mini';
import {
  describeInstruction,
  describeRow,
  parseSignedInstruction,
  toSignedInstruction,
  type PayloadOf,
  type SignedInstructionOf,
} from '@unionid/domain/catalogue';
import { unlessRefused } from '@unionid/domain/errors';
import { didOf } from '@unionid/domain/ids';
import { accountsOf, formatPlace, readLedgerValue, type AccountRecord } from '@unionid/domain/ledger';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { isChunk } from '../shape/decision-of.js';
import { storable, type VersionColumns } from '../shape/table.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { unreadableError } from '../shape/unreadable-records.js';
import type { AccountHistoryTable, AccountPageTable, AccountTables } from './account-tables.js';

const CURSOR = new ListCursor('history', z.tuple([z.int(), z.int()]));

/** Longer than any decision about one account; chunks of an import are. */
const MAX_DECISION = 16_384;

/** A transaction's argument as it is kept beside the version of an account that it brought: of a list the account's own row. */
export function toDecision(argument: string, identityId: string): string {
  const decision = isChunk(argument) ? rowOf(argument, identityId) : argument;
  return decision.length > MAX_DECISION ? '' : storable(decision);
}

// Arguments are canonical, and rows about accounts have nothing within them, so that half a thousand need not be parsed for one.
function rowOf(chunk: string, identityId: string): string {
  const at = chunk.indexOf(`"identityId":"${identityId}"`);
  return at === -1 ? '' : chunk.slice(chunk.lastIndexOf('{', at), chunk.indexOf('}', at) + 1);
}

interface AccountVersion extends VersionColumns {
  /** What it says of the account; undefined where the account was deleted. */
  readonly account: AccountView | 'unreadable' | undefined;
  /** The signed instruction behind it, or its row of a list; '' where there is none of its own. */
  readonly decision: string;
}

/** Every version of an account, oldest first: the one its page brought, and those with a record of their own. */
export async function readHistory(
  db: Kysely<AccountTables>,
  identityId: string,
  page: PageRequest,
): Promise<Page<HistoryEntry>> {
  const { loaded, own } = versionQueries(db, identityId);
  const pages = await loaded.where(isAfter(page)).execute();
  const rows = await own
    .where(isAfter(page))
    .orderBy('block')
    .orderBy('position')
    .limit(page.limit + 1)
    .execute();
  const versions = [
    ...pages.map((row) => toLoadedVersion(row, identityId)),
    ...rows.map((row) => toOwnVersion(row)),
  ].sort(byPosition);
  return CURSOR.page(versions, page, { keyOf: (row) => [row.block, row.position], toItem: toHistoryEntry });
}

/** A point on the two axes: what was known then, and of that what was in force on a day. */
export interface AccountMoment {
  /** Number of the last block that was known. */
  readonly block: number;
  /** A day in China; the newest of what was known where it is left out. */
  readonly on?: string | undefined;
}

/**
 * The version of an account that was known at a block and in force on a day: of what was known the last that began no later, since
 * what became known later corrects what was before it. @throws DomainError RECORD_UNREADABLE
 */
export async function accountAsOf(
  db: Kysely<AccountTables>,
  identityId: string,
  { block, on }: AccountMoment,
): Promise<HistoryEntry | undefined> {
  const { loaded, own } = versionQueries(db, identityId);
  const pages = await loaded.where('block', '<=', block).execute();
  const rows = await own.where('block', '<=', block).execute();
  // A record of its own stands for an account, whatever happens to the page it has left.
  const versions = [
    ...pages.map((row) => toLoadedVersion(row, identityId)).sort(byPosition),
    ...rows.map(toOwnVersion).sort(byPosition),
  ];
  const version = versions.findLast(({ account }) => on === undefined || hasBegun(account, on));
  if (version?.account === 'unreadable') throw unreadableError('account');
  return version && toHistoryEntry(version);
}

// Nobody can tell from when an unreadable version counts: it is not passed over for an older one.
function hasBegun(account: AccountVersion['account'], on: string): boolean {
  return account === undefined || account === 'unreadable' || account.since <= on;
}

function versionQueries(db: Kysely<AccountTables>, identityId: string) {
  return {
    loaded: db
      .selectFrom('account')
      .innerJoin('account_page', 'account_page.page_id', 'account.page_id')
      .selectAll('account_page')
      .where('identity_id', '=', identityId),
    own: db.selectFrom('account_history').selectAll().where('identity_id', '=', identityId),
  };
}

/** Versions behind the cursor, which names a block and a position in it. */
function isAfter(page: PageRequest): RawBuilder<boolean> {
  const [block, position] = CURSOR.after(page) ?? [-1, -1];
  return sql<boolean>`(block, position) > (${block}, ${position})`;
}

function byPosition(a: VersionColumns, b: VersionColumns): number {
  return a.block - b.block || a.position - b.position;
}

/** What a page tells of one account. */
function toLoadedVersion(row: AccountPageTable, identityId: string): AccountVersion {
  const page = readLedgerValue('accountPage', row.record);
  if (page === undefined) return { ...row, account: 'unreadable', decision: '' };
  const accounts = accountsOf(page);
  const slot = accounts.findIndex((one) => one.identityId === identityId);
  const place = formatPlace({ pageId: row.page_id, slot });
  const account = accounts[slot]?.account;
  return { ...row, account: account && toView(identityId, account, place), decision: '' };
}

function toOwnVersion(row: AccountHistoryTable): AccountVersion {
  if (row.record === '') return { ...row, account: undefined };
  const account = readLedgerValue('account', row.record);
  return { ...row, account: account === undefined ? 'unreadable' : toView(row.identity_id, account, '') };
}

function toView(identityId: string, record: AccountRecord, place: string): AccountView {
  const { v: version, state, province, org, joined, since, loa: level, into, also } = record;
  const did = didOf(identityId);
  return {
    ...{ identityId, did, state, province, org, joined, since, level, version, place },
    ...(into !== undefined && { into }),
    ...(also !== undefined && { also }),
  };
}

function toHistoryEntry(row: AccountVersion): HistoryEntry {
  const entry = {
    ...{ block: row.block, transactionId: row.transaction_id, time: row.time },
    ...{ type: row.type, actor: row.actor },
    ...decidedBy(row.decision),
  };
  if (row.account === undefined) return entry;
  return row.account === 'unreadable' ? { ...entry, unreadable: true } : { ...entry, account: row.account };
}

/** What the signed instruction behind a version says; nothing of one that is none of this gateway's list. */
function decidedBy(decision: string): Pick<HistoryEntry, 'words' | 'signers' | 'evidence'> {
  if (decision === '') return {};
  const row = describeRow(decision);
  if (row !== undefined) return row;
  return unlessRefused(() => describeDecision(parseSignedInstruction(decision))) ?? {};
}

function describeDecision(signed: SignedInstructionOf): Pick<HistoryEntry, 'words' | 'signers' | 'evidence'> {
  const { type, actor, payload } = signed.instruction;
  if (type === 'decision.confirm') {
    const first = describeDecision(toSignedInstruction((payload as PayloadOf<'decision.confirm'>).decision));
    return { ...first, signers: [...(first.signers ?? []), actor] };
  }
  const evidence = evidenceOf(payload);
  return {
    words: describeInstruction(signed),
    signers: [actor],
    ...(evidence !== undefined && { evidence }),
  };
}

/** The digest of the document behind a decision: changes name it so, requests of transfer with its kind. */
function evidenceOf(payload: object): string | undefined {
  const { evidence } = payload as { readonly evidence?: string | { readonly digest: string } };
  return typeof evidence === 'object' ? evidence.digest : evidence;
}
