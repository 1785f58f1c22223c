// SPDX-License-Identifier: Apache-2.0
import { newAccountPayload } from './entries.js';
import type { TestLedger, TestUnion } from './test-ledger.js';

/**
 * Says who a root operator is: an account without membership will do.
 * @param home the province where it stands: the national union has none
 * @returns whose account it is
 */
export async function bindRoot(
  test: TestLedger,
  { root, code }: TestUnion,
  home: TestUnion = test.provinces[code as keyof TestLedger['provinces']],
): Promise<string> {
  const account = newAccountPayload(test, home.orgId, { person: `root of ${code}` });
  await test.submit('person.openAccount', account, { by: home.root });
  const { identityId } = account;
  const bound = { operatorId: root.operatorId, identityId, place: '' };
  await test.submit('operator.bindPerson', bound, { by: root, subjectVersion: 1 });
  return identityId;
}
