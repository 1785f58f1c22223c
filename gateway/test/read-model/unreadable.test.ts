// SPDX-License-Identifier: Apache-2.0
import { signedAnswer } from '@unionid/domain/answer';
import { canonicalJson } from '@unionid/domain/encoding';
import {
  accountPageOf,
  compositeKey,
  formatPlace,
  ledgerKey,
  pageIdOf,
  type AccountRecord,
  type EmployerRecord,
  type FundRecord,
  type TransferRecord,
  type GatewayKeyRecord,
  type OperatorKeyRecord,
  type OperatorRecord,
  type OrganisationProfileRecord,
  type OrganisationRecord,
} from '@unionid/domain/ledger';
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import type { Databases } from '#src/database/databases.js';
import type { LedgerBlock, LedgerWrite } from '#src/ledger/ledger.js';
import { openReadModel, type DatabaseReadModel } from '#src/read-model/database-read-model.js';
import { enrol, PERSON, registerUnion } from '../support/enrol.js';
import { blockOf, idOf, writeOf } from '../support/ledger-blocks.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork } from '../support/test-network.js';

const ORG = idOf('organisation', 'union');
const OPERATOR = idOf('operator', 'operator');
const KEY_ID = 'a'.repeat(16);
const FUND = idOf('fund', 'fund');
const IDENTITY = idOf('identity', 'member');
const PERSON_KEY = `1.${'A'.repeat(43)}`;
const CREDIT_CODE = '91519999MA0000001T';
const PUBLIC_KEY = `04${'a'.repeat(128)}`;
const DIGEST = 'A'.repeat(43);
const TRANSACTION = 'a'.repeat(64);
const PAGE = pageIdOf({ time: Date.UTC(2026, 10, 22), transactionId: 'abcdef' }, 0);
const ONE_PAGE = { limit: 9, cursor: undefined };

const organisation: OrganisationRecord = {
  version: 1,
  state: 'ACTIVE',
  province: '51',
  parent: '',
  level: 1,
};
const profile: OrganisationProfileRecord = {
  ...{ version: 1, name: '示范工会', creditCode: '', kind: '1', foundedOn: '', contactRoot: '' },
};
const employer: EmployerRecord = {
  ...{ name: '示范单位', nature: '1', economicType: '1', industry: 'C', district: '', headcount: 1 },
};
const operator: OperatorRecord = {
  ...{ version: 1, org: ORG, province: '51', role: 'cadre', grants: [], state: 'ACTIVE' },
  ...{ grantedBy: '', responsibility: '' },
};
const operatorKey: OperatorKeyRecord = { publicKey: PUBLIC_KEY, state: 'ACTIVE' };
const gatewayKey: GatewayKeyRecord = { version: 1, publicKey: PUBLIC_KEY, province: '51', state: 'ACTIVE' };
const account: AccountRecord = {
  ...{ v: 1, state: 'ACTIVE', province: '51', org: ORG, joined: '2020-05-04', since: '2020-05-04' },
  ...{ loa: 1, tag: 'A'.repeat(22), root: DIGEST },
};
const fund: FundRecord = {
  ...{ v: 1, state: 'OPEN', province: '51', org: ORG, source: 'union', document: DIGEST, fen: 1 },
};
const transfer: TransferRecord = {
  ...{
    v: 1,
    number: 1,
    status: 'REQUESTED',
    way: '',
    from: ORG,
    fromProvince: '51',
    to: ORG,
    toProvince: '34',
  },
  ...{
    asked: '2026-11-23T02:00:00.000Z',
    due: '2026-11-23T02:00:00.000Z',
    silentAt: '2026-11-23T02:00:00.000Z',
    lapsesAt: '2026-11-23T02:00:00.000Z',
    root: DIGEST,
  },
  evidence: { kind: 'contract', digest: DIGEST },
};
const page = accountPageOf([{ identityId: IDENTITY, account }]);

