// SPDX-License-Identifier: Apache-2.0
// Door `@unionid/domain/testing`: what tests of other packages share with those of the domain. It is not shipped.
export {
  sheetXml,
  workbookEntries,
  workbookFile,
  xlsxFile,
  zipFile,
  type XlsxCell,
  type ZipEntry,
} from './support/xlsx-file.js';
export { fuzz } from './support/fuzz.js';
export { damage, damageOfText } from './support/damage.js';
export { bytesOf, hex64, utf8 } from './sm/support/bytes.js';
export { Seeded } from './sm/support/seeded.js';
export { mod, N, oraclePublicKey, oracleSign, P, toHexPoint } from './sm/support/sm2-oracle.js';
export { describeSm2Verifier } from './sm/support/sm2-verifier-suite.js';
export { isRequestSignedBy } from './support/request-signed-by.js';
export { expectCode, type Refusal } from './support/expect-code.js';
export { BANK_WAYS, SimulatedBank, type BankWay } from './support/simulated-bank.js';
export { honestYear } from './audit/simulated-year.js';
export { honestCountry } from './audit/planted-set.js';
