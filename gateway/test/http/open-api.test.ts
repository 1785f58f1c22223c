// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { isErrorCode } from '@unionid/domain/errors';
import { buildOpenApi } from '#src/http/open-api.js';
import { ROUTES } from '#src/resources/routes.js';

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

describe('OpenAPI document', () => {
  // Through JSON, as clients read it: what does not survive is not there.
  const document = JSON.parse(JSON.stringify(buildOpenApi(ROUTES))) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

  it('is of version 3.1 and lists every route, each once', () => {
    expect(document.openapi).to.equal('3.1.0');
    const listed = operations.map(({ path, method }) => `${method} ${path}`);
    const routed = ROUTES.map(({ path, method }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(listed).to.have.members(routed);
    expect(new Set(routed).size).to.equal(routed.length);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('declares each parameter of a path', () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = operation.parameters.filter(({ in: place }) => place === 'path');
      expect(
        declared.map(({ name }) => name),
        path,
      ).to.have.members(inPath);
    }
  });

  it('has a schema for each parameter and body', () => {
    for (const { path, operation } of operations) {
      for (const { name, schema } of operation.parameters) expect(schema, `${path} ${name}`).not.to.be.empty;
      for (const { schema } of Object.values(operation.requestBody?.content ?? {}))
        expect(schema, path).not.to.be.empty;
    }
  });

  it('says of each number of an item from where it counts', () => {
    const told: string[] = [];
    const look = (part: unknown, path: string): void => {
      if (typeof part !== 'object' || part === null) return;
      const { description } = part as { readonly description?: string };
      if (/\/(?:item|items)$/.test(path) && description !== undefined) {
        expect(description, path).to.include('从 0 起').and.to.include('from 0');
        told.push(path);
      }
      for (const [name, each] of Object.entries(part)) look(each, `${path}/${name}`);
    };
    look(document.paths, '');
    for (const [path, end] of [
      ['/v1/plans/{planId}/items', 'properties/item'],
      ['/v1/audit/checks/{code}', 'properties/item'],
      ['/v1/unmasks/{unmaskId}', 'properties/item'],
      ['/v1/recoveries', 'properties/item'],
      ['/v1/findings/{findingId}', 'properties/items'],
      ['/v1/samples/{planId}', 'properties/items'],
    ] as const)
      expect(
        told.some((each) => each.startsWith(`/${path}/`) && each.endsWith(end)),
        path,
      ).to.equal(true);
    const traced = operations.find(({ operation }) => operation.operationId === 'traceItem')?.operation;
    const { schema } = traced?.parameters.find(({ name }) => name === 'item') ?? {};
    expect(schema).to.have.property('description').that.includes('从 0 起');
  });

  // An empty one is that of a script whose variable is not set: of 0 it would be another block than the newest.
  it('takes whole numbers in queries by their digits only, as it says', () => {
    const odd = [
      '',
      ' ',
      '+1',
      '-0',
      '1.0',
      '1e1',
      '0x1',
      ' 1',
      '1 ',
      '１',
      '٣',
      'true',
      'NaN',
      'Infinity',
      '9'.repeat(16),
      ['1'],
    ];
    const whole = ROUTES.flatMap(({ method, path, query }) => {
      const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method];
      const parameters =
        operation?.parameters.filter((each) => each.in === 'query' && isWhole(each.schema)) ?? [];
      return parameters.map(({ name, schema }) => ({ path, query, name, schema: schema as Bounds }));
    }).filter(({ name }) => name !== 'minHeight');
    for (const { path, query, name, schema } of whole) {
      const isRefused = (value: unknown): boolean => {
        const { error } = query?.safeParse({ [name]: value }) ?? {};
        return error?.issues.some((issue) => issue.path[0] === name) === true;
      };
      for (const value of odd) expect(isRefused(value), `${path} ${name} ${String(value)}`).to.equal(true);
      const { minimum, maximum } = schema;
      const near = [minimum - 1, minimum, maximum, maximum + 1].map((value) => isRefused(String(value)));
      expect(near, `${path} ${name}`).to.deep.equal([true, false, false, true]);
    }
    expect(whole).to.have.length.greaterThan(30);
  });

  it('says what may go wrong, by codes of the closed list', () => {
    for (const { path, operation } of operations) {
      const refusals = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
      expect(refusals, path).not.to.be.empty;
      for (const [, { description }] of refusals) {
        const codes = [...description.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code);
        expect(codes, path).not.to.be.empty;
        for (const code of codes) expect(isErrorCode(code), `${path}: ${code}`).to.equal(true);
      }
    }
  });

  it('names errors of routes by codes of the closed list', () => {
    for (const { path, errors } of ROUTES)
      for (const code of errors) expect(isErrorCode(code), `${path}: ${code}`).to.equal(true);
  });

  it('wants a signature for all but public routes', () => {
    for (const { path, method, operation } of operations) {
      const route = ROUTES.find(
        (candidate) => candidate.method === method && candidate.path.replace(/:(\w+)/g, '{$1}') === path,
      );
      expect(operation.security.length > 0, path).to.equal(route?.access !== 'public');
    }
  });

  it('has every reference it makes', () => {
    const text = JSON.stringify(document);
    for (const [, pointer = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = pointer
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
      expect(target, pointer).to.be.an('object');
    }
  });
});

interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

function isWhole(schema: object): boolean {
  return 'type' in schema && schema.type === 'integer';
}