interface Subject {
  readonly key: string;
  readonly record: unknown;
  readonly ask: (readModel: DatabaseReadModel) => Promise<unknown>;
  readonly chaincode?: LedgerWrite['chaincode'];
  /** What else stands on the ledger. */
  readonly others?: readonly LedgerWrite[];
}

const onOrganisation = [
  writeOf(ledgerKey.organisation(ORG), organisation),
  writeOf(ledgerKey.organisationProfile(ORG), profile),
];
const SUBJECTS: Readonly<Record<string, Subject>> = {
  network: {
    key: ledgerKey.network(),
    record: {
      ...{ version: 1, network: 'n', nationalMspId: 'NationalMSP' },
      nationalOrg: ORG,
      rootOperator: OPERATOR,
    },
    ask: (model) => model.network(),
  },
  'gateway key': {
    key: ledgerKey.gatewayKey('SichuanMSP', KEY_ID),
    record: gatewayKey,
    ask: (model) => model.gatewayKey('SichuanMSP', KEY_ID),
  },
  organisation: {
    key: ledgerKey.organisation(ORG),
    record: organisation,
    ask: (model) => model.organisation(ORG),
  },
  'place in the tree': {
    key: ledgerKey.organisation(ORG),
    record: organisation,
    ask: (model) => model.isWithin(ORG, ORG),
  },
  profile: {
    key: ledgerKey.organisationProfile(ORG),
    record: profile,
    ask: (model) => model.organisation(ORG),
    others: [writeOf(ledgerKey.organisation(ORG), organisation)],
  },
  employer: {
    key: ledgerKey.employer(ORG, CREDIT_CODE),
    record: employer,
    ask: (model) => model.employers(ORG),
  },
  'union by its name': {
    key: ledgerKey.organisationProfile(ORG),
    record: profile,
    ask: (model) => model.organisationsByName('51', profile.name),
    others: [writeOf(ledgerKey.organisation(ORG), organisation)],
  },
  'union by its credit code': {
    key: ledgerKey.organisationProfile(ORG),
    record: { ...profile, creditCode: CREDIT_CODE },
    ask: (model) => model.organisationByCreditCode(CREDIT_CODE),
    others: [writeOf(ledgerKey.organisation(ORG), organisation)],
  },
  'union by its employer': {
    key: ledgerKey.employer(ORG, CREDIT_CODE),
    record: employer,
    ask: (model) => model.unionsOfEmployer('51', employer.name),
    others: onOrganisation,
  },
  'union of which nobody knows where it stands, by its name': {
    key: ledgerKey.organisation(ORG),
    record: organisation,
    ask: (model) => model.organisationsByName('51', profile.name),
    others: [writeOf(ledgerKey.organisationProfile(ORG), profile)],
  },
  operator: {
    key: ledgerKey.operator(OPERATOR),
    record: operator,
    ask: (model) => model.operator(OPERATOR),
  },
  'operator’s key': {
    key: ledgerKey.operatorKey(OPERATOR, KEY_ID),
    record: operatorKey,
    ask: (model) => model.operator(OPERATOR),
    others: [writeOf(ledgerKey.operator(OPERATOR), operator)],
  },
  account: {
    key: ledgerKey.account(IDENTITY),
    record: account,
    ask: (model) => model.account(IDENTITY),
  },
  'account behind a personKey': {
    key: ledgerKey.account(IDENTITY),
    record: account,
    ask: (model) => model.accountByPersonKey(PERSON_KEY),
    others: [writeOf(ledgerKey.person(PERSON_KEY), JSON.stringify(IDENTITY))],
  },
  personKey: {
    key: ledgerKey.person(PERSON_KEY),
    record: JSON.stringify(IDENTITY),
    ask: (model) => model.accountsByPersonKeys([PERSON_KEY]),
    others: [writeOf(ledgerKey.account(IDENTITY), account)],
  },
  'personKey that leads into a page': {
    key: ledgerKey.accountPage(PAGE),
    record: page,
    ask: (model) => model.accountByPersonKey(PERSON_KEY),
    others: [writeOf(ledgerKey.person(PERSON_KEY), JSON.stringify(formatPlace({ pageId: PAGE, slot: 0 })))],
  },
  'seen instruction': {
    key: ledgerKey.seen('2026-11-22', OPERATOR, idOf('instruction', 'one')),
    record: { transactionId: TRANSACTION, digest: DIGEST },
    ask: (model) => model.seenInstructions(OPERATOR, idOf('instruction', 'one')),
  },
  transfer: {
    key: ledgerKey.transfer(IDENTITY),
    record: transfer,
    ask: (model) => model.transfer(IDENTITY),
  },
  policy: {
    key: ledgerKey.policy('51', 1),
    record: { v: 1, days: { answer: 4 } },
    ask: (model) => model.policy('51', 1),
  },
  calendar: {
    key: ledgerKey.calendar('51', 2027),
    record: { v: 1, holidays: [], workdays: [] },
    ask: (model) => model.calendar({ scope: '51', year: 2027 }),
  },
  claim: {
    key: ledgerKey.claim(IDENTITY),
    record: SAMPLE_RECORDS.claim.record,
    ask: (model) => model.claim(IDENTITY),
  },
  fund: {
    key: ledgerKey.fund(FUND),
    record: fund,
    ask: (model) => model.fund(FUND),
    chaincode: 'benefit',
  },
};
/** None of them is a record of any of these types. */
const VALUES = {
  'a text': '"x"',
  null: 'null',
  'no JSON': '{"v":',
  'another shape': '{"v":1,"state":"ACTIVE"}',
};

