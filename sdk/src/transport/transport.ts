// SPDX-License-Identifier: Apache-2.0
import { problemDocument, type NamedPage, type UnionNames } from '@unionid/domain/api';
import { ApiError } from './api-error.js';
import { heldResponse } from './held-response.js';
import { headersOf, signRequest, type RequestSigner, type SignedRequest } from './signed-request.js';

const MAX_ATTEMPTS = 4;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** A problem document is read up to here; what is longer is no problem document of ours. */
const MAX_PROBLEM_LENGTH = 65_536;

export const JSON_TYPE = 'application/json';

/** Anything that checks a value's shape; the schemas of @unionid/domain do. */
export interface Shape<T> {
  parse(value: unknown): T;
}

/** Members of an answer, at any depth, by which it says what it is about. */
export type Asked<T> = {
  readonly [Name in keyof T]?: (T[Name] extends object ? Asked<T[Name]> : T[Name]) | undefined;
};

export type QueryValue = string | number | boolean | undefined;

/** One call of the gateway. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** Path with its parts already encoded: {@link pathOf}. */
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: Uint8Array;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** False for what anybody may ask. */
  readonly signed?: boolean;
  /** True where sending it twice does no harm: it is then sent again after a lost connection. GET always is. */
  readonly repeatable?: boolean;
  /** True for what is asked to know how things are now: no second attempt whatever the answer. */
  readonly once?: boolean;
  /** Milliseconds that further attempts may wait in all, beyond the usual number of them: for who follows long work. */
  readonly patienceMs?: number;
  /** Milliseconds the gateway was asked to wait, on top of the client's timeout. */
  readonly waitMs?: number;
}

/** A gateway's answer with the request as it was signed, undefined for an unsigned call. */
export interface Exchange {
  readonly response: Response;
  readonly signedRequest: SignedRequest | undefined;
}

export interface TransportOptions {
  readonly baseUrl: string;
  readonly identity: RequestSigner | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly language: 'zh' | 'en';
  /** Waits between attempts; tests do not. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Sends calls, signed anew at each attempt, and turns every failure into an {@link ApiError}. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #base: URL;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#base = new URL(options.baseUrl);
  }

  /** A successful answer. @throws ApiError for any other, or none */
  async exchange(call: Call): Promise<Exchange> {
    let waitedMs = 0;
    for (let attempt = 1; ; attempt++) {
      const result = await this.#attempt(call);
      if (!(result instanceof Failure)) return result;
      const isLast = attempt >= MAX_ATTEMPTS && waitedMs >= (call.patienceMs ?? 0);
      if (!result.retryable || call.once === true || isLast) throw result.error;
      const delayMs = delayOf(result, attempt);
      await this.#options.sleep(delayMs);
      waitedMs += delayMs;
    }
  }

  /** The JSON body of a successful answer, in the agreed shape. */
  async json<T>(call: Call, shape: Shape<T>): Promise<T> {
    const { response } = await this.exchange(call);
    return readJson(response, shape);
  }

  /**
   * The same of one thing: what the answer says of itself is what was asked for. What is signed by it would else be the gateway's choice.
   * @param asked members of the answer that name it, at any depth; of undefined ones nothing was asked
   * @throws ApiError PARTS_MISMATCH where they differ
   */
  async one<T extends object>(asked: Asked<T>, call: Call, shape: Shape<T>): Promise<T> {
    const answer = await this.json(call, shape);
    assertAsked(asked, answer);
    return answer;
  }

  /**
   * A page of a list.
   * @param each what each entry says of itself, where it was asked for @throws ApiError PARTS_MISMATCH where one differs
   */
  async page<T extends object>(
    call: Call,
    shape: Shape<{ items: T[]; next?: string | undefined; unionNames?: UnionNames | undefined }>,
    each: Asked<T> = {},
  ): Promise<NamedPage<T>> {
    const { items, next, unionNames } = await this.json(call, shape);
    for (const item of items) assertAsked(each, item);
    return {
      items,
      ...(next !== undefined && { next }),
      ...(unionNames !== undefined && { unionNames }),
    };
  }

  /** The text of a successful answer. */
  async text(call: Call): Promise<string> {
    const { response } = await this.exchange(call);
    // Response.text() would drop the byte order mark by which spreadsheets know UTF-8.
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
  }

