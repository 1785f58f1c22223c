// SPDX-License-Identifier: Apache-2.0
// Contracts that ours are measured against on the same network in the same run (docs/benchmarks.md). They are a
// chaincode of their own and check nothing: what they reach is what Fabric itself leaves to reach.
import { toLedgerStub, type LedgerStub, type LedgerWrite } from '@unionid/chaincode/fabric-stub';
import { batchesOf } from '@unionid/domain/batches';
import { canonicalJson } from '@unionid/domain/encoding';
import {
  accountPageOf,
  ACCOUNTS_PER_PAGE,
  compositeKey,
  formatPlace,
  ITEMS_PER_RECORD,
  KERNEL_ROWS,
  ledgerKey,
  pageIdOf,
  type AccountRecord,
} from '@unionid/domain/ledger';
import { CHUNK_ROWS_OF } from '@unionid/domain/manifest';
import type { MemberEntry } from '@unionid/domain/person';
import type { PlanRow } from '@unionid/domain/plan';
import fabricContractApi, { type Context } from 'fabric-contract-api';

/** Name that it is deployed by (../bench-network.ts). */
const OWN = { chaincode: 'bench', records: KERNEL_ROWS };

/** `bare:…`: reads and writes the keys of an import chunk in as many messages as the real contract, without its rules. */
export class BareContract extends fabricContractApi.Contract {
  constructor() {
    super('bare');
  }

  /** Takes the very argument of `person:importChunk`; proof, manifest, actor and shape of the rows go unchecked. */
  async importChunk(ctx: Context, argument: string): Promise<string> {
    const stub = toLedgerStub(ctx.stub, OWN);
    const rows = rowsOf(argument);
    const pages = pagesOf(stub, rows);
    const keys = [...pages.map(({ key }) => key), ...rows.map((row) => ledgerKey.person(row.personKey))];
    await putNew(stub, keys.sort(), pages.flatMap(writesOf));
    return '';
  }

  /**
   * The same argument as two records a member and one look-up, as the design's own rate was measured
   * (fabric-facts.md §2.2).
   */
  async importRecords(ctx: Context, argument: string): Promise<string> {
    const records = rowsOf(argument).map(recordsOf);
    const keys = records.map(({ person }) => person.key);
    const writes = records.flatMap(({ person, account }) => [person, account]);
    await putNew(toLedgerStub(ctx.stub, OWN), keys, writes);
    return '';
  }
}

/** `benefit:…`: what a chunk of a plan's list costs without its rules, and what asking `identity` does. */
export class BareBenefitContract extends fabricContractApi.Contract {
  constructor() {
    super('benefit');
  }

  /**
   * Takes the very argument of `plan:openChunk`, asks `identity` the same question, reads and writes the same keys in as many messages.
   * @param signers of the question
   */
  async openChunk(ctx: Context, argument: string, signers: string): Promise<string> {
    const stub = toLedgerStub(ctx.stub, OWN);
    const { manifestId, index, rows } = planChunkOf(argument);
    const chunkKey = ledgerKey.chunk(manifestId, index);
    await stub.readStates([ledgerKey.manifest(manifestId), chunkKey]);
    await stub.ask(questionOf(rows, signers));
    await stub.readStates([ledgerKey.plan(manifestId)]);
    await stub.readStates([ledgerKey.programme(manifestId, 1)]);
    const households = rows.map(({ identityId }) => ledgerKey.household(identityId));
    await stub.readStates([ledgerKey.fund(manifestId), ...households]);
    const writes = planWrites({ manifestId, index, rows });
    await putNew(stub, writes.map(({ key }) => key).sort(), [
      { key: chunkKey, value: recordOf(rows) },
      ...writes,
    ]);
    return '';
  }

  /** Asks each of these questions, one after the other; answers how many were answered. */
  async facts(ctx: Context, questions: string): Promise<string> {
    const stub = toLedgerStub(ctx.stub, OWN);
    const all = JSON.parse(questions) as readonly (readonly PlanRow[])[];
    for (const rows of all) await stub.ask(questionOf(rows, '[]'));
    return String(all.length);
  }
}

/** `asset:…`: does what CreateAsset of Hyperledger's asset-transfer-basic sample does. */
export class AssetContract extends fabricContractApi.Contract {
  constructor() {
    super('asset');
  }

