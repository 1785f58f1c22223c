// SPDX-License-Identifier: Apache-2.0
export { contracts as benefitContracts } from './benefit/entry.js';
export { contracts as identityContracts, setRuntimeInfo } from './identity/entry.js';
