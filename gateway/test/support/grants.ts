// SPDX-License-Identifier: Apache-2.0
import type { TestOperator } from '@unionid/chaincode/testing';
import { planScreening, type ImportView, type PlanScreening } from '@unionid/domain/api';
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { toBase64url } from '@unionid/domain/encoding';
import type { Grant } from '@unionid/domain/ledger';
import { termsOf } from '@unionid/domain/plan';
import { bindPerson, registerOperator } from './register-operator.js';
import { find, readImport, signManifest } from './run-import.js';
import { signedFetch } from './signed-fetch.js';
import type { TestGateway } from './test-gateway.js';
import type { TestNetwork } from './test-network.js';

export const DOCUMENT = toBase64url(new Uint8Array(32).fill(3));

/** Money of a national fund on a province's line, a programme of the nation, and a person for each duty. */
export interface Grants {
  readonly org: string;
  readonly fund: string;
  readonly programme: string;
  readonly maker: TestOperator;
  readonly checker: TestOperator;
  readonly approver: TestOperator;
  readonly payer: TestOperator;
  readonly recorder: TestOperator;
}

/** A fund with 1,000,000 fen for the union of the gateway's province. */
export async function openGrants(
  { test, national }: Pick<TestNetwork, 'test' | 'national'>,
  gateway: TestGateway,
  change: Partial<PayloadOf<'programme.publish'>> = {},
): Promise<Grants> {
  const { union } = gateway;
  const by = national.union.root;
  const { orgId: nation } = national.union;
  const [fund, programme, allotmentId] = [
    test.newId('fund'),
    test.newId('programme'),
    test.newId('allotment'),
  ];
  const given = { source: 'union', document: DOCUMENT, fen: 1_000_000 } as const;
  await test.submit('fund.open', { fundId: fund, org: nation, ...given }, { by });
  const rules = {
    ...({ programmeId: programme, org: nation, class: 'winter', document: DOCUMENT } as const),
    ...{ from: '2026-01-01', until: '2026-12-31', itemFen: 100_000, windowFen: 100_000, publicDays: 0 },
    bands: [{ fen: 100_000_000, approvers: 1 }],
  };
  await test.submit('programme.publish', { ...rules, ...change }, { by });
  const offer = { allotmentId, fund, from: nation, to: union.orgId, fen: 1_000_000, document: DOCUMENT };
  await test.submit('line.allot', offer, { by });
  await test.submit('line.accept', { allotmentId }, { by: union.root, subjectVersion: 1 });
  const staff = async (grant: Grant): Promise<TestOperator> => {
    const operator = await registerOperator(test, union, { role: 'cadre', grants: [grant] });
    await bindPerson(test, union, operator);
    return operator;
  };
  const grants = {
    ...{ org: union.orgId, fund, programme },
    ...{ maker: await staff('plan'), checker: await staff('check'), approver: await staff('approve') },
    ...{ payer: await staff('pay'), recorder: await staff('pay') },
  };
  await gateway.catchUp();
  return grants;
}

/** A list of members of the gateway's unions, read and signed by the maker, with all its rows on the ledger: an open plan. */
export async function importPlan(
  { test }: Pick<TestNetwork, 'test'>,
  gateway: TestGateway,
  { grants: { maker, ...grants }, content }: { readonly grants: Grants; readonly content: string },
): Promise<ImportView> {
  const { imports } = gateway.services;
  const { org, fund, programme } = grants;
  const terms = { org, fund, programme, programmeVersion: 1, on: '2026-03-01', until: '2026-05-31' };
  const actor = { operatorId: maker.operatorId, org: maker.org, province: gateway.union.code };
  const view = await readImport(gateway, { kind: 'plans', content, terms, actor });
  await imports.approve(view.importId, await signManifest(test, view, maker));
  await imports.settled();
  await gateway.catchUp();
  return find(imports, view.importId);
}

/** A plan on its way from its list to the bank. */
export class PlanSteps {
  readonly #network: Pick<TestNetwork, 'test'>;
  readonly #gateway: TestGateway;
  readonly #grants: Grants;
  readonly planId: string;

  constructor(network: Pick<TestNetwork, 'test'>, gateway: TestGateway, grants: Grants, planId: string) {
    this.#network = network;
    this.#gateway = gateway;
    this.#grants = grants;
    this.planId = planId;
  }

  /** From the list to the bank. */
  async pay(): Promise<void> {
    await this.approve();
    await this.screen();
    await this.order();
  }

  /** From the list to where the bank's order is next. */
  async approve(): Promise<void> {
    const stands = await this.stands();
    const { maker, checker, approver } = this.#grants;
    await this.submit('plan.lock', stands, maker);
    await this.submit('plan.check', stands, checker);
    await this.submit('plan.approve', stands, approver);
  }

  /** The members looked at again, as the payer asks the gateway. */
  async screen(): Promise<PlanScreening> {
    const target = `/v1/plans/${this.planId}/screening`;
    const request = { method: 'POST', target };
    const { status, json, text } = await signedFetch(this.#gateway, this.#grants.payer, request);
    if (status !== 200) throw new Error(text);
    return planScreening.parse(json);
  }

  /** The order that is next, signed. */
  async order(change: Partial<PayloadOf<'plan.pay'>> = {}): Promise<void> {
    const { screen } = (await this.#gateway.services.readModel.plan(this.planId)) ?? {};
    const pays = screen?.ready ?? { items: 0, fen: 0 };
    const payload = { ...(await this.stands()), pays, order: DOCUMENT, ...change };
    await this.submit('plan.pay', payload, this.#grants.payer);
  }

  async submit<T extends InstructionType>(type: T, payload: PayloadOf<T>, by: TestOperator): Promise<void> {
    const subjectVersion = (await this.#gateway.services.readModel.plan(this.planId))?.v ?? 0;
    await this.#network.test.submit(type, payload, { by, subjectVersion });
    await this.#gateway.catchUp();
  }

  /** What everybody after the maker signs of it. */
  async stands(): Promise<PayloadOf<'plan.lock'>> {
    const { readModel } = this.#gateway.services;
    const sums = (await readModel.manifest(this.planId, 'benefit'))?.sums;
    const plan = await readModel.plan(this.planId);
    if (sums === undefined || plan === undefined) throw new Error('the list is not closed');
    const { items, fen, root } = sums;
    return { planId: this.planId, stands: { items, fen, root }, terms: termsOf(plan) };
  }
}
