// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PersonInput } from '@unionid/domain/api';
import { expectCode } from '@unionid/domain/testing';
import { idNumberCheck } from '@unionid/domain/values';
import { newId } from '@unionid/sdk';
import {
  decide,
  importFile,
  newVerifier,
  SAMPLE_FILES,
  type TestNetwork,
  prepareEnrolment,
  submitEnrolment,
} from '@unionid/test-network';
import { plantedFile, plantedPerson } from './planted-people.js';

/** On the ledger for all to see: a name of a union, which the scan has to find. */
export const CANARY = '金丝雀哨兵有限公司工会委员会';
const INDEPENDENT = '01';
const BASIC = 5;
const ENROLLED = [0, 1, 2].map(plantedPerson);
const IMPORTED = [3, 4, 5].map(plantedPerson);
const NOBODY = plantedPerson(6);
const BAD_PHONE = { ...plantedPerson(7), mobile: '2990777042' };
const BAD_NUMBER = withWrongCheck(plantedPerson(8));

/** Everybody whose data went through the network, one way or another. */
export const PLANTED: readonly PersonInput[] = [
  ...ENROLLED,
  ...IMPORTED,
  NOBODY,
  plantedPerson(7),
  BAD_PHONE,
  plantedPerson(8),
  BAD_NUMBER,
];

/** A member of 四川 who is on the ledger after `plantPeople`. */
export const MEMBER = plantedPerson(0);

/** Puts the canary on the ledger, and people through every door: enrolled, refused, imported, verified. */
export async function plantPeople(test: TestNetwork): Promise<void> {
  await registerCanary(test);
  await enrolAtCounter(test);
  await importPeople(test);
  await importSamples(test);
  await verifyFromElsewhere(test);
}

async function registerCanary(test: TestNetwork): Promise<void> {
  const governor = test.clientOf('sichuan');
  await decide(governor, test.ledger, 'organisation.register', {
    orgId: newId('organisation'),
    parent: governor.operator.orgId,
    name: CANARY,
    creditCode: '',
    level: BASIC,
    kind: INDEPENDENT,
    foundedOn: '2001-01-01',
    employers: [],
    contactRoot: '',
  });
}

async function enrolAtCounter(test: TestNetwork): Promise<void> {
  const sichuan = test.clientOf('sichuan');
  for (const person of ENROLLED) {
    const { status } = await submitEnrolment(await prepareEnrolment(sichuan, test.ledger, person));
    expect(status).to.equal('COMMITTED');
  }
  await expectCode(enrol(test, 'beijing', MEMBER), 'MEMBER_EXISTS');
  await expectCode(enrol(test, 'sichuan', BAD_NUMBER), 'INVALID_REQUEST');
  await expectCode(enrol(test, 'sichuan', BAD_PHONE), 'INVALID_REQUEST');
}

async function enrol(test: TestNetwork, organization: string, person: PersonInput): Promise<unknown> {
  return submitEnrolment(await prepareEnrolment(test.clientOf(organization), test.ledger, person));
}

async function importPeople(test: TestNetwork): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  try {
    const file = join(folder, 'members.csv');
    writeFileSync(file, plantedFile([...IMPORTED, BAD_PHONE, BAD_NUMBER], CANARY));
    const view = await importFile(test.clientOf('sichuan'), test.ledger, { kind: 'members', file });
    expect(view.state).to.equal('DONE');
    expect(view.counts).to.include({ done: IMPORTED.length, bad: 2 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Free where another test has imported them already: the job that exists is answered.
async function importSamples(test: TestNetwork): Promise<void> {
  const sichuan = test.clientOf('sichuan');
  for (const kind of ['organisations', 'members'] as const) {
    const view = await importFile(sichuan, test.ledger, { kind, file: SAMPLE_FILES[kind] });
    expect(view.state, kind).to.equal('DONE');
  }
}

async function verifyFromElsewhere(test: TestNetwork): Promise<void> {
  const verify = newVerifier(test, 'beijing');
  expect((await verify(MEMBER)).isMember).to.equal('yes');
  expect((await verify(NOBODY)).isMember).to.equal('no');
  const badNumber = { ...MEMBER, docNumber: BAD_NUMBER.docNumber };
  await expectCode(verify(badNumber), 'INVALID_REQUEST');
}

function withWrongCheck(person: PersonInput): PersonInput {
  const first17 = person.docNumber.slice(0, 17);
  const wrong = idNumberCheck(first17) === '1' ? '2' : '1';
  return { ...person, docNumber: first17 + wrong };
}