describeOnDatabases('records that nobody can read', () => {
  const folder = useTemporaryFolder();
  let databases: Databases;
  let readModel: DatabaseReadModel;
  let alarms: string[];
  const open = async (): Promise<void> => {
    readModel = await openReadModel(databases, (writes) =>
      alarms.push(...writes.map(({ recordType }) => recordType)),
    );
  };
  const apply = async (...blocks: readonly LedgerBlock[]): Promise<void> => {
    for (const block of blocks) await readModel.apply(block, () => Promise.resolve());
  };

  beforeEach(async () => {
    alarms = [];
    databases = await testDatabase().open(folder());
    await open();
  });
  afterEach(async () => {
    await readModel.close();
    await databases.close();
  });

  for (const [what, { key, record, ask, chaincode, others = [] }] of Object.entries(SUBJECTS))
    it(`are neither absent nor what they were: ${what}`, async () => {
      const write = (value: unknown): LedgerBlock['transactions'][number]['writes'] => [
        writeOf(key, value, chaincode),
      ];
      let number = 0;
      for (const value of Object.values(VALUES)) {
        await apply(blockOf(number++, { transactionId: TRANSACTION, writes: [...write(value), ...others] }));
        await expectCode(ask(readModel), 'RECORD_UNREADABLE');
        await apply(blockOf(number++, { writes: [...write(record), ...others] }));
        expect(await ask(readModel)).to.not.equal(undefined);
        await apply(blockOf(number++, { writes: write(value) }));
        await expectCode(ask(readModel), 'RECORD_UNREADABLE');
      }
      expect(alarms.length).to.be.at.least(2 * Object.keys(VALUES).length);
      // The mark outlives a restart.
      await readModel.close();
      await open();
      await expectCode(ask(readModel), 'RECORD_UNREADABLE');
    });

  it('are also pages with one slot that is no account, and places that are none', async () => {
    const malformed = { ...page, accounts: [...page.accounts, 'x'] };
    const place = JSON.stringify(formatPlace({ pageId: PAGE, slot: 1 }));
    await apply(
      blockOf(0, { writes: [writeOf(ledgerKey.accountPage(PAGE), page)] }),
      blockOf(1, { writes: [writeOf(ledgerKey.person(PERSON_KEY), place)] }),
    );
    await expectCode(readModel.accountByPersonKey(PERSON_KEY), 'RECORD_UNREADABLE');
    expect(await readModel.account(IDENTITY)).to.include({ version: 1 });
    await apply(blockOf(2, { writes: [writeOf(ledgerKey.accountPage(PAGE), malformed)] }));
    await expectCode(readModel.account(IDENTITY), 'RECORD_UNREADABLE');
    expect((await readModel.accounts({}, ONE_PAGE)).items).to.deep.equal([]);
    // It has left its page: what that says is no matter any more.
    await apply(blockOf(3, { writes: [writeOf(ledgerKey.account(IDENTITY), { ...account, v: 2 })] }));
    expect(await readModel.account(IDENTITY)).to.include({ version: 2, place: '' });
    const { items } = await readModel.history(IDENTITY, ONE_PAGE);
    expect(items.map((entry) => entry.unreadable ?? entry.account?.version)).to.deep.equal([1, true, 2]);
    expect(alarms).to.deep.equal(['person', 'accountPage']);
  });

  it('leave unions that are found found, and other provinces alone', async () => {
    const hidden = idOf('organisation', 'hidden');
    await apply(
      blockOf(0, { writes: onOrganisation }),
      blockOf(1, {
        writes: [
          writeOf(ledgerKey.organisation(hidden), organisation),
          writeOf(ledgerKey.organisationProfile(hidden), 'null'),
        ],
      }),
    );
    const found = await readModel.organisationsByName('51', profile.name);
    expect(found.map(({ orgId }) => orgId)).to.deep.equal([ORG]);
    await expectCode(readModel.organisationsByName('51', '另一示范工会'), 'RECORD_UNREADABLE');
    expect(await readModel.organisationsByName('11', profile.name)).to.deep.equal([]);
    expect(await readModel.unionsOfEmployer('51', employer.name)).to.deep.equal([]);
    expect(await readModel.organisationByCreditCode('')).to.equal(undefined);
  });

  it('are left out of lists, and stand among the versions of their subject', async () => {
    await apply(
      blockOf(0, { writes: onOrganisation }),
      blockOf(1, { writes: [writeOf(ledgerKey.organisation(ORG), 'null')] }),
    );
    expect((await readModel.organisations({}, ONE_PAGE)).items).to.deep.equal([]);
    expect((await readModel.organisationAsOf(ORG, 0))?.record).to.deep.equal(organisation);
    await expectCode(readModel.organisationAsOf(ORG, 1), 'RECORD_UNREADABLE');
  });

  it('are pages with an account of no day, and keys of no record, which say nothing of any', async () => {
    const noDay = { ...page, accounts: page.accounts.map((text) => text.replace('20200504', '20200230')) };
    const long = 'x'.repeat(4_000);
    await apply(
      blockOf(0, { writes: onOrganisation }),
      blockOf(
        1,
        { writes: [writeOf(ledgerKey.accountPage(PAGE), noDay)] },
        { writes: [writeOf(compositeKey('o', ORG, 'more'), { ...organisation, state: 'CLOSED' })] },
        { writes: [writeOf(compositeKey('o', long), organisation)] },
        { writes: [writeOf(compositeKey('operator-key', `${OPERATOR}/${KEY_ID}`), operatorKey)] },
        // What stands in a column of numbers.
        { writes: [writeOf(compositeKey('ts', ORG, 'first'), IDENTITY)] },
        { writes: [writeOf(compositeKey('pol', '51', '1e999'), { v: 1, days: {} })] },
        { writes: [writeOf(compositeKey('cal', '51', '2027', '-1'), { v: 1, holidays: [], workdays: [] })] },
      ),
    );
    expect(alarms).to.deep.equal([
      ...['accountPage', 'organisation', 'organisation', 'operatorKey'],
      ...['transferSlot', 'policy', 'calendar'],
    ]);
    expect(await readModel.organisation(ORG)).to.include({ state: 'ACTIVE' });
    expect((await readModel.organisations({}, ONE_PAGE)).items).to.have.length(1);
  });

  it('are told of before their block is applied, and again where it comes again', async () => {
    const block = blockOf(0, { writes: [writeOf(ledgerKey.account(IDENTITY), 'null')] });
    const failed = await readModel
      .apply(block, () => Promise.reject(new Error('the database is away')))
      .then(
        () => false,
        () => true,
      );
    expect([failed, alarms]).to.deep.equal([true, ['account']]);
    await apply(block);
    expect(alarms).to.deep.equal(['account', 'account']);
  });

  it('are made of nothing that peers refused, and its identifier is nobody’s', async () => {
    const refused = { valid: false, writes: [], chaincode: '', function: '', argument: '', result: '' };
    await apply(
      blockOf(
        0,
        { ...refused, code: 2, transactionId: '' },
        { ...refused, code: 11, transactionId: TRANSACTION },
        { writes: onOrganisation },
      ),
    );
    expect(await readModel.transaction('')).to.equal(undefined);
    expect(await readModel.transaction(TRANSACTION)).to.include({ valid: false, code: 11 });
    expect(await readModel.organisation(ORG)).to.include({ version: 1 });
  });

  it('are none of a chaincode that has no such records, and no argument stops a block', async () => {
    await apply(
      blockOf(
        0,
        { writes: [writeOf(ledgerKey.organisation(ORG), organisation, 'benefit')], argument: 'no JSON' },
        { writes: [writeOf(ledgerKey.fund(FUND), fund, 'identity')], argument: 'null' },
      ),
      blockOf(1, { writes: [writeOf(ledgerKey.organisation(ORG), organisation)], argument: '\u0000' }),
    );
    expect(await readModel.fund(FUND)).to.equal(undefined);
    expect((await readModel.organisationAsOf(ORG, 1))?.block).to.equal(1);
    expect(await readModel.organisationAsOf(ORG, 0)).to.equal(undefined);
    expect(alarms).to.deep.equal([]);
  });
});

