// SPDX-License-Identifier: Apache-2.0
export { orderFile, orderSums, readOrderFile, type Order, type OrderRow } from './order-file.js';
export { paymentOf, referenceOf, type Payment } from './reference.js';
