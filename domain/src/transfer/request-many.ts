// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, MANIFEST_HOURS, type PresentationOf } from '../instruction/index.js';
import type { ManifestRecord, TransferRecord } from '../ledger/index.js';
import {
  chunkOf,
  MANIFEST_SAMPLE,
  manifestPayload,
  openManifest,
  type ManifestOrigin,
} from '../manifest/index.js';
import { slotField, versionField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { evidenceWords } from './ground-words.js';
import {
  requestPayload,
  requestTransfer,
  transferEvidence,
  type RequestGround,
  type RequestPayload,
} from './request.js';

const { identityId, personKey, formerKey, nameTag, root, to, employer } = requestPayload.shape;

/** One request of a list; the evidence is the list's, and whoever has a release code asks by that. */
export const requestRow = z.strictObject({
  ...{ identityId, personKey, formerKey, nameTag, root, to, employer },
  slot: slotField,
  /** Of the person's newest transfer as whoever signed saw it; 0 where there was none. */
  version: versionField,
});
export type RequestRow = z.output<typeof requestRow>;

export const requestChunk = chunkOf(requestRow);

/** Members of other unions whom a list asks for: one transfer each, as by a request of its own, under one signature. */
export const requestManyPayload = z.strictObject({ ...manifestPayload.shape, evidence: transferEvidence });
export type RequestManyPayload = z.output<typeof requestManyPayload>;

export const requestManyInstruction = defineInstruction({
  type: 'transfer.requestMany',
  chaincode: 'identity',
  payload: requestManyPayload,
  grant: 'member',
  subject: undefined,
  hasDeadline: true,
  maxHours: MANIFEST_HOURS,
  errors: ['MANIFEST_EXISTS', 'CHUNK_TOO_LARGE'],
});

export const requestManyPresentation: PresentationOf<typeof requestManyInstruction> = {
  words: ({ manifestId, rows, chunks, evidence: { kind } }) => ({
    zh: `批量申请接转：将名单上 ${rows} 名其他工会的会员转入本方工会，逐人计算答复期限（依据：${evidenceWords(kind).zh}；清单 ${manifestId}，${chunks} 个分块）`,
    en: `Ask for ${rows} members of other unions, each with time to answer of its own (by ${evidenceWords(kind).en}; manifest ${manifestId}, ${chunks} chunks)`,
  }),
  sample: () => ({ ...MANIFEST_SAMPLE, evidence: { kind: 'socialInsurance', digest: SAMPLE.digest } }),
};

/** The manifest of such a list. @throws DomainError MANIFEST_EXISTS, CHUNK_TOO_LARGE */
export function openRequests(
  { evidence, ...payload }: RequestManyPayload,
  origin: ManifestOrigin,
  existing: ManifestRecord | undefined,
): ManifestRecord {
  return { ...openManifest(payload, origin, existing), evidence };
}

/** The request that a row is. @throws DomainError MANIFEST_UNKNOWN for a manifest that no list of requests has left */
export function requestOfRow(
  row: RequestRow,
  { evidence }: Pick<ManifestRecord, 'evidence'>,
): RequestPayload {
  if (evidence === undefined) throw new DomainError('MANIFEST_UNKNOWN');
  return { ...row, evidence };
}

/** What the ledger knows of a row's person, and who signed. */
export interface RowGround extends RequestGround {
  readonly signers: readonly string[];
}

/**
 * The transfer of one row, by the rule of a request of its own.
 * @throws DomainError OWN_ACCOUNT, STALE_SUBJECT, and what `transfer.request` declares
 */
export function requestByRow(
  row: RequestRow,
  manifest: Pick<ManifestRecord, 'evidence'>,
  { signers, ...ground }: RowGround,
): TransferRecord {
  const { identityId: who, version: seen } = row;
  if (signers.includes(who)) throw new DomainError('OWN_ACCOUNT');
  const current = ground.transfer?.v ?? 0;
  if (seen !== current) throw new DomainError('STALE_SUBJECT', { seen, current });
  return requestTransfer(requestOfRow(row, manifest), ground);
}
