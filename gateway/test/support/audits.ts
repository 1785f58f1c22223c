// SPDX-License-Identifier: Apache-2.0
import { newMemberEntry, type TestOperator, type TestUnion } from '@unionid/chaincode/testing';
import type { AuditScope, Grant } from '@unionid/domain/ledger';
import { DOCUMENT } from './grants.js';
import { bindPerson, registerOperator } from './register-operator.js';
import type { TestNetwork } from './test-network.js';

/** 经审 of a union, the national one where none is named: a cadre who has one grant alone, with its person. */
export async function newSupervisor(
  { test, national, sichuan }: TestNetwork,
  union: TestUnion = national.union,
  grant: Grant = 'audit',
): Promise<TestOperator> {
  const operator = await registerOperator(test, union, { role: 'cadre', grants: [grant] });
  const { operatorId } = operator;
  const identityId = await newPerson({ test, sichuan }, operatorId);
  const payload = { operatorId, identityId, place: '' };
  await test.submit('operator.bindPerson', payload, { by: union.root, subjectVersion: 1 });
  return operator;
}

/** Somebody of the audited province with a duty and its person. */
export async function newMemberCadre({ test, sichuan }: TestNetwork, grant: 'member' | 'fund') {
  const operator = await registerOperator(test, sichuan.union, { role: 'cadre', grants: [grant] });
  await bindPerson(test, sichuan.union, operator);
  return operator;
}

/** An auditor whom 经审 of a union, the national one where none is named, has appointed. */
export async function newAuditor(
  network: TestNetwork,
  {
    by,
    audits,
    union = network.national.union,
  }: { readonly by: TestOperator; readonly audits: AuditScope; readonly union?: TestUnion },
): Promise<TestOperator> {
  const { test } = network;
  const auditor = test.newOperator(union, union.orgId);
  const { operatorId, signer } = auditor;
  const identityId = await newPerson(network, operatorId);
  const proof = await test.prove({ purpose: 'operator-key', holder: operatorId }, signer);
  const payload = {
    ...{ operatorId, audits, identityId, place: '' },
    ...{ publicKey: signer.publicKey, proof, responsibility: DOCUMENT },
  };
  await test.submit('auditor.appoint', payload, { by });
  return auditor;
}

/** A member of a province, by whom nobody acts yet: the national union has none. */
async function newPerson(
  { test, sichuan }: Pick<TestNetwork, 'test' | 'sichuan'>,
  person: string,
): Promise<string> {
  const entry = newMemberEntry(test, sichuan.union.orgId, { person });
  await test.submit('person.enrol', entry, { by: sichuan.union.root });
  return entry.identityId;
}
