// SPDX-License-Identifier: Apache-2.0
import type { InMemoryLedger } from './in-memory-ledger.js';
import type { EndorsedInMemory, InMemoryCall } from './in-memory-transaction.js';

const LOCALE_VARIABLES = ['LANG', 'LC_ALL', 'TZ'] as const;

/** Two peers: what differs between them must not show in what they endorse. */
const PEERS = [
  { clock: Date.parse('2026-03-02T02:00:00.000Z'), LANG: 'C', LC_ALL: 'C', TZ: 'UTC', reversed: false },
  {
    clock: Date.parse('2031-12-31T23:59:59.999Z'),
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    TZ: 'Asia/Shanghai',
    reversed: true,
  },
] as const;

/**
 * Endorses as two peers with another clock, locale and order of keys do. Nothing else may run meanwhile.
 * @throws Error of the contract, or one that says what differs
 */
export async function endorseOnTwoPeers(
  ledger: InMemoryLedger,
  call: InMemoryCall,
): Promise<EndorsedInMemory> {
  const peers = PEERS.map((peer) => (simulate: () => Promise<EndorsedInMemory>) => endorseAs(peer, simulate));
  const [one, other] = await ledger.endorseBy(call, peers);
  if (one === undefined || other === undefined) throw new RangeError('two peers answer');
  if (comparable(one) !== comparable(other))
    throw new Error(`not deterministic: ${call.function}\n${comparable(one)}\n${comparable(other)}`);
  if (one instanceof Error) throw one;
  return one;
}

async function endorseAs(
  peer: (typeof PEERS)[number],
  simulate: () => Promise<EndorsedInMemory>,
): Promise<EndorsedInMemory | Error> {
  const environment = LOCALE_VARIABLES.map((name) => [name, process.env[name]] as const);
  const { now } = Date;
  const { parse } = JSON;
  Date.now = () => peer.clock;
  for (const name of LOCALE_VARIABLES) process.env[name] = peer[name];
  if (peer.reversed) JSON.parse = (text: string) => parse(text, reverseKeys) as unknown;
  try {
    return await simulate();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    Date.now = now;
    JSON.parse = parse;
    for (const [name, value] of environment) restore(name, value);
  }
}

// What a parser, a spread or a map may do to an object without changing what it says.
function reverseKeys(_key: string, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value).reverse()) : value;
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

// In the order in which they were made: the order is part of what must be the same.
function comparable(outcome: EndorsedInMemory | Error): string {
  if (outcome instanceof Error) return outcome.message;
  const { result, readSet, rangeSet, writeSet, event } = outcome;
  return JSON.stringify({ result, readSet, rangeSet, writeSet, event });
}
