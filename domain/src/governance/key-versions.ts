// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import type { NetworkRecord } from '../ledger/index.js';

/** Which version; a personKey begins with it (schema/fields.ts). */
export const keyVersionPayload = z.strictObject({ keyVersion: z.int().check(z.gte(1), z.lte(9999)) });

/** Versions of the national matching key under which persons are enrolled: one, or two while they overlap (ADR 0037). */
export function keyVersionsOf({ keyVersions = [1] }: Pick<NetworkRecord, 'keyVersions'>): readonly number[] {
  return keyVersions;
}

/** Which version of the national matching key made a personKey. */
export function keyVersionOf(personKey: string): number {
  return Number.parseInt(personKey, 10);
}

/** The next version in force beside the one before. @throws DomainError KEY_VERSION_ORDER */
export function openKeyVersion(keyVersion: number, network: NetworkRecord): NetworkRecord {
  const [current = 0, next] = keyVersionsOf(network);
  if (next !== undefined || keyVersion !== current + 1) throw outOfOrder(keyVersion, network);
  return withVersions(network, [current, keyVersion]);
}

/** The end of the older of two: nobody is enrolled under it any more. @throws DomainError KEY_VERSION_ORDER */
export function closeKeyVersion(keyVersion: number, network: NetworkRecord): NetworkRecord {
  const [older, newer] = keyVersionsOf(network);
  if (newer === undefined || keyVersion !== older) throw outOfOrder(keyVersion, network);
  return withVersions(network, [newer]);
}

/**
 * The keys by which one person is looked for: all versions in force, so that nobody is enrolled twice while two overlap.
 * @throws DomainError KEY_VERSION_NOT_IN_FORCE, FORMER_KEY_NEEDED where an entry under the newer key does not name the older,
 * or one that needs no other names any
 */
export function assertKeyVersions(personKeys: readonly string[], inForce: readonly number[]): void {
  const named = personKeys.map(keyVersionOf);
  const stray = named.find((version) => !inForce.includes(version));
  if (stray !== undefined)
    throw new DomainError('KEY_VERSION_NOT_IN_FORCE', { keyVersion: stray, inForce: inForce.map(String) });
  const [older = 0] = inForce;
  const [own, former] = named;
  if (former !== (own === older ? undefined : older))
    throw new DomainError('FORMER_KEY_NEEDED', { keyVersion: older });
}

function withVersions(network: NetworkRecord, keyVersions: readonly number[]): NetworkRecord {
  return { ...network, version: network.version + 1, keyVersions };
}

function outOfOrder(keyVersion: number, network: NetworkRecord): DomainError {
  return new DomainError('KEY_VERSION_ORDER', { keyVersion, inForce: keyVersionsOf(network).map(String) });
}
