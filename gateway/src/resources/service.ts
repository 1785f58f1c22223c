// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import * as z from 'zod/mini';
import { publicRoute } from './route-builders.js';

const readiness = z.object({
  ready: z.boolean(),
  /** Blocks on this organisation's peer. */
  peerHeight: z.optional(z.int()),
  /** Blocks applied to the read model. */
  readModelHeight: z.int(),
  /** Members of the province whose real-name records do not open; left out where there is none. */
  lostRecords: z.optional(z.int()),
});

/** The gateway about itself. */
export const serviceRoutes = [
  publicRoute({
    method: 'get',
    path: '/livez',
    operationId: 'isLive',
    summary: { zh: '进程存活', en: 'The process answers' },
    tag: 'service',
    response: z.object({ live: z.literal(true) }),
    status: 200,
    errors: [],
    handle: () => Promise.resolve({ body: { live: true as const } }),
  }),
  publicRoute({
    method: 'get',
    path: '/readyz',
    operationId: 'isReady',
    summary: { zh: '节点可达且读模型已跟上', en: 'The peer can be reached and the read model has caught up' },
    tag: 'service',
    response: readiness,
    status: 200,
    errors: ['NOT_READY'],
    handle: async ({ services }) => {
      const { ready, peerHeight, readModelHeight, reasons } = await services.health.readiness();
      if (!ready) {
        // The answer of a 503 carries no details; whoever runs the gateway finds them here.
        services.log.warn({ reasons, peerHeight, readModelHeight }, 'not ready');
        throw new DomainError('NOT_READY');
      }
      const lostRecords = services.lostRecords.count;
      return { body: { ready, peerHeight, readModelHeight, ...(lostRecords > 0 && { lostRecords }) } };
    },
  }),
  publicRoute({
    method: 'get',
    path: '/v1/openapi.json',
    operationId: 'showOpenApi',
    summary: { zh: '接口文档', en: 'This document' },
    tag: 'service',
    response: z.record(z.string(), z.unknown()),
    status: 200,
    errors: [],
    handle: ({ services }) => Promise.resolve({ body: services.openApi }),
  }),
];
