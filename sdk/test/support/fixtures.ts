// SPDX-License-Identifier: Apache-2.0
import type { PersonInput, PreparedParts } from '@unionid/domain/api';
import { CODE_TABLE_VERSION } from '@unionid/domain/codes';
import { toBase64url } from '@unionid/domain/encoding';
import { identityIdFor } from '@unionid/domain/person';
import { commitmentRoot, SEED_BYTES, type Fields } from '@unionid/domain/privacy';
import { newKeySigner, newSm2KeyPair, randomBytes } from '@unionid/domain/signing';
import { newId, type InstructionContext } from '#src/index.js';

export const LEDGER = { network: 'union-test', channel: 'union-main', chaincode: 'identity' };

const keyPair = newSm2KeyPair();
export const OPERATOR = newId('operator');
export const SIGNER = newKeySigner(keyPair.privateKey);
export const CONTEXT: InstructionContext = {
  ledger: LEDGER,
  actor: OPERATOR,
  publicKey: SIGNER.publicKey,
};

/** Not a real person: division 119999 is not assigned (union-law.md §6.4). */
export const PERSON: PersonInput = {
  name: '测试甲',
  docType: '111',
  docNumber: '119999199003070019',
  mobile: '13800000000',
  sex: '1',
  birthDate: '1990-03-07',
  householdType: '3',
  more: { ethnicity: '01' },
};

export const FIELDS: Fields = {
  name: '测试甲',
  docType: '111',
  docNumber: '119999199003070019',
  mobile: '13800000000',
  sex: '1',
  birthDate: '1990-03-07',
  householdType: '3',
  ethnicity: '01',
  nameNormalised: '测试甲',
  codeTableVersion: CODE_TABLE_VERSION,
};

export function randomDigest(): string {
  return toBase64url(randomBytes(32));
}

/** Parts over what was entered. */
export type EnteredParts = PreparedParts & {
  readonly record: Extract<PreparedParts['record'], { readonly is: 'entered' }>;
};

/** What an honest gateway returns for fields. */
export function partsOf(fields: Fields = FIELDS): EnteredParts {
  const seed = randomBytes(SEED_BYTES);
  const root = commitmentRoot(fields, seed);
  const personKey = `1.${randomDigest()}`;
  const identityId = identityIdFor({ personKey, root });
  return {
    preparationId: identityId,
    identityId,
    personKey,
    nameTag: toBase64url(randomBytes(16)),
    root,
    level: 1,
    record: { is: 'entered', fields: { ...fields }, seed: toBase64url(seed) },
    expires: new Date(Date.now() + 3_600_000).toISOString(),
  };
}
