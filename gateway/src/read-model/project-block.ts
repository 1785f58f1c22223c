// SPDX-License-Identifier: Apache-2.0
import {
  LEDGER,
  rowOf,
  type IdentifiedAccount,
  type LedgerRecords,
  type LedgerType,
} from '@unionid/domain/ledger';
import type { LedgerBlock, LedgerTransaction } from '../ledger/ledger.js';
import { projectionOf, TABLES, VERSION_ROWS } from './aggregates.js';
import { toBlockRow, toTransactionRow } from './aggregates/transactions.js';
import { causeOf, type FindManifest } from './shape/decision-of.js';
import type { BlockRows } from './shape/aggregate.js';
import { storable, type Cause, type Row, type RowChange } from './shape/table.js';
import { readWrite, recordName, type ReadWrite } from './shape/read-record.js';
import { UNREADABLE, type UnreadableRecords } from './shape/unreadable-records.js';
import { VERSION } from './shape/versions.js';

/** A record that nobody can read any more, and the transaction that left it so. */
export interface UnreadableWrite {
  readonly transactionId: string;
  readonly recordType: LedgerType;
}

/** What a block changes, last write of a row only, and which accounts it made or moved. */
export interface BlockChanges {
  readonly changes: readonly RowChange[];
  readonly accounts: ReadonlyMap<string, LedgerRecords['account']>;
  readonly unreadable: readonly UnreadableWrite[];
}

/** What earlier blocks brought. */
export interface Before {
  /** A chunk's actor is its manifest's. */
  readonly findManifest: FindManifest;
  readonly findPage: (pageId: string) => Promise<readonly IdentifiedAccount[] | undefined>;
  readonly unreadable: Pick<UnreadableRecords, 'has'>;
}

/** Turns a block into row changes: a pure function of the block and what was before it. */
export async function projectBlock(block: LedgerBlock, before: Before): Promise<BlockChanges> {
  const projection = new BlockProjection(block.number, before);
  projection.put('ledger_block', toBlockRow(block));
  for (const [position, transaction] of block.transactions.entries())
    await projection.add(transaction, position);
  return projection;
}

interface Written {
  readonly transaction: LedgerTransaction;
  readonly cause: Cause;
}

class BlockProjection implements BlockChanges, BlockRows {
  readonly block: number;
  readonly accounts = new Map<string, LedgerRecords['account']>();
  readonly unreadable: UnreadableWrite[] = [];
  readonly #before: Before;
  readonly #rows = new Map<string, RowChange>();
  readonly #manifests = new Map<string, LedgerRecords['manifest']>();
  /** Of this block: a page and the personKeys that lead into it are written by one transaction, the page first. */
  readonly #pages = new Map<string, readonly IdentifiedAccount[]>();
  #accountsSeen = 0;
  /** Whether a mark of an unreadable record was set or taken back in this block: seldom, and asked for at every member. */
  #hasMarks = false;
  /** The write in hand. */
  #current: { readonly write: ReadWrite; readonly transactionId: string } | undefined;

  constructor(block: number, before: Before) {
    this.block = block;
    this.#before = before;
  }

  get changes(): readonly RowChange[] {
    return [...this.#rows.values()];
  }

  async add(transaction: LedgerTransaction, position: number): Promise<void> {
    const { block } = this;
    if (isPosition(transaction)) return;
    this.put('ledger_transaction', toTransactionRow(transaction, { block, position }));
    const writes = transaction.valid ? transaction.writes.flatMap((write) => readWrite(write) ?? []) : [];
    if (writes.length === 0) return;
    const cause = await causeOf(transaction, { block, position, findManifest: this.#findManifest });
    for (const write of writes) await this.#add(write, { transaction, cause });
  }

  async #add<T extends LedgerType>(write: ReadWrite<T>, { transaction, cause }: Written): Promise<void> {
    this.#current = { write, transactionId: transaction.transactionId };
    const { type, value } = write;
    if (value.kind === 'misplaced') {
      this.#report();
      return;
    }
    if (value.kind === 'unreadable') this.markUnreadable();
    else await this.#project(write, transaction);
    if (LEDGER[type].versions) this.#putVersion(write, { transaction, cause });
  }

  /** What a projection can not make anything of is unreadable, whatever the schema said of it; it never fails the block. */
  async #project<T extends LedgerType>(write: ReadWrite<T>, transaction: LedgerTransaction): Promise<void> {
    const { type, name, attributes, chaincode, value } = write;
    this.#unmark(write);
    const { record, text } = value.kind === 'record' ? value : { record: undefined, text: '' };
    if (type === 'manifest' && record !== undefined)
      this.#manifests.set(name, record as LedgerRecords['manifest']);
    const project = projectionOf(type);
    if (typeof project !== 'function') return;
    try {
      const work = project({ chaincode, attributes, record, text, transaction }, this);
      if (work !== undefined) await work;
    } catch (error) {
      if (error instanceof LookUpError) throw error.cause as Error;
      this.markUnreadable();
    }
  }

  #putVersion(write: ReadWrite, { transaction: { argument }, cause }: Written): void {
    const { type, name, attributes, value } = write;
    const record = 'text' in value ? storable(value.text) : '';
    const toRow = VERSION_ROWS[type];
    const version =
      toRow === undefined
        ? { table: VERSION, row: { record_type: type, name, ...cause, record } }
        : toRow(attributes, { ...cause, record }, { province: provinceOf(write), argument });
    if (version !== undefined) this.put(version.table, version.row);
  }

