// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LineView, OrderRowView, PlanItemView } from '@unionid/domain/api';
import { matchAnswers, orderFile } from '@unionid/domain/bank';
import type { BenefitClassCode, Grant } from '@unionid/domain/ledger';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { sm3 } from '@unionid/domain/sm';
import { SimulatedBank } from '@unionid/domain/testing';
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { newId } from '@unionid/sdk';
import {
  approvePatiently,
  decide,
  foundReceivingUnion,
  hireCadre,
  importFile,
  importPatiently,
  patiently,
  PlanCarrier,
  prepareFile,
  type GovernorClient,
  type PlanStaff,
  type TestNetwork,
} from '@unionid/test-network';
import { expect } from 'chai';
import { restartGateway } from '../support/gateway-files.js';
import { killNodes, waitBack } from '../support/node-processes.js';
import { people, withMemberFile } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';

const FIRST_PERSON = 78_000;
const PAYEES = 12;
/** So that a list of answers takes long enough to be hit in its middle. */
const CHUNK_ROWS = 3;
const DOCUMENT = 'A'.repeat(43);
const DAY_MS = 86_400_000;
const ITEM_FEN = 40_000;
/** One plan of each, by another class, so that the same people are granted each. */
const VICTIMS = [
  ['gateway-sichuan', 'summer'],
  ['peer0-sichuan', 'festival'],
  ['benefit-peer0-sichuan-a', 'inclusive'],
] as const satisfies readonly (readonly [string, BenefitClassCode])[];
const DUTIES = {
  maker: 'plan',
  checker: 'check',
  approver: 'approve',
  payer: 'pay',
  recorder: 'pay',
} as const;

