// SPDX-License-Identifier: Apache-2.0
import { open, readFile } from 'node:fs/promises';
import { canonicalBytes, canonicalJson, fromBase64url, toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { keyIdOf } from '@unionid/domain/instruction';
import { openSm4, parseHex, parsePublicKey, toHex } from '@unionid/domain/sm';
import {
  deriveKeyFromPassword,
  newSm2KeyPair,
  PASSWORD_ROUNDS,
  publicKeyOf,
  randomBytes,
  sealWithFreshIv,
  type Signer,
} from '@unionid/domain/signing';
import { newFastKeySigner } from '@unionid/sm2-wasm';

const SALT_BYTES = 16;
const OWNER_ONLY = 0o600;
/** Shortest password of a new key file. */
export const MIN_PASSWORD_LENGTH = 10;

/** A private key under a password: PBKDF2-HMAC-SM3, then SM4-CTR with HMAC-SM3 over it and over what stands beside it. */
export interface KeyFile {
  readonly v: 1;
  readonly kind: 'unionid-sm2-key';
  readonly publicKey: string;
  readonly keyId: string;
  readonly kdf: 'pbkdf2-hmac-sm3';
  readonly rounds: number;
  /** 16 bytes, base64url. */
  readonly salt: string;
  /** The private key's 32 bytes, sealed, base64url. */
  readonly sealed: string;
}

/** A new key pair sealed under a password. Takes some tenths of a second. */
export function newKeyFile(password: string): KeyFile {
  const { privateKey, publicKey } = newSm2KeyPair();
  const salt = randomBytes(SALT_BYTES);
  const header = headerOf(publicKey, PASSWORD_ROUNDS, toBase64url(salt));
  const sealed = sealWithFreshIv({
    key: deriveKeyFromPassword({ password, salt }),
    plaintext: parseHex(privateKey) ?? new Uint8Array(),
    aad: canonicalBytes(header),
  });
  return { ...header, sealed: toBase64url(sealed) };
}

/**
 * A signer with the key of a key file.
 * @throws DomainError KEY_PASSWORD_WRONG, KEY_FILE_INVALID
 */
export function openKeyFile(file: KeyFile, password: string): Signer {
  const header = headerOf(file.publicKey, file.rounds, file.salt);
  const privateKey = toHex(unseal(file, password, canonicalBytes(header)));
  if (publicKeyOf(privateKey) !== file.publicKey) throw new DomainError('KEY_FILE_INVALID');
  return newFastKeySigner(privateKey);
}

/** Reads a key file; it stays sealed. @throws DomainError KEY_FILE_INVALID */
export async function readKeyFile(path: string): Promise<KeyFile> {
  try {
    return toKeyFile(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new DomainError('KEY_FILE_INVALID', { path }, { cause });
  }
}

/** Writes a key file for its owner's eyes only; never over one that exists. @throws the file system's error */
export async function writeKeyFile(path: string, file: KeyFile): Promise<void> {
  const handle = await open(path, 'wx', OWNER_ONLY);
  try {
    await handle.writeFile(`${JSON.stringify(file, undefined, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

type KeyFileHeader = Omit<KeyFile, 'sealed'>;

function headerOf(publicKey: string, rounds: number, salt: string): KeyFileHeader {
  return {
    v: 1,
    kind: 'unionid-sm2-key',
    publicKey,
    keyId: keyIdOf(publicKey),
    kdf: 'pbkdf2-hmac-sm3',
    rounds,
    salt,
  };
}

function unseal({ rounds, salt, sealed }: KeyFile, password: string, aad: Uint8Array): Uint8Array {
  let key: Uint8Array;
  try {
    key = deriveKeyFromPassword({ password, rounds, salt: fromBase64url(salt) });
  } catch (cause) {
    throw new DomainError('KEY_FILE_INVALID', {}, { cause });
  }
  try {
    return openSm4({ key, sealed: fromBase64url(sealed), aad });
  } catch (cause) {
    throw new DomainError('KEY_PASSWORD_WRONG', {}, { cause });
  }
}

function toKeyFile(value: unknown): KeyFile {
  const { sealed, ...header } = value as KeyFile;
  const expected = headerOf(header.publicKey, header.rounds, header.salt);
  // One spelling only: what was read is what a file of this public key, rounds and salt says.
  const isOurs = canonicalJson(header) === canonicalJson(expected) && typeof sealed === 'string';
  if (!isOurs || parsePublicKey(header.publicKey) === undefined)
    throw new TypeError('not a key file of this system');
  return { ...expected, sealed };
}
