// SPDX-License-Identifier: Apache-2.0
import {
  accountPageOf,
  formatPlace,
  ledgerKey,
  pageIdOf,
  type AccountRecord,
  type LedgerRecords,
  type LedgerType,
} from '@unionid/domain/ledger';
import { idOf } from './ledger-blocks.js';

const DIGEST = 'A'.repeat(43);
const PUBLIC_KEY = `04${'a'.repeat(128)}`;
const CREDIT_CODE = '91519999MA0000001T';
const NOW = '2026-11-22T00:00:00.000Z';
const PAGE = pageIdOf({ time: Date.parse(NOW), transactionId: 'abcdef' }, 0);
const ORG = idOf('organisation', 'union');
const OPERATOR = idOf('operator', 'operator');
const IDENTITY = idOf('identity', 'member');
const PERSON_KEY = `1.${DIGEST}`;
const MANIFEST = idOf('manifest', 'manifest');
const FUND = idOf('fund', 'fund');
const PROGRAMME = idOf('programme', 'programme');
export const FILE = idOf('file', 'file');
const TAG = `1.${'A'.repeat(22)}`;
const KEY_ID = 'a'.repeat(16);
const INSTRUCTION = idOf('instruction', 'instruction');
const account: AccountRecord = {
  ...{ v: 1, state: 'ACTIVE', province: '51', org: ORG, joined: '2020-05-04', since: '2020-05-04' },
  ...{ loa: 1, tag: 'A'.repeat(22), root: DIGEST },
};

const AUDITED = {
  ...({ v: 1, org: ORG, province: '51', fund: FUND, source: 'union', auditor: OPERATOR } as const),
  ...{ person: IDENTITY, on: '2026-11-22' },
};