describe('kill -9 anywhere between the opening of a plan and its last receipt', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unionid-kill-'));
  const payees = people(FIRST_PERSON, PAYEES);
  const fund = newId('fund');
  let test: TestNetwork;
  let sichuan: GovernorClient;
  let staff: PlanStaff;

  before(async () => {
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    const name = '四川断电发放试验厂工会委员会';
    await foundReceivingUnion(test, 'sichuan', name);
    const { state } = await withMemberFile(payees, name, (file) =>
      importFile(sichuan, test.ledger, { kind: 'members', file }),
    );
    expect(state).to.equal('DONE');
    staff = await hireStaff();
    const { orgId: org } = sichuan.operator;
    const opened = { fundId: fund, org, source: 'union', document: DOCUMENT, fen: 10_000_000 } as const;
    await decide(sichuan, test.ledger, 'fund.open', opened);
    await restartGateway(test, 'sichuan', { importChunkRows: CHUNK_ROWS });
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await restartGateway(test, 'sichuan', { importChunkRows: 250 });
  });

  for (const [victim, benefitClass] of VICTIMS)
    it(`of ${victim}: nobody is paid twice and nothing is lost, by the bank's own book`, async () => {
      const before = await line();
      const programme = await publish(benefitClass);
      const planId = await open(programme, victim);
      expect((await line()).reserved - before.reserved).to.equal(PAYEES * ITEM_FEN);
      const carrier = new PlanCarrier(test.ledger, staff, planId);
      await hit(victim, () => carrier.advance('LOCKED'));
      await carrier.advance('APPROVED');
      const bank = new SimulatedBank(
        victim,
        ['pays', 'doubles', 'delays', 'splits'],
        [payees[4]?.name ?? ''],
      );
      await order(carrier, { bank, planId, victim });
      const unpaid = await answer(carrier, { bank, planId, victim });
      await hit(victim, () => carrier.reconcile());
      await carrier.close(unpaid);
      const items = await itemsOf(planId);
      expect(items.filter(({ state }) => state === 'paid')).to.have.length(PAYEES - unpaid);
      const credited = payees.map((person) => bank.balanceOf(person.name));
      expect(credited).to.deep.equal(items.map(({ state, fen }) => (state === 'paid' ? fen : 0)));
      const { reserved, paid } = await line();
      expect({ reserved, paid: paid - before.paid }).to.deep.equal({
        reserved: before.reserved,
        paid: credited.reduce((all, fen) => all + fen, 0),
      });
    });

  /** Kills a node while something is under way, which goes on once the node is back by itself. */
  async function hit<T>(victim: string, work: () => Promise<T>): Promise<T> {
    const doing = work();
    // Somewhere in it, another time each time: the test holds wherever it is.
    await Promise.race([doing.catch(() => undefined), sleep(Math.floor(Math.random() * 1_500))]);
    await waitBack(test.network, [victim], await killNodes(test.network, [victim]));
    return doing;
  }

  /** A list that is being written when the node dies. */
  async function open(programme: string, victim: string): Promise<string> {
    const file = join(folder, `payees-${programme}.csv`);
    const rows = payees.map(({ name, docNumber }) => `${name},${docNumber},${(ITEM_FEN / 100).toFixed(2)}`);
    writeFileSync(file, `${['姓名,证件号码,金额', ...rows].join('\n')}\n`);
    const { orgId: org } = sichuan.operator;
    const [on, until] = [chinaDateAt(Date.now()), chinaDateAt(Date.now() + 30 * DAY_MS)];
    const terms = { org, fund, programme, programmeVersion: 1, on, until };
    const prepared = await patiently(() =>
      prepareFile(staff.maker, test.ledger, { kind: 'plans', file, terms }),
    );
    expect(await hit(victim, () => approvePatiently(staff.maker, prepared))).to.equal(true);
    const { importId: planId } = prepared.view;
    const items = await itemsOf(planId);
    expect(items.map(({ state }) => state)).to.deep.equal(payees.map(() => 'stands'));
    // Also of a gateway that makes small chunks: orders and answers name items by their place in the list.
    expect(items.map(({ item }) => item)).to.deep.equal([...payees.keys()]);
    return planId;
  }

  interface AtBank {
    readonly bank: SimulatedBank;
    readonly planId: string;
    readonly victim: string;
  }

  /** The payer writes the order, signs it while the node dies, and hands it in twice: nobody knows whether the first time was read. */
  async function order(carrier: PlanCarrier, { bank, planId, victim }: AtBank): Promise<void> {
    await carrier.screened();
    const file = await hit(victim, () => writtenOrder(planId));
    expect(await writtenOrder(planId), 'written again').to.equal(file);
    await hit(victim, () => carrier.pay(toBase64url(sm3(encodeUtf8(file)))));
    expect(bank.take(file)).to.equal(PAYEES);
    expect(bank.take(file), 'what the bank has had').to.equal(0);
  }

  async function writtenOrder(planId: string): Promise<string> {
    const rows: OrderRowView[] = [];
    const { client } = staff.payer;
    for (let cursor: string | undefined, isDone = false; !isDone;) {
      const from = cursor;
      const page = await patiently(() =>
        client.plans.order(planId, { limit: 5, ...(from !== undefined && { cursor: from }) }),
      );
      rows.push(...page.items);
      [cursor, isDone] = [page.next, page.next === undefined];
    }
    return orderFile({ planId, attempt: 1, rows });
  }

  /** Two days of the bank's answers, each list half read when the node dies; answers how many were not paid. */
  async function answer(carrier: PlanCarrier, { bank, planId, victim }: AtBank): Promise<number> {
    for (let day = 1; day <= 2; day += 1) {
      const asked = (await itemsOf(planId)).map(({ item, fen, state, isAsked }) => {
        const known = state === 'paid' || state === 'notPaid' ? state : 'other';
        return [item, { item, fen, state: isAsked === true ? ('asked' as const) : known } as const] as const;
      });
      const { results } = matchAnswers({ planId, attempt: 1, items: new Map(asked) }, bank.answer());
      if (results.length === 0) continue;
      const file = join(folder, `${planId}-${String(day)}.csv`);
      const rows = results.map(
        ({ item, paid, serial }) => `${String(item + 1)},${paid ? '成功' : '失败'},${serial}`,
      );
      writeFileSync(file, `${['序号,结果,流水号', ...rows].join('\n')}\n`);
      const job = { kind: 'results', file, planId } as const;
      expect(await hit(victim, () => importPatiently(staff.recorder, test.ledger, job))).to.equal(true);
      await carrier.until('answered', ({ results: lists }) => {
        return lists.length === day && lists.every(({ paid }) => paid !== undefined);
      });
    }
    return (await itemsOf(planId)).filter(({ state }) => state === 'notPaid').length;
  }

  async function itemsOf(planId: string): Promise<readonly PlanItemView[]> {
    const { client } = staff.maker;
    const { items } = await pollUntil(
      async () => {
        const page = await patiently(() => client.plans.items(planId, { limit: 100 }));
        return page.items.length === PAYEES ? page : undefined;
      },
      { what: `items of ${planId}`, timeoutMs: 120_000 },
    );
    return items;
  }

  async function line(): Promise<LineView> {
    const { orgId } = sichuan.operator;
    const { items } = await patiently(() => sichuan.client.lines.list({ fund }));
    return items.find(({ org }) => org === orgId) ?? expect.fail('no line');
  }

  async function publish(benefitClass: BenefitClassCode): Promise<string> {
    const programmeId = newId('programme');
    await decide(sichuan, test.ledger, 'programme.publish', {
      ...{ programmeId, org: sichuan.operator.orgId, class: benefitClass, document: DOCUMENT },
      ...{ from: '2026-01-01', until: '2099-12-31', itemFen: 100_000, windowFen: 100_000 },
      ...{ publicDays: 0, bands: [{ fen: 100_000_000, approvers: 1 }] },
    });
    const known = (): Promise<unknown> => sichuan.client.programmes.get(programmeId);
    await pollUntil(() => known().catch(() => undefined), { what: 'the programme', timeoutMs: 60_000 });
    return programmeId;
  }

  async function hireStaff(): Promise<PlanStaff> {
    const { orgId: org } = sichuan.operator;
    const hired: GovernorClient[] = [];
    for (const [at, grant] of Object.values<Grant>(DUTIES).entries()) {
      const person = people(FIRST_PERSON + 50 + at, 1)[0] ?? expect.fail('nobody');
      const signer = newKeySigner(newSm2KeyPair().privateKey);
      hired.push(await hireCadre(test, { organization: 'sichuan', org, grants: [grant], person }, signer));
    }
    const named = Object.keys(DUTIES).map((duty, at) => [duty, hired[at]] as const);
    return Object.fromEntries(named) as unknown as PlanStaff;
  }
});
