// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import * as z from 'zod';
import { route, type Route, type RouteContext, type RouteResult } from '../http/route.js';

const readiness = z.object({
  ready: z.boolean(),
  /** Blocks on this organisation's peer. */
  peerHeight: z.int().optional(),
  /** Blocks applied to the read model. */
  readModelHeight: z.int(),
});

/** The gateway about itself. */
export const serviceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/livez',
    operationId: 'isLive',
    summary: { zh: '进程存活', en: 'The process answers' },
    tag: 'service',
    access: 'public',
    response: z.object({ live: z.literal(true) }),
    status: 200,
    errors: [],
    handle: () => Promise.resolve({ status: 200, body: { live: true } }),
  }),
  route({
    method: 'get',
    path: '/readyz',
    operationId: 'isReady',
    summary: { zh: '节点可达且读模型已跟上', en: 'The peer can be reached and the read model has caught up' },
    tag: 'service',
    access: 'public',
    response: readiness,
    status: 200,
    errors: ['NOT_READY'],
    handle: showReadiness,
  }),
  route({
    method: 'get',
    path: '/metrics',
    operationId: 'showMetrics',
    summary: { zh: 'Prometheus 指标', en: 'Metrics in Prometheus text' },
    tag: 'service',
    access: 'public',
    status: 200,
    errors: [],
    handle: showMetrics,
  }),
  route({
    method: 'get',
    path: '/v1/openapi.json',
    operationId: 'showOpenApi',
    summary: { zh: '接口文档', en: 'This document' },
    tag: 'service',
    access: 'public',
    response: z.record(z.string(), z.unknown()),
    status: 200,
    errors: [],
    handle: ({ services }) => Promise.resolve({ status: 200, body: services.openApi }),
  }),
];

async function showReadiness({ services }: RouteContext<unknown, unknown, unknown>): Promise<RouteResult> {
  const { ready, peerHeight, readModelHeight, reasons } = await services.health.readiness();
  if (!ready) {
    // The answer of a 503 carries no details; whoever runs the gateway finds them here.
    services.log.warn({ reasons, peerHeight, readModelHeight }, 'not ready');
    throw new DomainError('NOT_READY');
  }
  return { status: 200, body: { ready, peerHeight, readModelHeight } };
}

async function showMetrics({ services }: RouteContext<unknown, unknown, unknown>): Promise<RouteResult> {
  const text = await services.metrics.text();
  return { status: 200, stream: { mediaType: services.metrics.contentType, chunks: only(text) } };
}

async function* only(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}
