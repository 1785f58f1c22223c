// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { samplePayload } from '@unionid/domain/catalogue';
import { enrol, PERSON, registerUnion } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { recordedPort } from '../support/recorded-port.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';
import type { Services } from '#src/resources/services.js';
import { verifyMember, type Witnesses } from '#src/verification/verify-member.js';

/** Another person of the same unassigned division (union-law.md §6.4). */
const STRANGER = { docType: '111', docNumber: '119999199003070035', name: '测试丙三' };

describeOnDatabases('a number without its name', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let identityId: string;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    const org = await registerUnion(test, sichuan.union);
    await network.catchUp();
    ({ identityId } = await enrol(test, sichuan, { org }));
    await network.catchUp();
  });
  afterEach(() => network.close());

  for (const home of ['sichuan', 'beijing'] as const) {
    it(`asks of every port what a stranger’s number asks (${home})`, async () => {
      const { services } = network[home];
      const { docType, docNumber } = PERSON;
      const ofMember = await questionsOf(services, { docType, docNumber, name: STRANGER.name });
      const ofStranger = await questionsOf(services, STRANGER);
      expect(ofMember).to.deep.equal(ofStranger);
      expect(ofMember.result).to.deep.equal({ isMember: 'no' });
    });

    it(`asks about whoever was a member, and is none, what a stranger’s number asks (${home})`, async () => {
      const { test, sichuan } = network;
      const payload = { ...samplePayload('membership.leave'), identityId, place: '', on: '2026-03-01' };
      await test.submit('membership.leave', payload, { by: sichuan.union.root, subjectVersion: 1 });
      await network.catchUp();
      const { services } = network[home];
      const { docType, docNumber, name } = PERSON;
      const ofFormer = await questionsOf(services, { docType, docNumber, name });
      expect(ofFormer).to.deep.equal(await questionsOf(services, STRANGER));
      expect(ofFormer.result).to.deep.equal({ isMember: 'no' });
    });
  }
});

interface Asked {
  readonly result: object;
  /** Port and function of each call, in order. */
  readonly calls: readonly string[];
}

async function questionsOf(
  { health, vault, matching, readModel, now }: Services,
  person: { readonly docType: string; readonly docNumber: string; readonly name: string },
): Promise<Asked> {
  const calls: string[] = [];
  const witnesses: Witnesses = {
    health: recordedPort('health', health, calls),
    vault: recordedPort('vault', vault, calls),
    matching: recordedPort('matching', matching, calls),
    readModel: recordedPort('readModel', readModel, calls),
    now,
  };
  const result = await verifyMember({ ...person, purpose: 'test' }, witnesses);
  return { result, calls };
}
