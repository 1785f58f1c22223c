// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  preparedParts,
  type AccountView,
  type InstructionStatus,
  type PersonInput,
  type PrepareRequest,
} from '@unionid/domain/api';
import { fromBase64url } from '@unionid/domain/encoding';
import { commitmentRoot, tagPerson, type PersonIdentifiers } from '@unionid/domain/privacy';
import { DomainError } from '@unionid/domain/errors';
import { blindPerson } from '@unionid/domain/privacy';
import type { Databases } from '#src/database/databases.js';
import type { Matching } from '#src/matching/matching.js';
import { openPreparations } from '#src/preparations/vault-preparations.js';
import type { Preparations } from '#src/preparations/preparations.js';
import { openVault } from '#src/vault/database-vault.js';
import type { Vault } from '#src/vault/vault.js';
import { expectCode } from '../support/expect-code.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const NOON = Date.parse('2026-11-21T04:00:00.000Z');
const HOUR = 3_600_000;
const ORG = 'OSC0000001A';
const ACTOR = { operatorId: 'PSC0000001A', org: ORG };
const FIRST = { actor: ACTOR.operatorId, instructionId: 'I1' };
const SECOND = { actor: ACTOR.operatorId, instructionId: 'I2' };
const PERSON: PersonInput = {
  name: '测试甲一',
  docType: '111',
  docNumber: '119999199003070019',
  mobile: '13800000001',
  sex: '1',
  birthDate: '1990-03-07',
  householdType: '1',
};

