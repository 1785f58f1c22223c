// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { DomainError } from '@unionid/domain/errors';
import { contentDigest } from '@unionid/domain/http';
import { Router, type Request, type Response } from 'express';
import { authenticate } from './authenticate.js';
import { authorize, type Authorized } from './authorize.js';
import { assertJson, assertNotEncoded, DEFAULT_MAX_BODY_BYTES, readBody, verifiedBody } from './body.js';
import { ConcurrencyLimit } from './concurrency-limit.js';
import type { HttpServices } from './http-services.js';
import { toRefusal } from './problem.js';
import { sendProblem, sendResult, type Answer } from './respond.js';
import type { Route, RouteDescription } from './route.js';
import { parseStrictJson } from './strict-json.js';
import { validateParts } from './validate.js';

/** How long a request may wait for its `minHeight`, in milliseconds. */
const HEIGHT_TIMEOUT_MS = 5_000;
const HEALTH_TAG = 'service';

/**
 * Express router of a route table: authenticate → authorize → validate → minHeight → handle → respond. Every refusal
 * leaves as a problem document, every request as one line of log without addresses, queries or bodies.
 */
export function newRouter<Services extends HttpServices>(
  routes: readonly Route<Services>[],
  services: Services,
): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const limit = new ConcurrencyLimit(services.config.maxRequests);
  for (const route of routes) {
    router[route.method](
      route.path,
      answering(services, route, (request, requestId) => {
        // Whether the gateway lives must be told above all when it is busy.
        if (route.tag === HEALTH_TAG) return serve(route, services, { request, requestId });
        return limit.run(() => serve(route, services, { request, requestId }));
      }),
    );
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    router.all(
      path,
      answering(services, { path }, () => refuse(new DomainError('METHOD_NOT_ALLOWED'))),
    );
  }
  router.use(answering(services, { path: '(unknown)' }, () => refuse(new DomainError('NOT_FOUND'))));
  return router;
}

interface Exchange {
  readonly request: Request;
  readonly requestId: string;
}

type AnswerRequest = (request: Request, requestId: string) => Promise<Answer>;

function answering(
  services: HttpServices,
  { path }: Pick<RouteDescription, 'path'>,
  answer: AnswerRequest,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    const requestId = randomUUID();
    const started = performance.now();
    let error: unknown;
    try {
      await sendResult({ response, requestId }, await answer(request, requestId));
    } catch (cause) {
      error = cause;
      sendProblem({ response, requestId }, cause);
    }
    const seconds = (performance.now() - started) / 1000;
    report(
      services,
      { requestId, method: request.method, route: path, status: response.statusCode, seconds },
      error,
    );
  };
}

async function serve<Services extends HttpServices>(
  route: Route<Services>,
  services: Services,
  { request, requestId }: Exchange,
): Promise<Answer> {
  assertNotEncoded(request);
  const body = await takeBody(route, request);
  const authorized = await admit(route, services, request);
  const parts = validateParts(route, {
    params: request.params,
    query: request.query,
    body: await body(),
  });
  if (parts.minHeight !== undefined)
    await services.readModel.waitForHeight(parts.minHeight, HEIGHT_TIMEOUT_MS);
  const { params, query, body: content } = parts;
  const headers = request.headers as Readonly<Record<string, string | undefined>>;
  const asked = { services, params, query, body: content, ...authorized, requestId, headers };
  return { status: route.status, ...(await route.handle(asked)) };
}

async function admit(route: RouteDescription, services: HttpServices, request: Request): Promise<Authorized> {
  if (route.access === 'public') return { caller: undefined, gateway: undefined };
  // Whoever was revoked in a block that is not here yet would still be let in.
  if (route.whileBehind !== true && (await services.health.isBehind()))
    throw new DomainError('LEDGER_BEHIND');
  return authorize(route.access, await authenticate(request, services), services);
}

/**
 * Reads and checks a body against its Content-Digest; what is in it is parsed only once the signature over that digest
 * held. An upload stays in the socket until then.
 */
async function takeBody(route: RouteDescription, request: Request): Promise<() => Promise<unknown>> {
  const maxBytes = route.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
  const digest = request.headers['content-digest'];
  const signed = route.access === 'public' ? undefined : typeof digest === 'string' ? digest : '';
  if (route.mediaTypes !== undefined) {
    assertMediaType(route.mediaTypes, request);
    return () => Promise.resolve(verifiedBody(request, { maxBytes, contentDigest: signed ?? '' }));
  }
  if (route.body !== undefined) assertJson(request);
  const bytes = await readBody(request, route.body === undefined ? 0 : maxBytes);
  if (signed !== undefined && contentDigest(bytes) !== signed)
    throw new DomainError('UNAUTHENTICATED', { reason: 'content digest' });
  return () => Promise.resolve(route.body === undefined ? undefined : parseStrictJson(bytes));
}

function assertMediaType(mediaTypes: readonly string[], request: Request): void {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (!mediaTypes.includes(type.trim().toLowerCase())) throw new DomainError('UNSUPPORTED_MEDIA_TYPE');
}

interface Report {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

function report({ log, metrics }: HttpServices, sample: Report, error: unknown): void {
  metrics.requestAnswered(sample);
  const { requestId, method, route, status, seconds } = sample;
  const line = { requestId, method, route, status, ms: Math.round(seconds * 1e4) / 10 };
  if (error === undefined) {
    log.info(line, 'request');
    return;
  }
  const { code } = toRefusal(error);
  if (status >= 500) log.error({ ...line, code, err: error }, 'request failed');
  else log.info({ ...line, code }, 'request refused');
}

function refuse(error: DomainError): Promise<never> {
  return Promise.reject(error);
}
