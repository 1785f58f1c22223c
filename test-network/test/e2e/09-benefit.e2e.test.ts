// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { expect } from 'chai';
import {
  samplePayload,
  type InstructionOf,
  type InstructionType,
  type PayloadOf,
  type SignedInstructionOf,
} from '@unionid/domain/catalogue';
import type { ErrorCode } from '@unionid/domain/errors';
import {
  contractFunctionOf,
  instructionArgument,
  keyClaimBytes,
  keyIdOf,
  type SignedInstruction,
} from '@unionid/domain/instruction';
import type { ChaincodeName, FundRecord, Grant } from '@unionid/domain/ledger';
import { newKeySigner, newSm2KeyPair, type Signer } from '@unionid/domain/signing';
import { expectCode } from '@unionid/domain/testing';
import { newId, newInstruction, signInstruction, type NewInstruction } from '@unionid/sdk';
import {
  BENEFIT,
  contractErrorOf,
  IDENTITY,
  newMemberEntry,
  submitDirectly,
  type DirectSubmission,
  decide,
  reachHeight,
  type GovernorClient,
  type TestNetwork,
} from '@unionid/test-network';
import { openPeers, sameHeight, type Peer } from '../support/peers.js';
import { CARRY, plantContract } from '../support/planted-bundle.js';
import { realNetwork, withBundles } from '../support/real-network.js';

/** Who signs. */
interface Operator {
  readonly operatorId: string;
  readonly signer: Signer;
}