describeOnDatabases('a gateway before records that nobody can read', () => {
  const folder = useTemporaryFolder();

  it('says unknown, lets nobody act by them, and raises an alarm', async () => {
    const network = await openTestNetwork(folder());
    try {
      const { test, sichuan, beijing } = network;
      const org = await registerUnion(test, sichuan.union);
      await network.catchUp();
      const { identityId } = await enrol(test, sichuan, { org });
      const { operatorId } = sichuan.union.root;
      const keys = [ledgerKey.account(identityId), ledgerKey.operator(operatorId)];
      test.ledger.submit({
        ...{ function: 'person:enrol', argument: '{}', submitter: { mspId: 'BeijingMSP' } },
        ...{ transactionId: 'f'.repeat(64), time: test.clock.now(), result: '{}' },
        ...{ readSet: [], rangeSet: [], event: undefined, endorsers: ['NationalMSP', 'BeijingMSP'] },
        writeSet: keys.map((key) => ({ key, value: canonicalJson({ v: 2 }) })),
      });
      await network.catchUp();
      const { docType, docNumber, name } = PERSON;
      for (const who of [{ identityId }, { docType, docNumber, name }]) {
        const body = { ...who, purpose: 'test' };
        const { json } = await signedFetch(beijing, beijing.union.root, {
          target: '/v1/verifications',
          body,
        });
        expect(signedAnswer.parse(json).answer.result).to.deep.equal({
          isMember: 'unknown',
          reason: 'RECORD_UNREADABLE',
        });
      }
      const target = `/v1/organisations/${org}`;
      expectProblem(await signedFetch(sichuan, sichuan.union.root, { target }), 'RECORD_UNREADABLE');
      expect(await sichuan.services.metrics.text()).to.match(/^unionid_unreadable_records_total 2$/m);
    } finally {
      await network.close();
    }
  });
});
