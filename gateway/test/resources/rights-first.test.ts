// SPDX-License-Identifier: Apache-2.0
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import { preparedParts } from '@unionid/domain/api';
import { samplePayload, toSignedInstruction, type InstructionType } from '@unionid/domain/catalogue';
import type { ErrorCode } from '@unionid/domain/errors';
import { instructionDigest, type SignedInstruction } from '@unionid/domain/instruction';
import { expect } from 'chai';
import { PERSON, registerUnion, submitInstruction } from '../support/enrol.js';
import { idNumber } from '../support/import-files.js';
import { registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const OPENED = '2026-03-01';
const JOININGS = ['application.open', 'application.admit', 'application.readmit'] as const;
/** Of these a gateway tells what it has prepared, which is of a person too. */
const PREPARED = [
  ...(['person.enrol', 'person.openAccount', 'person.rekey', 'transfer.request', 'claim.open'] as const),
  ...(['person.correct', 'person.correctIdentity', 'person.rebind'] as const),
];
const WHO: Readonly<Record<string, ErrorCode>> = {
  'without the grant': 'GRANT_MISSING',
  'of another union': 'OUT_OF_SCOPE',
  'of another province': 'PROVINCE_FOREIGN',
  'who was revoked': 'OPERATOR_REVOKED',
};

// The day of birth and what waits in the vault are known to gateways only, so that the contract's own refusals come too late for them.
describe('what only a gateway knows of a person is told to whoever may decide, and to nobody else', function () {
  this.timeout(60_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let org: string;
  let child: string;
  let adult: string;
  let who: Readonly<Record<string, TestOperator>>;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan } = network);
    const { test, beijing } = network;
    const { union } = sichuan;
    org = await registerUnion(test, union);
    const other = newOrganisationEntry(test, union.orgId, { name: '示范另一工会委员会' });
    await test.submit('organisation.register', other, { by: union.root });
    const revoked = await registerOperator(test, union, { org, grants: ['member'] });
    const { operatorId } = revoked;
    who = {
      'without the grant': await registerOperator(test, union, { org, grants: ['organisation'] }),
      'of another union': await registerOperator(test, union, { org: other.orgId, grants: ['member'] }),
      'of another province': beijing.union.root,
      'who was revoked': revoked,
    };
    await test.submit(
      'operator.revoke',
      { operatorId, reason: 'left' },
      { by: union.root, subjectVersion: 1 },
    );
    await network.catchUp();
    child = await openAccount('2016-03-07');
    adult = await openAccount('1990-03-07');
  });
  afterEach(() => network.close());

  const openAccount = async (birthDate: string): Promise<string> => {
    const docNumber = idNumber(1, birthDate.replaceAll('-', ''));
    const sex = Number(docNumber.charAt(16)) % 2 === 1 ? '1' : '2';
    const person = { ...PERSON, docNumber, sex, birthDate };
    const { root } = sichuan.union;
    const body = { type: 'person.openAccount', person, org, on: OPENED };
    const { json, text } = await signedFetch(sichuan, root, { target: '/v1/preparations', body });
    const parts = preparedParts.parse(json, { error: () => text });
    const { identityId, personKey, nameTag, root: fields, level } = parts;
    const payload = { identityId, personKey, nameTag, root: fields, level, org, on: OPENED };
    const argument = await network.test.instruct('person.openAccount', payload, { by: root });
    expect((await submitInstruction(sichuan, root, { argument })).status).to.equal(200);
    await network.catchUp();
    return identityId;
  };
  const instruct = (type: InstructionType, by: TestOperator, identityId: string): Promise<string> => {
    const sample: Readonly<Record<string, unknown>> = samplePayload(type);
    const fields = { org, to: org, identityId, place: '' };
    const named = Object.entries(fields).filter(([field]) => field in sample);
    const payload = { ...sample, ...Object.fromEntries(named) };
    return network.test.instruct(type, payload as never, { by, subjectVersion: 1 });
  };
  /** Handed in by somebody who may ask the gateway, whoever signed it. */
  const expectRefusal = async (argument: string, code: ErrorCode): Promise<void> => {
    expectProblem(await submitInstruction(sichuan, sichuan.union.root, { argument }), code);
  };
  const confirm = (decision: SignedInstruction, by: TestOperator): Promise<string> =>
    network.test.instruct(
      'decision.confirm',
      { decision, digest: instructionDigest(decision.instruction) },
      { by, subjectVersion: 1 },
    );
  const signed = async (...decision: Parameters<typeof instruct>): Promise<SignedInstruction> =>
    toSignedInstruction(JSON.parse(await instruct(...decision)));

  it('tells whoever may decide', async () => {
    const { root } = sichuan.union;
    for (const type of JOININGS) {
      await expectRefusal(await instruct(type, root, child), 'TOO_YOUNG');
      const decision = await signed(type, root, child);
      await expectRefusal(await confirm(decision, root), 'TOO_YOUNG');
    }
    await expectRefusal(await instruct('person.correct', root, child), 'PREPARATION_UNKNOWN');
  });

  for (const [name, code] of Object.entries(WHO)) {
    it(`but nobody ${name}: ${code}`, async () => {
      for (const type of [...JOININGS, ...PREPARED])
        for (const identityId of [child, adult])
          await expectRefusal(await instruct(type, who[name]!, identityId), code);
    });

    it(`nor who confirms, ${name}, or whose decision it is: ${code}`, async () => {
      const { root } = sichuan.union;
      for (const type of JOININGS)
        for (const identityId of [child, adult]) {
          await expectRefusal(await confirm(await signed(type, root, identityId), who[name]!), code);
          await expectRefusal(await confirm(await signed(type, who[name]!, identityId), root), code);
        }
    });
  }

  it('nor by a decision that its signer never signed', async () => {
    const { root } = sichuan.union;
    for (const identityId of [child, adult]) {
      const { instruction } = await signed('application.admit', root, identityId);
      const { signature } = await signed('application.open', root, identityId);
      await expectRefusal(await confirm({ instruction, signature }, root), 'SIGNATURE_INVALID');
    }
  });
});
