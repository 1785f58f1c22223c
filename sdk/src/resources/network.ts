// SPDX-License-Identifier: Apache-2.0
import { networkView, type NetworkView } from '@unionid/domain/api';
import type { Transport } from '../transport/transport.js';

export interface NetworkResource {
  /** What a client needs before it signs anything; anybody may ask. */
  get(): Promise<NetworkView>;
}

export function newNetworkResource(transport: Transport): NetworkResource {
  return {
    get: () => transport.json({ method: 'GET', path: '/v1/network', signed: false }, networkView),
  };
}
