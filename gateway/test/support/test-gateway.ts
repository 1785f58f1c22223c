// SPDX-License-Identifier: Apache-2.0
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newInMemoryGatewayLedger, type TestLedger, type TestUnion } from '@unionid/chaincode/testing';
import { encodeUtf8 } from '@unionid/domain/encoding';
import { CHAINCODES } from '@unionid/domain/ledger';
import type { MatchingKeys, NationalMatchingKeys } from '@unionid/domain/privacy';
import { sm3, toHex } from '@unionid/domain/sm';
import { newKeySigner, type Signer } from '@unionid/domain/signing';
import { pino, type Logger } from 'pino';
import { parseConfig, type Config } from '#src/config/config.js';
import type { Databases } from '#src/database/databases.js';
import { listen } from '#src/http/listen.js';
import type { Ledger } from '#src/ledger/ledger.js';
import { openGateway, type Gateway } from '#src/assembly/open-gateway.js';
import type { Secrets } from '#src/config/secrets.js';
import type { Services } from '#src/resources/services.js';
import type { Pace } from '#src/submission/pace.js';
import { testDatabase } from './on-databases.js';
import { holdAgainstDocument } from './declared-answers.js';

/** A gateway on the in-memory ledger, listening on a free port of this machine. */
export interface TestGateway {
  readonly union: TestUnion;
  readonly url: string;
  readonly services: Services;
  readonly config: Config;
  /** Waits until the read model has every block of the ledger. */
  catchUp(): Promise<void>;
  /** Stops as SIGTERM would; the databases stay in `dataDir`. */
  close(): Promise<void>;
}

export interface TestGatewayOptions {
  readonly dataDir: string;
  /** Base URL of the national gateway; needed at a province. */
  readonly matchingUrl?: string;
  /** Instead of plain access to the in-memory ledger, one that fails on purpose. */
  readonly ledger?: Ledger;
  /** Instead of the suite's own database in `dataDir`. */
  readonly databases?: Databases;
  readonly config?: Partial<Config>;
  readonly log?: Logger;
  readonly pace?: Partial<Pace>;
}

/** Short waiting times; lost envelopes are sent again after a tenth of a second. */
const PACE: Pace = { statusMs: 100, blockMs: 5, firstPauseMs: 5, longestPauseMs: 20 };
const K_PROVINCES: MatchingKeys = { person: new Uint8Array(32).fill(1), name: new Uint8Array(32).fill(2) };
/** The second is of no use before the ledger opens it. */
const K_NATIONAL: NationalMatchingKeys = {
  person: new Map([
    [1, new Uint8Array(32).fill(3)],
    [2, new Uint8Array(32).fill(5)],
  ]),
  name: new Uint8Array(32).fill(4),
};
/** Where nothing listens: port 9 is discard. */
const NOWHERE = 'http://127.0.0.1:9';
const SILENT = pino({ level: 'silent' });

/** Opens a union's gateway and starts it. */
export async function openTestGateway(
  test: TestLedger,
  union: TestUnion,
  options: TestGatewayOptions,
): Promise<TestGateway> {
  const config = testConfig(test, union, options);
  const databases = options.databases ?? (await testDatabase().open(config.dataDir));
  const gateway = await openGateway({
    ...{ config, databases },
    secrets: testSecrets(test, union),
    ledger: options.ledger ?? newInMemoryGatewayLedger(test.ledger, { mspId: union.mspId }),
    log: options.log ?? SILENT,
    now: test.clock.now,
    pace: { ...PACE, ...options.pace },
  });
  await gateway.start();
  const server = await listen(holdAgainstDocument(gateway.app), config.listen);
  return toTestGateway({ test, union, config, gateway, server });
}

/** The key with which a union's gateway signs answers. */
export function gatewaySigner(union: TestUnion): Signer {
  return newKeySigner(answerKey(union));
}

/** Puts the key of a union's gateway on the ledger. */
export async function registerGatewayKey(test: TestLedger, union: TestUnion): Promise<void> {
  const signer = gatewaySigner(union);
  const proof = await test.prove({ purpose: 'gateway-key', holder: union.mspId }, signer);
  await test.submit(
    'governance.registerGatewayKey',
    { publicKey: signer.publicKey, proof },
    { by: union.root },
  );
}

/** Settings of a test gateway. */
export function testConfig(test: TestLedger, union: TestUnion, options: TestGatewayOptions): Config {
  const isNational = union === test.national;
  const unused = '/nonexistent';
  const parsed = parseConfig(
    {
      ...{ network: test.name.network, channel: test.name.channel, chaincodes: CHAINCODES },
      ...{ mspId: union.mspId, nationalMspId: test.national.mspId, province: union.code },
      listen: { host: '127.0.0.1', port: 0 },
      dataDir: options.dataDir,
      fabric: {
        ...{ peerEndpoint: 'localhost:1', tlsRootCertFile: unused, certFile: unused, keyFile: unused },
        maxInFlight: 50,
      },
      secrets: isNational
        ? { answerKeyFile: unused, nationalMatchingKeysFile: unused }
        : { answerKeyFile: unused, vaultKeyFile: unused, provinceMatchingKeysFile: unused },
      ...(!isNational && { matchingUrl: options.matchingUrl ?? NOWHERE }),
      matchingQuotaPerDay: 10_000,
      ...{ logLevel: 'error', ticks: false },
    },
    'test',
  );
  return { ...parsed, ...options.config };
}

function testSecrets(test: TestLedger, union: TestUnion): Secrets {
  const isNational = union === test.national;
  return {
    answerKey: answerKey(union),
    vaultKey: isNational ? undefined : sm3(encodeUtf8(`vault key of ${union.code}`)),
    provinceMatchingKeys: isNational ? undefined : K_PROVINCES,
    nationalMatchingKeys: isNational ? K_NATIONAL : undefined,
  };
}

function answerKey({ code }: TestUnion): string {
  return toHex(sm3(encodeUtf8(`answer key of ${code}`)));
}

interface Running {
  readonly test: TestLedger;
  readonly union: TestUnion;
  readonly config: Config;
  readonly gateway: Gateway;
  readonly server: Server;
}

function toTestGateway({ test, union, config, gateway, server }: Running): TestGateway {
  const { services } = gateway;
  return {
    ...{ union, config, services },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    catchUp: () => services.readModel.waitForHeight(test.ledger.height, 30_000),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await gateway.close();
    },
  };
}