// Past the gateways where the contract itself must refuse: `benefit` asks `identity` who may act.
describe('chaincode benefit on real peers', () => {
  let test: TestNetwork;
  let sichuan: GovernorClient;
  let beijing: GovernorClient;
  let peers: readonly Peer[];

  before(async () => {
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    beijing = test.clientOf('beijing');
    peers = openPeers(test.network);
  });
  after(() => {
    for (const peer of peers) peer.close();
  });

  it('has a fund opened by a cadre with the grant, through the gateway', async () => {
    const cadre = await registerCadre(['fund']);
    const payload = fundOf(sichuan.operator.orgId);
    const status = await sichuan.client.instructions.submit(await sign(openFund(payload, cadre), cadre));
    expect(status).to.include({ status: 'COMMITTED' });
    await sameHeight(peers);
    for (const peer of peers) {
      const fund = (await peer.read('fund:read', { fundId: payload.fundId }, BENEFIT)) as FundRecord;
      expect(fund, peer.organization).to.include({ state: 'OPEN', org: payload.org, fen: payload.fen });
    }
  });

  it('refuses a fund without the grant', async () => {
    const cadre = await registerCadre(['organisation']);
    await refused(await sign(openFund(fundOf(sichuan.operator.orgId), cadre), cadre), 'GRANT_MISSING');
  });

  it("refuses a fund of another province's union", async () => {
    const cadre = await registerCadre(['fund']);
    await refused(await sign(openFund(fundOf(beijing.operator.orgId), cadre), cadre), 'PROVINCE_FOREIGN');
  });

  it('refuses a fund signed by a revoked key', async () => {
    const cadre = await registerCadre(['fund']);
    const payload = { operatorId: cadre.operatorId, keyId: keyIdOf(cadre.signer.publicKey) };
    const revocation = newInstruction({
      ...signedBy(rootOperator()),
      ...{ type: 'operator.revokeKey' as const, payload, subjectVersion: 1 },
    });
    await submit(await sign(revocation, rootOperator()), IDENTITY);
    await refused(await sign(openFund(fundOf(sichuan.operator.orgId), cadre), cadre), 'KEY_REVOKED');
  });

  it('refuses an instruction of identity that is handed to it', async () => {
    const enrolment = await sign(enrolMember(), rootOperator());
    const argument = instructionArgument(enrolment);
    await expectCode(send({ chaincode: BENEFIT, function: 'fund:open', argument }), 'UNKNOWN_INSTRUCTION');
    const misnamed = await sign({ ...enrolMember(), chaincode: BENEFIT }, rootOperator());
    await expectCode(sichuan.client.instructions.submit(misnamed), 'WRONG_NETWORK');
  });

  describe('altered so that its own proposal carries an instruction of identity', () => {
    let bundle: string;

    before(async () => {
      const planted = { contract: 'carry', methods: CARRY };
      bundle = plantContract({ ...planted, folder: 'chaincode-carrying', version: '0.0.0-carrying' });
      await withBundles(test, { [BENEFIT]: bundle }).deploy([BENEFIT]);
    });
    after(async () => {
      await test.deploy([BENEFIT]);
      rmSync(bundle, { recursive: true, force: true });
    });

    it('is refused by identity, where nothing is written', async () => {
      const instruction = enrolMember();
      const signed = await sign(instruction, rootOperator());
      const call = { name: 'person:enrol', argument: instructionArgument(signed) };
      const carried = { chaincode: BENEFIT, function: 'carry:carry', argument: JSON.stringify(call) };
      await expectCode(send(carried), 'PROPOSAL_FOREIGN');
      const { personKey } = instruction.payload;
      await sameHeight(peers);
      for (const peer of peers) await expectCode(readAccount(peer, personKey), 'ACCOUNT_UNKNOWN');
      // The very same one is valid where it belongs.
      await submit(signed, IDENTITY);
      await sameHeight(peers);
      for (const peer of peers)
        expect(await readAccount(peer, personKey), peer.organization).to.be.an('object');
    });
  });

  function rootOperator(): Operator {
    return { operatorId: sichuan.operator.operatorId, signer: sichuan.signer };
  }

  function signedBy({
    operatorId,
    signer,
  }: Operator): Pick<NewInstruction<never>, 'ledger' | 'actor' | 'publicKey'> {
    return { ledger: test.ledger, actor: operatorId, publicKey: signer.publicKey };
  }

  function fundOf(org: string): PayloadOf<'fund.open'> {
    return { ...samplePayload('fund.open'), fundId: newId('fund'), org };
  }

  function openFund(payload: PayloadOf<'fund.open'>, by: Operator): InstructionOf<'fund.open'> {
    return newInstruction({ ...signedBy(by), type: 'fund.open', payload });
  }

  function enrolMember(): InstructionOf<'person.enrol'> {
    const payload = newMemberEntry(sichuan.operator.orgId);
    return newInstruction({ ...signedBy(rootOperator()), type: 'person.enrol', payload });
  }

  function sign<T extends InstructionType>(
    instruction: InstructionOf<T>,
    { signer }: Operator,
  ): Promise<SignedInstructionOf<T>> {
    return signInstruction(instruction, signer);
  }

  function submit(signed: SignedInstruction, chaincode: ChaincodeName): Promise<string> {
    const name = contractFunctionOf(signed.instruction.type);
    return send({ chaincode, function: name, argument: instructionArgument(signed) });
  }

  function send(call: Pick<DirectSubmission, 'chaincode' | 'function' | 'argument'>): Promise<string> {
    const as = { organization: 'sichuan', user: 'User1', endorserMsp: 'SichuanMSP' } as const;
    return submitDirectly(test.network, { ...as, ...call });
  }

  async function refused(signed: SignedInstruction, code: ErrorCode): Promise<void> {
    await expectCode(submit(signed, BENEFIT), code);
  }

  async function registerCadre(grants: readonly Grant[]): Promise<Operator> {
    const { privateKey, publicKey } = newSm2KeyPair();
    const cadre = { operatorId: newId('operator'), signer: newKeySigner(privateKey) };
    const claim = { purpose: 'operator-key', holder: cadre.operatorId, publicKey } as const;
    const proof = await cadre.signer.sign(keyClaimBytes(test.ledger, claim));
    const payload = {
      ...{ operatorId: cadre.operatorId, org: sichuan.operator.orgId, role: 'cadre' as const },
      ...{ grants: [...grants], publicKey, proof, responsibility: '' },
    };
    // The gateway knows whoever signs from its read model, which is some blocks behind its peer.
    await reachHeight(sichuan, await decide(sichuan, test.ledger, 'operator.register', payload));
    return cadre;
  }

  async function readAccount(peer: Peer, personKey: string): Promise<unknown> {
    try {
      return await peer.read('person:read', { personKey });
    } catch (error) {
      throw contractErrorOf(error) ?? error;
    }
  }
});
