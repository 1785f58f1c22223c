// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord } from './records.js';

/** The account of a member whom no other union serves: a hosting is agreed with the union that has the member. */
export function withoutHosting(account: AccountRecord): AccountRecord {
  const { hosted, ...rest } = account;
  return hosted === undefined ? account : rest;
}
