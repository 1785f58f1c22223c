// SPDX-License-Identifier: Apache-2.0
import type { OperatorView } from '@unionid/domain/api';
import type { Grant } from '@unionid/domain/ledger';
import type * as z from 'zod';
import type { Services } from '../services.js';

/** Who signed the request. */
export interface Caller {
  readonly operator: OperatorView;
  readonly keyId: string;
  readonly nonce: string;
  /** Names this very request in the answer (domain http/request-signature.ts). */
  readonly requestDigest: string;
}

/** Which gateway signed the request, by its key on the ledger. */
export interface PeerGateway {
  readonly mspId: string;
  readonly province: string;
  readonly keyId: string;
  readonly requestDigest: string;
}

/** What a handler gets: parts already checked by the route's schemas. */
export interface RouteContext<P, Q, B> {
  readonly services: Services;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Present unless `access` is 'public' or 'gateway'. */
  readonly caller: Caller | undefined;
  /** Present when `access` is 'gateway'. */
  readonly gateway: PeerGateway | undefined;
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** JSON body, or a stream of one of the other media types. */
export interface RouteResult {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly stream?: { readonly mediaType: string; readonly chunks: AsyncIterable<string> };
}

/** One line of the interface: from it come the Express router, the OpenAPI document and the docs (ADR 9). */
export interface Route<P = unknown, Q = unknown, B = unknown> {
  readonly method: 'get' | 'post' | 'delete';
  /** Express path: `/v1/organisations/:orgId`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly tag: string;
  /** `public`: anybody. `operator`: any registered operator. A grant: an operator who holds it. `gateway`: another gateway's key. */
  readonly access: 'public' | 'operator' | 'gateway' | Grant;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** Largest body in bytes; default 64 KiB. */
  readonly maxBodyBytes?: number;
  /**
   * The handler gets the body as `AsyncIterable<Uint8Array>`, signature and limit checked. It fails at its end where
   * it is not what was signed, so the handler must not act before that.
   */
  readonly raw?: boolean;
  /** Media types a raw body may have. */
  readonly mediaTypes?: readonly string[];
  readonly response?: z.ZodType;
  readonly status: number;
  readonly errors: readonly string[];
  readonly handle: (context: RouteContext<P, Q, B>) => Promise<RouteResult>;
}

/** Keeps a route's parameter types while it is put into a table. */
export function route<P, Q, B>(definition: Route<P, Q, B>): Route {
  return definition as unknown as Route;
}
