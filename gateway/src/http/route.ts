// SPDX-License-Identifier: Apache-2.0
import type { OperatorView } from '@unionid/domain/api';
import type { ErrorCode } from '@unionid/domain/errors';
import type { Grant } from '@unionid/domain/ledger';
import type * as z from 'zod/mini';

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

/** One line of the interface as it is told: the OpenAPI document and the docs are made from it (ADR 9). */
export interface RouteDescription {
  readonly method: 'get' | 'post' | 'delete';
  /** Express path: `/v1/organisations/:orgId`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly tag: string;
  /** `public`: anybody. `operator`: any registered operator. A grant: an operator who holds it. `gateway`: another gateway's key. */
  readonly access: 'public' | 'operator' | 'gateway' | Grant;
  readonly params?: z.ZodMiniType | undefined;
  readonly query?: z.ZodMiniType | undefined;
  readonly body?: z.ZodMiniType | undefined;
  /** Largest body in bytes; default 64 KiB. */
  readonly maxBodyBytes?: number | undefined;
  /** The body is a stream of one of these media types. */
  readonly mediaTypes?: readonly string[] | undefined;
  readonly response?: z.ZodMiniType | undefined;
  readonly status: number;
  /** Of answers that are not the usual one. */
  readonly otherStatuses?: readonly number[] | undefined;
  /** Media types that an answer may have instead of JSON. */
  readonly streams?: readonly string[] | undefined;
  /** Refusals of the handler; those on the way to it are in declared-errors.ts. */
  readonly errors: readonly ErrorCode[];
  /** Whether a signed request is taken while what the read model says may be old. */
  readonly whileBehind?: true | undefined;
}

/** What the router hands over: parts as the route's schemas left them, and who asks where the route's access says so. */
export interface RouteRequest<Services> {
  readonly services: Services;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Caller | undefined;
  readonly gateway: PeerGateway | undefined;
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** JSON body, or a stream of another media type. */
export interface RouteResult<Body = unknown> {
  /** Where it is not the route's own. */
  readonly status?: number;
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
  readonly stream?: { readonly mediaType: string; readonly chunks: AsyncIterable<string> };
}

/** A line of the interface with what answers it; made by the builders of route-builders.ts. */
export interface Route<Services> extends RouteDescription {
  readonly handle: (request: RouteRequest<Services>) => Promise<RouteResult>;
}
