// SPDX-License-Identifier: Apache-2.0
import { problemDocument } from '@unionid/domain/api';
import { ERROR_CATALOGUE } from '@unionid/domain/error-texts';
import * as z from 'zod/mini';
import { declaredErrors } from './declared-errors.js';
import { withItemNumbers } from './item-numbers.js';
import type { RouteDescription } from './route.js';

type Schema = Record<string, unknown>;

const DESCRIPTION = [
  '工会身份链网关接口。除公开接口外，每个请求须按 RFC 9421 以操作员的 SM2 密钥签名。',
  'Interface of a gateway of the Union Identity Chain. All but public operations want an RFC 9421 signature over',
  '`@method`, `@authority`, `@request-target` and `content-digest` (RFC 9530 with SM3) by a registered SM2 key:',
  '`alg="sm2-sm3"`, `keyid="<operatorId>#<keyId>"`, a nonce, `created` within 120 s, `expires` at most 300 s later.',
  'Reads take `minHeight`: the answer is from that block height or a later one.',
].join('\n');

/** OpenAPI 3.1 document of a route table: a pure function, so that its committed copy can be compared. */
export function buildOpenApi(routes: readonly RouteDescription[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '工会身份链 Union Identity Chain gateway',
      version: '1.0.0',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: toSchema(problemDocument, 'output') },
      securitySchemes: {
        operatorSignature: signatureScheme('An operator’s RFC 9421 signature; Content-Digest goes with it'),
        gatewaySignature: signatureScheme('The same by another gateway: keyid="GW<province>#<keyId>"'),
      },
    },
  };
}

function operationOf(route: RouteDescription): Schema {
  const { operationId, summary, tag } = route;
  return {
    operationId,
    summary: `${summary.zh} · ${summary.en}`,
    tags: [tag],
    security: securityOf(route),
    parameters: parametersOf(route),
    ...requestBodyOf(route),
    responses: { ...successOf(route), ...refusalsOf(route) },
  };
}

function securityOf({ access }: RouteDescription): Schema[] {
  if (access === 'public') return [];
  return [access === 'gateway' ? { gatewaySignature: [] } : { operatorSignature: [] }];
}

function parametersOf({ method, params, query, access, path }: RouteDescription): Schema[] {
  const prefer = path === '/v1/instructions' && method === 'post' ? [PREFER] : [];
  const minHeight = access === 'public' ? [] : [MIN_HEIGHT];
  return [...fieldsOf(params, 'path'), ...fieldsOf(query, 'query'), ...minHeight, ...prefer];
}

const MIN_HEIGHT: Schema = {
  name: 'minHeight',
  in: 'query',
  required: false,
  description: 'Blocks that must have been applied; a commit in block n is visible from n + 1 on',
  schema: { type: 'integer', minimum: 0 },
};
const PREFER: Schema = {
  name: 'Prefer',
  in: 'header',
  required: false,
  description: 'RFC 7240, `wait=N`: seconds to wait for the commit, 60 at the most',
  schema: { type: 'string' },
};

function fieldsOf(schema: z.ZodMiniType | undefined, place: 'path' | 'query'): Schema[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = toSchema(schema, 'input') as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: { ...defaultOf(schema, name), ...field },
  }));
}

// A value that is read out of a text loses its default in the schema of what comes in.
function defaultOf(schema: z.ZodMiniType, name: string): Schema {
  const shape = schema instanceof z.ZodMiniObject ? (schema.shape as Record<string, z.ZodMiniType>) : {};
  const absent = shape[name]?.safeParse(undefined);
  return absent?.data === undefined ? {} : { default: absent.data };
}

function requestBodyOf({ body, mediaTypes }: RouteDescription): Schema {
  if (mediaTypes !== undefined) {
    const content = mediaTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]);
    return { requestBody: { required: true, content: Object.fromEntries(content) as Schema } };
  }
  if (body === undefined) return {};
  return {
    requestBody: { required: true, content: { 'application/json': { schema: toSchema(body, 'input') } } },
  };
}

function successOf({
  status,
  otherStatuses = [],
  response,
  streams = [],
  summary,
}: RouteDescription): Schema {
  const content = {
    ...(response !== undefined && { 'application/json': { schema: toSchema(response, 'output') } }),
    ...Object.fromEntries(streams.map((type) => [type, { schema: { type: 'string' } }])),
  };
  const answer = { description: summary.en, content };
  return Object.fromEntries([status, ...otherStatuses].map((one) => [one, answer]));
}

/** One answer a status: the codes it may carry, and what they mean. */
function refusalsOf(route: RouteDescription): Schema {
  const byStatus = Map.groupBy(declaredErrors(route), (code) => String(ERROR_CATALOGUE[code].status));
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      status,
      {
        description: names.map((code) => `\`${code}\` ${ERROR_CATALOGUE[code].en.cause}`).join('\n\n'),
        content: { 'application/problem+json': { schema: problemWith(names) } },
      },
    ]),
  );
}

function problemWith(codes: readonly string[]): Schema {
  return { $ref: '#/components/schemas/Problem', properties: { code: { enum: codes } } };
}

function signatureScheme(description: string): Schema {
  return { type: 'apiKey', in: 'header', name: 'Signature', description };
}

function toSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Schema {
  const text = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  delete text.$schema;
  return withItemNumbers(text);
}
