// SPDX-License-Identifier: Apache-2.0
// What other packages may use of the gateway; the service itself is started by `@unionid/gateway/main`.
export { buildOpenApi } from './http/open-api.js';
export type { Route, RouteDescription } from './http/route.js';
export { ROUTES } from './resources/routes.js';
export { decodeBlock } from './ledger/block-decoder.js';
export type { LedgerBlock, LedgerTransaction } from './ledger/ledger.js';
