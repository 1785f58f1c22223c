// SPDX-License-Identifier: Apache-2.0
import { idNumberCheck } from '@unionid/domain/values';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import {
  preparedParts,
  type AccountView,
  type EnrolmentDecision,
  type InstructionStatus,
  type OrganisationView,
  type PersonInput,
  type PreparedParts,
} from '@unionid/domain/api';
import { fromBase64url } from '@unionid/domain/encoding';
import { statedByDecision } from '@unionid/domain/forms';
import type { EmployerRecord } from '@unionid/domain/ledger';
import { commitmentRoot, tagPerson, type PersonIdentifiers } from '@unionid/domain/privacy';
import { DomainError } from '@unionid/domain/errors';
import { blindPerson } from '@unionid/domain/privacy';
import { expectCode } from '@unionid/domain/testing';
import type { Databases } from '#src/database/databases.js';
import type { Matching } from '#src/matching/matching.js';
import { openPreparations } from '#src/preparations/vault-preparations.js';
import type { Preparations } from '#src/preparations/preparations.js';
import type { InstructionName } from '#src/submission/instruction-name.js';
import { openVault } from '#src/vault/database-vault.js';
import type { RealNameRecord, Vault } from '#src/vault/vault.js';
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

const JOINED: EnrolmentDecision = { joined: '2020-01-01' };
const STATED = statedByDecision(JOINED);

const UNION: OrganisationView = {
  ...{ orgId: ORG, name: '测试工会委员会', parent: 'OSC0000002A', province: '51', level: 5, state: 'ACTIVE' },
  ...{ kind: '01', creditCode: '', foundedOn: '2010-05-01', version: 1, profileVersion: 1, employers: 0 },
};
const COVERED = {
  ...{ name: '测试有限公司', creditCode: '91510100MAXY12340X' },
  ...{ nature: '', economicType: '', industry: '', district: '', headcount: 1 },
};

