// SPDX-License-Identifier: Apache-2.0
export * from './errors/index.js';
export * from './encoding/index.js';
export * from './ids/index.js';
export * from './schema/index.js';
export * from './sm/index.js';
export * from './merkle/index.js';
export * from './privacy/index.js';
export * from './ledger/index.js';
export * from './manifest/index.js';
export * from './organisation/index.js';
export * from './person/index.js';
export * from './operator/index.js';
export * from './governance/index.js';
export * from './instruction/index.js';
export * from './http/index.js';
export * from './answer/index.js';
export * from './api/index.js';
