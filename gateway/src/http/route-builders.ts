// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { Grant } from '@unionid/domain/ledger';
import type * as z from 'zod/mini';
import type { Caller, PeerGateway, Route, RouteDescription, RouteRequest, RouteResult } from './route.js';

type Schema = z.ZodMiniType;
/** A part that the route does not have. */
type None = z.ZodMiniUndefined;

/**
 * A route as a resource states it: parts by their schemas, each named once, from which the handler's parameters are typed.
 * `Asker` is what the route's access adds to them.
 */
export interface Definition<
  Services,
  Asker,
  Body,
  P extends Schema,
  Q extends Schema,
  R extends Schema,
> extends Omit<RouteDescription, 'access' | 'params' | 'query' | 'body' | 'mediaTypes' | 'response'> {
  readonly params?: P;
  readonly query?: Q;
  readonly response?: R;
  readonly handle: (
    context: Context<Services, P, Q, Body> & Asker,
  ) => Promise<RouteResult<Shown<z.output<R>>>>;
}

/** An answer may be made of what nobody is to change. */
type Shown<T> = T extends readonly (infer Item)[]
  ? readonly Shown<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Shown<T[Key]> }
    : T;

export interface Context<Services, P extends Schema, Q extends Schema, Body> extends Pick<
  RouteRequest<Services>,
  'services' | 'requestId' | 'headers'
> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: Body;
}

/** A definition with a JSON body of its own schema, or none. */
type JsonDefinition<
  Services,
  Asker,
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  R extends Schema,
> = Definition<Services, Asker, z.output<B>, P, Q, R> & { readonly body?: B };

export interface AskedByOperator {
  readonly caller: Caller;
}

export interface AskedByGateway {
  readonly gateway: PeerGateway;
}

type RouteBuilder<Services, Asker, More = unknown> = <
  P extends Schema = None,
  Q extends Schema = None,
  B extends Schema = None,
  R extends Schema = None,
>(
  definition: JsonDefinition<Services, Asker, P, Q, B, R> & More,
) => Route<Services>;

type UploadRouteBuilder<Services> = <
  P extends Schema = None,
  Q extends Schema = None,
  R extends Schema = None,
>(
  definition: Definition<Services, AskedByOperator, AsyncIterable<Uint8Array>, P, Q, R> & {
    readonly mediaTypes: readonly string[];
  },
) => Route<Services>;

/** One builder for each kind of access; what a route says beyond it is a {@link RouteDescription}. */
export interface RouteBuilders<Services> {
  /** For anybody, unsigned. */
  readonly publicRoute: RouteBuilder<Services, unknown>;
  /** For any registered operator, or those who hold a grant at the gateway of their own province. */
  readonly operatorRoute: RouteBuilder<Services, AskedByOperator, { readonly grant?: Grant }>;
  /** For the gateways of other organisations. */
  readonly gatewayRoute: RouteBuilder<Services, AskedByGateway>;
  /**
   * An operator's file: the handler gets it as it comes in, signature and limit checked. The stream fails at its end where
   * it is not what was signed, so the handler must not act before that.
   */
  readonly uploadRoute: UploadRouteBuilder<Services>;
}

/** Builders of routes whose handlers work with these services. */
export function routeBuilders<Services>(): RouteBuilders<Services> {
  return {
    publicRoute: (definition) => toRoute('public', definition),
    operatorRoute: ({ grant = 'operator', ...definition }) => toRoute(grant, definition),
    gatewayRoute: (definition) => toRoute('gateway', definition),
    uploadRoute: (definition) => toRoute('operator', definition),
  };
}

/** A definition whose types have done their work. */
interface ErasedDefinition extends Omit<RouteDescription, 'access'> {
  readonly handle: (context: never) => Promise<RouteResult>;
}

function toRoute<Services>(
  access: RouteDescription['access'],
  { handle, ...description }: ErasedDefinition,
): Route<Services> {
  return {
    ...{ ...description, access },
    handle: (request) => {
      assertAsker(access, request);
      // The router has parsed each part by the schema that the handler's parameters are typed by.
      return handle(request as never);
    },
  };
}

/** The router has admitted whoever the access asks for; that it did is not left to types. */
function assertAsker(
  access: RouteDescription['access'],
  { caller, gateway }: Pick<RouteRequest<unknown>, 'caller' | 'gateway'>,
): void {
  if (access === 'public') return;
  if ((access === 'gateway' ? gateway : caller) === undefined) throw new DomainError('UNAUTHENTICATED');
}
