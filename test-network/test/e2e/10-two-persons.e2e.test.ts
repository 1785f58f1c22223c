// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AccountView } from '@unionid/domain/api';
import type { InstructionType, PayloadOf, SignedInstructionOf } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import {
  contractFunctionOf,
  instructionArgument,
  instructionDigest,
  keyClaimBytes,
} from '@unionid/domain/instruction';
import { newKeySigner, newSm2KeyPair, type Signer } from '@unionid/domain/signing';
import { expectCode } from '@unionid/domain/testing';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { newId, newInstruction, signInstruction } from '@unionid/sdk';
import {
  newMemberEntry,
  NATIONAL,
  submitDirectly,
  type GovernorClient,
  type TestNetwork,
  newUnionEntry,
} from '@unionid/test-network';
import { unionid } from '../support/command-line.js';
import { submitEndorsedBy, VALIDATION } from '../support/endorsed-by.js';
import { openPeers, sameHeight, type Peer } from '../support/peers.js';
import { realNetwork } from '../support/real-network.js';

interface Operator {
  readonly operatorId: string;
  readonly signer: Signer;
}
interface Act {
  readonly by?: Operator;
  readonly subjectVersion?: number;
}

const NAME = '四川两人试验厂第二工会委员会';
/** What nobody gets to confirm. */
const NEXT_NAME = '四川两人试验二厂第二工会委员会';
const HOUR_MS = 3_600_000;

