// SPDX-License-Identifier: Apache-2.0
import {
  readLedgerValue,
  type ChaincodeName,
  type ChunkRecord,
  type ClockRecord,
  type GatewayKeyRecord,
  type LedgerRecords,
  type ManifestRecord,
  type NetworkRecord,
  type ProvinceRecord,
} from '@unionid/domain/ledger';
import type { CompiledQuery } from 'kysely';
import type { Aggregate, BlockRows, Project, ReadAccess, RecordWrite } from '../shape/aggregate.js';
import { recordName } from '../shape/read-record.js';
import { attributeOf } from '../shape/table.js';
import { unreadableError } from '../shape/unreadable-records.js';
import type { RecordVersion } from '../shape/versions.js';

export interface KnownManifest {
  readonly manifestId: string;
  readonly manifest: ManifestRecord;
}

/**
 * Who is in the network, and the manifests that its operators signed. Lists leave out what can not be read; a question about
 * one such record throws DomainError RECORD_UNREADABLE.
 */
export interface GovernanceQueries {
  network(): Promise<NetworkRecord | undefined>;
  /** The hour that the ledger knows to have begun. */
  clock(): Promise<ClockRecord | undefined>;
  provinces(): Promise<readonly (ProvinceRecord & { readonly code: string })[]>;
  gatewayKey(mspId: string, keyId: string): Promise<GatewayKeyRecord | undefined>;
  /** Every registered gateway key, revoked ones included. */
  gatewayKeys(): Promise<readonly (GatewayKeyRecord & { readonly mspId: string; readonly keyId: string })[]>;
  manifest(manifestId: string, chaincode?: ChaincodeName): Promise<ManifestRecord | undefined>;
  /** MSP ids of the peers that endorsed what last wrote a manifest that two sides signed; none of any other. */
  manifestEndorsers(manifestId: string): Promise<readonly string[]>;
  /** Lists of what banks have answered of a plan of grants. */
  resultLists(planId: string): Promise<readonly KnownManifest[]>;
  chunk(manifestId: string, index: number, chaincode?: ChaincodeName): Promise<ChunkRecord | undefined>;
  networkAsOf(block: number): Promise<RecordVersion<'network'> | undefined>;
  provinceAsOf(code: string, block: number): Promise<RecordVersion<'province'> | undefined>;
  gatewayKeyAsOf(
    key: { readonly mspId: string; readonly keyId: string },
    block: number,
  ): Promise<RecordVersion<'gatewayKey'> | undefined>;
}

/** Records read whole and seldom searched: their JSON by type and name. */
export interface GovernanceTables {
  document: { kind: string; name: string; record: string };
  /** Which lists say what banks have answered of a plan. */
  plan_list: { plan_id: string; manifest_id: string };
}
type DocumentType = 'network' | 'clock' | 'province' | 'gatewayKey' | 'manifest' | 'chunk';

const INDEX_WIDTH = 6;
/** Kind of a document that is no record. */
const ENDORSERS = 'manifestEndorsers';

export const governance: Aggregate<DocumentType, GovernanceTables, GovernanceQueries> = {
  tables: {
    document: {
      key: ['kind', 'name'],
      create: ({ text }) => [
        `create table document (kind ${text} not null, name ${text} not null, record ${text} not null,
           primary key (kind, name))`,
      ],
    },
    plan_list: {
      key: ['plan_id', 'manifest_id'],
      create: ({ text }) => [
        `create table plan_list (plan_id ${text} not null, manifest_id ${text} not null,
           primary key (plan_id, manifest_id))`,
      ],
    },
  },
  projections: {
    network: documentOf('network'),
    clock: documentOf('clock'),
    province: documentOf('province'),
    gatewayKey: documentOf('gatewayKey'),
    manifest: projectManifest,
    chunk: documentOf('chunk'),
  },
  owners: {},
  open: openGovernance,
};

function documentOf<T extends DocumentType>(kind: T): Project<T> {
  return ({ chaincode, attributes, record, text }, rows) => {
    const key = { kind, name: recordName(kind, { chaincode, attributes }) };
    if (record === undefined) rows.delete('document', key);
    else rows.put('document', { ...key, record: text });
  };
}

