// SPDX-License-Identifier: Apache-2.0
import type { TransferRecord } from './transfer-record.js';

/** What kinds of rows come under manifests: each the type that is signed. */
export const MANIFEST_TYPES = [
  'organisation.import',
  'person.import',
  'membership.change',
  'transfer.batch',
  'transfer.requestMany',
  'plan.open',
  'plan.results',
] as const;
/** A type that is signed by a manifest. */
export type ManifestType = (typeof MANIFEST_TYPES)[number];

export interface ManifestRecord {
  readonly version: number;
  readonly state: 'OPEN' | 'CLOSED';
  readonly type: ManifestType;
  readonly actor: string;
  readonly actorKeyId: string;
  readonly province: string;
  readonly rows: number;
  readonly chunks: number;
  readonly root: string;
  readonly expiresAt: string;
  /** Who signed it second, where two have to. */
  readonly second?: SecondSigner;
  /** Rows by outcome, added up when the manifest is closed. */
  readonly outcomes?: OutcomeCounts;
  /** Of transfers that both sides signed. */
  readonly sides?: BatchSides;
  /** Of requests for members of other unions: what entitles the new one to ask. */
  readonly evidence?: NonNullable<TransferRecord['evidence']>;
  /** Of what a bank says: the plan whose items it is about. */
  readonly plan?: string;
  /** Which of its orders the bank answers; absent of the first. */
  readonly attempt?: number;
  /** Of rows that are sums of money, added up when the manifest is closed. */
  readonly sums?: RowSums;
}

export interface SecondSigner {
  readonly operatorId: string;
  /** By which key; absent of before it was kept. */
  readonly keyId?: string;
  /** identityId of the person behind. */
  readonly person: string;
}

/** Between which unions members change by one manifest: of each side's union or one below it. */
export interface BatchSides {
  readonly from: string;
  readonly fromProvince: string;
  readonly to: string;
}

export type OutcomeCounts = Readonly<Record<string, number>>;

/** What rows of money come to. */
export interface RowSums {
  /** Fen of all rows, also of such as were refused. */
  readonly all: number;
  /** What counts of them: how many, and their fen. */
  readonly items: number;
  readonly fen: number;
  /** Merkle hash over what counts, base64url. */
  readonly root: string;
}

/** Outcome of one chunk: rows that took effect, and the rows that did not by error code. */
export interface ChunkRecord {
  readonly digest: string;
  readonly rows: number;
  readonly done: number;
  readonly refused: Readonly<Record<string, readonly number[]>>;
  readonly sums?: RowSums;
}