/** A key and a record of each type, which belong together. */
export const SAMPLE_RECORDS: {
  readonly [T in LedgerType]: { readonly key: string; readonly record: LedgerRecords[T] };
} = {
  network: {
    key: ledgerKey.network(),
    record: {
      ...{ version: 1, network: 'n', nationalMspId: 'NationalMSP' },
      ...{ nationalOrg: ORG, rootOperator: OPERATOR },
    },
  },
  clock: { key: ledgerKey.clock(), record: { v: 1, hour: NOW } },
  province: { key: ledgerKey.province('51'), record: { version: 1, mspId: 'SichuanMSP', name: '四川' } },
  gatewayKey: {
    key: ledgerKey.gatewayKey('SichuanMSP', KEY_ID),
    record: { version: 1, publicKey: PUBLIC_KEY, province: '51', state: 'ACTIVE' },
  },
  organisation: {
    key: ledgerKey.organisation(ORG),
    record: { version: 1, state: 'ACTIVE', province: '51', parent: '', level: 1 },
  },
  organisationProfile: {
    key: ledgerKey.organisationProfile(ORG),
    record: { version: 1, name: '示范工会', creditCode: '', kind: '1', foundedOn: '', contactRoot: '' },
  },
  creditCode: { key: ledgerKey.creditCode(CREDIT_CODE), record: ORG },
  employer: {
    key: ledgerKey.employer(ORG, CREDIT_CODE),
    record: {
      ...{ name: '示范单位', nature: '1', economicType: '1', industry: 'C', district: '', headcount: 1 },
    },
  },
  subordinate: { key: ledgerKey.subordinate(idOf('organisation', 'superior'), ORG), record: 1 },
  operator: {
    key: ledgerKey.operator(OPERATOR),
    record: {
      ...{ version: 1, org: ORG, province: '51', role: 'cadre', grants: ['verify'], state: 'ACTIVE' },
      ...{ grantedBy: '', responsibility: '' },
    },
  },
  operatorKey: {
    key: ledgerKey.operatorKey(OPERATOR, KEY_ID),
    record: { publicKey: PUBLIC_KEY, state: 'ACTIVE' },
  },
  personOperator: { key: ledgerKey.personOperator(IDENTITY, OPERATOR), record: 1 },
  account: { key: ledgerKey.account(IDENTITY), record: account },
  accountPage: {
    key: ledgerKey.accountPage(PAGE),
    record: accountPageOf([{ identityId: idOf('identity', 'loaded'), account }]),
  },
  person: { key: ledgerKey.person(PERSON_KEY), record: formatPlace({ pageId: PAGE, slot: 0 }) },
  membership: { key: ledgerKey.membership(ORG, IDENTITY), record: 1 },
  seen: {
    key: ledgerKey.seen('2026-11-22', OPERATOR, INSTRUCTION),
    record: { transactionId: 'a'.repeat(64), digest: DIGEST },
  },
  pending: {
    key: ledgerKey.pending(OPERATOR, INSTRUCTION),
    record: {
      ...{ v: 1, type: 'fund.open', digest: DIGEST, actorKeyId: KEY_ID, org: ORG, province: '51' },
      until: NOW,
    },
  },
  manifest: {
    key: ledgerKey.manifest(MANIFEST),
    record: {
      ...{ version: 1, state: 'OPEN', type: 'person.import', actor: OPERATOR, actorKeyId: KEY_ID },
      ...{ province: '51', rows: 1, chunks: 1, root: DIGEST, expiresAt: NOW },
    },
  },
  chunk: {
    key: ledgerKey.chunk(MANIFEST, 0),
    record: { digest: DIGEST, rows: 1, done: 0, refused: { MEMBER_EXISTS: [0] } },
  },
  application: {
    key: ledgerKey.application(IDENTITY, ORG),
    record: {
      ...{ v: 1, status: 'APPLIED', province: '51', means: 'written', evidence: DIGEST },
      ...{ asked: NOW, due: NOW, lapsesAt: NOW, since: '2020-05-04', joined: '' },
    },
  },
  transfer: {
    key: ledgerKey.transfer(IDENTITY),
    record: {
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
      ...{ asked: NOW, due: NOW, silentAt: NOW, lapsesAt: NOW, root: DIGEST },
      ...{ evidence: { kind: 'contract', digest: DIGEST }, by: OPERATOR, let: OPERATOR, moved: NOW },
    },
  },
  transferSlot: { key: ledgerKey.transferSlot(ORG, 7), record: idOf('identity', 'person') },
  policy: { key: ledgerKey.policy('51'), record: { v: 1, days: { answer: 4 } } },
  calendar: {
    key: ledgerKey.calendar('51', 2027),
    record: { v: 1, holidays: ['2027-02-08'], workdays: ['2027-02-20'] },
  },
  claim: {
    key: ledgerKey.claim(IDENTITY),
    record: {
      ...{ v: 1, status: 'OPENED', way: '', kind: 'wrongDocument', keys: [`1.${'A'.repeat(22)}`] },
      ...{ owner: idOf('identity', 'owner'), org: ORG, province: '34', level: 1, tag: 'A'.repeat(22) },
      ...{ root: DIGEST, evidence: DIGEST, by: OPERATOR, asked: NOW, due: NOW, silentAt: NOW, lapsesAt: NOW },
    },
  },
  filing: {
    key: ledgerKey.filing(IDENTITY),
    record: {
      ...{ v: 1, since: '2026-01-31', on: '2026-02-02', org: ORG, province: '51', evidence: DIGEST },
    },
  },
  fund: {
    key: ledgerKey.fund(FUND),
    record: {
      ...{ v: 1, state: 'OPEN', province: '51', org: ORG, source: 'union', document: DIGEST, fen: 1 },
    },
  },
  line: {
    key: ledgerKey.line(FUND, ORG),
    record: { v: 1, province: '51', received: 9, allotted: 1, returned: 1, reserved: 1, paid: 1 },
  },
  allotment: {
    key: ledgerKey.allotment(idOf('allotment', 'allotment')),
    record: {
      ...{ v: 1, state: 'OFFERED', fund: FUND, from: ORG, fromProvince: '00', to: ORG, toProvince: '51' },
      ...{ fen: 1, document: DIGEST },
    },
  },
  programme: {
    key: ledgerKey.programme(PROGRAMME),
    record: {
      ...{ v: 1, state: 'OPEN', province: '51', org: ORG, class: 'winter', document: DIGEST },
      ...{ from: '2026-01-01', until: '2026-12-31', itemFen: 1, windowFen: 1, publicDays: 0 },
      bands: [{ fen: 1, approvers: 1 }],
    },
  },
  plan: {
    key: ledgerKey.plan(MANIFEST),
    record: {
      ...{ v: 1, status: 'OPEN', province: '51', org: ORG, fund: FUND, programme: PROGRAMME },
      ...{ programmeVersion: 1, class: 'winter', on: '2026-03-01', window: '2026', until: '2026-05-31' },
      ...{ signed: { items: 1, fen: 1 }, duties: { maker: IDENTITY } },
    },
  },
  items: { key: ledgerKey.items(MANIFEST, 0), record: { items: [{ id: IDENTITY, fen: 1 }] } },
  itemStates: { key: ledgerKey.itemStates(MANIFEST, 0), record: 'S' },
  hardshipFile: {
    key: ledgerKey.hardshipFile(FILE),
    record: {
      ...{ v: 1, state: 'OPEN', province: '51', org: ORG, level: 'national', filed: '2026-03-01' },
      ...{ from: '2026-03-01', until: '2026-12-31', content: DIGEST, evidence: DIGEST },
      before: { level: 'national', from: '2026-02-01', until: '2026-02-28' },
      members: [{ tag: TAG, id: IDENTITY, in: 1 }],
    },
  },
  household: { key: ledgerKey.household(TAG), record: { file: FILE } },
  granted: {
    key: ledgerKey.granted('winter', '2026', IDENTITY),
    record: { n: 1, fen: 1, last: '2026-03-01', plan: MANIFEST },
  },
  voucher: { key: ledgerKey.voucher(FUND, ORG, 'J-2026-1'), record: MANIFEST },
  correction: {
    key: ledgerKey.correction(MANIFEST, 0),
    record: {
      ...{ v: 1, action: 'recover', reason: 'death', document: DIGEST, on: '2026-03-01' },
      ...{ person: IDENTITY, fen: 1, recovered: 1 },
    },
  },
  receipt: {
    key: ledgerKey.receipt(MANIFEST, 0),
    record: { v: 1, reason: 'cash', document: DIGEST, agent: IDENTITY, on: '2026-03-01' },
  },
  finding: {
    key: ledgerKey.finding(idOf('finding', 'finding')),
    record: {
      ...{ ...AUDITED, state: 'OPEN', check: 'DUP-1', rule: 1, height: 1, evidence: DIGEST, fen: 1 },
      due: '2026-12-31',
    },
  },
  unmask: {
    key: ledgerKey.unmask(idOf('unmask', 'unmask')),
    record: {
      ...{ ...AUDITED, state: 'ASKED', number: 'JS2026-001', plan: MANIFEST, item: 0 },
      ...{ identityId: IDENTITY, home: ORG, homeProvince: '51' },
    },
  },
  sample: {
    key: ledgerKey.sample(MANIFEST),
    record: { ...AUDITED, state: 'COMMITTED', commit: DIGEST, size: 1 },
  },
};