/** Its own peer's endorsement is what tells a province that its side has signed (lawful-batch.ts). */
function projectManifest(write: RecordWrite<'manifest'>, rows: BlockRows): void {
  const { record, transaction } = write;
  void documentOf('manifest')(write, rows);
  if (record?.plan !== undefined)
    rows.put('plan_list', { plan_id: record.plan, manifest_id: attributeOf(write.attributes, 0) });
  if (record?.sides === undefined) return;
  const { endorsers } = transaction;
  rows.put('document', { kind: ENDORSERS, name: recordName('manifest', write), record: endorsers.join(' ') });
}

function openGovernance(access: ReadAccess<GovernanceTables>): GovernanceQueries {
  const { versions } = access;
  const documents = new Documents(access);
  return {
    network: () => documents.one('network', ''),
    clock: () => documents.one('clock', ''),
    async provinces() {
      const found = await documents.all('province');
      return found.map(({ name, record }) => ({ code: name, ...record }));
    },
    gatewayKey: (mspId, keyId) => documents.one('gatewayKey', `${mspId}/${keyId}`),
    async gatewayKeys() {
      const found = await documents.all('gatewayKey');
      return found.map(({ name, record }) => {
        const [mspId = '', keyId = ''] = name.split('/');
        return { mspId, keyId, ...record };
      });
    },
    manifest: (manifestId, chaincode = 'identity') => documents.manifest(manifestId, chaincode),
    async manifestEndorsers(manifestId) {
      const name = recordName('manifest', { chaincode: 'identity', attributes: [manifestId] });
      const row = await access.db
        .selectFrom('document')
        .select('record')
        .where('kind', '=', ENDORSERS)
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.record.split(' ') ?? [];
    },
    resultLists: (planId) => readResultLists(planId, { access, documents }),
    chunk(manifestId, index, chaincode = 'identity') {
      const attributes = [manifestId, String(index).padStart(INDEX_WIDTH, '0')];
      return documents.one('chunk', recordName('chunk', { chaincode, attributes }));
    },
    networkAsOf: (block) => versions.asOf('network', '', block),
    provinceAsOf: (code, block) => versions.asOf('province', code, block),
    gatewayKeyAsOf: ({ mspId, keyId }, block) => versions.asOf('gatewayKey', `${mspId}/${keyId}`, block),
  };
}

async function readResultLists(
  planId: string,
  { access, documents }: { readonly access: ReadAccess<GovernanceTables>; readonly documents: Documents },
): Promise<readonly KnownManifest[]> {
  const rows = await access.db
    .selectFrom('plan_list')
    .select('manifest_id')
    .where('plan_id', '=', planId)
    .orderBy('manifest_id')
    .execute();
  const lists = rows.map(async ({ manifest_id: manifestId }) => {
    const manifest = await documents.manifest(manifestId, 'benefit');
    return manifest === undefined ? [] : [{ manifestId, manifest }];
  });
  return (await Promise.all(lists)).flat();
}

class Documents {
  readonly #access: ReadAccess<GovernanceTables>;
  /** Compiled once: requests of gateways ask it, and building a query costs more than running it. */
  readonly #byName: CompiledQuery<{ record: string }>;

  constructor(access: ReadAccess<GovernanceTables>) {
    this.#access = access;
    const query = access.db.selectFrom('document').select('record');
    this.#byName = query.where('kind', '=', '').where('name', '=', '').compile();
  }

  async one<T extends DocumentType>(kind: T, name: string): Promise<LedgerRecords[T] | undefined> {
    const { db, unreadable } = this.#access;
    unreadable.assertReadable(kind, name);
    const { rows } = await db.executeQuery<{ record: string }>({ ...this.#byName, parameters: [kind, name] });
    const [row] = rows;
    return row && read(kind, row.record);
  }

  manifest(manifestId: string, chaincode: ChaincodeName): Promise<ManifestRecord | undefined> {
    return this.one('manifest', recordName('manifest', { chaincode, attributes: [manifestId] }));
  }

  async all<T extends DocumentType>(
    kind: T,
  ): Promise<readonly { readonly name: string; readonly record: LedgerRecords[T] }[]> {
    const { db, unreadable } = this.#access;
    const query = db.selectFrom('document').select(['name', 'record']).where('kind', '=', kind);
    const rows = await query.orderBy('name').execute();
    return rows
      .filter(({ name }) => !unreadable.has(kind, name))
      .map(({ name, record }) => ({ name, record: read(kind, record) }));
  }
}

function read<T extends DocumentType>(kind: T, text: string): LedgerRecords[T] {
  const record = readLedgerValue(kind, text);
  if (record === undefined) throw unreadableError(kind);
  return record;
}
