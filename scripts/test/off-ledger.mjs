// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
const { to } = forbidden.find(({ name }) => name === 'chaincode-sees-no-forms-words-or-addresses');

/** Folders of domain/ that a contract has no business with, as the import rules have them. */
export const offLedger = to.path.slice(to.path.indexOf('(') + 1, to.path.indexOf(')')).split('|');
