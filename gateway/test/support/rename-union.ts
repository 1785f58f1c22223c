// SPDX-License-Identifier: Apache-2.0
import { parseSignedInstruction } from '@unionid/domain/catalogue';
import { instructionDigest } from '@unionid/domain/instruction';
import { bindPerson, registerOperator } from './register-operator.js';
import type { TestGateway } from './test-gateway.js';
import type { TestNetwork } from './test-network.js';

/** Two of a union's own operators give it another name. */
export async function renameUnion(
  network: Pick<TestNetwork, 'test' | 'catchUp'>,
  { union }: TestGateway,
  { org, name }: { readonly org: string; readonly name: string },
): Promise<void> {
  const { test } = network;
  // A union's superadmin has cadres of its own union, and superadmins below it.
  const role = org === union.orgId ? 'cadre' : 'superadmin';
  const [first, second] = [
    await registerOperator(test, union, { org, role, grants: ['organisation'] }),
    await registerOperator(test, union, { org, role, grants: ['organisation'] }),
  ];
  for (const operator of [first, second]) await bindPerson(test, union, operator);
  const rename = { orgId: org, name };
  const { block } = await test.submit('organisation.revise', rename, { by: first, subjectVersion: 1 });
  const decision = parseSignedInstruction(block.transactions[0]?.argument ?? '');
  const payload = { decision, digest: instructionDigest(decision.instruction) };
  await test.submit('decision.confirm', payload, { by: second, subjectVersion: 1 });
  await network.catchUp();
}
