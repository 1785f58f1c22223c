// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PersonInput } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { keyClaimBytes } from '@unionid/domain/instruction';
import { toBase64url } from '@unionid/domain/encoding';
import { randomBytes } from '@unionid/domain/signing';
import { newId, newKeyFile, openKeyFile } from '@unionid/sdk';
import { decide, prepareEnrolment, submitEnrolment, type TestNetwork } from '@unionid/test-network';
import { settingsOf, type CommandUser } from './command-line.js';

export interface NewCadre extends Pick<PayloadOf<'operator.register'>, 'org' | 'grants'> {
  readonly organization: string;
  /** Who it is: enrolled for it in the province's own union. */
  readonly person: PersonInput;
  /** Where key, password and settings are to lie. */
  readonly folder: string;
}

/** An operator who is a person, registered by the province's root operator, with a key and settings for the command line. */
export async function newCadre(
  test: TestNetwork,
  { organization, org, grants, person, folder }: NewCadre,
): Promise<CommandUser> {
  const governor = test.clientOf(organization);
  const operatorId = newId('operator');
  const file = (name: string): string => join(folder, `${operatorId}-${name}`);
  const password = toBase64url(randomBytes(24));
  const keyFile = newKeyFile(password);
  writeFileSync(file('key.json'), JSON.stringify(keyFile));
  writeFileSync(file('password'), password);
  const settings = JSON.parse(readFileSync(settingsOf(test, organization), 'utf8')) as object;
  const own = { ...settings, operator: operatorId, key: file('key.json') };
  writeFileSync(file('cli.json'), JSON.stringify(own), { mode: 0o600 });

  const { publicKey } = keyFile;
  const claim = { purpose: 'operator-key', holder: operatorId, publicKey } as const;
  const proof = await openKeyFile(keyFile, password).sign(keyClaimBytes(test.ledger, claim));
  const role = org === governor.operator.orgId ? 'cadre' : 'superadmin';
  const registration = { operatorId, org, role, grants, publicKey, proof, responsibility: '' } as const;
  await decide(governor, test.ledger, 'operator.register', registration);
  const enrolment = await prepareEnrolment(governor, test.ledger, person);
  await submitEnrolment(enrolment);
  const { identityId } = enrolment.parts;
  await decide(governor, test.ledger, 'operator.bindPerson', { operatorId, identityId, place: '' }, 1);
  return { config: file('cli.json'), passwordFile: file('password') };
}
