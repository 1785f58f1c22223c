// SPDX-License-Identifier: Apache-2.0
import {
  LEDGER,
  parseLedgerKey,
  readLedgerValue,
  type ChaincodeName,
  type LedgerRecords,
  type LedgerType,
} from '@unionid/domain/ledger';
import type { LedgerTransaction } from '../../ledger/ledger.js';

type Write = LedgerTransaction['writes'][number];

/** A write of a record of ours. */
export interface ReadWrite<T extends LedgerType = LedgerType> {
  readonly type: T;
  readonly chaincode: ChaincodeName;
  readonly attributes: readonly string[];
  /** Names the record among those of its type. */
  readonly name: string;
  readonly value: RecordValue<T>;
}

/** What a write says of a record. */
export type RecordValue<T extends LedgerType> =
  | { readonly kind: 'record'; readonly record: LedgerRecords[T]; readonly text: string }
  | { readonly kind: 'deleted' }
  /** No JSON, or not of the record's schema: only an altered contract writes that. */
  | { readonly kind: 'unreadable'; readonly text: string }
  /** Under a key of this type that no record has, so that it says nothing of any: only an altered contract writes that, too. */
  | { readonly kind: 'misplaced' };

/** How many attributes a key has. */
const ATTRIBUTES: Readonly<Record<LedgerType, readonly number[]>> = {
  ...{ network: [0], clock: [0], province: [1], gatewayKey: [2] },
  ...{ organisation: [1], organisationProfile: [1], creditCode: [1], employer: [2] },
  ...{ subordinate: [2], application: [2] },
  ...{
    operator: [1],
    operatorKey: [2],
    personOperator: [2],
    account: [1],
    accountPage: [1],
    person: [1],
    membership: [2, 3],
  },
  ...{ seen: [3], pending: [2], manifest: [1], chunk: [2], transfer: [1], transferSlot: [2], fund: [1] },
  ...{ claim: [1], filing: [1], policy: [1, 2], calendar: [2, 3] },
  ...{
    line: [2],
    allotment: [1],
    programme: [1, 2],
    plan: [1],
    items: [2],
    itemStates: [2],
    granted: [3],
    voucher: [3],
  },
  ...{ hardshipFile: [1], household: [1] },
  ...{ receipt: [2], correction: [2] },
  ...{ finding: [1], unmask: [1], sample: [1] },
};
/** Which of them are numbers, and stand in columns of numbers. */
const NUMBERS: Readonly<Partial<Record<LedgerType, readonly number[]>>> = {
  ...{ transferSlot: [1], policy: [1], calendar: [1, 2] },
  ...{ programme: [1], items: [1], itemStates: [1], receipt: [1], correction: [1] },
};
const NUMBER = /^(?:0|[1-9]\d{0,8})$/;
/** Identifiers, codes, days and numbers. A longer text fits no index of PostgreSQL, and a slash would name another record. */
const ATTRIBUTE = /^[\w.-]{1,64}$/;

// Watch and projector look at the same writes, and reading a page of members costs more than keeping it for a block.
const known = new WeakMap<Write, ReadWrite | undefined>();

/** Reads a write; undefined for what is no record of the chaincode in whose state it stands. */
export function readWrite(write: Write): ReadWrite | undefined {
  if (known.has(write)) return known.get(write);
  const read = toReadWrite(write);
  known.set(write, read);
  return read;
}

/** Name of a record among those of its type; with its chaincode where several have records of this type. */
export function recordName(
  type: LedgerType,
  { chaincode, attributes }: { readonly chaincode: ChaincodeName; readonly attributes: readonly string[] },
): string {
  const name = attributes.join('/');
  return LEDGER[type].chaincodes.length > 1 ? `${chaincode}/${name}` : name;
}

function toReadWrite({ chaincode, key, value }: Write): ReadWrite | undefined {
  const parsed = parseLedgerKey(key);
  if (parsed === undefined) return undefined;
  const { type, attributes } = parsed;
  const homes: readonly ChaincodeName[] = LEDGER[type].chaincodes;
  if (!homes.includes(chaincode)) return undefined;
  const name = recordName(type, { chaincode, attributes });
  const isPlaced = ATTRIBUTES[type].includes(attributes.length) && attributes.every(isAttributeOf(type));
  return {
    ...{ type, chaincode, attributes, name },
    value: isPlaced ? readValue(type, value) : { kind: 'misplaced' },
  };
}

function isAttributeOf(type: LedgerType): (text: string, at: number) => boolean {
  const numbers = NUMBERS[type];
  return (text, at) => (numbers?.includes(at) === true ? NUMBER : ATTRIBUTE).test(text);
}

function readValue(type: LedgerType, text: string | undefined): RecordValue<LedgerType> {
  if (text === undefined) return { kind: 'deleted' };
  const record = readLedgerValue(type, text);
  return record === undefined ? { kind: 'unreadable', text } : { kind: 'record', record, text };
}
