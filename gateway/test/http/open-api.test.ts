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