  /** Puts a small record under a key that must be free; the stock API, one message for each of both. */
  async createAsset(
    ctx: Context,
    id: string,
    color: string,
    size: string,
    owner: string,
    appraisedValue: string,
  ): Promise<void> {
    const existing = await ctx.stub.getState(id);
    if (existing.length > 0) throw new Error(`The asset ${id} already exists`);
    // Names in order, so that every peer writes the same bytes.
    const asset = {
      AppraisedValue: Number(appraisedValue),
      Color: color,
      ID: id,
      Owner: owner,
      Size: Number(size),
    };
    await ctx.stub.putState(id, Buffer.from(JSON.stringify(asset)));
  }
}

/** Classes that the shim makes contracts of. */
export const contracts = [BareContract, BareBenefitContract, AssetContract];

function rowsOf(argument: string): readonly MemberEntry[] {
  return (JSON.parse(argument) as { readonly chunk: { readonly rows: readonly MemberEntry[] } }).chunk.rows;
}

async function putNew(
  stub: LedgerStub,
  keys: readonly string[],
  writes: readonly LedgerWrite[],
): Promise<void> {
  const found = await stub.readStates(keys);
  if (found.some((value) => value !== undefined)) throw new Error('exists');
  await stub.writeStates(writes);
}

function recordsOf(entry: MemberEntry): Readonly<Record<'person' | 'account', LedgerWrite>> {
  const { identityId, personKey } = entry;
  return {
    person: { key: compositeKey('p', personKey), value: JSON.stringify(identityId) },
    account: { key: ledgerKey.account(identityId), value: JSON.stringify(accountOf(entry)) },
  };
}

function accountOf({ org, state, joined, since, level, nameTag, root }: MemberEntry): AccountRecord {
  return { v: 1, state, province: '51', org, joined, since, loa: level, tag: nameTag, root };
}

interface Page {
  readonly pageId: string;
  readonly key: string;
  readonly rows: readonly MemberEntry[];
}

function pagesOf(
  transaction: Pick<LedgerStub, 'time' | 'transactionId'>,
  rows: readonly MemberEntry[],
): Page[] {
  return Array.from({ length: Math.ceil(rows.length / ACCOUNTS_PER_PAGE) }, (_, number) => {
    const pageId = pageIdOf(transaction, number);
    const start = number * ACCOUNTS_PER_PAGE;
    return { pageId, key: ledgerKey.accountPage(pageId), rows: rows.slice(start, start + ACCOUNTS_PER_PAGE) };
  });
}

function writesOf({ pageId, key, rows }: Page): LedgerWrite[] {
  const members = rows.map((entry) => ({ identityId: entry.identityId, account: accountOf(entry) }));
  const org = rows[0]?.org ?? '';
  return [
    { key, value: JSON.stringify(accountPageOf(members)) },
    { key: ledgerKey.membership(org, pageId), value: String(rows.length) },
    ...rows.map(({ personKey }, slot) => {
      return { key: ledgerKey.person(personKey), value: JSON.stringify(formatPlace({ pageId, slot })) };
    }),
  ];
}

interface PlanChunk {
  readonly manifestId: string;
  readonly index: number;
  readonly rows: readonly PlanRow[];
}

function planChunkOf(argument: string): PlanChunk {
  return (JSON.parse(argument) as { readonly chunk: PlanChunk }).chunk;
}

function questionOf(rows: readonly PlanRow[], signers: string): Parameters<LedgerStub['ask']>[0] {
  const members = rows.map(({ identityId, place }) => ({ identityId, place }));
  const question = { signers: JSON.parse(signers) as unknown, unions: [], clock: true, members };
  return { chaincode: 'identity', function: 'authority:facts', argument: canonicalJson(question) };
}

function planWrites({ manifestId, index, rows }: PlanChunk): LedgerWrite[] {
  const first = (index * CHUNK_ROWS_OF['plan.open']) / ITEMS_PER_RECORD;
  const records = [...batchesOf(rows, ITEMS_PER_RECORD)].flatMap((part, n) => [
    {
      key: ledgerKey.items(manifestId, first + n),
      value: JSON.stringify({ items: part.map(({ identityId, fen }) => ({ id: identityId, fen })) }),
    },
    { key: ledgerKey.itemStates(manifestId, first + n), value: JSON.stringify('S'.repeat(part.length)) },
  ]);
  const granted = rows.map(({ identityId, fen }) => ({
    key: ledgerKey.granted('winter', '2026', identityId),
    value: JSON.stringify({ n: 1, fen, last: '2026-01-01', plan: manifestId }),
  }));
  return [...records, ...granted];
}

function recordOf(rows: readonly PlanRow[]): string {
  const fen = rows.reduce((all, row) => all + row.fen, 0);
  const sums = { all: fen, items: rows.length, fen, root: 'A'.repeat(43) };
  return JSON.stringify({ digest: 'A'.repeat(43), rows: rows.length, done: rows.length, refused: {}, sums });
}
