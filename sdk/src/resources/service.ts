// SPDX-License-Identifier: Apache-2.0
import { ApiError } from '../transport/api-error.js';
import type { Transport } from '../transport/transport.js';

/** The gateway about itself; anybody may ask. */
export interface ServiceResource {
  /** True while the process answers. */
  isLive(): Promise<boolean>;
  /** True when ledger, read model and vault are usable; false with whatever the gateway says is not. */
  readiness(): Promise<{ readonly ready: boolean; readonly code?: string }>;
  /** The OpenAPI document. */
  openApi(): Promise<Readonly<Record<string, unknown>>>;
}

const anyObject = {
  parse(value: unknown): Readonly<Record<string, unknown>> {
    if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
    return value as Readonly<Record<string, unknown>>;
  },
};

export function newServiceResource(transport: Transport): ServiceResource {
  const answers = (path: string): Promise<ApiError | undefined> =>
    transport.exchange({ method: 'GET', path, signed: false, once: true }).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof ApiError && error.status !== 0) return error;
        throw error;
      },
    );
  return {
    isLive: async () => (await answers('/livez')) === undefined,
    readiness: async () => {
      const error = await answers('/readyz');
      return error ? { ready: false, code: error.code } : { ready: true };
    },
    openApi: () => transport.json({ method: 'GET', path: '/v1/openapi.json', signed: false }, anyObject),
  };
}
