// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { keyClaimBytes } from '@unionid/domain/instruction';
import type { Signer } from '@unionid/domain/signing';
import { createClient, newId } from '@unionid/sdk';
import { prepareEnrolment, submitEnrolment } from './enrol.js';
import { decide, reachHeight, type GovernorClient } from './found-unions.js';
import type { TestNetwork } from './test-network.js';

export interface NewCadre extends Pick<PayloadOf<'operator.register'>, 'org' | 'grants'> {
  readonly organization: string;
  /** Who it is: enrolled for it in the province's own union. */
  readonly person: PersonInput;
  /** Where the person is enrolled instead: the national union has no members. */
  readonly memberOf?: string;
}

/** An operator who is a person, registered by the province's root operator, with a client of its gateway. */
export async function hireCadre(
  test: Pick<TestNetwork, 'clientOf' | 'ledger'>,
  { organization, org, grants, person, memberOf = organization }: NewCadre,
  signer: Signer,
): Promise<GovernorClient> {
  const governor = test.clientOf(organization);
  const operatorId = newId('operator');
  const { publicKey } = signer;
  const claim = { purpose: 'operator-key', holder: operatorId, publicKey } as const;
  const proof = await signer.sign(keyClaimBytes(test.ledger, claim));
  const role = org === governor.operator.orgId ? 'cadre' : 'superadmin';
  const registration = { operatorId, org, role, grants, publicKey, proof, responsibility: '' } as const;
  await decide(governor, test.ledger, 'operator.register', registration);
  const home = test.clientOf(memberOf);
  const enrolment = await prepareEnrolment(home, test.ledger, person);
  const { block = 0 } = await submitEnrolment(enrolment);
  const { identityId } = enrolment.parts;
  await reachHeight(governor, block + 1);
  const binding = { operatorId, identityId, place: '' };
  await reachHeight(governor, await decide(governor, test.ledger, 'operator.bindPerson', binding, 1));
  return {
    ...governor,
    signer,
    operator: { ...governor.operator, orgId: org, operatorId, publicKey },
    client: createClient({ baseUrl: governor.url, operatorId, signer }),
  };
}
