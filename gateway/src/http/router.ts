// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { DomainError } from '@unionid/domain/errors';
import { contentDigest } from '@unionid/domain/http';
import { Router, type Request, type Response } from 'express';
import { assertWellFormed, waitsToContinue } from './assert-well-formed.js';
import { authenticate, type Signer } from './authenticate.js';
import { authorize, signerOf, type Authorized } from './authorize.js';
import { assertBodyDeclared, maxBodyBytes, readBody, verifiedBody } from './body.js';
import { ConcurrencyLimit } from './concurrency-limit.js';
import type { HttpServices } from './http-services.js';
import { toRefusal } from './problem.js';
import { sendProblem, sendResult, type Answer } from './respond.js';
import type { Route, RouteDescription } from './route.js';
import { SignerPlaces } from './signer-places.js';
import { parseStrictJson } from './strict-json.js';
import { validateParts, type ValidParts } from './validate.js';

/** How long a request may wait for its `minHeight`, in milliseconds. */
export const HEIGHT_TIMEOUT_MS = 5_000;
const HEALTH_TAG = 'service';

/**
 * Express router of a route table: authenticate → authorize → read → validate → minHeight → handle → respond. Nothing of
 * a body is read, and no place taken, before the signature over its digest held. Every refusal leaves as a problem document,
 * every request as one line of log without addresses, queries or bodies.
 */
export function newRouter<Services extends HttpServices>(
  routes: readonly Route<Services>[],
  services: Services,
): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const limits = newLimits(services);
  for (const route of routes) {
    router[route.method](
      route.path,
      answering(services, route, (request, meta) => serve(route, services, { request, limits, ...meta })),
    );
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const allow = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    router.all(
      path,
      answering(services, { path }, () => refuse(new DomainError('METHOD_NOT_ALLOWED', { allow }))),
    );
  }
  router.use(answering(services, { path: '(unknown)' }, () => refuse(new DomainError('NOT_FOUND'))));
  return router;
}

/** Uploads at once, each as slow as its client's line; of these, of one signer. */
const MAX_UPLOADS = 8;
export const MAX_UPLOADS_PER_SIGNER = 2;

/** Places for what is answered at once; an upload, which waits for its client, takes none of the others'. */
interface Limits {
  readonly requests: ConcurrencyLimit;
  readonly uploads: ConcurrencyLimit;
  readonly uploadsPerSigner: SignerPlaces;
}

function newLimits({ config }: HttpServices): Limits {
  return {
    requests: new ConcurrencyLimit(config.maxRequests),
    uploads: new ConcurrencyLimit(MAX_UPLOADS),
    uploadsPerSigner: new SignerPlaces(MAX_UPLOADS_PER_SIGNER),
  };
}

interface Exchange {
  readonly request: Request;
  readonly requestId: string;
  readonly asker: Asker;
  readonly limits: Limits;
}

/** Who asked, known once the signature held. */
interface Asker {
  operator?: string;
  org?: string;
  /** Another gateway. */
  gateway?: string;
}

type AnswerRequest = (
  request: Request,
  meta: { readonly requestId: string; readonly asker: Asker },
) => Promise<Answer>;

function answering(
  services: HttpServices,
  { path }: Pick<RouteDescription, 'path'>,
  answer: AnswerRequest,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    const requestId = randomUUID();
    const started = performance.now();
    const asker: Asker = {};
    let error: unknown;
    let refusedBy: number | undefined;
    try {
      await sendResult({ response, requestId }, await answer(request, { requestId, asker }));
    } catch (cause) {
      error = cause;
      // Of a stream that broke off the head, and with it its status, has gone out.
      refusedBy = sendProblem({ response, requestId }, cause).status;
    }
    const status = refusedBy ?? response.statusCode;
    const seconds = (performance.now() - started) / 1000;
    report(services, { requestId, method: request.method, route: path, status, seconds, ...asker }, error);
  };
}

