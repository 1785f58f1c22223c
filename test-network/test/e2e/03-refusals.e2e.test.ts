// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type {
  InstructionType,
  PayloadOf,
  InstructionOf,
  SignedInstructionOf,
} from '@unionid/domain/catalogue';
import { canonicalJson, toBase64url } from '@unionid/domain/encoding';
import { DomainError, type ErrorCode } from '@unionid/domain/errors';
import {
  contractFunctionOf,
  instructionArgument,
  keyClaimBytes,
  type SignedInstruction,
} from '@unionid/domain/instruction';
import type { LedgerName } from '@unionid/domain/ledger';
import { chunkLeaf, chunkPath, manifestRoot } from '@unionid/domain/manifest';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { newKeySigner, newSm2KeyPair, randomBytes, type Signer } from '@unionid/domain/signing';
import { expectCode, type Refusal } from '@unionid/domain/testing';
import { newId, newInstruction, signInstruction } from '@unionid/sdk';
import { newMemberEntry, submitDirectly, type GovernorClient, type TestNetwork } from '@unionid/test-network';
import { realNetwork } from '../support/real-network.js';

const HOUR_MS = 3_600_000;

// Each of these goes straight to the real peers, past the gateways' own checks: the contract itself must refuse.
describe('the contract on real peers refuses', function () {
  let test: TestNetwork;
  let sichuan: GovernorClient;
  let national: GovernorClient;

  before(async () => {
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    national = test.clientOf('national');
  });

  it('a member under an identifier that is not bound to the person', async () => {
    const payload = { ...newMemberEntry(sichuan.operator.orgId), identityId: newId('identity') };
    await refused(await sign(instruct({ type: 'person.enrol', payload })), 'IDENTITY_ID_UNBOUND');
  });

  it('a bad signature', async () => {
    const signed = await sign(registration());
    const flipped = (signed.signature.startsWith('0') ? '1' : '0') + signed.signature.slice(1);
    await refused({ ...signed, signature: flipped }, 'SIGNATURE_INVALID');
  });

  it('a signature by another key under the registered key id', async () => {
    const other = newKeySigner(newSm2KeyPair().privateKey);
    await refused(await sign(registration(), other), 'SIGNATURE_INVALID');
  });

  it('a key that nobody registered', async () => {
    const other = newKeySigner(newSm2KeyPair().privateKey);
    await refused(
      await sign(
        instruct({ type: 'organisation.register', payload: entry(), publicKey: other.publicKey }),
        other,
      ),
      'KEY_UNKNOWN',
    );
  });

  it('a key that was revoked', async () => {
    const { signer, operatorId, keyId } = await registerCadre();
    await submit(
      await sign(instruct({ type: 'operator.revokeKey', payload: { operatorId, keyId }, subjectVersion: 1 })),
    );
    const late = instruct({
      type: 'organisation.register',
      payload: entry(),
      actor: operatorId,
      publicKey: signer.publicKey,
    });
    await refused(await sign(late, signer), 'KEY_REVOKED');
  });

  it('an instruction that has expired', async () => {
    await refused(await sign(registration({ now: Date.now() - 2 * HOUR_MS })), 'INSTRUCTION_EXPIRED');
  });

  it('an instruction from the future', async () => {
    await refused(await sign(registration({ now: Date.now() + HOUR_MS })), 'INSTRUCTION_FROM_FUTURE');
  });

  it('an instruction valid for longer than a day', async () => {
    await refused(await sign(registration({ validMinutes: 25 * 60 })), 'INSTRUCTION_LIFETIME');
  });

  it('a replay, naming the transaction that carried it out', async () => {
    const signed = await sign(registration());
    await submit(signed);
    const error = await refused(signed, 'INSTRUCTION_REPLAYED');
    expect(error.details.transactionId).to.match(/^[0-9a-f]{64}$/);
  });

  it('a payload altered after it was signed', async () => {
    const signed = await sign(registration());
    const altered = {
      ...signed.instruction,
      payload: { ...signed.instruction.payload, name: '另一个工会委员会' },
    };
    await refused({ ...signed, instruction: altered }, 'SIGNATURE_INVALID');
  });

  for (const field of ['network', 'channel', 'chaincode'] as const) {
    it(`an instruction for another ${field}`, async () => {
      await refused(await sign({ ...registration(), [field]: 'another' }), 'WRONG_NETWORK');
    });
  }

  it('a decision on a version of the record that has changed since', async () => {
    const { operatorId } = await registerCadre();
    const payload = { operatorId, grants: ['member' as const] };
    await submit(await sign(instruct({ type: 'operator.grant', payload, subjectVersion: 1 })));
    await refused(
      await sign(instruct({ type: 'operator.grant', payload, subjectVersion: 1 })),
      'STALE_SUBJECT',
    );
  });

  it('an actor outside its own subtree', async () => {
    const { signer, operatorId } = await registerCadre(await registerUnion());
    const elsewhere = entry({ parent: await registerUnion() });
    await refused(
      await sign(
        instruct({
          type: 'organisation.register',
          payload: elsewhere,
          actor: operatorId,
          publicKey: signer.publicKey,
        }),
        signer,
      ),
      'OUT_OF_SCOPE',
    );
  });

  it("the national operator on a province's member", async () => {
    const instruction = instruct({
      type: 'person.enrol',
      payload: newMemberEntry(sichuan.operator.orgId),
      actor: national.operator.operatorId,
      publicKey: national.signer.publicKey,
    });
    const signed = await sign(instruction, national.signer);
    await expectCode(
      send(signed, { organization: 'national', endorserMsp: 'SichuanMSP' }),
      'PROVINCE_FOREIGN',
    );
  });

  it('a submitter that is not the organisation of the operator', async () => {
    const signed = await sign(registration());
    await expectCode(
      send(signed, { organization: 'beijing', endorserMsp: 'BeijingMSP' }),
      'SUBMITTER_FOREIGN',
    );
  });

  it('JSON that is not canonical', async () => {
    const signed = await sign(registration());
    await expectCode(
      sendArgument(
        'organisation:register',
        JSON.stringify({ signature: signed.signature, instruction: signed.instruction }, null, 1),
      ),
      'NOT_CANONICAL',
    );
  });

  it('an argument that is huge, empty or not JSON', async () => {
    await expectCode(sendArgument('organisation:register', `"${'x'.repeat(1_000_001)}"`), 'TOO_LARGE');
    await expectCode(sendArgument('organisation:register', ''), 'NOT_CANONICAL');
    await expectCode(sendArgument('organisation:register', '{'), 'NOT_CANONICAL');
  });

  it('a chunk of more than 500 rows', async () => {
    const manifestId = newId('manifest');
    const rows = Array.from({ length: 501 }, () => newMemberEntry(sichuan.operator.orgId));
    const chunk = { manifestId, index: 0, rows };
    await approveManifest(manifestId, 500, [chunkLeaf(chunk)]);
    await expectCode(
      sendArgument('person:importChunk', canonicalJson({ chunk, path: [] })),
      'CHUNK_TOO_LARGE',
    );
  });

  it('a chunk that the manifest was not signed for', async () => {
    const manifestId = newId('manifest');
    const chunks = [0, 1].map((index) => ({
      manifestId,
      index,
      rows: [newMemberEntry(sichuan.operator.orgId)],
    }));
    const leaves = chunks.map((chunk) => chunkLeaf(chunk));
    await approveManifest(manifestId, 2, leaves);
    const altered = { manifestId, index: 1, rows: [newMemberEntry(sichuan.operator.orgId)] };
    await expectCode(
      sendArgument('person:importChunk', canonicalJson({ chunk: altered, path: chunkPath(leaves, 1) })),
      'CHUNK_NOT_IN_MANIFEST',
    );
  });

  it('a chunk under a manifest that nobody signed', async () => {
    const chunk = { manifestId: newId('manifest'), index: 0, rows: [newMemberEntry(sichuan.operator.orgId)] };
    await expectCode(
      sendArgument('person:importChunk', canonicalJson({ chunk, path: [] })),
      'MANIFEST_UNKNOWN',
    );
  });

  interface Overrides<T extends InstructionType> {
    readonly type: T;
    readonly payload: PayloadOf<T>;
    readonly actor?: string;
    readonly publicKey?: string;
    readonly subjectVersion?: number;
    readonly now?: number;
    readonly validMinutes?: number;
    readonly ledger?: LedgerName;
  }

  function instruct<T extends InstructionType>(overrides: Overrides<T>): InstructionOf<T> {
    return newInstruction({
      ledger: test.ledger,
      actor: sichuan.operator.operatorId,
      publicKey: sichuan.signer.publicKey,
      ...overrides,
    });
  }

  function registration(
    overrides: Partial<Overrides<'organisation.register'>> = {},
  ): InstructionOf<'organisation.register'> {
    return instruct({ type: 'organisation.register', payload: entry(), ...overrides });
  }

  function entry(overrides: Partial<OrganisationEntry> = {}): OrganisationEntry {
    const base = {
      orgId: newId('organisation'),
      parent: sichuan.operator.orgId,
      name: '四川试验工会委员会',
      creditCode: '',
      level: 5,
      kind: '01',
      foundedOn: '2001-01-01',
      employers: [],
      contactRoot: '',
    } as const;
    return { ...base, employers: [], ...overrides };
  }

  function sign<T extends InstructionType>(
    instruction: InstructionOf<T>,
    signer: Signer = sichuan.signer,
  ): Promise<SignedInstructionOf<T>> {
    return signInstruction(instruction, signer);
  }

  function send(
    signed: SignedInstruction,
    by: { readonly organization: string; readonly endorserMsp: string },
  ): Promise<string> {
    const { type } = signed.instruction;
    return submitDirectly(test.network, {
      ...by,
      user: 'User1',
      function: contractFunctionOf(type),
      argument: instructionArgument(signed),
    });
  }

  function submit(signed: SignedInstruction): Promise<string> {
    return send(signed, { organization: 'sichuan', endorserMsp: 'SichuanMSP' });
  }

  function sendArgument(name: string, argument: string): Promise<string> {
    return submitDirectly(test.network, {
      organization: 'sichuan',
      endorserMsp: 'SichuanMSP',
      user: 'User1',
      function: name,
      argument,
    });
  }

  async function refused(signed: SignedInstruction, code: ErrorCode): Promise<Refusal> {
    const error = await expectCode(submit(signed), code);
    expect(error).to.be.instanceOf(DomainError);
    return error;
  }

  async function registerUnion(): Promise<string> {
    const payload = entry({ level: 4 });
    await submit(await sign(instruct({ type: 'organisation.register', payload })));
    return payload.orgId;
  }

  async function registerCadre(
    org = sichuan.operator.orgId,
  ): Promise<{ signer: Signer; operatorId: string; keyId: string }> {
    const signer = newKeySigner(newSm2KeyPair().privateKey);
    const operatorId = newId('operator');
    const claim = { purpose: 'operator-key', holder: operatorId, publicKey: signer.publicKey } as const;
    const proof = await signer.sign(keyClaimBytes(test.ledger, claim));
    // A cadre is registered by the super administrator of its own union; one below is a super administrator itself.
    const role = org === sichuan.operator.orgId ? 'cadre' : 'superadmin';
    await submit(
      await sign(
        instruct({
          type: 'operator.register',
          payload: {
            operatorId,
            org,
            role,
            grants: ['organisation'],
            publicKey: signer.publicKey,
            proof,
            responsibility: '',
          },
        }),
      ),
    );
    return {
      signer,
      operatorId,
      keyId: instruct({ type: 'organisation.register', payload: entry(), publicKey: signer.publicKey })
        .actorKeyId,
    };
  }

  async function approveManifest(
    manifestId: string,
    rows: number,
    leaves: readonly Uint8Array[],
  ): Promise<void> {
    const payload = {
      manifestId,
      rows,
      chunks: leaves.length,
      root: manifestRoot(leaves),
      file: toBase64url(randomBytes(32)),
    };
    await submit(await sign(instruct({ type: 'person.import', payload })));
  }
});
