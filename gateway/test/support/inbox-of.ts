// SPDX-License-Identifier: Apache-2.0
import type { TestOperator } from '@unionid/chaincode/testing';
import { inboxPage, type InboxPage } from '@unionid/domain/api';
import { expect } from 'chai';
import { signedFetch } from './signed-fetch.js';
import type { TestGateway } from './test-gateway.js';

/** What waits for an operator, as its gateway has it once it has caught up. */
export async function inboxOf(gateway: TestGateway, by: TestOperator, query = ''): Promise<InboxPage> {
  await gateway.catchUp();
  const { status, json, text } = await signedFetch(gateway, by, { target: `/v1/inbox${query}` });
  expect(status, text).to.equal(200);
  return inboxPage.parse(json);
}
