// SPDX-License-Identifier: Apache-2.0
import {
  newMemberEntry,
  type TestLedger,
  type TestOperator,
  type TestUnion,
} from '@unionid/chaincode/testing';
import type { PayloadOf } from '@unionid/domain/catalogue';

type Registration = PayloadOf<'operator.register'>;

/** Registers an operator of a province past the gateways; of the province's own union where none is named. */
export async function registerOperator(
  test: TestLedger,
  union: TestUnion,
  { org = union.orgId, role = 'superadmin', grants }: Pick<Registration, 'grants'> & Partial<Registration>,
): Promise<TestOperator> {
  const operator = test.newOperator(union, org);
  const { operatorId, signer } = operator;
  const proof = await test.prove({ purpose: 'operator-key', holder: operatorId }, signer);
  await test.submit(
    'operator.register',
    { operatorId, org, role, grants, publicKey: signer.publicKey, proof, responsibility: '' },
    { by: union.root },
  );
  return operator;
}

/** Says that a person, enrolled for it in the operator's union, is the one behind an operator. @returns whose account it is */
export async function bindPerson(
  test: TestLedger,
  union: TestUnion,
  { operatorId, org }: TestOperator,
): Promise<string> {
  const entry = newMemberEntry(test, org, { person: operatorId });
  const { identityId } = entry;
  await test.submit('person.enrol', entry, { by: union.root });
  const payload = { operatorId, identityId, place: '' };
  await test.submit('operator.bindPerson', payload, { by: union.root, subjectVersion: 1 });
  return identityId;
}
