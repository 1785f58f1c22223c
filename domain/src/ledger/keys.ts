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
  account: (identityId: string): string => compositeKey('a', identityId),
  /** The only link from a document to an account: personKey → identityId. */
  person: (personKey: string): string => compositeKey('p', personKey),
  /** Membership index of an organisation: "is it empty" is one bounded range read. */
  membership: (orgId: string, identityId: string): string => compositeKey('m', orgId, identityId),
  /** An instruction carried out: no replay; by expiry day, so that old days can be pruned. */
  seen: (expiryDay: string, instructionId: string): string => compositeKey('i', expiryDay, instructionId),
  manifest: (manifestId: string): string => compositeKey('manifest', manifestId),
  chunk: (manifestId: string, index: number): string =>
    compositeKey('chunk', manifestId, String(index).padStart(6, '0')),
} as const;
