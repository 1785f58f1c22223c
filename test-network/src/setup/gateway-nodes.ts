// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConnectionProfile, NodeSpec } from '@unionid/network';
import { CHAINCODE, CHANNEL, NATIONAL, type Union } from '../topology.js';
import { gatewaySecretFiles } from './secret-files.js';

// Below the peer's gatewayService limit of 500, of which waiting commit statuses hold slots too (fabric.md §3.2).
const MAX_IN_FLIGHT = 200;
const MATCHING_QUOTA_PER_DAY = 1_000_000;
const GATEWAY_MAIN = fileURLToPath(import.meta.resolve('@unionid/gateway/main'));

export interface GatewayPlacement {
  readonly runDir: string;
  readonly networkId: string;
  readonly union: Union;
  readonly profile: ConnectionProfile;
  readonly port: number;
  readonly nationalPort: number;
}

/** Base URL of a gateway on this host. */
export function gatewayUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Writes a gateway's settings and says how to run it. */
export function newGatewayNode(placement: GatewayPlacement): NodeSpec {
  const { runDir, union, port } = placement;
  const configFile = join(runDir, 'unions', union.organization, 'gateway.json');
  mkdirSync(dirname(configFile), { recursive: true, mode: 0o700 });
  writeFileSync(configFile, JSON.stringify(gatewayConfig(placement), null, 2), { mode: 0o600 });
  return {
    name: `gateway-${union.organization}`,
    kind: 'gateway',
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', '--enable-source-maps', GATEWAY_MAIN],
    env: { UNIONID_GATEWAY_CONFIG: configFile, NODE_ENV: 'production' },
    cwd: dirname(configFile),
    ports: { http: port },
    logFile: join(runDir, 'logs', `gateway-${union.organization}.log`),
    health: [{ kind: 'http', url: `${gatewayUrl(port)}/livez` }],
  };
}

function gatewayConfig({ runDir, networkId, union, profile, port, nationalPort }: GatewayPlacement): object {
  const secrets = gatewaySecretFiles(runDir, union.organization);
  const isNational = union === NATIONAL;
  return {
    network: networkId,
    channel: CHANNEL,
    chaincode: CHAINCODE,
    mspId: union.mspId,
    nationalMspId: NATIONAL.mspId,
    province: union.code,
    listen: { host: '127.0.0.1', port },
    dataDir: join(runDir, 'unions', union.organization, 'data'),
    fabric: {
      peerEndpoint: profile.peerEndpoint,
      tlsRootCertFile: profile.tlsRootCertPath,
      certFile: profile.identities.User1.certPath,
      keyFile: profile.identities.User1.keyPath,
      maxInFlight: MAX_IN_FLIGHT,
    },
    secrets: isNational
      ? { answerKeyFile: secrets.answerKeyFile, nationalMatchingKeysFile: secrets.nationalMatchingKeysFile }
      : {
          answerKeyFile: secrets.answerKeyFile,
          vaultKeyFile: secrets.vaultKeyFile,
          provinceMatchingKeysFile: secrets.provinceMatchingKeysFile,
        },
    ...(isNational ? {} : { matchingUrl: gatewayUrl(nationalPort) }),
    matchingQuotaPerDay: MATCHING_QUOTA_PER_DAY,
    logLevel: 'info',
  };
}
