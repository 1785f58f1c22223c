// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PersonInput } from '@unionid/domain/api';
import type { Grant } from '@unionid/domain/ledger';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { newId } from '@unionid/sdk';
import {
  appointAuditor,
  auditGrants,
  decide,
  foundReceivingUnion,
  hireCadre,
  importFile,
  PlanCarrier,
  Progress,
  type GovernorClient,
  type TestNetwork,
} from '@unionid/test-network';
import { people, withMemberFile } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';
import { withTextFile } from '../support/text-file.js';

const FIRST_PERSON = 7_900;
const DOCUMENT = 'A'.repeat(43);
const NAME = '四川账号试验厂工会委员会';
const ITEM_FEN = 50_000;
const DAY_MS = 86_400_000;

describe("the tour's audit, on real peers", () => {
  let test: TestNetwork;
  let folder: string;
  let sichuan: GovernorClient;
  const persons = people(FIRST_PERSON, 7);

  before(async () => {
    test = await realNetwork();
    folder = mkdtempSync(join(tmpdir(), 'unionid-tour-'));
    sichuan = test.clientOf('sichuan');
  });
  after(() => rmSync(folder, { recursive: true }));

  it('finds one account under two payees, is answered, and ends', async () => {
    await foundReceivingUnion(test, 'sichuan', NAME);
    const payees = persons.slice(0, 2);
    const { state } = await withMemberFile(payees, NAME, (file) =>
      importFile(sichuan, test.ledger, { kind: 'members', file }),
    );
    expect(state).to.equal('DONE');
    const { fund, programme } = await openMoney();
    const [maker, checker, approver, payer, recorder] = await Promise.all([
      ...[hire(2, 'plan'), hire(3, 'check'), hire(4, 'approve'), hire(5, 'pay'), hire(6, 'pay')],
    ] as const);
    const staff = { maker, checker, approver, payer, recorder };
    const plan = await openPlan(maker, payees, { fund, programme });
    const carrier = new PlanCarrier(test.ledger, staff, plan);
    await carrier.advance('APPROVED');
    await carrier.payOut([true, true], { order: DOCUMENT, folder });
    await appointAuditor(test);
    const audited = { fund, plan, fen: ITEM_FEN, next: 'look at the logs' };
    await auditGrants(test, new Progress({ quiet: true }), audited);
    const { items } = await sichuan.client.audits.findings({ state: 'CLOSED' });
    const finding = items.find((one) => one.plan === plan) ?? expect.fail('no finding');
    expect(finding).to.deep.include({ check: 'IMP-1', items: [0, 1], fen: ITEM_FEN });
    expect(finding.recovery).to.include({ fen: ITEM_FEN });
    expect(finding.closing).to.include({ outcome: 'settled' });
  });

  async function openMoney(): Promise<{ readonly fund: string; readonly programme: string }> {
    const national = test.clientOf('national');
    const { orgId: org } = national.operator;
    const [fund, programme, allotmentId] = [newId('fund'), newId('programme'), newId('allotment')];
    const opened = { fundId: fund, org, source: 'union', document: DOCUMENT, fen: 1_000_000 } as const;
    await decide(national, test.ledger, 'fund.open', opened);
    await decide(national, test.ledger, 'programme.publish', {
      ...({ programmeId: programme, org, class: 'winter', document: DOCUMENT } as const),
      ...{ from: '2026-01-01', until: '2099-12-31', itemFen: 100_000, windowFen: 100_000 },
      ...{ publicDays: 0, bands: [{ fen: 1_000_000, approvers: 1 }] },
    });
    const { orgId: to } = sichuan.operator;
    const offer = { allotmentId, fund, from: org, to, fen: 200_000, document: DOCUMENT };
    await decide(national, test.ledger, 'line.allot', offer);
    await pollUntil(() => sichuan.client.lines.allotment(allotmentId).catch(() => undefined), {
      ...{ what: 'the offer', timeoutMs: 60_000 },
    });
    await decide(sichuan, test.ledger, 'line.accept', { allotmentId }, 1);
    return { fund, programme };
  }

  /** One account, written in two ways. */
  async function openPlan(
    maker: GovernorClient,
    [one, other]: readonly PersonInput[],
    money: { readonly fund: string; readonly programme: string },
  ): Promise<string> {
    const rows = [
      `${one?.name ?? ''},${one?.docNumber ?? ''},500.00,0000 0000 0000 0001`,
      `${other?.name ?? ''},${other?.docNumber ?? ''},500.00,0000000000000001`,
    ];
    const [on, until] = [chinaDateAt(Date.now()), chinaDateAt(Date.now() + 30 * DAY_MS)];
    const terms = { org: sichuan.operator.orgId, ...money, programmeVersion: 1, on, until };
    const view = await withTextFile(['姓名,证件号码,金额,银行账号', ...rows].join('\n'), (file) =>
      importFile(maker, test.ledger, { kind: 'plans', file, terms }),
    );
    expect(view.state, JSON.stringify(view.error)).to.equal('DONE');
    return view.importId;
  }

  function hire(at: number, grant: Grant): Promise<GovernorClient> {
    const person = persons[at] ?? expect.fail('nobody');
    const cadre = { organization: 'sichuan', org: sichuan.operator.orgId, grants: [grant], person };
    return hireCadre(test, cadre, newKeySigner(newSm2KeyPair().privateKey));
  }
});
