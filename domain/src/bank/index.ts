// SPDX-License-Identifier: Apache-2.0
export { bankAccountIdentifiers } from './account.js';
export {
  BANK_DIFFERENCES,
  matchAnswers,
  type AnsweredOrder,
  type BankAnswer,
  type BankDifference,
  type BankDifferenceCode,
  type BankResult,
  type MatchedAnswers,
  type MatchedResult,
  type OrderedItem,
} from './match-answers.js';
export { orderFile, orderSums, readOrderFile, type Order, type OrderRow } from './order-file.js';
export {
  foreignPayment,
  payeeListFile,
  readPayeeList,
  type Payee,
  type PayeeList,
  type PayeeRow,
} from './payee-list.js';
export { partDigests, paymentOf, referenceOf, serialDigest, type Payment } from './reference.js';
