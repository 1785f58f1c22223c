// SPDX-License-Identifier: Apache-2.0
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import { preparedParts, type ImportView, type PreparedParts } from '@unionid/domain/api';
import { OPEN_REQUESTS, type RequestRow } from '@unionid/domain/transfer';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { registerUnion, submitInstruction } from '../support/enrol.js';
import { csvText, MEMBER_COLUMNS, memberRow, personOfRow } from '../support/import-files.js';
import { find, readImport, reportOf, runImport, signManifest } from '../support/run-import.js';
import { signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const EMPLOYER = '91999900MA00000019';
const EVIDENCE = { kind: 'contract', digest: 'A'.repeat(43) } as const;
const UNION = { 所属工会: '示范机械厂工会委员会', 工作单位: '示范机械厂' };
const MINUTE = 60_000;
/** Members of each of two lists, and those asked for singly. */
const EACH = 6;
/** Slots that are left to all of them. */
const LEFT = 10;

describe('two lists and single requests of one union at once', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let beijing: TestGateway;
  let to: string;
  let asking: TestOperator;
  let lists: readonly { readonly content: string; readonly source: string }[];

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan, beijing } = network);
    const { test } = network;
    await registerUnion(test, sichuan.union);
    const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const entry = newOrganisationEntry(test, beijing.union.orgId, {
      employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
    });
    await test.submit('organisation.register', entry, { by: beijing.union.root });
    to = entry.orgId;
    asking = beijing.union.root;
    await network.catchUp();
    const filling = OPEN_REQUESTS - LEFT;
    await runImport(test, sichuan, { content: fileOf(0, filling + 3 * EACH) });
    await network.catchUp();
    const others = [fileOf(filling, EACH), fileOf(filling + EACH, EACH)];
    const [first, ...rest] = await Promise.all(
      [fileOf(0, filling), ...others].map(async (content) => {
        const { importId } = await readImport(beijing, { content });
        return { content, source: importId };
      }),
    );
    lists = rest;
    const filled = await sign(await read(first!));
    expect(filled.counts).to.include({ done: filling });
  });
  afterEach(() => network.close());

  const fileOf = (first: number, count: number): string =>
    csvText(
      MEMBER_COLUMNS,
      Array.from({ length: count }, (_, at) => memberRow(first + at, UNION)),
    );
  const read = ({ content, source }: { content: string; source: string }): Promise<ImportView> =>
    readImport(beijing, {
      ...{ kind: 'requests', content, evidence: EVIDENCE.digest },
      asks: { source, kind: EVIDENCE.kind },
    });
  const sign = async (view: ImportView): Promise<ImportView> => {
    const { imports } = beijing.services;
    await imports.approve(view.importId, await signManifest(network.test, view, asking));
    await imports.settled();
    await beijing.catchUp();
    return find(imports, view.importId);
  };
  const rowsOf = async ({ importId, state }: ImportView): Promise<readonly RequestRow[]> =>
    state === 'READY'
      ? ((await beijing.services.imports.chunk(importId, 0))?.rows as unknown as RequestRow[])
      : [];
  const prepare = async (index: number): Promise<PreparedParts> => {
    const person = personOfRow(memberRow(OPEN_REQUESTS - LEFT + 2 * EACH + index));
    const body = { type: 'transfer.request', person, org: to, employer: EMPLOYER, evidence: EVIDENCE };
    const response = await signedFetch(beijing, asking, { target: '/v1/preparations', body });
    expect(response.status, response.text).to.equal(201);
    return preparedParts.parse(response.json);
  };
  const request = async ({
    identityId,
    personKey,
    nameTag,
    root,
    transfer,
  }: PreparedParts): Promise<void> => {
    const { slot = -1, version = 0 } = transfer ?? {};
    const payload = {
      identityId,
      personKey,
      nameTag,
      root,
      to,
      evidence: EVIDENCE,
      employer: EMPLOYER,
      slot,
    };
    const by = { by: asking, subjectVersion: version };
    const argument = await network.test.instruct('transfer.request', payload, by);
    const response = await submitInstruction(beijing, asking, { argument });
    expect(response.status, response.text).to.equal(200);
  };
  const takeBack = async (identityId: string): Promise<void> => {
    const { readModel } = beijing.services;
    const { transfer } = (await readModel.transfer(identityId)) ?? {};
    const { place = '' } = (await readModel.account(identityId)) ?? {};
    const payload = { identityId, place };
    const by = { by: asking, subjectVersion: transfer?.v ?? 0 };
    const argument = await network.test.instruct('transfer.cancel', payload, by);
    expect((await submitInstruction(beijing, asking, { argument })).status).to.equal(200);
  };
  const refusals = async ({ importId }: ImportView): Promise<readonly string[]> =>
    (await reportOf(beijing, importId)).flatMap(({ problems }) => problems.map(({ code }) => code));

  const plan = fc.record({
    // What is read, and what is signed: each in an order of its own, all at once.
    begun: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
    listsSigned: fc.tuple(fc.boolean(), fc.boolean()),
    singlesSigned: fc.array(fc.boolean(), { minLength: EACH, maxLength: EACH }),
  });

  it('never take the same slot, and leave none taken that is not used', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ begun, listsSigned, singlesSigned }) => {
        const views: ImportView[] = [];
        const parts: PreparedParts[] = [];
        await Promise.all(
          begun.map(async (at) => {
            if (at < 2) views[at] = await read(lists[at]!);
            else parts[at - 2] = await prepare(at - 2);
          }),
        );
        const rows = await Promise.all(views.map(rowsOf));
        const singly = parts.flatMap(({ transfer }) => transfer?.slot ?? []);
        const slots = [...rows.flat().map(({ slot }) => slot), ...singly];
        expect(new Set(slots).size, 'each once').to.equal(slots.length);
        expect(slots, 'as many as there are').to.have.length(LEFT);
        for (const view of views)
          expect(await refusals(view)).to.satisfy((codes: string[]) =>
            codes.every((c) => c === 'TRANSFER_CAP'),
          );
        const asked = await carryOut({ views, rows, parts, listsSigned, singlesSigned });
        await network.catchUp();
        for (const identityId of asked) await takeBack(identityId);
        // Whoever did not sign at the counter is not waited for for ever.
        network.test.clock.advance(11 * MINUTE);
        await network.catchUp();
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  interface Prepared {
    readonly views: readonly ImportView[];
    readonly rows: readonly (readonly RequestRow[])[];
    readonly parts: readonly PreparedParts[];
    readonly listsSigned: readonly boolean[];
    readonly singlesSigned: readonly boolean[];
  }

  /** Signs and gives up all at once; answers who has been asked for. */
  async function carryOut({ views, rows, parts, listsSigned, singlesSigned }: Prepared): Promise<string[]> {
    const asked = await Promise.all([
      ...views.map(async (view, at) => {
        if (view.state !== 'READY') return [];
        if (listsSigned[at] !== true) {
          await beijing.services.imports.cancel(view.importId);
          return [];
        }
        const { counts, importId } = await sign(view);
        expect(counts, JSON.stringify(await refusals({ ...view, importId }))).to.include({ refused: 0 });
        expect(counts.done).to.equal(rows[at]?.length);
        return rows[at]?.map(({ identityId }) => identityId) ?? [];
      }),
      ...parts.map(async (part, at) => {
        if (singlesSigned[at] !== true || part.transfer?.slot === undefined) return [];
        await request(part);
        return [part.identityId];
      }),
    ]);
    return asked.flat();
  }
});
