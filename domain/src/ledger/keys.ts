// SPDX-License-Identifier: Apache-2.0
import type { LedgerType } from './records.js';

// Fabric's composite key: U+0000 type U+0000 attribute U+0000 … (fabric-shim createCompositeKey). Built here so that
// contract, projector and tests spell each key the same way.
const SEPARATOR = '\u0000';

declare const recordType: unique symbol;
/** The key of a record of this type: the contract's store takes and gives no other record under it. */
export type LedgerKey<T extends LedgerType = LedgerType> = string & { readonly [recordType]: T };

/** First part of each record type's keys. Short where there is one a member. */
export const KEY_PREFIX = {
  network: 'network',
  clock: 'clock',
  province: 'province',
  gatewayKey: 'gateway-key',
  organisation: 'o',
  organisationProfile: 'op',
  creditCode: 'uscc',
  employer: 'e',
  subordinate: 'os',
  operator: 'operator',
  operatorKey: 'operator-key',
  personOperator: 'po',
  account: 'a',
  accountPage: 'ap',
  person: 'p',
  membership: 'm',
  seen: 'i',
  pending: 'pd',
  manifest: 'manifest',
  chunk: 'chunk',
  application: 'q',
  transfer: 't',
  transferSlot: 'ts',
  policy: 'pol',
  calendar: 'cal',
  claim: 'cl',
  filing: 'fl',
  fund: 'f',
  line: 'l',
  allotment: 'al',
  programme: 'g',
  plan: 'b',
  items: 'it',
  itemStates: 'st',
  granted: 'd',
  voucher: 'vn',
  hardshipFile: 'hf',
  household: 'hm',
  correction: 'bx',
  receipt: 'rc',
  finding: 'fi',
  unmask: 'um',
  sample: 'sa',
} as const satisfies Record<LedgerType, string>;

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

/** Record type and attributes of a key; undefined for a key of none of our records. */
export function parseLedgerKey(
  key: string,
): { readonly type: LedgerType; readonly attributes: readonly string[] } | undefined {
  const parts = splitKey(key);
  const type = parts && TYPE_OF_PREFIX.get(parts.type);
  return type === undefined || parts === undefined ? undefined : { type, attributes: parts.attributes };
}

const TYPE_OF_PREFIX: ReadonlyMap<string, LedgerType> = new Map(
  Object.entries(KEY_PREFIX).map(([type, prefix]) => [prefix, type as LedgerType]),
);

const INDEX_CHARACTERS = 22;

/**
 * What the ledger is searched by for a personKey: its version and 132 bits. No two persons of a country share them, and
 * half as long a key is merged at half the price.
 */
export function personIndexOf(personKey: string): string {
  return personKey.slice(0, personKey.indexOf('.') + 1 + INDEX_CHARACTERS);
}