async function serve<Services extends HttpServices>(
  route: Route<Services>,
  services: Services,
  exchange: Exchange,
): Promise<Answer> {
  const { request, limits, asker } = exchange;
  assertWellFormed(request);
  assertBodyDeclared(route, request);
  if (route.access === 'public') {
    const parts = await takeParts(route, request);
    // Whether the gateway lives must be told above all when it is busy.
    if (route.tag === HEALTH_TAG) return answer(route, { services, parts, exchange });
    return limits.requests.run(() => answer(route, { services, parts, exchange }));
  }
  // Whoever was revoked in a block that is not here yet would still be let in.
  if (route.whileBehind !== true && (await services.health.isBehind()))
    throw new DomainError('LEDGER_BEHIND');
  const authenticated = await authenticate(request, services);
  Object.assign(asker, nameOf(authenticated));
  const authorized = authorize(route.access, authenticated, services);
  const signer = signerOf(authorized);
  return services.budgets.run(signer, async () => {
    const parts = await takeParts(route, request);
    if (parts.minHeight !== undefined)
      await services.readModel.waitForHeight(parts.minHeight, HEIGHT_TIMEOUT_MS);
    const answered = (): Promise<Answer> => answer(route, { services, parts, exchange, authorized });
    if (route.mediaTypes === undefined) return limits.requests.run(answered);
    return limits.uploadsPerSigner.run(signer, () => limits.uploads.run(answered));
  });
}

interface Admitted<Services> {
  readonly services: Services;
  readonly parts: ValidParts;
  readonly exchange: Exchange;
  readonly authorized?: Authorized;
}

const NOBODY: Authorized = { caller: undefined, gateway: undefined };

async function answer<Services extends HttpServices>(
  route: Route<Services>,
  { services, parts, exchange: { request, requestId }, authorized = NOBODY }: Admitted<Services>,
): Promise<Answer> {
  const { params, query, body } = parts;
  const headers = request.headers as Readonly<Record<string, string | undefined>>;
  const asked = { services, params, query, body, ...authorized, requestId, headers };
  return { status: route.status, ...(await route.handle(asked)) };
}

/** The parts of a request in their schemas' shapes; an upload stays in the socket. */
async function takeParts(route: RouteDescription, request: Request): Promise<ValidParts> {
  const { params, query } = request;
  return validateParts(route, { params, query, body: await takeBody(route, request) });
}

/** Reads a body and checks it against the Content-Digest that was signed, before anything in it is parsed. */
async function takeBody(route: RouteDescription, request: Request): Promise<unknown> {
  const maxBytes = maxBodyBytes(route);
  const digest = request.headers['content-digest'];
  const signed = typeof digest === 'string' ? digest : '';
  // Asked for only now: whoever is refused before it sends none, and its connection ends.
  if (maxBytes > 0 && waitsToContinue(request)) request.res?.writeContinue();
  if (route.mediaTypes !== undefined) return verifiedBody(request, { maxBytes, contentDigest: signed });
  const bytes = await readBody(request, { maxBytes });
  if (route.access !== 'public' && contentDigest(bytes) !== signed)
    throw new DomainError('UNAUTHENTICATED', { reason: 'content digest' });
  return route.body === undefined ? undefined : parseStrictJson(bytes);
}

function nameOf(signer: Signer): Asker {
  if (signer.kind === 'gateway') return { gateway: signer.gateway.mspId };
  const { operatorId, org } = signer.caller.operator;
  return { operator: operatorId, org };
}

interface Report extends Asker {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

function report({ log, metrics }: HttpServices, sample: Report, error: unknown): void {
  metrics.requestAnswered(sample);
  const { seconds, ...told } = sample;
  const line = { ...told, ms: Math.round(seconds * 1e4) / 10 };
  if (error === undefined) {
    log.info(line, 'request');
    return;
  }
  const { code, details } = toRefusal(error);
  const { status } = sample;
  if (status >= 500) log.error({ ...line, code, err: error }, 'request failed');
  else log.info({ ...line, code, ...reasonOf(details) }, 'request refused');
}

// Reasons are words of this code; other details may be somebody's.
function reasonOf({ reason }: DomainError['details']): { readonly reason?: string } {
  return typeof reason === 'string' ? { reason } : {};
}

function refuse(error: DomainError): Promise<never> {
  return Promise.reject(error);
}
