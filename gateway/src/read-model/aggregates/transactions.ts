// SPDX-License-Identifier: Apache-2.0
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { attributeOf, storable, type Row } from '../shape/table.js';
import type { LedgerBlock, LedgerTransaction } from '../../ledger/ledger.js';

/** Transactions of our chaincodes, and the instructions they carried out. */
export interface TransactionQueries {
  /**
   * What carried an instruction of this operator out: one, but where an identifier was used again past the gateway, with
   * another day of expiry; the first of them first. @throws DomainError RECORD_UNREADABLE
   */
  seenInstructions(actor: string, instructionId: string): Promise<readonly SeenInstruction[]>;
  transaction(transactionId: string): Promise<CommittedTransaction | undefined>;
  /** Hash of a block's header, hex; undefined where there is none yet, '' where nobody said. */
  blockHash(number: number): Promise<string | undefined>;
}

export interface SeenInstruction {
  readonly transactionId: string;
  /** SM3 of the canonical instruction, base64url: another under the same identifier has another. */
  readonly digest: string;
  readonly block: number;
  readonly result: string;
}

export interface CommittedTransaction {
  readonly block: number;
  readonly valid: boolean;
  readonly code: number;
  readonly result: string;
}

export interface TransactionTables {
  ledger_block: {
    number: number;
    hash: string;
    /** Hash of the one before, '' where its ledger has nothing that ties blocks to each other. */
    previous: string;
    /** 1 where its transactions are those that its header is about. */
    intact: number;
    /** Transactions that the peers took for valid, and that can not be read here. */
    undecodable: number;
  };
  ledger_transaction: {
    transaction_id: string;
    block: number;
    position: number;
    code: number;
    function: string;
    time: string;
    result: string;
  };
  seen_instruction: {
    instruction_id: string;
    actor: string;
    chaincode: string;
    expiry_day: string;
    transaction_id: string;
    digest: string;
  };
}

export const transactions: Aggregate<'seen', TransactionTables, TransactionQueries> = {
  tables: {
    ledger_block: {
      key: ['number'],
      create: ({ text, integer }) => [
        `create table ledger_block (number ${integer} primary key, hash ${text} not null, previous ${text} not null,
           intact ${integer} not null, undecodable ${integer} not null)`,
      ],
    },
    ledger_transaction: {
      key: ['transaction_id'],
      // A second copy of a transaction never counts (fabric-facts.md §4.3).
      first: 'all',
      create: ({ text, integer }) => [
        `create table ledger_transaction (transaction_id ${text} primary key, block ${integer} not null,
           position ${integer} not null, code ${integer} not null, function ${text} not null, time ${text} not null,
           result ${text} not null)`,
      ],
    },
    seen_instruction: {
      // The day stands in the ledger's key: two of one identifier are two records there, and stay two here.
      key: ['instruction_id', 'actor', 'chaincode', 'expiry_day'],
      create: ({ text }) => [
        `create table seen_instruction (instruction_id ${text} not null, actor ${text} not null,
           chaincode ${text} not null, expiry_day ${text} not null, transaction_id ${text} not null,
           digest ${text} not null, primary key (instruction_id, actor, chaincode, expiry_day))`,
      ],
    },
  },
  projections: {
    seen: ({ chaincode, attributes, record }, rows) => {
      const [day = '', actor = ''] = attributes;
      const key = { instruction_id: attributeOf(attributes, 2), actor, chaincode, expiry_day: day };
      if (record === undefined) rows.delete('seen_instruction', key);
      else
        rows.put('seen_instruction', { ...key, transaction_id: record.transactionId, digest: record.digest });
    },
  },
  owners: {},
  open: openTransactions,
};

/** The row of a block. */
export function toBlockRow({ number, hash = '', seal, transactions }: LedgerBlock): Row {
  const undecodable = transactions.filter((transaction) => transaction.undecodable === true).length;
  const { previous = '', intact = false } = seal ?? {};
  return { number, hash, previous, intact: Number(intact), undecodable };
}

/** The row of a transaction, valid or not; of one that is not, what it says is of no matter. */
export function toTransactionRow(
  { transactionId, code, time, valid, ...transaction }: LedgerTransaction,
  { block, position }: { readonly block: number; readonly position: number },
): Row {
  const { function: name, result } = valid ? transaction : { function: '', result: '' };
  return {
    ...{ transaction_id: transactionId, block, position, code, time },
    ...{ function: storable(name), result: storable(result) },
  };
}

function openTransactions({ db, unreadable }: ReadAccess<TransactionTables>): TransactionQueries {
  return {
    async seenInstructions(actor, instructionId) {
      unreadable.assertNoneEndsWith('seen', `${actor}/${instructionId}`);
      const rows = await db
        .selectFrom('seen_instruction')
        .innerJoin(
          'ledger_transaction',
          'ledger_transaction.transaction_id',
          'seen_instruction.transaction_id',
        )
        .select(['seen_instruction.transaction_id', 'digest', 'block', 'result'])
        .where('instruction_id', '=', instructionId)
        .where('actor', '=', actor)
        .orderBy('block')
        .orderBy('position')
        .execute();
      return rows.map(({ transaction_id: transactionId, ...seen }) => ({ transactionId, ...seen }));
    },
    async blockHash(number) {
      const row = await db
        .selectFrom('ledger_block')
        .select('hash')
        .where('number', '=', number)
        .executeTakeFirst();
      return row?.hash;
    },
    async transaction(transactionId) {
      const row = await db
        .selectFrom('ledger_transaction')
        .select(['block', 'code', 'result'])
        .where('transaction_id', '=', transactionId)
        .executeTakeFirst();
      return row === undefined ? undefined : { ...row, valid: row.code === 0 };
    },
  };
}