describeOnDatabases('preparations', () => {
  const folder = useTemporaryFolder();
  let now = NOON;
  let databases: Databases;
  let vault: Vault;
  let preparations: Preparations;
  let available = true;
  const accounts = new Map<string, AccountView>();
  const statuses = new Map<string, InstructionStatus>();

  beforeEach(async () => {
    now = NOON;
    available = true;
    accounts.clear();
    statuses.clear();
    databases = await testDatabase().open(folder());
    vault = await openVault({
      databases,
      vaultKey: new Uint8Array(32).fill(7),
      now: () => now,
    });
    preparations = await openPreparations({
      databases,
      vault,
      matching: {
        personTags: (persons) =>
          available
            ? Promise.resolve({ version: 1, tags: persons.map(tagsOf) })
            : Promise.reject(new DomainError('MATCHING_UNAVAILABLE')),
      } satisfies Matching,
      readModel: {
        accountByPersonKey: (key) => {
          const account = accounts.get(key);
          return Promise.resolve(account && { ...account, nameTag: '', root: '' });
        },
      },
      submissions: { instruction: ({ instructionId }) => Promise.resolve(statuses.get(instructionId)) },
      now: () => now,
    });
  });
  afterEach(async () => {
    await preparations.close();
    await vault.close();
    await databases.close();
  });

  const prepare = (person: Partial<PersonInput> = {}, type: PrepareRequest['type'] = 'person.enrol') =>
    preparations.prepare({ type, person: { ...PERSON, ...person }, org: ORG }, ACTOR);

  it('answers parts whose root is over exactly the fields, which wait in the vault', async () => {
    const parts = await prepare();
    expect(preparedParts.safeParse(parts).success).to.equal(true);
    expect(parts.root).to.equal(commitmentRoot(parts.fields, fromBase64url(parts.seed)));
    const record = (await vault.read([parts.identityId])).get(parts.identityId);
    expect(record?.fields).to.deep.equal(parts.fields);
    expect((await vault.states([parts.identityId])).get(parts.identityId)).to.equal('PENDING');
  });

  it('repairs what can be repaired without loss', async () => {
    const parts = await prepare({
      name: ' 测试甲一 ',
      docNumber: '１１９９９９１９９００３０７００１９',
      mobile: '+86 138 0000 0001',
    });
    expect(parts.fields).to.include({ name: '测试甲一', docNumber: PERSON.docNumber, mobile: PERSON.mobile });
  });

  it('gives the same parts for the same person, new ones for other content', async () => {
    const first = await prepare();
    expect(await prepare()).to.deep.equal(first);
    const other = await prepare({ mobile: '13800000002' });
    expect(other.identityId).to.not.equal(first.identityId);
    now += 25 * HOUR;
    expect((await prepare()).identityId).to.not.equal(first.identityId);
  });

  const faults: readonly [string, Partial<PersonInput>, string][] = [
    ['a wrong check digit', { docNumber: '119999199003070018' }, 'person.docNumber: ID_NUMBER_CHECK'],
    ['an unknown document', { docType: '999' }, 'person.docType: CODE_UNKNOWN'],
    ['a wrong sex', { sex: '2' }, 'person.sex: SEX_MISMATCH'],
    ['a wrong birth date', { birthDate: '1990-03-08' }, 'person.birthDate: BIRTH_DATE_MISMATCH'],
    ['a bad phone', { mobile: '12345' }, 'person.mobile: MOBILE_INVALID'],
    ['an unknown household type', { householdType: '7' }, 'person.householdType: CODE_UNKNOWN'],
    [
      'a child',
      { docType: '414', docNumber: 'E12345678', birthDate: '2015-01-01' },
      'person.birthDate: TOO_YOUNG',
    ],
    ['a name of digits', { name: '12' }, 'person.name: NAME_CHARSET'],
  ];
  for (const [name, change, problem] of faults) {
    it(`refuses ${name}, stores nothing and does not repeat the value`, async () => {
      const error = await expectCode(prepare(change), 'INVALID_REQUEST');
      expect(error.details.fields).to.deep.equal([problem]);
      expect(await vault.count()).to.deep.equal({ pending: 0, active: 0 });
    });
  }

  it('lets a child have an account without membership', async () => {
    const child = { docType: '414', docNumber: 'E12345678', birthDate: '2015-01-01' };
    expect((await prepare(child, 'person.openAccount')).level).to.equal(1);
  });

  it('tells at once where the person is a member already', async () => {
    const { personKey } = tagsOf({ docType: '111', docNumber: PERSON.docNumber, name: PERSON.name });
    accounts.set(personKey, accountOf({ org: 'OBJ0000001A', province: '11' }));
    const error = await expectCode(prepare(), 'MEMBER_EXISTS');
    expect(error.details).to.deep.equal({ province: '11' });
    accounts.set(personKey, accountOf({ org: ORG }));
    await expectCode(prepare(), 'MEMBER_UNCHANGED');
    accounts.set(personKey, accountOf({ org: ORG, state: 'NONE' }));
    await expectCode(prepare(), 'ACCOUNT_EXISTS');
    expect(await vault.count()).to.deep.equal({ pending: 0, active: 0 });
  });

  it('waits with the enrolment while matching is unavailable', async () => {
    available = false;
    await expectCode(prepare(), 'MATCHING_UNAVAILABLE');
    expect(await vault.count()).to.deep.equal({ pending: 0, active: 0 });
  });

  describe('expiry', () => {
    it('destroys what nobody signed', async () => {
      const { identityId } = await prepare();
      now += 23 * HOUR;
      expect(await preparations.sweep()).to.equal(0);
      now += 2 * HOUR;
      await expectCode(preparations.claim(identityId, FIRST), 'PREPARATION_UNKNOWN');
      expect(await preparations.sweep()).to.equal(1);
      expect((await vault.states([identityId])).size).to.equal(0);
    });

    it('keeps what is on its way, however long it takes', async () => {
      const { identityId } = await prepare();
      await preparations.claim(identityId, FIRST);
      statuses.set('I1', statusOf('PENDING'));
      now += 1_000 * HOUR;
      expect(await preparations.sweep()).to.equal(0);
      statuses.set('I1', statusOf('COMMITTED'));
      expect(await preparations.sweep(), 'committed, not projected yet').to.equal(0);
      expect((await vault.states([identityId])).get(identityId)).to.equal('PENDING');
      await vault.activate([identityId]);
      await preparations.sweep();
      expect((await vault.states([identityId])).get(identityId)).to.equal('ACTIVE');
    });

    it('keeps a refused one as long as its signature may be used again', async () => {
      const { identityId } = await prepare();
      await preparations.claim(identityId, FIRST);
      statuses.set('I1', statusOf('REFUSED'));
      now += 30 * HOUR;
      expect(await preparations.sweep()).to.equal(0);
      now += 48 * HOUR;
      expect(await preparations.sweep()).to.equal(1);
      expect((await vault.states([identityId])).size).to.equal(0);
    });

    it('lets a second instruction claim only what the first one lost', async () => {
      const { identityId } = await prepare();
      await preparations.claim(identityId, FIRST);
      await preparations.claim(identityId, FIRST);
      statuses.set('I1', statusOf('PENDING'));
      await expectCode(preparations.claim(identityId, SECOND), 'PREPARATION_UNKNOWN');
      statuses.set('I1', statusOf('REFUSED'));
      await preparations.claim(identityId, SECOND);
    });

    it('clears what a crash left between vault and list', async () => {
      const record = { identityId: 'STRAY', fields: {}, seed: new Uint8Array(32), identifiers: undefined };
      await vault.prepare('prepare/stray', [record]);
      now += 73 * HOUR;
      expect(await preparations.sweep()).to.equal(1);
      expect(await vault.count()).to.deep.equal({ pending: 0, active: 0 });
    });
  });

  it('keeps no personal value in any file', async () => {
    const { identityId } = await prepare();
    expect(await testDatabase().filesHolding(folder(), identityId), 'the canary').to.have.lengthOf.at.least(
      1,
    );
    for (const value of [PERSON.name, PERSON.docNumber, PERSON.mobile])
      expect(await testDatabase().filesHolding(folder(), value)).to.deep.equal([]);
  });
});

function tagsOf(person: PersonIdentifiers) {
  const keys = { person: new Uint8Array(32).fill(1), name: new Uint8Array(32).fill(2) };
  const blinded = blindPerson(keys, person);
  return tagPerson(keys, 1, { person: fromBase64url(blinded.person), name: fromBase64url(blinded.name) });
}

function accountOf(change: Partial<AccountView>): AccountView {
  return {
    identityId: 'X',
    did: 'did:unionid:X',
    state: 'ACTIVE',
    province: '51',
    org: ORG,
    joined: '2020-01-01',
    since: '2020-01-01',
    level: 1,
    version: 1,
    ...change,
  };
}

function statusOf(status: InstructionStatus['status']): InstructionStatus {
  return { instructionId: 'I1', status, transactionId: 't' };
}
