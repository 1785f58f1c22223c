// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  newMemberEntry,
  newOrganisationEntry,
  type TestLedger,
  type TestOperator,
  type TestUnion,
} from '@unionid/chaincode/testing';
import { instructionStatus, type InstructionStatus } from '@unionid/domain/api';
import { parseSignedInstruction } from '@unionid/domain/catalogue';
import type { ErrorCode } from '@unionid/domain/errors';
import {
  instructionArgument,
  instructionBytes,
  instructionDigest,
  type Instruction,
} from '@unionid/domain/instruction';
import { submitInstruction } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

/** Where the victim's instruction is when the other one comes, or what came before the victim's. */
const STAGES = ['not handed in', 'in flight', 'committed here', 'committed past this gateway'] as const;
type Stage = (typeof STAGES)[number];

/** What is handed in under the same identifier. */
const COPIES = [
  'same bytes',
  'signed anew',
  'altered',
  'another key',
  'another decision',
  'another decision of another day',
  'a person whom nobody prepared',
  'a stranger',
] as const;
type Copy = (typeof COPIES)[number];

const HOUR_MS = 3_600_000;

/** Other content under the same identifier, signed by the same operator. */
function isAnother(copy: Copy): boolean {
  return copy.startsWith('another decision') || copy === 'a person whom nobody prepared';
}

/** The code of the refusal, or whose outcome is answered. */
function expected(stage: Stage, copy: Copy): ErrorCode | 'own' {
  if (copy === 'altered' || copy === 'another key') return 'SIGNATURE_INVALID';
  if (isAnother(copy) && stage !== 'not handed in') return 'INSTRUCTION_ID_TAKEN';
  if (copy === 'a person whom nobody prepared') return 'PREPARATION_UNKNOWN';
  return 'own';
}

describeOnDatabases('an identifier that is used', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let test: TestLedger;
  let gateway: TestGateway;
  let union: TestUnion;
  let stranger: TestOperator;
  let instructionId: string;
  let victims: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ test, sichuan: gateway } = network);
    ({ union } = gateway);
    stranger = await registerOperator(test, union, { role: 'cadre', grants: ['organisation'] });
    await gateway.catchUp();
    await begin();
  });
  afterEach(async () => {
    release();
    await network.close();
  });

  for (const stage of STAGES) {
    it(`${stage}: what comes second under it has its own outcome, or none`, async () => {
      for (const copy of COPIES) {
        await begin();
        await bring(stage);
        await handIn(copy, expected(stage, copy));
        // Whatever came, the victim's own instruction has its own outcome, unless the victim used the identifier up.
        if (copy.startsWith('another decision') && stage === 'not handed in') continue;
        expectOwn(await submitInstruction(gateway, union.root, { argument: victims }), victims);
        const target = `/v1/instructions/${instructionId}`;
        expectOwn(await signedFetch(gateway, union.root, { target }), victims);
      }
    });
  }

  it('days later, when this gateway has forgotten what it sent, it counts as before', async () => {
    await bring('committed here');
    await gateway.catchUp();
    test.clock.advance(11 * 24 * HOUR_MS);
    await gateway.services.submissions.resume();
    for (const copy of COPIES.filter(isAnother)) await handIn(copy, 'INSTRUCTION_ID_TAKEN');
    expectOwn(await submitInstruction(gateway, union.root, { argument: victims }), victims);
  });

  it('used twice past this gateway it stands for the first, and either finds its own outcome', async () => {
    await bring('committed past this gateway');
    const second = await copyOf('another decision of another day');
    await test.call('organisation:register', second, { mspId: union.mspId });
    await gateway.catchUp();
    const target = `/v1/instructions/${instructionId}`;
    expectOwn(await signedFetch(gateway, union.root, { target }), victims);
    for (const argument of [victims, second])
      expectOwn(await submitInstruction(gateway, union.root, { argument }), argument);
    await handIn('a person whom nobody prepared', 'INSTRUCTION_ID_TAKEN');
  });

  it('forged requests at the same moment take nothing from the victim', async () => {
    test.ledger.holdBlocks = true;
    const altered = await copyOf('altered');
    const forged = Array.from({ length: 8 }, () =>
      submitInstruction(gateway, stranger, { argument: altered }),
    );
    const own = submitInstruction(gateway, union.root, { argument: victims });
    for (const response of await Promise.all(forged)) expectProblem(response, 'SIGNATURE_INVALID');
    release();
    expectOwn(await own, victims);
  });

  async function begin(): Promise<void> {
    instructionId = test.newId('instruction');
    victims = await register(union.root);
  }

  async function handIn(copy: Copy, outcome: ErrorCode | 'own'): Promise<void> {
    const by = copy === 'a stranger' ? stranger : union.root;
    const argument = await copyOf(copy);
    const asked = submitInstruction(gateway, by, { argument });
    if (outcome === 'own') release();
    const response = await asked;
    if (outcome === 'own') expectOwn(response, argument);
    else expectProblem(response, outcome);
    release();
  }

  async function bring(stage: Stage): Promise<void> {
    switch (stage) {
      case 'not handed in':
        return;
      case 'in flight':
        test.ledger.holdBlocks = true;
        expect(
          statusOf(await submitInstruction(gateway, union.root, { argument: victims, wait: 0 })).status,
        ).to.equal('PENDING');
        return;
      case 'committed here':
        expectOwn(await submitInstruction(gateway, union.root, { argument: victims }), victims);
        return;
      case 'committed past this gateway':
        await test.call('organisation:register', victims, { mspId: union.mspId });
        await gateway.catchUp();
    }
  }

  async function copyOf(copy: Copy): Promise<string> {
    const { instruction, signature } = parseSignedInstruction(victims);
    switch (copy) {
      case 'same bytes':
        return victims;
      case 'signed anew': {
        const anew = await union.root.signer.sign(instructionBytes(instruction));
        expect(anew).not.to.equal(signature);
        return instructionArgument({ instruction, signature: anew });
      }
      case 'altered':
        return instructionArgument({ instruction: { ...instruction, subjectVersion: 9 }, signature });
      case 'another key':
        return instructionArgument({
          instruction,
          signature: await stranger.signer.sign(instructionBytes(instruction)),
        });
      case 'another decision':
        return register(union.root);
      case 'another decision of another day':
        return register(union.root, tomorrow());
      case 'a person whom nobody prepared':
        return test.instruct('person.enrol', newMemberEntry(test, union.orgId, { person: '甲' }), {
          by: union.root,
          change: { instructionId, ...tomorrow() },
        });
      case 'a stranger':
        return register(stranger);
    }
  }

  function register(by: TestOperator, change: Partial<Instruction> = {}): Promise<string> {
    const entry = newOrganisationEntry(test, union.orgId);
    return test.instruct('organisation.register', entry, { by, change: { instructionId, ...change } });
  }

  function tomorrow(): Pick<Instruction, 'expiresAt'> {
    return { expiresAt: new Date(test.clock.now() + 23 * HOUR_MS).toISOString() };
  }

  function release(): void {
    test.ledger.holdBlocks = false;
    test.ledger.cutBlock();
  }
});

/** Committed, and about these very bytes. */
function expectOwn(response: TestResponse, argument: string): void {
  expect(response.status, response.text).to.equal(200);
  const { instruction } = parseSignedInstruction(argument);
  const status = statusOf(response);
  expect(status).to.include({ status: 'COMMITTED', digest: instructionDigest(instruction) });
  expect(status.result).to.include({ orgId: (instruction.payload as { orgId: string }).orgId });
}

function statusOf({ json }: TestResponse): InstructionStatus {
  return instructionStatus.parse(json);
}
