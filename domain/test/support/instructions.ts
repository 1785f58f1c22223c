// SPDX-License-Identifier: Apache-2.0
import {
  instructionBytes,
  keyIdOf,
  type Instruction,
  type InstructionType,
  type LedgerName,
  type PayloadOf,
  type SignedInstruction,
} from '#src/instruction/index.js';
import { formatId, randomBytesOf, type IdKind } from '#src/ids/index.js';
import { toBase64url } from '#src/encoding/index.js';
import { newSm2KeyPair, signSm2, type Sm2KeyPair } from '#src/signing.js';

export const LEDGER: LedgerName = { network: 'test', channel: 'union-main', chaincode: 'identity' };
export const KEYS: Sm2KeyPair = newSm2KeyPair();

/** An identifier of this kind whose random bytes all have this value. */
export function idOf(kind: IdKind, byte = 1): string {
  return formatId(kind, new Uint8Array(randomBytesOf(kind)).fill(byte));
}

const digest = toBase64url(new Uint8Array(32).fill(7));
const tag = toBase64url(new Uint8Array(16).fill(7));
const proof = '1'.repeat(128);
const account = {
  identityId: idOf('identity'),
  personKey: `1.${digest}`,
  nameTag: tag,
  root: digest,
  level: 1,
} as const;
const rootOrganisation = { orgId: idOf('organisation'), name: '中华全国总工会', creditCode: '' };
const root = { operatorId: idOf('operator'), publicKey: KEYS.publicKey };
const manifest = { manifestId: idOf('manifest'), rows: 5000, chunks: 10, root: digest, file: digest };

/** One valid payload of each type. */
export const PAYLOADS: { readonly [T in InstructionType]: PayloadOf<T> } = {
  'governance.bootstrap': {
    mspId: 'NationalMSP',
    organisation: rootOrganisation,
    root,
    provinces: [{ code: '51', mspId: 'SichuanMSP', name: '四川省总工会' }],
  },
  'governance.joinProvince': { province: '51', organisation: rootOrganisation, root },
  'governance.addProvince': { code: '44', mspId: 'GuangdongMSP', name: '广东省总工会' },
  'governance.registerGatewayKey': { publicKey: KEYS.publicKey, proof },
  'governance.revokeGatewayKey': { keyId: 'a'.repeat(16) },
  'governance.pruneInstructions': { day: '2026-01-31', limit: 500 },
  'organisation.register': {
    orgId: idOf('organisation', 2),
    parent: idOf('organisation'),
    name: '四川省某厂工会',
    creditCode: '',
    level: 5,
    kind: '1',
    foundedOn: '2001-05-01',
    employers: [],
    contactRoot: '',
  },
  'organisation.import': manifest,
  'operator.register': {
    operatorId: idOf('operator', 2),
    org: idOf('organisation'),
    role: 'superadmin',
    grants: ['member', 'verify'],
    publicKey: KEYS.publicKey,
    proof,
    responsibility: digest,
  },
  'operator.grant': { operatorId: idOf('operator', 2), grants: ['verify'] },
  'operator.revoke': { operatorId: idOf('operator', 2), reason: 'left' },
  'operator.rotateKey': {
    operatorId: idOf('operator', 2),
    publicKey: KEYS.publicKey,
    proof,
    revokeKeyId: 'b'.repeat(16),
  },
  'operator.revokeKey': { operatorId: idOf('operator', 2), keyId: 'b'.repeat(16) },
  'person.openAccount': { ...account, org: idOf('organisation'), on: '2026-01-31' },
  'person.enrol': {
    ...account,
    org: idOf('organisation'),
    state: 'ACTIVE',
    joined: '2020-02-29',
    since: '2020-02-29',
    change: '1',
    reason: '',
  },
  'person.import': manifest,
};

export const TYPES = Object.keys(PAYLOADS) as InstructionType[];

/** An unsigned instruction of this type. */
export function newInstruction<T extends InstructionType>(type: T, payload: PayloadOf<T>): Instruction<T> {
  return {
    v: 1,
    ...LEDGER,
    type,
    payload,
    subjectVersion: 0,
    actor: idOf('operator'),
    actorKeyId: keyIdOf(KEYS.publicKey),
    instructionId: idOf('instruction'),
    issuedAt: '2026-01-31T08:00:00.000Z',
    expiresAt: '2026-02-01T08:00:00.000Z',
  };
}

/** The same, signed with {@link KEYS}. */
export function newSignedInstruction(type: InstructionType): SignedInstruction {
  const instruction = newInstruction(type, PAYLOADS[type]);
  const signature = signSm2({ message: instructionBytes(instruction), privateKey: KEYS.privateKey });
  return { instruction, signature };
}
