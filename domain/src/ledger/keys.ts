// SPDX-License-Identifier: Apache-2.0

// Fabric's composite key: U+0000 type U+0000 attribute U+0000 … (fabric-shim createCompositeKey). Built here so that
// contract, projector and tests spell each key the same way.
const SEPARATOR = '\u0000';

/** Key of record `type` with its attributes in order; a prefix of them is a range. */
export function compositeKey(type: string, ...attributes: readonly string[]): string {
  return [SEPARATOR + type, ...attributes, ''].join(SEPARATOR);
}

/** Type and attributes of a composite key, or undefined for any other key. */
export function splitKey(key: string): { type: string; attributes: string[] } | undefined {
  if (key.length < 2 || !key.startsWith(SEPARATOR) || !key.endsWith(SEPARATOR)) return undefined;
  const [type = '', ...attributes] = key.slice(1, -1).split(SEPARATOR);
  return { type, attributes };
}

const INDEX_CHARACTERS = 22;

/**
 * What the ledger is searched by for a personKey: its version and 132 bits. No two persons of a country share them, and
 * half as long a key is merged at half the price.
 */
export function personIndexOf(personKey: string): string {
  return personKey.slice(0, personKey.indexOf('.') + 1 + INDEX_CHARACTERS);
}

/** Every key of chaincode `identity`. Types are short where there is one a member. */
export const ledgerKey = {
  network: (): string => compositeKey('network'),
  /** MSP id and root operator of a province. */
  province: (code: string): string => compositeKey('province', code),
  gatewayKey: (mspId: string, keyId: string): string => compositeKey('gateway-key', mspId, keyId),
  /** Authority record: state, parent, province, level. */
  organisation: (orgId: string): string => compositeKey('o', orgId),
  /** Descriptive record, apart so that editing it invalidates nothing in flight. */
  organisationProfile: (orgId: string): string => compositeKey('op', orgId),
  /** Unique index of union credit codes. */
  creditCode: (creditCode: string): string => compositeKey('uscc', creditCode),
  /** An employer that a union covers. */
  employer: (orgId: string, creditCode: string): string => compositeKey('e', orgId, creditCode),
  operator: (operatorId: string): string => compositeKey('operator', operatorId),
  operatorKey: (operatorId: string, keyId: string): string => compositeKey('operator-key', operatorId, keyId),
  /** An account that was enrolled alone, or has changed since its bulk load. */
  account: (identityId: string): string => compositeKey('a', identityId),
  /** New accounts of a bulk load (account-page.ts). */
  accountPage: (pageId: string): string => compositeKey('ap', pageId),
  /** The only link from a document to an account: personKey → identityId, or place in a page. */
  person: (personKey: string): string => compositeKey('p', personIndexOf(personKey)),
  /** Membership index of an organisation, how many of its members an account or a page holds: "is it empty" is one
   *  bounded range read. */
  membership: (orgId: string, holder: string): string => compositeKey('m', orgId, holder),
  /** An instruction carried out: no replay; by expiry day, so that old days can be pruned. */
  seen: (expiryDay: string, instructionId: string): string => compositeKey('i', expiryDay, instructionId),
  manifest: (manifestId: string): string => compositeKey('manifest', manifestId),
  chunk: (manifestId: string, index: number): string =>
    compositeKey('chunk', manifestId, String(index).padStart(6, '0')),
} as const;
