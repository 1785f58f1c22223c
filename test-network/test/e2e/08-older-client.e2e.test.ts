// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { contractFunctionOf, instructionArgument } from '@unionid/domain/instruction';
import { readTransaction } from '@unionid/network';
import { newInstruction, signInstruction } from '@unionid/sdk';
import {
  CHANNEL,
  IDENTITY,
  type GovernorClient,
  type TestNetwork,
  newUnionEntry,
} from '@unionid/test-network';
import { commonProfile } from '../support/common-profile.js';
import { VALIDATION } from '../support/endorsed-by.js';
import { installInterop, type InteropClient } from '../support/interop.js';
import { openPeers, sameHeight, type Peer } from '../support/peers.js';
import { realNetwork } from '../support/real-network.js';

interface Answer {
  readonly evaluated: string;
  readonly transactionId: string;
}

describe('an application with the archived fabric-network 2.2', () => {
  let test: TestNetwork;
  let sichuan: GovernorClient;
  let peers: readonly Peer[];
  let client: InteropClient;

  before(async () => {
    client = await installInterop('fabric-network-2.2');
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    peers = openPeers(test.network);
  });

  after(() => {
    for (const peer of peers) peer.close();
  });

  it('evaluates, and submits a signed instruction that every peer carries out', async () => {
    const { entry, argument } = await signRegistration();
    const { evaluated, transactionId } = (await client.run(settings(argument))) as Answer;
    await sameHeight(peers);
    for (const peer of peers) {
      expect(JSON.parse(evaluated), peer.organization).to.deep.equal(
        await peer.read('governance:network', {}),
      );
      const founded = await peer.read('organisation:read', { orgId: entry.orgId });
      expect(founded, peer.organization).to.have.nested.property('profile.name', entry.name);
      const found = await readTransaction(peer.admin, { channel: CHANNEL, transactionId });
      expect(found.getValidationcode(), peer.organization).to.equal(VALIDATION.VALID);
    }
  });

  it('is told the code of a refusal', async () => {
    const { argument } = await signRegistration();
    await client.run(settings(argument));
    const failure = await client.run(settings(argument)).then(
      () => expect.fail('it was carried out twice'),
      (error: unknown) => String(error),
    );
    expect(failure).to.include('INSTRUCTION_REPLAYED');
  });

  function settings(argument: string): object {
    const profile = test.network.connectionProfile('sichuan');
    return {
      profile: commonProfile(profile),
      identity: { mspId: profile.mspId, ...profile.identities.User1 },
      channel: CHANNEL,
      chaincode: IDENTITY,
      evaluate: { name: 'governance:network', argument: '{}' },
      submit: { name: contractFunctionOf('organisation.register'), argument },
    };
  }

  async function signRegistration() {
    const entry = newUnionEntry(sichuan, '四川旧版客户端试验厂工会委员会');
    const instruction = newInstruction({
      ledger: test.ledger,
      type: 'organisation.register',
      payload: entry,
      actor: sichuan.operator.operatorId,
      publicKey: sichuan.signer.publicKey,
    });
    return { entry, argument: instructionArgument(await signInstruction(instruction, sichuan.signer)) };
  }
});
