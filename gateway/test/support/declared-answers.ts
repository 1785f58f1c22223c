// SPDX-License-Identifier: Apache-2.0
import { globSync } from 'node:fs';
import type { RequestListener, ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { problemDocument } from '@unionid/domain/api';
import type { ErrorCode } from '@unionid/domain/errors';
import { buildOpenApi } from '#src/http/open-api.js';
import { ROUTES } from '#src/resources/routes.js';

/** What went back to a client. */
export interface SentAnswer {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly status: number;
  readonly mediaType: string;
  /** Of a stream its end only. */
  readonly text: string;
}

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>;
}

interface Content {
  readonly schema: { readonly properties?: { readonly code?: { readonly enum?: readonly string[] } } };
}

const PROBLEM = 'application/problem+json';
/** Nobody foresaw it, so no test makes it come. */
const UNFORESEEN: ErrorCode = 'INTERNAL';
/** Of requests for what is no operation of the document. */
const OF_NO_OPERATION = ['404 NOT_FOUND', '405 METHOD_NOT_ALLOWED', '400 INVALID_REQUEST'];
const TESTS = resolve(import.meta.dirname, '..');

// The document as clients read it.
const document = JSON.parse(JSON.stringify(buildOpenApi(ROUTES))) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
const routes = ROUTES.map(({ method, path, operationId, response }) => {
  const template = path.replace(/:(\w+)/g, '{$1}');
  const operation = document.paths[template]?.[method];
  if (operation === undefined) throw new Error(`${operationId} is not in the document`);
  return { method, pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`), operation, response };
});

const come = new Map<string, Set<string>>();
const undeclared = new Set<string>();
let running = '';

/** A gateway's application, each answer of which is held against the interface document; what is not in it fails the run. */
export function holdAgainstDocument(app: RequestListener): RequestListener {
  return (request, response) => {
    const { method = '', url = '' } = request;
    watch(response, ({ mediaType, text }) => {
      // To whoever has gone nothing is said.
      if (!request.destroyed || request.complete)
        noteAnswer({ method, target: url, status: response.statusCode, mediaType, text });
    });
    app(request, response);
  };
}

/** Holds an answer against the document that did not come from the application: Node's parser has refusals of its own. */
export function noteAnswer(answer: SentAnswer): void {
  const { method, target, status } = answer;
  const code = codeOf(answer);
  const fault = faultOf(answer, code);
  const name = [method, target.split('?')[0], status, code ?? answer.mediaType].join(' ');
  if (fault !== undefined) undeclared.add(`${name}: ${fault} (in “${running}”)`);
}

function faultOf(answer: SentAnswer, code: string | undefined): string | undefined {
  const route = routeOf(answer);
  const { status } = answer;
  if (route === undefined)
    return OF_NO_OPERATION.includes(`${status} ${code}`) ? undefined : 'not of an unknown address';
  const content = route.operation.responses[status]?.content;
  if (content === undefined) return 'status not declared';
  if (code === undefined) return faultOfSuccess(answer, content, route);
  const { operationId } = route.operation;
  come.set(operationId, (come.get(operationId) ?? new Set()).add(code));
  return codesOf(content).includes(code) ? undefined : 'code not declared';
}

function faultOfSuccess(
  { mediaType, text, method }: SentAnswer,
  content: Readonly<Record<string, Content>>,
  { response }: (typeof routes)[number],
): string | undefined {
  const [essence = ''] = mediaType.split(';');
  if (content[essence] === undefined) return 'media type not declared';
  if (essence !== 'application/json' || method === 'HEAD') return undefined;
  return response?.safeParse(JSON.parse(text)).success === false ? 'not of its schema' : undefined;
}

function routeOf({ method, target }: SentAnswer): (typeof routes)[number] | undefined {
  const [path = ''] = target.split('?');
  const asked = method === 'HEAD' ? 'get' : method.toLowerCase();
  return routes.find((route) => route.method === asked && route.pattern.test(path));
}

function codeOf({ mediaType, text }: SentAnswer): string | undefined {
  return mediaType.startsWith(PROBLEM) ? problemDocument.parse(JSON.parse(text)).code : undefined;
}

function codesOf(content: Readonly<Record<string, Content>>): readonly string[] {
  return content[PROBLEM]?.schema.properties?.code?.enum ?? [];
}

/** Tells what is written to a response: respond.ts gives all headers with its head and a text's bytes with its end. */
function watch(response: ServerResponse, tell: (told: Pick<SentAnswer, 'mediaType' | 'text'>) => void): void {
  let mediaType = '';
  const writeHead = response.writeHead.bind(response) as (...input: unknown[]) => ServerResponse;
  response.writeHead = (...input: unknown[]) => {
    const headers = input.at(-1) as Readonly<Record<string, string>>;
    mediaType = headers['content-type'] ?? '';
    return writeHead(...input);
  };
  const end = response.end.bind(response) as (...input: unknown[]) => ServerResponse;
  response.end = (...input: unknown[]) => {
    tell({ mediaType, text: Buffer.isBuffer(input[0]) ? input[0].toString() : '' });
    return end(...input);
  };
}

/** What the document declares and no test has made come: `operationId CODE`. */
function neverCame(): readonly string[] {
  return routes.flatMap(({ operation: { operationId, responses } }) =>
    Object.values(responses)
      .flatMap(({ content = {} }) => codesOf(content))
      .filter((code) => code !== UNFORESEEN && come.get(operationId)?.has(code) !== true)
      .map((code) => `${operationId} ${code}`),
  );
}

/** Only a run of every test, none left out or failed, says that something never comes. */
function isWholeRun(root: Mocha.Suite): boolean {
  const files = new Set(root.suites.map(({ file }) => file));
  const all = globSync('**/*.test.js', { cwd: TESTS }).map((name) => join(TESTS, name));
  let isWhole = all.every((file) => files.has(file));
  root.eachTest((test) => {
    if (test.state !== 'passed') isWhole = false;
  });
  return isWhole;
}

beforeEach(function () {
  running = this.currentTest?.fullTitle() ?? '';
});

after('answers and interface document agree', function () {
  const root = this.test?.parent;
  expect([...undeclared], 'answers that the document does not have').to.deep.equal([]);
  if (root !== undefined && isWholeRun(root))
    expect(neverCame(), 'declared, but no test makes it come').to.deep.equal([]);
});
