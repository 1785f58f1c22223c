// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { MatchingRequest } from '@unionid/domain/api';
import { isMatchingAnswerSignedBy, signedMatchingAnswer } from '@unionid/domain/answer';
import { DomainError, isErrorCode } from '@unionid/domain/errors';
import {
  blindPerson,
  type BlindedPerson,
  type MatchingKeys,
  type PersonIdentifiers,
  type PersonTags,
} from '@unionid/domain/privacy';
import type { Sm2Verifier } from '@unionid/domain/sm';
import type { Signer } from '@unionid/domain/signing';
import { batchesOf } from '@unionid/domain/batches';
import type { GovernanceQueries } from '../read-model/read-model.js';
import { askGateway, type GatewayAnswer } from '../gateways/ask-gateway.js';
import type { Matching } from './matching.js';

export interface ProvinceMatchingOptions {
  /** Base URL of the national gateway. */
  readonly url: string;
  /** k_provinces and its sister for names. */
  readonly keys: MatchingKeys;
  readonly province: string;
  /** This gateway's answer key. */
  readonly signer: Signer;
  readonly nationalMspId: string;
  /** Tells whether a key is the national gateway's. */
  readonly readModel: Pick<GovernanceQueries, 'gatewayKey'>;
  readonly verify: Sm2Verifier;
  readonly now: () => number;
  /** For one try, in milliseconds. */
  readonly timeoutMs?: number;
  /** Waits between tries, in milliseconds; their number is the number of retries. */
  readonly retryDelaysMs?: readonly number[];
}

const PATH = '/v1/matching/person-tags';
/** The endpoint's own limit. */
const BATCH = 1_000;
const TIMEOUT_MS = 5_000;
const RETRY_DELAYS_MS: readonly number[] = [100, 400];

interface Tagged {
  readonly version: number;
  readonly tags: readonly PersonTags[];
}

/** A province's client of the national matching endpoint: blinds here, has the second step done there. */
export function newProvinceMatching(options: ProvinceMatchingOptions): Matching {
  return {
    personTags: async (persons, purpose) => {
      const tags: PersonTags[] = [];
      let version = 0;
      for (const batch of batchesOf(persons, BATCH)) {
        const answer = await matchWithRetries(options, { purpose, persons: blind(options, batch) });
        tags.push(...answer.tags);
        version = answer.version;
      }
      return { version, tags };
    },
  };
}

function blind({ keys }: ProvinceMatchingOptions, persons: readonly PersonIdentifiers[]): BlindedPerson[] {
  return persons.map((person) => blindPerson(keys, person));
}

async function matchWithRetries(
  options: ProvinceMatchingOptions,
  question: MatchingRequest,
): Promise<Tagged> {
  const delays = options.retryDelaysMs ?? RETRY_DELAYS_MS;
  for (const delay of delays) {
    const tagged = await match(options, question).catch(unlessFinal);
    if (tagged !== undefined) return tagged;
    await sleep(delay);
  }
  return match(options, question);
}

// A used-up quota does not refill within seconds.
function unlessFinal(error: unknown): undefined {
  if (error instanceof DomainError && error.code === 'MATCHING_UNAVAILABLE') return undefined;
  throw error;
}

async function match(options: ProvinceMatchingOptions, question: MatchingRequest): Promise<Tagged> {
  return readAnswer(options, await ask(options, question), question.persons.length);
}

async function ask(options: ProvinceMatchingOptions, question: MatchingRequest): Promise<GatewayAnswer> {
  const { timeoutMs = TIMEOUT_MS } = options;
  try {
    return await askGateway({ ...options, timeoutMs }, { path: PATH, content: question });
  } catch (cause) {
    throw new DomainError('MATCHING_UNAVAILABLE', { reason: 'unreachable' }, { cause });
  }
}

async function readAnswer(
  options: ProvinceMatchingOptions,
  { status, body, digest }: GatewayAnswer,
  count: number,
): Promise<Tagged> {
  if (status !== 200) throw refusalOf(status, body);
  const parsed = signedMatchingAnswer.safeParse(body);
  if (!parsed.success) throw new DomainError('MATCHING_UNAVAILABLE', { reason: 'malformed answer' });
  const { answer } = parsed.data;
  const isOurs = answer.requestDigest === digest && answer.tags.length === count;
  const key = await options.readModel.gatewayKey(options.nationalMspId, answer.keyId);
  const isNational =
    key?.state === 'ACTIVE' && isMatchingAnswerSignedBy(parsed.data, key.publicKey, options.verify);
  if (!isOurs || !isNational)
    throw new DomainError('MATCHING_UNAVAILABLE', { reason: 'answer not authenticated' });
  return { version: answer.version, tags: answer.tags };
}

function refusalOf(status: number, body: unknown): DomainError {
  const code = (body as { readonly code?: unknown } | null)?.code;
  if (code === 'QUOTA_EXCEEDED') return new DomainError('QUOTA_EXCEEDED');
  return new DomainError('MATCHING_UNAVAILABLE', {
    status,
    ...(typeof code === 'string' && isErrorCode(code) ? { refusal: code } : {}),
  });
}
