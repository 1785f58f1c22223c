// SPDX-License-Identifier: Apache-2.0
import { calendarView, pageOf, policyView } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { ledgerKey } from '@unionid/domain/ledger';
import { expect } from 'chai';
import type * as z from 'zod/mini';
import { submitInstruction } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';
import { makeUnreadable } from '../support/write-foreign.js';

const policyPage = pageOf(policyView);
const calendarPage = pageOf(calendarView);
type Policies = z.output<typeof policyPage>;
type Calendars = z.output<typeof calendarPage>;

describeOnDatabases('policies and calendars', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan } = network);
  });
  afterEach(() => network.close());

  // Covers: T15
  it('are read by everybody, page by page, the newest of each or every version', async () => {
    const { national } = network.test;
    await network.test.submit(
      'governance.setPolicy',
      { scope: '00', days: { answer: 6 }, cap: { answer: 8 }, holidays: 5 },
      { by: national.root, subjectVersion: 0 },
    );
    await setPolicy({ scope: '51', days: { answer: 4 } }, 0);
    await setPolicy({ scope: '51', days: { answer: 8 } }, 1);
    const newest = await policies();
    expect(newest.items.map(({ scope, version, inForce }) => [scope, version, inForce.answer])).to.deep.equal(
      [
        ['00', 1, 6],
        ['51', 2, 8],
      ],
    );
    expect(newest.items[0]).to.deep.include({ cap: { answer: 8 }, holidays: 5, days: { answer: 6 } });
    const pages: Policies['items'] = [];
    let cursor = '';
    for (let at = 0; at < 3; at += 1) {
      const { items, next } = await policies(`?versions=all&limit=1${cursor}`);
      pages.push(...items);
      cursor = `&cursor=${next ?? ''}`;
      expect(next === undefined, 'the last').to.equal(at === 2);
    }
    expect(pages.map(({ scope, version }) => `${scope}/${String(version)}`)).to.deep.equal([
      ...['00/1', '51/2', '51/1'],
    ]);
    expect((await policies('?scope=11')).items).to.deep.equal([]);
    const query = { target: '/v1/policies?scope=sichuan' };
    expectProblem(await signedFetch(sichuan, sichuan.union.root, query), 'INVALID_REQUEST');
  });

  it('leave out what nobody can read, and what counts by it', async () => {
    const { test } = network;
    await test.submit(
      'governance.setPolicy',
      { scope: '00', days: {}, cap: { answer: 7 } },
      { by: test.national.root, subjectVersion: 0 },
    );
    for (const scope of ['11', '51'] as const) {
      const by = test.provinces[scope].root;
      await test.submit('governance.setPolicy', { scope, days: { answer: 4 } }, { by, subjectVersion: 0 });
    }
    const scopes = async (): Promise<readonly string[]> => (await policies()).items.map(({ scope }) => scope);
    await network.catchUp();
    expect(await scopes()).to.deep.equal(['00', '11', '51']);
    makeUnreadable(test, ledgerKey.policy('11'));
    await network.catchUp();
    expect(await scopes()).to.deep.equal(['00', '51']);
    makeUnreadable(test, ledgerKey.policy('00'));
    await network.catchUp();
    expect(await scopes(), 'what is in force is not known').to.deep.equal([]);
  });

  it('of a province are those that the country allows now', async () => {
    await setPolicy({ scope: '51', days: { answer: 9 } }, 0);
    await network.test.submit(
      'governance.setPolicy',
      { scope: '00', days: {}, cap: { answer: 7 } },
      { by: network.test.national.root, subjectVersion: 0 },
    );
    await network.catchUp();
    const { items } = await policies('?scope=51');
    expect(items.map(({ days, inForce }) => [days.answer, inForce.answer])).to.deep.equal([[9, 7]]);
  });

  it('by year are read with days off and days worked instead', async () => {
    await setCalendar({ scope: '51', year: 2026, holidays: ['2026-04-20'], workdays: [] }, 0);
    await setCalendar({ scope: '51', year: 2026, holidays: ['2026-04-21'], workdays: ['2026-04-25'] }, 1);
    await setCalendar({ scope: '51', year: 2027, holidays: ['2027-04-09'], workdays: [] }, 0);
    const shown = ({ items }: Calendars): readonly string[] =>
      items.map(({ year, version, holidays }) => `${String(year)}/${String(version)} ${holidays.join(' ')}`);
    expect(shown(await calendars())).to.deep.equal(['2027/1 2027-04-09', '2026/2 2026-04-21']);
    expect(shown(await calendars('?year=2026&versions=all&scope=51'))).to.deep.equal([
      ...['2026/2 2026-04-21', '2026/1 2026-04-20'],
    ]);
    const first = await calendars('?limit=1');
    expect(shown(await calendars(`?limit=1&cursor=${first.next ?? ''}`))).to.deep.equal([
      '2026/2 2026-04-21',
    ]);
    const foreign = { target: `/v1/policies?cursor=${first.next ?? ''}` };
    expectProblem(await signedFetch(sichuan, sichuan.union.root, foreign), 'INVALID_REQUEST');
  });

  async function setPolicy(
    payload: PayloadOf<'governance.setPolicy'>,
    subjectVersion: number,
  ): Promise<void> {
    const { root } = sichuan.union;
    const argument = await network.test.instruct('governance.setPolicy', payload, {
      by: root,
      subjectVersion,
    });
    const response = await submitInstruction(sichuan, root, { argument });
    expect(response.status, response.text).to.equal(200);
    await network.catchUp();
  }

  async function setCalendar(
    payload: PayloadOf<'governance.setCalendar'>,
    subjectVersion: number,
  ): Promise<void> {
    const { root } = sichuan.union;
    await network.test.submit('governance.setCalendar', payload, { by: root, subjectVersion });
    await network.catchUp();
  }

  async function policies(query = ''): Promise<Policies> {
    const { beijing } = network;
    const response = await signedFetch(beijing, beijing.union.root, { target: `/v1/policies${query}` });
    expect(response.status, response.text).to.equal(200);
    return policyPage.parse(response.json);
  }

  async function calendars(query = ''): Promise<Calendars> {
    const response = await signedFetch(sichuan, sichuan.union.root, { target: `/v1/calendars${query}` });
    expect(response.status, response.text).to.equal(200);
    return calendarPage.parse(response.json);
  }
});
