// SPDX-License-Identifier: Apache-2.0
import type { Grant, OperatorRole } from '@unionid/domain/ledger';
import {
  bindRoot,
  bootstrapTestLedger,
  newAccountPayload,
  newOrganisationEntry,
  type TestLedger,
  type TestOperator,
  type TestUnion,
} from '#src/testing/index.js';

/** A ledger with a small tree in 四川: province → city → basic union, and a second city beside. */
export interface UnionTree extends TestLedger {
  readonly sichuan: TestUnion;
  readonly beijing: TestUnion;
  readonly city: string;
  readonly otherCity: string;
  readonly basic: string;
  /** A basic union of 北京. */
  readonly beijingBasic: string;
}

/** @param options.isUnbound whether nobody knows who the root operators are; else those of 四川 and 北京 are bound (ADR 65) */
export async function newUnionTree({
  isUnbound = false,
  ...options
}: Parameters<typeof bootstrapTestLedger>[0] & { readonly isUnbound?: boolean } = {}): Promise<UnionTree> {
  const test = await bootstrapTestLedger(options);
  const { 51: sichuan, 11: beijing } = test.provinces;
  if (!isUnbound) for (const union of [sichuan, beijing]) await bindRoot(test, union);
  const found = async (union: TestUnion, parent: string, level: 2 | 5): Promise<string> => {
    const entry = newOrganisationEntry(test, parent, { level });
    await test.submit('organisation.register', entry, { by: union.root });
    return entry.orgId;
  };
  const city = await found(sichuan, sichuan.orgId, 2);
  const otherCity = await found(sichuan, sichuan.orgId, 2);
  const basic = await found(sichuan, city, 5);
  const beijingBasic = await found(beijing, beijing.orgId, 5);
  return { ...test, sichuan, beijing, city, otherCity, basic, beijingBasic };
}

/** Puts an operator on the ledger. */
export async function registerOperator(
  tree: UnionTree,
  options: {
    readonly org: string;
    readonly role: OperatorRole;
    readonly grants: readonly Grant[];
    readonly by?: TestOperator;
  },
): Promise<TestOperator> {
  const { org, role, grants, by = tree.sichuan.root } = options;
  const operator = tree.newOperator(by, org);
  const { operatorId, signer } = operator;
  const proof = await tree.prove({ purpose: 'operator-key', holder: operatorId }, signer);
  const payload = { operatorId, org, role, grants: [...grants], proof, responsibility: '' };
  await tree.submit('operator.register', { ...payload, publicKey: signer.publicKey }, { by });
  return operator;
}

/** Another person of a province's own union: nobody is both sides of a transfer (ADR 56). */
export async function colleagueOf(
  tree: UnionTree,
  { orgId: org, root: by }: TestUnion,
): Promise<TestOperator> {
  const operator = await registerOperator(tree, { org, role: 'cadre', grants: ['member'], by });
  const { operatorId } = operator;
  const account = newAccountPayload(tree, org, { person: operatorId });
  await tree.submit('person.openAccount', account, { by });
  const bound = { operatorId, identityId: account.identityId, place: '' };
  await tree.submit('operator.bindPerson', bound, { by, subjectVersion: 1 });
  return operator;
}
