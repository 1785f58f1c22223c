// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AccountView, HistoryEntry, PersonInput } from '@unionid/domain/api';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { prepareEnrolment, submitEnrolment, type TestNetwork } from '@unionid/test-network';
import { refusalBy, unionid } from '../support/command-line.js';
import { loseRecords } from '../support/gateway-files.js';
import { people, withMemberFile } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';

const [person = expect.fail()] = people(7_140, 1);
const lost = people(7_141, 2);

describe('a membership, on real peers and by the command line', () => {
  let test: TestNetwork;
  let folder: string;
  let identityId: string;
  let evidence: readonly string[];

  before(async () => {
    test = await realNetwork();
    folder = mkdtempSync(join(tmpdir(), 'unionid-membership-'));
    const file = join(folder, 'request.txt');
    writeFileSync(file, '书面申请（样本）');
    evidence = ['--evidence', file, '--on', chinaDateAt(Date.now())];
    identityId = await enrol();
  });
  after(() => rmSync(folder, { recursive: true }));

  // Covers: S7, S10, S11
  it('is retained, resumed and left, each step where the state before allows it', async () => {
    await change('retain', '--reason', 'unemployed');
    expect(await stateOf()).to.equal('RETAINED');
    expect(await refusalBy(test, 'sichuan', ...changeOf('retain', '--reason', 'unemployed'))).to.equal(
      'MEMBERSHIP_STEP',
    );
    await change('resume', '--reason', 'employed');
    expect(await stateOf()).to.equal('ACTIVE');
    await change('leave', '--reason', 'request');
    expect(await stateOf()).to.equal('WITHDRAWN');
  });

  // Covers: S12
  it('is joined again under the same identifier', async () => {
    // Not before having left.
    expect(await enrol(chinaDateAt(Date.now()))).to.equal(identityId);
    expect(await stateOf()).to.equal('ACTIVE');
  });

  it('ends by nobody alone where two have to sign', async () => {
    const refused = refusalBy(test, 'sichuan', ...changeOf('decease'));
    expect(await refused, 'the root operator has no person yet').to.equal('PERSON_UNBOUND');
    expect(await stateOf()).to.equal('ACTIVE');
  });

  // Covers: S21
  it('has its record corrected by one person, its name by two only', async () => {
    await correct({ mobile: '19900000021' });
    // Where no other union of the province has anybody yet, that is said before the decision is signed.
    expect(await correctBy({ name: '测试改名' })).to.be.oneOf(['PERSON_UNBOUND', 'SECOND_NOBODY']);
  });

  it('has its history in words, with who signed and by what document', async () => {
    const { items } = (await unionid(test, 'sichuan', 'accounts', 'history', identityId)) as {
      readonly items: readonly HistoryEntry[];
    };
    expect(items.map(({ type }) => type)).to.deep.equal([
      ...['person.enrol', 'membership.retain', 'membership.resume', 'membership.leave', 'person.enrol'],
      'person.correct',
    ]);
    const [, retained] = items;
    expect(retained?.words?.zh).to.include('保留会籍');
    expect(retained?.signers).to.deep.equal([test.clientOf('sichuan').operator.operatorId]);
    expect(retained?.evidence).to.match(/^[\w-]{43}$/);
  });

  // Covers: S21
  it('has a lost record entered anew from the list by which the members came', async () => {
    const sichuan = test.clientOf('sichuan');
    const ids: string[] = [];
    for (const each of lost) ids.push(await enrol(undefined, each));
    await loseRecords(test, 'sichuan', ids);
    await pollUntil(
      async () => {
        const response = await fetch(`${sichuan.url}/readyz`).catch(() => undefined);
        const { ready, lostRecords = 0 } = ((await response?.json()) ?? {}) as {
          readonly ready?: boolean;
          readonly lostRecords?: number;
        };
        return ready === true && lostRecords >= lost.length ? true : undefined;
      },
      { what: 'the gateway of 四川 telling what is lost', timeoutMs: 60_000 },
    );
    const [, document = ''] = evidence;
    const enter = (members: readonly PersonInput[]): Promise<unknown> =>
      withMemberFile(members, '四川省总工会', (file) =>
        unionid(test, 'sichuan', 'members', 'correct-lost', file, '--evidence', document),
      );
    expect(await enter(lost.slice(0, 1))).to.deep.equal({ done: 1, standing: 0, bad: [] });
    expect(await enter(lost), 'gone on with').to.deep.equal({ done: 1, standing: 1, bad: [] });
    for (const id of ids) {
      const { items } = (await unionid(test, 'sichuan', 'accounts', 'history', id)) as {
        readonly items: readonly HistoryEntry[];
      };
      expect(items.map(({ type }) => type)).to.deep.equal(['person.enrol', 'person.correct']);
    }
  });

  const changeOf = (action: string, ...more: readonly string[]): readonly string[] => [
    ...['membership', action, identityId, ...evidence, ...more],
  ];

  async function change(action: string, ...more: readonly string[]): Promise<void> {
    await unionid(test, 'sichuan', ...changeOf(action, ...more));
  }

  async function correct(change: Partial<PersonInput>): Promise<void> {
    await unionid(test, 'sichuan', ...correctionOf(change));
  }

  function correctBy(change: Partial<PersonInput>): Promise<string> {
    return refusalBy(test, 'sichuan', ...correctionOf(change));
  }

  function correctionOf(change: Partial<PersonInput>): readonly string[] {
    const file = join(folder, 'correction.json');
    writeFileSync(file, JSON.stringify({ person: { ...person, mobile: '19900000021', ...change } }));
    const [, document = ''] = evidence;
    return ['members', 'correct', identityId, '--file', file, '--reason', 'changed', '--evidence', document];
  }

  async function stateOf(): Promise<AccountView['state']> {
    return ((await unionid(test, 'sichuan', 'accounts', 'show', identityId)) as AccountView).state;
  }

  async function enrol(joined?: string, who = person): Promise<string> {
    const day = joined === undefined ? {} : { joined };
    const prepared = await prepareEnrolment(test.clientOf('sichuan'), test.ledger, who, day);
    expect((await submitEnrolment(prepared)).status).to.equal('COMMITTED');
    return prepared.parts.identityId;
  }
});
