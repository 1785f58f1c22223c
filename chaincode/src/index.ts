// SPDX-License-Identifier: Apache-2.0
export { contracts, setRuntimeInfo } from './identity.js';
