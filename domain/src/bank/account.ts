// SPDX-License-Identifier: Apache-2.0
import type { PersonIdentifiers } from '../privacy/index.js';

/** As what the split matching key knows an account at a bank: no document has a kind that is spelled so, so no tag of one is a person's. */
export function bankAccountIdentifiers(number: string): PersonIdentifiers {
  return { docType: 'bank-account', docNumber: number, name: '' };
}
