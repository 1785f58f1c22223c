// SPDX-License-Identifier: Apache-2.0
import {
  checkRun,
  checkView,
  findingEntry,
  findingPage,
  findingShown,
  pageOf,
  placeView,
  samplePage,
  sampleShown,
  unmaskAnswerView,
  unmaskView,
  type CheckRun,
  type CheckView,
  type FindingEntry,
  type FindingShown,
  type FindingView,
  type NamedPage,
  type Page,
  type PlaceView,
  type SampleShown,
  type SampleView,
  type UnmaskAnswerView,
  type UnmaskView,
} from '@unionid/domain/api';
import { canonicalBytes, toBase64url } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';
import * as z from 'zod/mini';
import { pathOf, type Shape, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

/** A gateway runs one check at a time, some of them over all items of the country, and others may wait before. */
const CHECK_MS = 1_800_000;

export interface AuditsResource {
  /** Which checks there are. */
  checks(): Promise<{ readonly items: readonly CheckView[] }>;
  /** What a check finds as of a height; the newest where none is named. */
  run(code: string, options?: { readonly height?: number } & ReadOptions): Promise<CheckRun>;
  /** Where an account of any province stands on the ledger, as instructions of auditors name it. */
  place(identityId: string): Promise<PlaceView>;
  findings(
    options?: { readonly state?: FindingView['state'] } & PageOptions,
  ): Promise<NamedPage<FindingView>>;
  finding(findingId: string, options?: ReadOptions): Promise<FindingShown>;
  /** Everything that was done about a finding, oldest first. */
  findingHistory(findingId: string, options?: PageOptions): Promise<Page<FindingEntry>>;
  /** Requests for names: of the own unions' members, or about their plans. */
  unmasks(
    options?: { readonly side?: 'home' | 'org'; readonly state?: UnmaskView['state'] } & PageOptions,
  ): Promise<Page<UnmaskView>>;
  unmask(unmaskId: string, options?: ReadOptions): Promise<UnmaskView>;
  /** Who the payee of an approved request is, out of the vault of the own province; each look is written down. */
  unmaskAnswer(unmaskId: string): Promise<UnmaskAnswerView>;
  /** Samples of plans of the own unions. */
  samples(options?: { readonly state?: SampleView['state'] } & PageOptions): Promise<NamedPage<SampleView>>;
  sample(planId: string, options?: ReadOptions): Promise<SampleShown>;
}

/** Whoever opens a finding signs the digest: it is that of what is read, also of members that this client does not know. */
const digestedRun: Shape<CheckRun> = {
  parse(value) {
    const run = checkRun.parse(value);
    const { result } = z.object({ result: z.unknown() }).parse(value);
    if (toBase64url(sm3(canonicalBytes(result))) !== run.digest) throw new TypeError('another digest');
    return run;
  },
};

const checkList = z.object({ items: z.array(checkView) });
const findingHistoryPage = pageOf(findingEntry);
const unmaskPage = pageOf(unmaskView);

function atCheck(code: string) {
  return { method: 'GET', path: pathOf`/v1/audit/checks/${code}`, waitMs: CHECK_MS } as const;
}

export function newAuditsResource(transport: Transport): AuditsResource {
  return {
    checks: () => transport.json({ method: 'GET', path: '/v1/audit/checks' }, checkList),
    run: (code, options = {}) =>
      transport.one(
        { result: { check: code, height: options.height } },
        { ...atCheck(code), query: { ...options } },
        digestedRun,
      ),
    place: (identityId) =>
      transport.one(
        { identityId },
        { method: 'GET', path: pathOf`/v1/audit/places/${identityId}` },
        placeView,
      ),
    findings: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/findings', query: { ...options } }, findingPage, {
        state: options.state,
      }),
    finding: (findingId, options = {}) =>
      transport.one(
        { findingId },
        { method: 'GET', path: pathOf`/v1/findings/${findingId}`, query: { ...options } },
        findingShown,
      ),
    findingHistory: (findingId, options = {}) =>
      transport.page(
        { method: 'GET', path: pathOf`/v1/findings/${findingId}/history`, query: { ...options } },
        findingHistoryPage,
      ),
    unmasks: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/unmasks', query: { ...options } }, unmaskPage, {
        state: options.state,
      }),
    unmask: (unmaskId, options = {}) =>
      transport.one(
        { unmaskId },
        { method: 'GET', path: pathOf`/v1/unmasks/${unmaskId}`, query: { ...options } },
        unmaskView,
      ),
    unmaskAnswer: (unmaskId) =>
      transport.one(
        { unmaskId },
        { method: 'GET', path: pathOf`/v1/unmasks/${unmaskId}/answer` },
        unmaskAnswerView,
      ),
    ...samplesOf(transport),
  };
}

function samplesOf(transport: Transport): Pick<AuditsResource, 'samples' | 'sample'> {
  return {
    samples: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/samples', query: { ...options } }, samplePage, {
        state: options.state,
      }),
    sample: (planId, options = {}) =>
      transport.one(
        { planId },
        { method: 'GET', path: pathOf`/v1/samples/${planId}`, query: { ...options } },
        sampleShown,
      ),
  };
}