  async #attempt(call: Call): Promise<Exchange | Failure> {
    const url = this.#urlOf(call);
    const signedRequest = await this.#sign(call, url);
    const response = await this.#fetch(call, url, signedRequest);
    if (response instanceof Failure) return response;
    if (response.ok) return { response, signedRequest };
    return refusalOf(response);
  }

  async #fetch(call: Call, url: URL, signed: SignedRequest | undefined): Promise<Response | Failure> {
    const { fetch, timeoutMs, language } = this.#options;
    try {
      const response = await fetch(url, {
        method: call.method,
        headers: {
          accept: 'application/json, application/problem+json',
          'accept-language': language === 'zh' ? 'zh-CN' : 'en',
          ...(call.mediaType && { 'content-type': call.mediaType }),
          ...call.headers,
          ...(signed && headersOf(signed)),
        },
        body: call.body ? new Uint8Array(call.body) : null,
        // A signature covers one address: what lies behind a redirect was not signed.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs + (call.waitMs ?? 0)),
      });
      return await heldResponse(response);
    } catch (cause) {
      if (cause instanceof ApiError) return new Failure(cause, false);
      return new Failure(
        new ApiError('GATEWAY_UNREACHABLE', { status: 0, details: { gateway: url.origin }, cause }),
        call.method === 'GET' || call.repeatable === true,
      );
    }
  }

  async #sign(call: Call, url: URL): Promise<SignedRequest | undefined> {
    const { identity } = this.#options;
    if (call.signed === false) return undefined;
    if (identity === undefined) throw new ApiError('UNAUTHENTICATED', { status: 0 });
    return signRequest(identity, {
      method: call.method,
      authority: url.host,
      target: url.pathname + url.search,
      body: call.body ?? new Uint8Array(),
    });
  }

  #urlOf({ path, query = {} }: Call): URL {
    const url = new URL(this.#base.pathname.replace(/\/$/, '') + path, this.#base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  }
}

/** @throws ApiError PARTS_MISMATCH with the names of members that say something else than was asked for */
export function assertAsked<T extends object>(asked: Asked<T>, answer: T): void {
  const fields = differing(asked, answer, '');
  // A gateway that answered so has answered: 0 would be one that was not reached.
  if (fields.length > 0) throw new ApiError('PARTS_MISMATCH', { status: 200, details: { fields } });
}

function differing(asked: object, answer: object, path: string): readonly string[] {
  const told = new Map<string, unknown>(Object.entries(answer));
  return Object.entries(asked).flatMap(([name, wanted]: [string, unknown]) => {
    const value = told.get(name);
    if (wanted === undefined) return [];
    if (!isObject(wanted)) return value === wanted ? [] : [path + name];
    return isObject(value) ? differing(wanted, value, `${path}${name}.`) : [path + name];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A path of fixed and variable parts; the variable ones are encoded. */
export function pathOf(strings: TemplateStringsArray, ...parts: readonly (string | number)[]): string {
  return String.raw({ raw: strings }, ...parts.map((part) => encodeURIComponent(part)));
}

/** The JSON of an answer in its shape. @throws ApiError RESPONSE_INVALID */
export async function readJson<T>(response: Response, shape: Shape<T>): Promise<T> {
  const text = await response.text();
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    // What it said stays out: it may hold personal values.
    throw new ApiError('RESPONSE_INVALID', { status: response.status });
  }
}

/** An attempt that failed, and whether another one is worth while. */
class Failure {
  readonly error: ApiError;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(error: ApiError, retryable: boolean, retryAfterMs?: number) {
    this.error = error;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}

async function refusalOf(response: Response): Promise<Failure> {
  const retryAfterMs = retryAfterOf(response);
  const waits = response.status === 429 || response.status === 503;
  // Only where the gateway names the time: a full quota or a stopped ledger is told to the person at once.
  const retryable = waits && retryAfterMs !== undefined && retryAfterMs <= LONGEST_DELAY_MS;
  return new Failure(await problemOf(response), retryable, retryAfterMs);
}

async function problemOf(response: Response): Promise<ApiError> {
  const { status } = response;
  try {
    const text = (await response.text()).slice(0, MAX_PROBLEM_LENGTH);
    const { code, details, requestId, transactionId } = problemDocument.parse(JSON.parse(text));
    return new ApiError(code, {
      status,
      requestId,
      ...(details && { details }),
      ...(transactionId && { transactionId }),
    });
  } catch {
    return new ApiError('RESPONSE_INVALID', { status });
  }
}

/** RFC 9110 §10.2.3: seconds or a date. */
function retryAfterOf(response: Response): number | undefined {
  const value = response.headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}

function delayOf({ retryAfterMs }: Failure, attempt: number): number {
  return retryAfterMs ?? Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
}
