// SPDX-License-Identifier: Apache-2.0
import { decisionView, pageOf, type DecisionView, type Page } from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

export interface DecisionFilter extends PageOptions {
  /** Decisions about this union only; else about the operator's own and every one below it. */
  readonly org?: string;
}

export interface DecisionsResource {
  /** Decisions that wait for a second signature. */
  list(filter?: DecisionFilter): Promise<Page<DecisionView>>;
  /** One of them, by who signed it first and its identifier. */
  get(actor: string, instructionId: string, options?: ReadOptions): Promise<DecisionView>;
}

const decisionPage = pageOf(decisionView);

export function newDecisionsResource(transport: Transport): DecisionsResource {
  return {
    list: (filter = {}) =>
      transport.page({ method: 'GET', path: '/v1/decisions', query: { ...filter } }, decisionPage, {
        org: filter.org,
      }),
    get: (actor, instructionId, options = {}) =>
      transport.one(
        { actor, instructionId },
        { method: 'GET', path: pathOf`/v1/decisions/${actor}/${instructionId}`, query: { ...options } },
        decisionView,
      ),
  };
}
