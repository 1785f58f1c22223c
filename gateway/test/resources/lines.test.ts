// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { allotmentView, lineView, pageOf, programmeView } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { toBase64url } from '@unionid/domain/encoding';
import { describeOnDatabases } from '../support/on-databases.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const DOCUMENT = toBase64url(new Uint8Array(32).fill(3));

describeOnDatabases('lines and programmes', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let fund: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test } = network;
    const { national } = test;
    fund = test.newId('fund');
    const opened = { fundId: fund, org: national.orgId, source: 'central', document: DOCUMENT } as const;
    await test.submit('fund.open', { ...opened, fen: 1_000 }, { by: national.root });
  });
  afterEach(() => network.close());

  const offer = (fen: number): PayloadOf<'line.allot'> => ({
    ...{ allotmentId: network.test.newId('allotment'), fund, from: network.test.national.orgId },
    ...{ to: network.sichuan.union.orgId, fen, document: DOCUMENT },
  });
  const allot = async (fen: number): Promise<PayloadOf<'line.allot'>> => {
    const payload = offer(fen);
    await network.test.submit('line.allot', payload, { by: network.test.national.root });
    return payload;
  };
  const ask = (target: string, at: 'sichuan' | 'beijing' = 'sichuan') =>
    signedFetch(network[at], network[at].union.root, { target });

  it('show what is offered to whoever may accept it, and nobody else', async () => {
    const { allotmentId, to, from } = await allot(400);
    await allot(100);
    await network.catchUp();
    const waiting = await ask('/v1/allotments?side=to&state=OFFERED&limit=1');
    const page = pageOf(allotmentView).parse(waiting.json);
    expect(page.items).to.have.length(1);
    const rest = await ask(`/v1/allotments?side=to&limit=1&cursor=${page.next ?? ''}`);
    expect(pageOf(allotmentView).parse(rest.json).items).to.have.length(1);
    const one = await ask(`/v1/allotments/${allotmentId}`);
    expect(allotmentView.parse(one.json)).to.deep.include({
      from,
      to,
      fen: 400,
      back: false,
      state: 'OFFERED',
    });
    const names = await network.sichuan.services.readModel.unionNamesAsOf([from, to], 1_000_000);
    expect(Object.keys(names)).to.deep.equal([from, to].sort());
    for (const { json } of [waiting, rest, one]) expect(json).to.have.deep.property('unionNames', names);
    expect((await ask('/v1/allotments?side=from')).json).to.deep.equal({ items: [] });
    expect((await ask('/v1/allotments?side=to', 'beijing')).json).to.deep.equal({ items: [] });
    expectProblem(await ask(`/v1/allotments/${allotmentId}`, 'beijing'), 'ALLOTMENT_UNKNOWN');
  });

  it('are figures that add up, for the union and those above it', async () => {
    const { test, sichuan } = network;
    const { allotmentId, to } = await allot(400);
    await test.submit('line.accept', { allotmentId }, { by: sichuan.union.root, subjectVersion: 1 });
    await network.catchUp();
    const line = lineView.parse((await ask(`/v1/lines/${fund}/${to}`)).json);
    expect(line).to.deep.include({ received: 400, available: 400, reserved: 0, province: '51' });
    const own = pageOf(lineView).parse((await ask(`/v1/lines?fund=${fund}`)).json);
    expect(own.items).to.deep.equal([line]);
    const { json } = await ask(`/v1/lines?fund=${fund}`);
    expect(json).to.have.nested.property(`unionNames.${to}`);
    const { orgId } = test.national;
    expectProblem(await ask(`/v1/lines/${fund}/${orgId}`), 'OUT_OF_SCOPE');
    expectProblem(await ask(`/v1/lines/${test.newId('fund')}/${to}`), 'LINE_UNKNOWN');
  });

  it('are granted by programmes that everybody may read, in each version', async () => {
    const { test, sichuan } = network;
    const programmeId = test.newId('programme');
    const rules = {
      ...({ programmeId, org: test.national.orgId, class: 'winter', document: DOCUMENT } as const),
      ...{ from: '2026-01-01', until: '2026-12-31', itemFen: 100, windowFen: 200, publicDays: 7 },
      bands: [{ fen: 1_000, approvers: 1 }],
    };
    const by = test.national.root;
    await test.submit('programme.publish', rules, { by });
    await test.submit('programme.publish', { ...rules, itemFen: 150 }, { by, subjectVersion: 1 });
    await sichuan.catchUp();
    const newest = programmeView.parse((await ask(`/v1/programmes/${programmeId}`)).json);
    expect(newest).to.deep.equal({ ...rules, itemFen: 150, version: 2, state: 'OPEN', province: '00' });
    const first = await ask(`/v1/programmes/${programmeId}?version=1`);
    expect(programmeView.parse(first.json)).to.include({ version: 1, itemFen: 100 });
    const all = pageOf(programmeView).parse((await ask('/v1/programmes')).json);
    expect(all.items).to.deep.equal([newest]);
    expectProblem(await ask(`/v1/programmes/${programmeId}?version=3`), 'PROGRAMME_UNKNOWN');
  });
});
