// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrapTestLedger, type TestLedger } from '@unionid/chaincode/testing';
import {
  openTestGateway,
  registerGatewayKey,
  type TestGateway,
  type TestGatewayOptions,
} from './test-gateway.js';

const HOUR = 3_600_000;

/** The national gateway and two provinces' on one in-memory ledger, with their answer keys on it. */
export interface TestNetwork {
  readonly test: TestLedger;
  readonly national: TestGateway;
  readonly beijing: TestGateway;
  readonly sichuan: TestGateway;
  catchUp(): Promise<void>;
  /** Puts the ledger clock to the hour that has begun, or to the one that is about to, and lets every gateway know. */
  tick(hour?: 'begun' | 'next'): Promise<void>;
  close(): Promise<void>;
}

/** Opens three gateways that reach each other over HTTP, as they do on a real network. */
export async function openTestNetwork(
  folder: string,
  options: Partial<TestGatewayOptions> = {},
): Promise<TestNetwork> {
  const test = await bootstrapTestLedger();
  const open = (code: '00' | '11' | '51', matchingUrl?: string): Promise<TestGateway> => {
    const dataDir = join(folder, code);
    mkdirSync(dataDir, { recursive: true });
    const union = code === '00' ? test.national : test.provinces[code];
    return openTestGateway(test, union, {
      ...options,
      dataDir,
      ...(matchingUrl !== undefined && { matchingUrl }),
    });
  };
  for (const union of [test.national, ...Object.values(test.provinces)])
    await registerGatewayKey(test, union);
  const national = await open('00');
  const beijing = await open('11', national.url);
  const sichuan = await open('51', national.url);
  const gateways = [national, beijing, sichuan];
  const network: TestNetwork = {
    ...{ test, national, beijing, sichuan },
    async catchUp() {
      for (const gateway of gateways) await gateway.catchUp();
    },
    async tick(which = 'begun') {
      const hours = test.clock.now() / HOUR;
      const hour = new Date((which === 'begun' ? Math.floor(hours) : Math.ceil(hours)) * HOUR).toISOString();
      await test.call('governance:tick', JSON.stringify({ hour }), { mspId: test.national.mspId });
      await network.catchUp();
    },
    async close() {
      for (const gateway of gateways) await gateway.close();
    },
  };
  await network.catchUp();
  return network;
}