describe('a decision of two persons, on real peers', () => {
  let test: TestNetwork;
  let sichuan: GovernorClient;
  let peers: readonly Peer[];
  /** Of the persons who decide. */
  let above: string;
  let orgId: string;
  let one: Operator;
  let two: Operator;
  let oneAgain: Operator;

  before(async () => {
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    peers = openPeers(test.network);
    const superior = { ...newUnionEntry(sichuan, '四川两人试验市总工会'), level: 2 } as const;
    above = superior.orgId;
    await submit('organisation.register', superior);
    const entry = { ...newUnionEntry(sichuan, '四川两人试验厂工会委员会'), parent: above };
    ({ orgId } = entry);
    await submit('organisation.register', entry);
    const [first, second] = [await enrol(), await enrol()];
    one = await newOperator(first);
    two = await newOperator(second);
    oneAgain = await newOperator(first);
  });

  after(() => {
    for (const peer of peers) peer.close();
  });

  it('a union’s name changes when another person has confirmed it, and not before', async () => {
    const signed = await openDecision(1, NAME);
    expect(await namesAtPeers()).to.not.include(NAME);
    await confirm(signed, two);
    expect(new Set(await namesAtPeers())).to.deep.equal(new Set([NAME]));
  });

  it('what one may decide is revised by the command line, and shown at another province', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unionid-revise-'));
    const file = join(folder, 'change.json');
    writeFileSync(file, JSON.stringify({ address: '四川某市某路 1 号', kind: '02' }));
    await unionid(test, 'sichuan', 'organisations', 'revise', orgId, '--file', file);
    await sameHeight(peers);
    for (const peer of peers) {
      const found = (await peer.read('organisation:read', { orgId })) as { profile: object };
      expect(found.profile, peer.organization).to.include({
        address: '四川某市某路 1 号',
        kind: '02',
        name: NAME,
      });
    }
    rmSync(folder, { recursive: true });
  });

  it('the same person under another operator is refused', async () => {
    const signed = await openDecision(3, NEXT_NAME);
    await expectCode(confirm(signed, oneAgain), 'SAME_PERSON');
    await expectCode(confirm(signed, one), 'SAME_PERSON');
    await submit('decision.withdraw', named(signed), { by: one, subjectVersion: 1 });
    await expectCode(confirm(signed, two, 0), 'PENDING_UNKNOWN');
  });

  it('one that was endorsed and held back is invalid after a tick of the ledger clock', async () => {
    const signed = await openDecision(3, NEXT_NAME);
    const confirmation = await signConfirmation(signed, two, 1);
    const code = await submitEndorsedBy(test, 'sichuan', {
      signed: confirmation,
      endorsers: [NATIONAL.mspId, 'SichuanMSP'],
      meanwhile: tick,
    });
    expect(code).to.equal(VALIDATION.MVCC_READ_CONFLICT);
    await submit('decision.withdraw', named(signed), { by: one, subjectVersion: 1 });
  });

  // Covers: S17
  it('a union ends, and the gateway carries its members to the one above, which can close it then', async () => {
    const members = [await enrol(orgId), await enrol(orgId)];
    const [on, evidence] = [chinaDateAt(Date.now()), 'A'.repeat(43)];
    const payload = { orgId, ground: 'dissolved', heir: above, on, evidence } as const;
    const signed = await sign('organisation.beginClosing', payload, { by: one, subjectVersion: 1 });
    await send(signed);
    await confirm(signed, two);
    await pollUntil(async () => (await isClosed()) || undefined, {
      ...{ what: 'the union being empty', timeoutMs: 60_000 },
    });
    for (const identityId of members) {
      const account = (await unionid(test, 'sichuan', 'accounts', 'show', identityId)) as AccountView;
      expect(account).to.include({ org: above, state: 'RETAINED' });
    }
  });

  /** Closes the union where it is empty. */
  async function isClosed(): Promise<boolean> {
    try {
      await submit('organisation.close', { orgId }, { by: one, subjectVersion: 2 });
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'ORGANISATION_NOT_EMPTY') return false;
      throw error;
    }
  }

  async function openDecision(
    subjectVersion: number,
    name: string,
  ): Promise<SignedInstructionOf<'organisation.revise'>> {
    const payload = { orgId, name };
    const signed = await sign('organisation.revise', payload, { by: one, subjectVersion });
    const result = JSON.parse(await send(signed)) as { readonly pending: { readonly digest: string } };
    expect(result.pending.digest).to.equal(instructionDigest(signed.instruction));
    return signed;
  }

  async function confirm(signed: SignedInstructionOf, by: Operator, subjectVersion = 1): Promise<string> {
    return send(await signConfirmation(signed, by, subjectVersion));
  }

  function signConfirmation(
    decision: SignedInstructionOf,
    by: Operator,
    subjectVersion: number,
  ): Promise<SignedInstructionOf<'decision.confirm'>> {
    const digest = instructionDigest(decision.instruction);
    return sign('decision.confirm', { decision, digest }, { by, subjectVersion });
  }

  /** The next hour that the clock does not show yet; it may be half an hour ahead. */
  async function tick(): Promise<void> {
    const hourOf = (time: number): string => `${new Date(time).toISOString().slice(0, 13)}:00:00.000Z`;
    for (const hour of [hourOf(Date.now()), hourOf(Date.now() + HOUR_MS / 2)]) {
      const call = { organization: 'beijing', user: 'User1', endorserMsp: 'BeijingMSP' } as const;
      try {
        await submitDirectly(test.network, {
          ...{ ...call, function: 'governance:tick', argument: canonicalJson({ hour }) },
        });
        return;
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'CLOCK_NOT_LATER') throw error;
      }
    }
    throw new Error(
      'the clock shows this hour already: run the test in the second half of an hour, or on a new network',
    );
  }

  async function namesAtPeers(): Promise<readonly unknown[]> {
    await sameHeight(peers);
    return Promise.all(
      peers.map(async (peer) => {
        const found = (await peer.read('organisation:read', { orgId })) as { profile: { name: string } };
        return found.profile.name;
      }),
    );
  }

  async function enrol(org = sichuan.operator.orgId): Promise<string> {
    const entry = newMemberEntry(org);
    await submit('person.enrol', entry);
    return entry.identityId;
  }

  async function newOperator(identityId: string): Promise<Operator> {
    const signer = newKeySigner(newSm2KeyPair().privateKey);
    const operatorId = newId('operator');
    const { publicKey } = signer;
    const claim = { purpose: 'operator-key', holder: operatorId, publicKey } as const;
    const proof = await signer.sign(keyClaimBytes(test.ledger, claim));
    await submit('operator.register', {
      ...{ operatorId, org: above, role: 'superadmin', grants: ['organisation'], publicKey, proof },
      responsibility: '',
    });
    await submit('operator.bindPerson', { operatorId, identityId, place: '' }, { subjectVersion: 1 });
    return { operatorId, signer };
  }

  async function submit<T extends InstructionType>(
    type: T,
    payload: PayloadOf<T>,
    act: Act = {},
  ): Promise<string> {
    return send(await sign(type, payload, act));
  }

  function sign<T extends InstructionType>(
    type: T,
    payload: PayloadOf<T>,
    { by, subjectVersion = 0 }: Act,
  ): Promise<SignedInstructionOf<T>> {
    const { operatorId, signer } = by ?? { operatorId: sichuan.operator.operatorId, signer: sichuan.signer };
    const { publicKey } = signer;
    const instruction = newInstruction({
      ...{ ledger: test.ledger, type, payload, actor: operatorId, publicKey, subjectVersion },
    });
    return signInstruction(instruction, signer);
  }

  /** Once every endorser has what went before: nothing here goes through a gateway, which would wait for that. */
  async function send(signed: SignedInstructionOf): Promise<string> {
    await sameHeight(peers);
    return submitDirectly(test.network, {
      ...{ organization: 'sichuan', user: 'User1', endorserMsp: 'SichuanMSP' },
      function: contractFunctionOf(signed.instruction.type),
      argument: instructionArgument(signed),
    });
  }

  function named({ instruction }: SignedInstructionOf): PayloadOf<'decision.withdraw'> {
    const { actor, instructionId } = instruction;
    return { actor, instructionId };
  }
});
