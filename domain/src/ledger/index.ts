// SPDX-License-Identifier: Apache-2.0
export {
  accountIn,
  accountPageOf,
  accountsOf,
  ACCOUNTS_PER_PAGE,
  formatPlace,
  pageGroupOf,
  pageIdOf,
  parsePlace,
  type AccountPageRecord,
  type AccountPlace,
  type IdentifiedAccount,
} from './account-page.js';
export { compositeKey, ledgerKey, personIndexOf, splitKey } from './keys.js';
export * from './records.js';