describeOnDatabases('preparations', () => {
  const folder = useTemporaryFolder();
  let now = NOON;
  let databases: Databases;
  let vault: Vault;
  let preparations: Preparations;
  let available = true;
  let accountTag = '';
  let employers: readonly (EmployerRecord & { creditCode: string })[] = [];
  const accounts = new Map<string, AccountView>();
  /** How many turns of others each call of the vault takes. */
  let turns = 0;
  const slowed = (port: Vault): Vault =>
    new Proxy(port, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]): Promise<unknown> => {
          const result: unknown = await Reflect.apply(value, target, args);
          for (let turn = 0; turn < turns; turn += 1) await setImmediate();
          return result;
        };
      },
    });
  /** By identityId, where the ledger has an account of whom this gateway only prepared. */
  const onLedger = new Map<string, AccountView & { readonly root?: string }>();
  const unreadable = new Set<string>();
  /** Done once, while an account is asked for by its identifier. */
  let meanwhile: (() => Promise<unknown>) | undefined;
  const statuses = new Map<string, InstructionStatus>();

  beforeEach(async () => {
    now = NOON;
    turns = 0;
    available = true;
    accountTag = '';
    employers = [];
    accounts.clear();
    onLedger.clear();
    unreadable.clear();
    statuses.clear();
    databases = await testDatabase().open(folder());
    vault = await openVault({
      databases,
      vaultKey: new Uint8Array(32).fill(7),
      now: () => now,
    });
    preparations = await openPreparations({
      // Several batches in every sweep.
      sweepBatch: 1,
      databases,
      vault: slowed(vault),
      matching: {
        personTags: (persons) =>
          available
            ? Promise.resolve({ version: 1, tags: persons.map(tagsOf) })
            : Promise.reject(new DomainError('MATCHING_UNAVAILABLE')),
      } satisfies Matching,
      readModel: {
        clock: () => Promise.resolve(undefined),
        rootsOf: () => Promise.resolve([]),
        account: async (identityId) => {
          const todo = meanwhile;
          meanwhile = undefined;
          await todo?.();
          const account = onLedger.get(identityId);
          if (unreadable.has(identityId)) throw new DomainError('RECORD_UNREADABLE');
          return account && { root: '', ...account, nameTag: accountTag };
        },
        accountByPersonKey: (key) => {
          const account = accounts.get(key);
          return Promise.resolve(account && { ...account, nameTag: accountTag, root: '' });
        },
        organisation: (orgId) => Promise.resolve(orgId === ORG ? UNION : undefined),
        employers: () => Promise.resolve(employers),
        // Nobody has a transfer, of which it would tell whether it is of this membership.
        writtenAccount: () => Promise.resolve(undefined),
        transfer: () => Promise.resolve(undefined),
        claim: () => Promise.resolve(undefined),
        claimsFor: () => Promise.resolve([]),
        height: () => Promise.resolve(Infinity),
      },
      province: '51',
      submissions: { instruction: ({ instructionId }) => Promise.resolve(statuses.get(instructionId)) },
      slots: { take: () => Promise.resolve(0), submitted: () => undefined, refused: () => undefined },
      now: () => now,
    });
  });
  afterEach(async () => {
    await preparations.close();
    await vault.close();
    await databases.close();
  });

  const prepare = (person: Partial<PersonInput> = {}, decision: EnrolmentDecision = JOINED) =>
    preparations.prepare(
      { type: 'person.enrol', person: { ...PERSON, ...person }, org: ORG, decision },
      ACTOR,
    );
  const prepareAccount = (person: Partial<PersonInput> = {}, on = '2026-11-20') =>
    preparations.prepare(
      { type: 'person.openAccount', person: { ...PERSON, ...person }, org: ORG, on },
      ACTOR,
    );

  it('answers parts whose root is over exactly the fields, which wait in the vault', async () => {
    const parts = await prepare();
    expect(preparedParts.safeParse(parts).success).to.equal(true);
    const { fields, seed } = enteredOf(parts);
    expect(parts.root).to.equal(commitmentRoot(fields, fromBase64url(seed)));
    const record = (await vault.read([parts.identityId])).get(parts.identityId);
    expect(record?.fields).to.deep.equal(fields);
    expect((await vault.states([parts.identityId])).get(parts.identityId)).to.equal('PENDING');
  });

  it('repairs what can be repaired without loss', async () => {
    const parts = await prepare({
      name: ' 测试甲一 ',
      docNumber: '１１９９９９１９９００３０７００１９',
      mobile: '+86 138 0000 0001',
    });
    expect(enteredOf(parts).fields).to.include({
      name: '测试甲一',
      docNumber: PERSON.docNumber,
      mobile: PERSON.mobile,
    });
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
    ['an unknown document', { docType: '999' }, 'person.docType: VALUE_NOT_ALLOWED'],
    ['a wrong sex', { sex: '2' }, 'person.sex: SEX_MISMATCH'],
    ['a wrong birth date', { birthDate: '1990-03-08' }, 'person.birthDate: BIRTH_DATE_MISMATCH'],
    ['a bad phone', { mobile: '12345' }, 'person.mobile: MOBILE_INVALID'],
    ['an unknown household type', { householdType: '7' }, 'person.householdType: VALUE_NOT_ALLOWED'],
    [
      'a child',
      { docType: '414', docNumber: 'E12345678', birthDate: '2015-01-01' },
      'decision.joined: TOO_YOUNG',
    ],
    ['a name of digits', { name: '12' }, 'person.name: NAME_CHARSET'],
    ['a sex that the form does not offer', { sex: '0' }, 'person.sex: VALUE_NOT_ALLOWED'],
    ['a day that does not exist', { birthDate: '1990-02-30' }, 'person.birthDate: DATE_IMPOSSIBLE'],
    ['no phone', { mobile: ' ' }, 'person.mobile: REQUIRED_MISSING'],
    ['a formula', { more: { 籍贯: '=1+1' } }, 'person.more.nativePlace: CELL_FORMULA'],
    ['an unknown education', { more: { education: '博士后' } }, 'person.more.education: VALUE_NOT_ALLOWED'],
    ['a field that the form does not have', { more: { note: 'x' } }, 'person.more: FIELD_UNKNOWN'],
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
    expect((await prepareAccount(child)).level).to.equal(1);
  });

  it('tells at once where the person is a member already', async () => {
    const { personKey, nameTag } = tagsOf({ docType: '111', docNumber: PERSON.docNumber, name: PERSON.name });
    accounts.set(personKey, accountOf({ org: 'OBJ0000001A', province: '11' }));
    const error = await expectCode(prepare(), 'MEMBER_EXISTS');
    expect(error.details).to.deep.equal({ province: '11' });
    accounts.set(personKey, accountOf({ org: ORG }));
    accountTag = nameTag;
    // Of whom the vault knows nothing.
    await expectCode(prepare(), 'REAL_NAME_LOST');
    accounts.set(personKey, accountOf({ org: ORG, state: 'EXPELLED' }));
    await expectCode(prepare(), 'MEMBERSHIP_ENDED');
    expect(await vault.count()).to.deep.equal({ pending: 0, active: 0 });
    // Whoever is no member joins on the account, whichever province has it (ADR 43).
    accounts.set(personKey, accountOf({ org: ORG, state: 'NONE', province: '11' }));
    expect((await prepare()).account).to.deep.equal({ version: 1 });
    await expectCode(prepareAccount(), 'ACCOUNT_EXISTS');
  });

  it('tells a member of this union who is registered with something else, and in which columns', async () => {
    const { identityId, personKey } = await prepare({ more: { education: '本科' } });
    await vault.activate([identityId]);
    accounts.set(personKey, accountOf({ identityId, joined: '2020-01-01' }));
    const columns = async (...parts: Parameters<typeof prepare>) =>
      (await expectCode(prepare(...parts), 'MEMBER_DIFFERS')).details.columns;
    await expectCode(prepare(), 'MEMBER_UNCHANGED');
    await expectCode(prepare({ more: { 学历: '21' }, mobile: '+86 13800000001' }), 'MEMBER_UNCHANGED');
    expect(await columns({ name: '测试乙二' })).to.deep.equal(['姓名']);
    expect(await columns({ mobile: '13800000002', more: { education: '硕士' } })).to.deep.equal([
      '学历',
      '移动电话',
    ]);
    expect(await columns({}, { joined: '2021-01-01' })).to.deep.equal(['入会日期']);
    const retained = { joined: '2020-01-01', change: '3', state: 'RETAINED' } as const;
    expect(await columns({}, retained)).to.deep.equal(['会籍变化类型']);
  });

  it('keeps one record of whoever joins again, for two who ask at the same moment, however long the vault takes', async () => {
    const { personKey, nameTag } = tagsOf({ docType: '111', docNumber: PERSON.docNumber, name: PERSON.name });
    accounts.set(personKey, accountOf({ org: ORG, state: 'WITHDRAWN' }));
    accountTag = nameTag;
    turns = 10;
    const [one, two] = await Promise.all([prepare(), prepare()]);
    expect(two.root).to.equal(one.root);
    const record = (await vault.read([one.identityId])).get(one.identityId);
    expect(record && commitmentRoot(record.fields, record.seed)).to.equal(one.root);
  });

  // An account keeps its identifier, whatever is entered: only the root tells contents apart.
  it('of whoever joins again with a slip that was corrected are of what was entered last', async () => {
    const { personKey, nameTag } = tagsOf({ docType: '111', docNumber: PERSON.docNumber, name: PERSON.name });
    accounts.set(personKey, accountOf({ org: ORG, state: 'WITHDRAWN' }));
    accountTag = nameTag;
    const first = await prepare();
    expect((await prepare()).root, 'pressed twice').to.equal(first.root);
    const parts = await prepare({ mobile: '13800000002' });
    const { identityId, root } = parts;
    expect({ identityId, mobile: enteredOf(parts).fields.mobile }).to.deep.equal({
      ...{ identityId: first.identityId, mobile: '13800000002' },
    });
    const record = (await vault.read([identityId])).get(identityId);
    expect(record && commitmentRoot(record.fields, record.seed)).to.equal(root);
  });

  it('of an account leave alone what a list keeps of it, whatever number that was prepared under', async () => {
    const { personKey, nameTag } = tagsOf({ docType: '111', docNumber: PERSON.docNumber, name: PERSON.name });
    accounts.set(personKey, accountOf({ state: 'WITHDRAWN' }));
    accountTag = nameTag;
    const identifiers = { docType: '414', docNumber: 'E12345678', name: PERSON.name };
    const record = { identityId: 'X', fields: {}, seed: new Uint8Array(32), identifiers };
    await vault.prepare('import/list', [record]);
    await expectCode(prepare(), 'TRANSFER_OPEN');
    expect(await vault.states(['X'])).to.deep.equal(new Map([['X', 'PENDING']]));
  });

  it('tell nothing of the age of whoever has an account, unless the name is right', async () => {
    const child = { docType: '414', docNumber: 'E12345678', birthDate: '2016-03-07' };
    const { identityId, personKey } = await prepareAccount(child);
    await vault.activate([identityId]);
    accounts.set(personKey, accountOf({ identityId, state: 'NONE', since: '2026-11-20' }));
    const join = (name: string) =>
      prepare({ ...child, name, birthDate: '1990-03-07' }, { joined: '2026-11-20' });
    await expectCode(join('测试乙二'), 'NAME_DIFFERS');
    await expectCode(join(PERSON.name), 'INVALID_REQUEST');
  });

  it('goes by the tag on the ledger where the record is lost', async () => {
    const { personKey, nameTag } = tagsOf({ docType: '111', docNumber: PERSON.docNumber, name: PERSON.name });
    accounts.set(personKey, accountOf({}));
    accountTag = nameTag;
    await expectCode(prepare(), 'REAL_NAME_LOST');
    const error = await expectCode(prepare({ name: '测试乙二' }), 'MEMBER_DIFFERS');
    expect(error.details.columns).to.deep.equal(['姓名']);
  });

  it('keeps one spelling, whether texts or codes, fields or columns were entered', async () => {
    const more = { employer: '测试有限公司', migrantWorker: '0' };
    const { fields } = enteredOf(await prepare({ more }));
    const texts = { docType: '', sex: '男', birthDate: '', householdType: '农业户口' };
    const spelled = await prepare({ ...texts, more: { 是否农民工会员: '否', 工作单位: ' 测试有限公司' } });
    expect(enteredOf(spelled).fields).to.deep.equal(fields);
    expect(fields).to.include({ birthDate: '1990-03-07', employer: '测试有限公司', migrantWorker: 'false' });
  });

  const misfits: readonly [string, Partial<PersonInput>, EnrolmentDecision, string][] = [
    [
      'an employer that the union does not cover',
      { more: { 工作单位: '别的公司' } },
      JOINED,
      'person.more.employer: EMPLOYER_NOT_COVERED',
    ],
    [
      'a joining before the union was founded',
      {},
      { joined: '2010-04-30' },
      'decision.joined: JOINED_BEFORE_FOUNDING',
    ],
    ['a joining at 15', {}, { joined: '2006-03-06' }, 'decision.joined: TOO_YOUNG'],
    ['a joining in the future', {}, { joined: '2026-11-22' }, 'decision.joined: DATE_IN_FUTURE'],
    [
      'a change before the joining',
      {},
      { joined: '2020-01-01', since: '2019-12-31' },
      'decision.since: DATES_OUT_OF_ORDER',
    ],
    [
      'a reason that contradicts the change',
      {},
      { joined: '2020-01-01', reason: '6' },
      'decision.reason: CHANGE_CONTRADICTORY',
    ],
    ['an unknown change', {}, { joined: '2020-01-01', change: '9' }, 'decision.change: VALUE_NOT_ALLOWED'],
    [
      'a change that ends a membership',
      {},
      { joined: '2020-01-01', change: '6' },
      'decision.change: VALUE_NOT_ALLOWED',
    ],
    [
      'a state that the change does not lead to',
      {},
      { joined: '2020-01-01', change: '3' },
      'decision.state: VALUE_NOT_ALLOWED',
    ],
  ];
  for (const [name, change, decision, problem] of misfits)
    it(`refuses ${name}, as an import does`, async () => {
      employers = [COVERED];
      const error = await expectCode(prepare(change, decision), 'INVALID_REQUEST');
      expect(error.details.fields).to.deep.equal([problem]);
      expect(await vault.count()).to.deep.equal({ pending: 0, active: 0 });
    });

  it('does not know a union that is not on the ledger', async () => {
    const decision = JOINED;
    const request = { type: 'person.enrol', person: PERSON, org: 'OSC0000009A', decision } as const;
    await expectCode(preparations.prepare(request, ACTOR), 'ORGANISATION_UNKNOWN');
  });

  it('waits with the enrolment while matching is unavailable', async () => {
    available = false;
    await expectCode(prepare(), 'MATCHING_UNAVAILABLE');
    expect(await vault.count()).to.deep.equal({ pending: 0, active: 0 });
  });

  /** Submits an instruction on prepared parts, with what a dishonest or mistaken client changed. */
  const claim = (
    { identityId, personKey, nameTag, root, level }: PreparedParts,
    name: InstructionName,
    changes: Readonly<Record<string, unknown>> = {},
    submit = (): Promise<void> => Promise.resolve(),
  ): Promise<void> => {
    const payload = { ...STATED, identityId, personKey, nameTag, root, level, org: ORG, ...changes };
    return preparations.carryOut({ type: 'person.enrol', ...name, payload }, submit);
  };

  it('are all that an instruction on them may say', async () => {
    const decision = { joined: '2021-03-12' };
    const stated = { state: 'ACTIVE', joined: '2021-03-12', since: '2021-03-12', change: '1', reason: '' };
    const parts = await prepare({}, decision);
    const others = {
      ...{ nameTag: 'x', personKey: '1.x', root: 'x', level: 0, org: 'OSC0000003A' },
      ...{ state: 'RETAINED', joined: '1990-01-01', since: '2022-01-01', change: '2', reason: '1' },
    };
    for (const [field, value] of Object.entries(others)) {
      const { details } = await expectCode(
        claim(parts, FIRST, { ...stated, [field]: value }),
        'PREPARATION_DIFFERS',
      );
      expect(details).to.deep.equal({ fields: [field] });
    }
    await claim(parts, FIRST, stated);
    // Prepared again, what was decided then counts.
    await prepare({}, { joined: '2022-03-12' });
    await expectCode(claim(parts, FIRST, stated), 'PREPARATION_DIFFERS');
  });

  it('of an account are another’s to make once the contract refused, but not while it is handed in again', async () => {
    const { personKey, nameTag } = tagsOf({ docType: '111', docNumber: PERSON.docNumber, name: PERSON.name });
    accounts.set(personKey, accountOf({ org: ORG, state: 'WITHDRAWN' }));
    accountTag = nameTag;
    const parts = await prepare();
    const colleague = (): Promise<PreparedParts> =>
      preparations.prepare(
        { type: 'person.enrol', person: PERSON, org: ORG, decision: JOINED },
        { ...ACTOR, operatorId: 'colleague' },
      );
    await claim(parts, FIRST);
    statuses.set('I1', statusOf('PENDING'));
    await expectCode(colleague(), 'TRANSFER_OPEN');
    statuses.set('I1', statusOf('REFUSED'));
    await claim(parts, FIRST, {}, async () => {
      await expectCode(colleague(), 'TRANSFER_OPEN');
    });
    const theirs = await colleague();
    expect(theirs.root).to.not.equal(parts.root);
    await expectCode(claim(parts, FIRST), 'PREPARATION_DIFFERS');
    const record = (await vault.read([theirs.identityId])).get(theirs.identityId);
    expect(record && commitmentRoot(record.fields, record.seed)).to.equal(theirs.root);
  });

  it('bind all of an account without membership, too', async () => {
    const opened = await prepareAccount();
    const { identityId, personKey, nameTag, root, level } = opened;
    const payload = { identityId, personKey, nameTag, root, level, org: ORG, on: '2026-11-20' };
    const open = (changes: object): Promise<void> =>
      preparations.carryOut(
        { type: 'person.openAccount', ...FIRST, payload: { ...payload, ...changes } },
        () => Promise.resolve(),
      );
    for (const changes of [{ on: '1990-03-06' }, { on: '2026-11-21' }, { state: 'ACTIVE' }, { level: 0 }]) {
      const { details } = await expectCode(open(changes), 'PREPARATION_DIFFERS');
      expect(details).to.deep.equal({ fields: Object.keys(changes) });
    }
    await open({});
  });

  const days: readonly (readonly [string, string, string])[] = [
    ['tomorrow', '2026-11-22', 'on: DATE_IN_FUTURE'],
    ['a day before birth', '1990-03-06', 'on: DATES_OUT_OF_ORDER'],
    ['a day before the union was founded', '2010-04-30', 'on: JOINED_BEFORE_FOUNDING'],
    ['a day before there were unions', '0001-01-01', 'on: DATE_TOO_EARLY'],
  ];
  for (const [name, on, problem] of days)
    it(`opens no account on ${name}`, async () => {
      const error = await expectCode(prepareAccount({}, on), 'INVALID_REQUEST');
      expect(error.details.fields).to.deep.equal([problem]);
    });

  it('take nothing signed where a row of before tells no promise', async () => {
    const parts = await prepare();
    await testDatabase().query(folder(), 'preparations', 'update preparation set promised = null');
    await expectCode(claim(parts, FIRST), 'PREPARATION_DIFFERS');
  });

  describe('expiry', () => {
    it('destroys what nobody signed', async () => {
      const parts = await prepare();
      const { identityId } = parts;
      now += 23 * HOUR;
      expect(await preparations.sweep()).to.equal(0);
      now += 2 * HOUR;
      await expectCode(claim(parts, FIRST), 'PREPARATION_UNKNOWN');
      expect(await preparations.sweep()).to.equal(1);
      expect((await vault.states([identityId])).size).to.equal(0);
    });

    it('is of all that nobody signed, behind those too that may not go yet', async () => {
      const waiting = await prepare();
      await claim(waiting, FIRST);
      statuses.set('I1', statusOf('PENDING'));
      now += HOUR;
      const [first17, second17] = ['11999919900307003', '11999919900307005'];
      for (const first of [first17, second17]) await prepare({ docNumber: first + idNumberCheck(first) });
      now += 30 * HOUR;
      expect(await preparations.sweep()).to.equal(2);
      expect(await vault.count()).to.deep.equal({ pending: 1, active: 0 });
    });

    it('keeps what is on its way, however long it takes', async () => {
      const parts = await prepare();
      const { identityId } = parts;
      await claim(parts, FIRST);
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
      const parts = await prepare();
      const { identityId } = parts;
      await claim(parts, FIRST);
      statuses.set('I1', statusOf('REFUSED'));
      now += 30 * HOUR;
      expect(await preparations.sweep()).to.equal(0);
      now += 48 * HOUR;
      expect(await preparations.sweep()).to.equal(1);
      expect((await vault.states([identityId])).size).to.equal(0);
    });

    it('lets a second instruction claim only what the first one lost', async () => {
      const parts = await prepare();
      await claim(parts, FIRST);
      await claim(parts, FIRST);
      statuses.set('I1', statusOf('PENDING'));
      await expectCode(claim(parts, SECOND), 'PREPARATION_UNKNOWN');
      statuses.set('I1', statusOf('REFUSED'));
      await claim(parts, SECOND);
    });

    it('keeps what the ledger has, whatever its own notes say: they may be of an older backup', async () => {
      const record = { fields: {}, seed: new Uint8Array(32), identifiers: undefined };
      await vault.prepare('prepare/stray', [{ identityId: 'STRAY', ...record }]);
      const { identityId, root } = await prepare();
      onLedger.set(identityId, { ...accountOf({ identityId }), root });
      const strayRoot = commitmentRoot(record.fields, record.seed);
      onLedger.set('STRAY', { ...accountOf({ identityId: 'STRAY' }), root: strayRoot });
      now += 100 * HOUR;
      expect(await preparations.sweep()).to.equal(0);
      expect(await vault.count()).to.deep.equal({ pending: 0, active: 2 });
    });

    it('goes on past accounts that nobody can read, and keeps their records until they can be', async () => {
      const record = { fields: {}, seed: new Uint8Array(32), identifiers: undefined };
      for (const identityId of ['STRAY', 'STRAY2'])
        await vault.prepare('prepare/stray', [{ identityId, ...record }]);
      const { identityId } = await prepare();
      const first17 = '11999919900307003';
      await prepare({ docNumber: first17 + idNumberCheck(first17) });
      for (const id of ['STRAY', identityId]) unreadable.add(id);
      now += 100 * HOUR;
      expect(await preparations.sweep()).to.equal(2);
      expect([...(await vault.states(['STRAY', identityId])).values()]).to.deep.equal(['PENDING', 'PENDING']);
      unreadable.clear();
      expect(await preparations.sweep()).to.equal(2);
      expect(await vault.count()).to.deep.equal({ pending: 0, active: 0 });
    });

    // Of an account, whose next record is under the same identifier.
    describe('destroys nothing that a counter prepares', () => {
      const expire = async (isStray: boolean): Promise<void> => {
        const { personKey, nameTag } = tagsOf({ ...PERSON, docType: '111' });
        accounts.set(personKey, accountOf({ org: ORG, state: 'WITHDRAWN' }));
        accountTag = nameTag;
        if (isStray) await vault.prepare('prepare/stray', [strayOf('X')]);
        else await prepare();
        now += 100 * HOUR;
      };
      const assertKept = async ({ root, identityId }: PreparedParts): Promise<void> => {
        const record = (await vault.read([identityId])).get(identityId);
        expect(record && commitmentRoot(record.fields, record.seed)).to.equal(root);
      };

      for (const isStray of [false, true]) {
        const what = isStray ? 'a stray is swept' : 'what has expired is swept';

        it(`while ${what}`, async () => {
          await expire(isStray);
          let fresh: Promise<PreparedParts> | undefined;
          meanwhile = async () => {
            fresh = prepare({ mobile: '13800000002' });
            for (let turn = 0; turn < 200; turn += 1) await setImmediate();
          };
          await preparations.sweep();
          await assertKept((await fresh) ?? expect.fail('nobody asked'));
        });

        it(`before ${what}`, async () => {
          await expire(isStray);
          turns = 10;
          const [fresh] = await Promise.all([prepare({ mobile: '13800000002' }), preparations.sweep()]);
          await assertKept(fresh);
        });
      }
    });

    it('clears what a crash left between vault and list', async () => {
      await vault.prepare('prepare/stray', [strayOf('STRAY')]);
      now += 73 * HOUR;
      expect(await preparations.sweep()).to.equal(1);
      expect(await vault.count()).to.deep.equal({ pending: 0, active: 0 });
    });
  });

  it('keeps no personal value in any file', async () => {
    const parts = await prepare();
    const { identityId } = parts;
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

function enteredOf({ record }: PreparedParts): Extract<PreparedParts['record'], { readonly is: 'entered' }> {
  return record.is === 'entered' ? record : expect.fail('a record that stands');
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
    place: '',
    ...change,
  };
}

function statusOf(status: InstructionStatus['status']): InstructionStatus {
  return { instructionId: 'I1', digest: 'D1', status, transactionId: 't' };
}

function strayOf(identityId: string): RealNameRecord {
  return { identityId, fields: {}, seed: new Uint8Array(32), identifiers: undefined };
}