  put(table: string, row: Row): void {
    this.#put({ table, row, deleted: false });
  }

  delete(table: string, key: Row): void {
    this.#put({ table, row: key, deleted: true });
  }

  #put({ table, row, deleted }: RowChange): void {
    const name = nameOf(table, row);
    // A later write of the same row replaces the earlier, but for what its first write decides.
    const earlier = this.#rows.get(name);
    const first = TABLES[table]?.first ?? [];
    if (first === 'all' && earlier !== undefined) return;
    const kept = earlier === undefined || first === 'all' ? row : keepFirst(first, earlier.row, row);
    this.#rows.set(name, { table, row: kept, deleted });
  }

  markUnreadable(): void {
    if (this.#current === undefined) return;
    const { type, name } = this.#current.write;
    this.put(UNREADABLE, { record_type: type, name, block: this.block });
    this.#hasMarks = true;
    this.#report();
  }

  #report(): void {
    if (this.#current === undefined) return;
    const { write, transactionId } = this.#current;
    this.unreadable.push({ transactionId, recordType: write.type });
  }

  /** A record that can be read stands where none could. */
  #unmark({ type, name }: ReadWrite): void {
    const key = { record_type: type, name };
    const isMarked = this.#hasMarks && this.#rows.has(nameOf(UNREADABLE, key));
    if (!isMarked && !this.#before.unreadable.has(type, name)) return;
    this.delete(UNREADABLE, key);
    this.#hasMarks = true;
  }

  #isUnreadable(type: LedgerType, name: string): boolean {
    const key = { record_type: type, name };
    const mark = this.#hasMarks ? this.#rows.get(nameOf(UNREADABLE, key)) : undefined;
    return mark === undefined ? this.#before.unreadable.has(type, name) : !mark.deleted;
  }

  nextAccount(): number {
    return this.#accountsSeen++;
  }

  noteAccount({ identityId, account }: IdentifiedAccount): void {
    this.accounts.set(identityId, account);
  }

  notePage(pageId: string, accounts: readonly IdentifiedAccount[]): void {
    this.#pages.set(pageId, accounts);
  }

  async page(pageId: string): Promise<readonly IdentifiedAccount[] | undefined> {
    if (this.#isUnreadable('accountPage', pageId)) return undefined;
    return this.#pages.get(pageId) ?? lookUp(this.#before.findPage(pageId));
  }

  readonly #findManifest: FindManifest = async (manifestId, chaincode) => {
    const name = recordName('manifest', { chaincode, attributes: [manifestId] });
    if (this.#isUnreadable('manifest', name)) return undefined;
    return this.#manifests.get(name) ?? this.#before.findManifest(manifestId, chaincode);
  };
}

/** What a block needs from the database and did not get: it is the database's fault and not the block's, which comes again. */
class LookUpError extends Error {}

async function lookUp<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw new LookUpError('nothing was found out', { cause });
  }
}

/** One of another chaincode is nothing but a position, unless it wrote where ours do; so is one that nobody can name. */
function isPosition({ valid, chaincode, writes, transactionId }: LedgerTransaction): boolean {
  return transactionId === '' ? writes.length === 0 : valid && chaincode === '' && writes.length === 0;
}

/** Of a row in its block: no key holds U+0000, which separates the parts of the ledger's own keys. */
function nameOf(table: string, row: Row): string {
  let name = table;
  for (const column of TABLES[table]?.key ?? []) name += `\u0000${row[column] ?? ''}`;
  return name;
}

function provinceOf({ type, attributes, value }: ReadWrite): string {
  return (value.kind === 'record' ? rowOf(type).province(value.record, attributes) : undefined) ?? '';
}

/** A later write of a row in the same block does not change these columns. */
function keepFirst(columns: readonly string[], first: Row, row: Row): Row {
  const kept = columns.filter((column) => column in first && column in row);
  return { ...row, ...Object.fromEntries(kept.map((column) => [column, first[column] ?? ''])) };
}
