// SPDX-License-Identifier: Apache-2.0
import { keyClaimBytes } from '@unionid/domain/instruction';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { expectCode } from '@unionid/domain/testing';
import { connectionOf, orderEnvelope, pollUntil } from '@unionid/network';
import { createClient, newId } from '@unionid/sdk';
import { CHANNEL, decide, UNIONS, type TestNetwork } from '@unionid/test-network';
import { expect } from 'chai';
import { openPeers, sameHeight } from '../support/peers.js';
import { realNetwork } from '../support/real-network.js';

const YEAR_300000 = 9_400_000_000_000;
const CATCH_UP_MS = 30_000;

describe('envelopes that peers mark invalid', () => {
  let test: TestNetwork;

  before(async () => {
    test = await realNetwork();
  });

  it('stop no gateway, whoever of whichever organisation has them ordered: a revoked operator is refused after them', async () => {
    const sichuan = test.clientOf('sichuan');
    const { ledger, network } = test;
    const { privateKey, publicKey } = newSm2KeyPair();
    const [operatorId, signer] = [newId('operator'), newKeySigner(privateKey)];
    const proof = await signer.sign(
      keyClaimBytes(ledger, { purpose: 'operator-key', holder: operatorId, publicKey }),
    );
    await decide(sichuan, ledger, 'operator.register', {
      ...{ operatorId, org: sichuan.operator.orgId, role: 'cadre', grants: ['verify'] },
      ...{ publicKey, proof, responsibility: '' },
    });
    const clients = UNIONS.filter(({ organization }) => network.part.has(organization)).map(
      ({ organization }) => createClient({ baseUrl: test.urlOf(organization), operatorId, signer }),
    );
    const readBy = (client: (typeof clients)[number]): Promise<unknown> =>
      client.organisations.get(sichuan.operator.orgId);
    await Promise.all(clients.map((client) => caughtUp(() => readBy(client))));

    const peers = openPeers(network);
    const beijing = connectionOf(network.connectionProfile('beijing'), 'User1');
    const now = Math.floor(Date.now() / 1000);
    for (const { data, seconds } of [
      { data: Uint8Array.of(0xff, 0xff, 0xff), seconds: now },
      { data: Uint8Array.of(0xff), seconds: YEAR_300000 },
      { data: Uint8Array.of(0x0a, 0x7f), seconds: YEAR_300000 },
    ])
      await orderAlone(beijing, peers, { channel: CHANNEL, data, seconds });
    await decide(sichuan, ledger, 'operator.revoke', { operatorId, reason: 'left' }, 1);

    try {
      const height = await sameHeight(peers);
      for (const client of clients) {
        await caughtUp(async () => expect((await client.network.get()).height).to.be.at.least(height));
        await expectCode(readBy(client), 'OPERATOR_REVOKED');
      }
    } finally {
      for (const peer of peers) peer.close();
    }
  });
});

/** In a block of its own: beside a transaction, such an envelope stops Fabric's peers themselves (fabric-facts.md §4.4). */
async function orderAlone(
  connection: Parameters<typeof orderEnvelope>[0],
  peers: ReturnType<typeof openPeers>,
  envelope: Parameters<typeof orderEnvelope>[1],
): Promise<void> {
  const before = await sameHeight(peers);
  await orderEnvelope(connection, envelope);
  const isApplied = async (): Promise<true | undefined> =>
    (await sameHeight(peers)) > before ? true : undefined;
  await pollUntil(isApplied, { what: 'the envelope in a block', timeoutMs: CATCH_UP_MS });
}

async function caughtUp(look: () => Promise<unknown>): Promise<void> {
  await pollUntil(
    () =>
      look().then(
        () => true,
        () => undefined,
      ),
    {
      what: 'a gateway that goes on',
      timeoutMs: CATCH_UP_MS,
    },
  );
}
