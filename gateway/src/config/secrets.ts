// SPDX-License-Identifier: Apache-2.0
import { readFileSync, statSync } from 'node:fs';
import { PERSON_KEY_VERSION, type MatchingKeys, type NationalMatchingKeys } from '@unionid/domain/privacy';
import { parseHex, parsePrivateKey } from '@unionid/domain/sm';
import * as z from 'zod/mini';
import { ConfigError, type Config } from './config.js';

/** Keys of one gateway; exist in memory and in files that only their owner reads. */
export interface Secrets {
  /** SM2 private key that signs answers and requests to other gateways, 64 hex digits. */
  readonly answerKey: string;
  readonly vaultKey: Uint8Array | undefined;
  readonly provinceMatchingKeys: MatchingKeys | undefined;
  readonly nationalMatchingKeys: NationalMatchingKeys | undefined;
}

const KEY_BYTES = 32;
const OTHERS_ACCESS = 0o077;

const matchingKeysFile = z.strictObject({ person: z.string(), name: z.string() });
/** `person` by version, `{"1": …, "2": …}`; one alone is the first. */
const nationalKeysFile = z.strictObject({
  person: z.union([
    z.string(),
    z
      .record(z.string().check(z.regex(/^[1-9]\d{0,3}$/)), z.string())
      .check(z.refine((keys) => Object.keys(keys).length > 0)),
  ]),
  name: z.string(),
});

/** Reads every secret that the settings name. @throws ConfigError that never repeats a secret */
export function loadSecrets({ secrets }: Pick<Config, 'secrets'>): Secrets {
  const { answerKeyFile, vaultKeyFile, provinceMatchingKeysFile, nationalMatchingKeysFile } = secrets;
  const answerKey = readSecretFile(answerKeyFile).trim();
  if (parsePrivateKey(answerKey) === undefined)
    throw new ConfigError(`不是 SM2 私钥 Not an SM2 private key (64 hex digits): ${answerKeyFile}`);
  return {
    answerKey,
    vaultKey: vaultKeyFile === undefined ? undefined : parseKey(readSecretFile(vaultKeyFile), vaultKeyFile),
    provinceMatchingKeys: loadMatchingKeys(provinceMatchingKeysFile),
    nationalMatchingKeys: loadNationalKeys(nationalMatchingKeysFile),
  };
}

/** Text of a file that nobody but its owner may read. @throws ConfigError */
export function readSecretFile(path: string): string {
  const { mode } = stat(path);
  if ((mode & OTHERS_ACCESS) !== 0) {
    const shown = (mode & 0o777).toString(8).padStart(4, '0');
    throw new ConfigError(
      `密钥文件权限过宽，请执行 chmod 600 The secret file is open to others (${shown}); run: chmod 600 '${path}'`,
    );
  }
  return readFileSync(path, 'utf8');
}

function stat(path: string): { readonly mode: number } {
  try {
    return statSync(path);
  } catch (cause) {
    throw new ConfigError(`读不到密钥文件 The secret file can not be read: ${path}`, { cause });
  }
}

function loadMatchingKeys(path: string | undefined): MatchingKeys | undefined {
  if (path === undefined) return undefined;
  const { person, name } = parseKeysFile(matchingKeysFile, path);
  return { person: parseKey(person, path), name: parseKey(name, path) };
}

function loadNationalKeys(path: string | undefined): NationalMatchingKeys | undefined {
  if (path === undefined) return undefined;
  const { person, name } = parseKeysFile(nationalKeysFile, path);
  const byVersion = typeof person === 'string' ? { [PERSON_KEY_VERSION]: person } : person;
  const versions = Object.entries(byVersion).map(
    ([version, key]) => [Number(version), parseKey(key, path)] as const,
  );
  return { person: new Map(versions), name: parseKey(name, path) };
}

function parseKeysFile<T>(schema: z.ZodMiniType<T>, path: string): T {
  const text = readSecretFile(path);
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // Neither the text nor the parser's message: both may hold a part of the key.
    throw new ConfigError(`匹配密钥文件有误 Not a matching key file {person, name}: ${path}`);
  }
}

function parseKey(text: string, path: string): Uint8Array {
  const key = parseHex(text.trim());
  if (key?.length !== KEY_BYTES)
    throw new ConfigError(`不是 32 字节密钥 Not a key of 32 bytes (64 hex digits): ${path}`);
  return key;
}
