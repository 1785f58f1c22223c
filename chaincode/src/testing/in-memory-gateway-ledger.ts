// SPDX-License-Identifier: Apache-2.0
import { decodeUtf8, encodeUtf8 } from '@unionid/domain/encoding';
import { decodeError, DomainError } from '@unionid/domain/errors';
import { CHAINCODES, type ChaincodeName, type LedgerName } from '@unionid/domain/ledger';
import type { InMemoryLedger } from './in-memory-ledger.js';
import type { EndorsedInMemory, InMemoryBlock } from './in-memory-transaction.js';
import type { Submitter } from './in-memory-stub.js';

interface Call {
  readonly chaincode?: ChaincodeName;
  readonly function: string;
  readonly argument: string;
  /** MSP of the province whose peer is asked, too. */
  readonly province?: string;
}

interface Endorsed {
  readonly transactionId: string;
  readonly bytes: Uint8Array;
  readonly result: string;
}

interface Status {
  readonly valid: boolean;
  readonly code: number;
  readonly block: number;
}

/** The in-memory ledger in the words of the gateway's ledger port; several may stand on one ledger. */
export interface InMemoryGatewayLedger {
  readonly name: Pick<LedgerName, 'network' | 'channel'>;
  readonly chaincodes: readonly ChaincodeName[];
  endorse(call: Call): Promise<Endorsed>;
  submit(transaction: Pick<Endorsed, 'bytes' | 'transactionId'>): Promise<void>;
  status(transactionId: string, timeoutMs: number): Promise<Status | undefined>;
  evaluate(call: Call): Promise<string>;
  blocks(from: number, signal: AbortSignal): AsyncIterable<InMemoryBlock>;
  height(): Promise<number>;
  close(): void;
  /** While true, every call throws LEDGER_UNAVAILABLE. */
  unavailable: boolean;
}

/** An organisation's own access to the ledger. */
export function newInMemoryGatewayLedger(
  ledger: InMemoryLedger,
  submitter: Submitter,
): InMemoryGatewayLedger {
  const gateway: InMemoryGatewayLedger = {
    name: { network: ledger.name.network, channel: ledger.name.channel },
    chaincodes: CHAINCODES,
    unavailable: false,
    endorse: ({ province, ...call }) =>
      reach(gateway, async () => {
        const endorsed = await ledger.endorse({ ...call, submitter });
        const { transactionId, result } = endorsed;
        const endorsers = [
          ...new Set([...endorsed.endorsers, ...(province === undefined ? [] : [province])]),
        ];
        return { transactionId, result, bytes: encodeUtf8(JSON.stringify({ ...endorsed, endorsers })) };
      }),
    submit: ({ bytes }) =>
      reach(gateway, () => {
        ledger.submit(JSON.parse(decodeUtf8(bytes)) as EndorsedInMemory);
        return Promise.resolve();
      }),
    status: (transactionId, timeoutMs) =>
      reach(gateway, async () => {
        const found =
          ledger.statusOf(transactionId) ?? (await nextStatus(ledger, { transactionId, timeoutMs }));
        return found && { ...found, valid: found.code === 0 };
      }),
    evaluate: (call) => reach(gateway, () => ledger.evaluate({ ...call, submitter })),
    blocks: (from, signal) => follow(gateway, { ledger, from, signal }),
    height: () => reach(gateway, () => Promise.resolve(ledger.height)),
    close: () => undefined,
  };
  return gateway;
}

async function reach<T>({ unavailable }: InMemoryGatewayLedger, work: () => Promise<T>): Promise<T> {
  if (unavailable) throw new DomainError('LEDGER_UNAVAILABLE');
  try {
    return await work();
  } catch (error) {
    throw (error instanceof Error ? decodeError(error.message) : undefined) ?? error;
  }
}

function nextStatus(
  ledger: InMemoryLedger,
  { transactionId, timeoutMs }: { transactionId: string; timeoutMs: number },
): Promise<{ readonly code: number; readonly block: number } | undefined> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      stop();
      resolve(ledger.statusOf(transactionId));
    };
    const timer = setTimeout(finish, timeoutMs);
    const stop = ledger.onBlock(({ transactions }) => {
      if (transactions.some((transaction) => transaction.transactionId === transactionId)) finish();
    });
  });
}

async function* follow(
  gateway: InMemoryGatewayLedger,
  { ledger, from, signal }: { ledger: InMemoryLedger; from: number; signal: AbortSignal },
): AsyncGenerator<InMemoryBlock> {
  let next = from;
  while (!signal.aborted) {
    if (gateway.unavailable) throw new DomainError('LEDGER_UNAVAILABLE');
    const [block] = ledger.blocks(next);
    if (block === undefined) {
      await nextBlock(ledger, signal);
    } else {
      next += 1;
      yield block;
    }
  }
}

function nextBlock(ledger: InMemoryLedger, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      stop();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const stop = ledger.onBlock(finish);
    signal.addEventListener('abort', finish, { once: true });
  });
}
