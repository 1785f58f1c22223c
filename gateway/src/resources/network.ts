// SPDX-License-Identifier: Apache-2.0
import { networkView, type NetworkView } from '@unionid/domain/api';
import { keyVersionsOf } from '@unionid/domain/governance';
import { unlessUnreadable } from '../read-model/readable.js';
import { publicRoute } from './route-builders.js';
import type { Services } from './services.js';

/** What a client needs before it signs anything. */
export const networkRoutes = [
  publicRoute({
    method: 'get',
    path: '/v1/network',
    operationId: 'getNetwork',
    summary: { zh: '网络、通道与本网关的密钥', en: "Network, channel and this gateway's key" },
    tag: 'network',
    response: networkView,
    status: 200,
    errors: ['TOO_MANY_REQUESTS', 'RECORD_UNREADABLE', 'DATABASE_UNAVAILABLE'],
    handle: async ({ services }) => ({ body: await showNetwork(services) }),
  }),
];

async function showNetwork({ config, answers, readModel, ledger }: Services): Promise<NetworkView> {
  // Who runs the network has to see how it stands above all when something is wrong with it.
  const record = await readModel.network().catch(unlessUnreadable);
  const provinces = await readModel.provinces();
  const gatewayKeys = await readModel.gatewayKeys();
  const { keyId, publicKey } = answers;
  return {
    ...ledger.name,
    chaincode: 'identity',
    chaincodes: ledger.chaincodes.map((name) => ({ name })),
    mspId: config.mspId,
    province: config.province,
    gatewayKey: { keyId, publicKey },
    gatewayKeys: gatewayKeys
      .filter(({ state }) => state === 'ACTIVE')
      .map((key) => ({ mspId: key.mspId, keyId: key.keyId, publicKey: key.publicKey })),
    height: await readModel.height(),
    ...(record !== undefined && {
      nationalOrg: record.nationalOrg,
      keyVersions: [...keyVersionsOf(record)],
    }),
    provinces: provinces.map(({ code, mspId, name, rootOrg }) => {
      return { code, mspId, name, ...(rootOrg !== undefined && { rootOrg }) };
    }),
  };
}
