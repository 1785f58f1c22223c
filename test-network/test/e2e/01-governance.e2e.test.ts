// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { PROVINCES, UNIONS } from '@unionid/test-network';
import { realNetwork } from '../support/real-network.js';

describe('a founded network', () => {
  it('has its provinces, each with the root union it registered itself, at every gateway', async () => {
    const test = await realNetwork();
    for (const { client } of test.clients()) {
      const view = await client.network.get();
      expect(view.network).to.equal(test.ledger.network);
      expect(view.provinces.map(({ code }) => code)).to.have.members(PROVINCES.map(({ code }) => code));
      expect(view.provinces.every(({ rootOrg }) => rootOrg !== undefined)).to.equal(true);
    }
  });

  it('is founded once: repeating every step changes nothing', async () => {
    const test = await realNetwork();
    expect(await test.bootstrap()).to.equal(0);
    expect(await test.foundUnions()).to.equal(0);
  });

  it('lists the answer keys of all gateways at each of them, as governance has them', async () => {
    const test = await realNetwork();
    const lists = test.clients().map(async ({ client }) => (await client.network.get()).gatewayKeys);
    const [first, ...others] = await Promise.all(lists);
    expect(first?.map(({ mspId }) => mspId)).to.have.members(UNIONS.map(({ mspId }) => mspId));
    for (const list of others) expect(list).to.deep.equal(first);
  });

  it('shows every province the same union tree', async () => {
    const test = await realNetwork();
    const trees = test
      .clients()
      .map(async ({ client }) =>
        (await client.organisations.list({ limit: 500 })).items.map(({ orgId }) => orgId).sort(),
      );
    const [first, ...others] = await Promise.all(trees);
    expect(first).to.have.length(UNIONS.length + 3 * PROVINCES.length);
    for (const tree of others) expect(tree).to.deep.equal(first);
  });
});
