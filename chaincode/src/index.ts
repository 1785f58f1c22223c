// SPDX-License-Identifier: Apache-2.0
export { contracts as benefitContracts } from './benefit.js';
export { contracts as identityContracts, setRuntimeInfo } from './identity.js';