/** Every key of our chaincodes. */
export const ledgerKey = {
  network: () => keyOf('network'),
  /** The hour that the ledger knows to have begun. */
  clock: () => keyOf('clock'),
  /** MSP id and root operator of a province. */
  province: (code: string) => keyOf('province', code),
  gatewayKey: (mspId: string, keyId: string) => keyOf('gatewayKey', mspId, keyId),
  /** Authority record: state, parent, province, level. */
  organisation: (orgId: string) => keyOf('organisation', orgId),
  /** Descriptive record, apart so that editing it invalidates nothing in flight. */
  organisationProfile: (orgId: string) => keyOf('organisationProfile', orgId),
  /** Unique index of union credit codes. */
  creditCode: (creditCode: string) => keyOf('creditCode', creditCode),
  /** An employer that a union covers. */
  employer: (orgId: string, creditCode: string) => keyOf('employer', orgId, creditCode),
  /** What stands directly under a union: "does anything" is a bounded range read. */
  subordinate: (parent: string, orgId: string) => keyOf('subordinate', parent, orgId),
  operator: (operatorId: string) => keyOf('operator', operatorId),
  operatorKey: (operatorId: string, keyId: string) => keyOf('operatorKey', operatorId, keyId),
  /** Who a person acts as: a bounded range read. */
  personOperator: (identityId: string, operatorId: string) => keyOf('personOperator', identityId, operatorId),
  /** An account that was enrolled alone, or has changed since its bulk load. */
  account: (identityId: string) => keyOf('account', identityId),
  /** New accounts of a bulk load (account-page.ts). */
  accountPage: (pageId: string) => keyOf('accountPage', pageId),
  /** The only link from a document to an account: personKey → identityId, or place in a page. */
  person: (personKey: string) => keyOf('person', personIndexOf(personKey)),
  /**
   * Membership index of an organisation: how many of its members an account or a page holds, and −1 for each slot that has
   * left its page. "Is it empty" is a bounded range read.
   */
  membership: (orgId: string, holder: string, slot?: string) =>
    slot === undefined ? keyOf('membership', orgId, holder) : keyOf('membership', orgId, holder, slot),
  /** An instruction carried out: no replay, and nobody else's under the same identifier; by day, so that old days go. */
  seen: (expiryDay: string, actor: string, instructionId: string) =>
    keyOf('seen', expiryDay, actor, instructionId),
  /** A decision that waits for its second signature. */
  pending: (actor: string, instructionId: string) => keyOf('pending', actor, instructionId),
  manifest: (manifestId: string) => keyOf('manifest', manifestId),
  chunk: (manifestId: string, index: number) => keyOf('chunk', manifestId, String(index).padStart(6, '0')),
  /** A person's newest application to a union. */
  application: (identityId: string, orgId: string) => keyOf('application', identityId, orgId),
  /** The newest transfer of a person. */
  transfer: (identityId: string) => keyOf('transfer', identityId),
  /** One of the open requests that a union may have. */
  transferSlot: (orgId: string, slot: number) => keyOf('transferSlot', orgId, String(slot)),
  /** How long the terms of transfers are, of the national union or a province: the newest version, or one of them. */
  policy: (scope: string, version?: number) => keyOf('policy', scope, ...numbers(version)),
  /** Days off and days worked of a year, likewise. */
  calendar: (scope: string, year: number, version?: number) =>
    keyOf('calendar', scope, ...numbers(year, version)),
  /** The newest claim on the number that leads to an account. */
  claim: (identityId: string) => keyOf('claim', identityId),
  /** The newest receipt of a person's expulsion. */
  filing: (identityId: string) => keyOf('filing', identityId),
  fund: (fundId: string) => keyOf('fund', fundId),
  /** What a union has of a fund. */
  line: (fundId: string, orgId: string) => keyOf('line', fundId, orgId),
  allotment: (allotmentId: string) => keyOf('allotment', allotmentId),
  /** The newest version of a programme, or one of them. */
  programme: (programmeId: string, version?: number) => keyOf('programme', programmeId, ...numbers(version)),
  plan: (planId: string) => keyOf('plan', planId),
  /** The nth 25 items of a plan. */
  items: (planId: string, n: number) => keyOf('items', planId, String(n)),
  itemStates: (planId: string, n: number) => keyOf('itemStates', planId, String(n)),
  /** What a subject was granted of a class in a window. */
  granted: (benefitClass: string, window: string, subject: string) =>
    keyOf('granted', benefitClass, window, subject),
  /** A number in the books of a line. */
  voucher: (fundId: string, orgId: string, number: string) => keyOf('voucher', fundId, orgId, number),
  hardshipFile: (fileId: string) => keyOf('hardshipFile', fileId),
  /** Files of a person, by keyed tag of the document or by identityId. */
  household: (name: string) => keyOf('household', name),
  /** What was done about one item alone. */
  correction: (planId: string, item: number) => keyOf('correction', planId, String(item)),
  /** That the payee of an item has received it, as an agent attests. */
  receipt: (planId: string, item: number) => keyOf('receipt', planId, String(item)),
  finding: (findingId: string) => keyOf('finding', findingId),
  unmask: (unmaskId: string) => keyOf('unmask', unmaskId),
  /** One a plan. */
  sample: (planId: string) => keyOf('sample', planId),
} as const satisfies { readonly [T in LedgerType]: (...parts: never[]) => LedgerKey<T> };

function numbers(...given: readonly (number | undefined)[]): readonly string[] {
  return given.flatMap((each) => (each === undefined ? [] : [String(each)]));
}

// The brand says what stands under the key; it is made here only.
function keyOf<T extends LedgerType>(type: T, ...attributes: readonly string[]): LedgerKey<T> {
  return compositeKey(KEY_PREFIX[type], ...attributes) as LedgerKey<T>;
}
