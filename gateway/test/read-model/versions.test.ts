// SPDX-License-Identifier: Apache-2.0
import type { DecisionView } from '@unionid/domain/api';
import { bootstrapTestLedger, type TestLedger } from '@unionid/chaincode/testing';
import { canonicalJson } from '@unionid/domain/encoding';
import { instructionDigest, type SignedInstruction } from '@unionid/domain/instruction';
import { LEDGER, ledgerKey, type LedgerType } from '@unionid/domain/ledger';
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import type { Databases } from '#src/database/databases.js';
import type { LedgerBlock } from '#src/ledger/ledger.js';
import { openReadModel, type DatabaseReadModel } from '#src/read-model/database-read-model.js';
import type { RecordVersion } from '#src/read-model/shape/versions.js';
import { blockOf, idOf, writeOf } from '../support/ledger-blocks.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { FILE, SAMPLE_RECORDS } from '../support/sample-records.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const ORG = idOf('organisation', 'union');
const OPERATOR = idOf('operator', 'operator');
const KEY_ID = 'a'.repeat(16);
const FUND = idOf('fund', 'fund');
const CREDIT_CODE = '91519999MA0000001T';
const PUBLIC_KEY = `04${'a'.repeat(128)}`;
const DIGEST = 'A'.repeat(43);

interface Versioned {
  readonly key: string;
  readonly record: object;
  readonly change: object;
  readonly asOf: (model: DatabaseReadModel, block: number) => Promise<RecordVersion<LedgerType> | undefined>;
}

const SUBJECTS: Readonly<Record<string, Versioned>> = {
  network: {
    key: ledgerKey.network(),
    record: {
      version: 1,
      network: 'n',
      nationalMspId: 'NationalMSP',
      nationalOrg: ORG,
      rootOperator: OPERATOR,
    },
    change: { version: 2 },
    asOf: (model, block) => model.networkAsOf(block),
  },
  province: {
    key: ledgerKey.province('51'),
    record: { version: 1, mspId: 'SichuanMSP', name: '四川省总工会' },
    change: { version: 2, rootOrg: ORG, rootOperator: OPERATOR },
    asOf: (model, block) => model.provinceAsOf('51', block),
  },
  gatewayKey: {
    key: ledgerKey.gatewayKey('SichuanMSP', KEY_ID),
    record: { version: 1, publicKey: PUBLIC_KEY, province: '51', state: 'ACTIVE' },
    change: { version: 2, state: 'REVOKED' },
    asOf: (model, block) => model.gatewayKeyAsOf({ mspId: 'SichuanMSP', keyId: KEY_ID }, block),
  },
  organisation: {
    key: ledgerKey.organisation(ORG),
    record: { version: 1, state: 'ACTIVE', province: '51', parent: '', level: 1 },
    change: { version: 2, state: 'CLOSED' },
    asOf: (model, block) => model.organisationAsOf(ORG, block),
  },
  organisationProfile: {
    key: ledgerKey.organisationProfile(ORG),
    record: { version: 1, name: '示范工会', creditCode: '', kind: '1', foundedOn: '', contactRoot: '' },
    change: { version: 2, address: '示范路一号' },
    asOf: (model, block) => model.organisationProfileAsOf(ORG, block),
  },
  employer: {
    key: ledgerKey.employer(ORG, CREDIT_CODE),
    record: { name: '示范单位', nature: '1', economicType: '1', industry: 'C', district: '', headcount: 1 },
    change: { headcount: 2 },
    asOf: (model, block) => model.employerAsOf({ orgId: ORG, creditCode: CREDIT_CODE }, block),
  },
  operator: {
    key: ledgerKey.operator(OPERATOR),
    record: {
      ...{ version: 1, org: ORG, province: '51', role: 'cadre', grants: [], state: 'ACTIVE' },
      ...{ grantedBy: '', responsibility: '' },
    },
    change: { version: 2, person: idOf('identity', 'person') },
    asOf: (model, block) => model.operatorAsOf(OPERATOR, block),
  },
  operatorKey: {
    key: ledgerKey.operatorKey(OPERATOR, KEY_ID),
    record: { publicKey: PUBLIC_KEY, state: 'ACTIVE' },
    change: { state: 'REVOKED' },
    asOf: (model, block) => model.operatorKeyAsOf({ operatorId: OPERATOR, keyId: KEY_ID }, block),
  },
  transfer: {
    key: ledgerKey.transfer(idOf('identity', 'person')),
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
      ...{
        asked: '2026-11-23T02:00:00.000Z',
        due: '2026-11-23T02:00:00.000Z',
        silentAt: '2026-11-23T02:00:00.000Z',
        lapsesAt: '2026-11-23T02:00:00.000Z',
        root: DIGEST,
      },
      evidence: { kind: 'contract', digest: DIGEST },
    },
    change: { v: 2, status: 'AGREED', way: 'answer' },
    asOf: (model, block) => model.transferAsOf(idOf('identity', 'person'), block),
  },
  policy: {
    key: ledgerKey.policy('51'),
    record: { v: 1, days: { answer: 4 } },
    change: { v: 2 },
    asOf: (model, block) => model.policyAsOf('51', block),
  },
  calendar: {
    key: ledgerKey.calendar('51', 2027),
    record: { v: 1, holidays: ['2027-02-08'], workdays: [] },
    change: { v: 2, workdays: ['2027-02-20'] },
    asOf: (model, block) => model.calendarAsOf({ scope: '51', year: 2027 }, block),
  },
  application: {
    key: ledgerKey.application(idOf('identity', 'person'), ORG),
    record: SAMPLE_RECORDS.application.record,
    change: { v: 2, status: 'ADMITTED' },
    asOf: (model, block) =>
      model.applicationAsOf({ identityId: idOf('identity', 'person'), org: ORG }, block),
  },
  claim: {
    key: ledgerKey.claim(idOf('identity', 'person')),
    record: SAMPLE_RECORDS.claim.record,
    change: { v: 2, status: 'UPHELD', way: 'answer' },
    asOf: (model, block) => model.claimAsOf(idOf('identity', 'person'), block),
  },
  filing: {
    key: ledgerKey.filing(idOf('identity', 'person')),
    record: SAMPLE_RECORDS.filing.record,
    change: { v: 2, since: '2026-03-01', on: '2026-03-02' },
    asOf: (model, block) => model.filingAsOf(idOf('identity', 'person'), block),
  },
  fund: {
    key: ledgerKey.fund(FUND),
    record: { v: 1, state: 'OPEN', province: '51', org: ORG, source: 'union', document: DIGEST, fen: 1 },
    change: { v: 2, state: 'CLOSED' },
    asOf: (model, block) => model.fundAsOf(FUND, block),
  },
  line: {
    key: SAMPLE_RECORDS.line.key,
    record: SAMPLE_RECORDS.line.record,
    change: { v: 2, reserved: 2 },
    asOf: (model, block) => model.lineAsOf({ fund: FUND, org: SAMPLE_RECORDS.plan.record.org }, block),
  },
  allotment: {
    key: SAMPLE_RECORDS.allotment.key,
    record: SAMPLE_RECORDS.allotment.record,
    change: { v: 2, state: 'ACCEPTED' },
    asOf: (model, block) => model.allotmentAsOf(idOf('allotment', 'allotment'), block),
  },
  programme: {
    key: SAMPLE_RECORDS.programme.key,
    record: SAMPLE_RECORDS.programme.record,
    change: { v: 2, state: 'ENDED' },
    asOf: (model, block) => model.programmeAsOf(SAMPLE_RECORDS.plan.record.programme, block),
  },
  hardshipFile: {
    key: SAMPLE_RECORDS.hardshipFile.key,
    record: SAMPLE_RECORDS.hardshipFile.record,
    change: { v: 2, level: 'local' },
    asOf: (model, block) => model.hardshipFileAsOf(FILE, block),
  },
  plan: {
    key: SAMPLE_RECORDS.plan.key,
    record: SAMPLE_RECORDS.plan.record,
    change: { v: 2, status: 'CANCELLED' },
    asOf: (model, block) => model.planAsOf(idOf('manifest', 'manifest'), block),
  },
  receipt: {
    key: SAMPLE_RECORDS.receipt.key,
    record: SAMPLE_RECORDS.receipt.record,
    change: { v: 2, reason: 'proxy' },
    asOf: (model, block) => model.receiptAsOf({ planId: idOf('manifest', 'manifest'), item: 0 }, block),
  },
  items: {
    key: SAMPLE_RECORDS.items.key,
    record: SAMPLE_RECORDS.items.record,
    change: { items: [{ id: idOf('identity', 'member'), fen: 2 }] },
    asOf: (model, block) => model.itemRecordAsOf({ planId: idOf('manifest', 'manifest'), n: 0 }, block),
  },
  finding: {
    key: SAMPLE_RECORDS.finding.key,
    record: SAMPLE_RECORDS.finding.record,
    change: { v: 2, state: 'REMEDIED' },
    asOf: (model, block) => model.findingAsOf(idOf('finding', 'finding'), block),
  },
  unmask: {
    key: SAMPLE_RECORDS.unmask.key,
    record: SAMPLE_RECORDS.unmask.record,
    change: { v: 2, state: 'APPROVED' },
    asOf: (model, block) => model.unmaskAsOf(idOf('unmask', 'unmask'), block),
  },
  sample: {
    key: SAMPLE_RECORDS.sample.key,
    record: SAMPLE_RECORDS.sample.record,
    change: { v: 2, state: 'RECORDED' },
    asOf: (model, block) => model.sampleAsOf(idOf('manifest', 'manifest'), block),
  },
  correction: {
    key: SAMPLE_RECORDS.correction.key,
    record: SAMPLE_RECORDS.correction.record,
    change: { v: 2 },
    // Nobody asks for the one that stood alone: a trace tells them all.
    asOf: async (model, block) =>
      (await model.versionsUpTo('correction', `${idOf('manifest', 'manifest')}/0`, block)).at(-1),
  },
};

describeOnDatabases('the read model by block', () => {
  const folder = useTemporaryFolder();
  let databases: Databases;
  let readModel: DatabaseReadModel;
  const apply = async (...blocks: readonly LedgerBlock[]): Promise<void> => {
    for (const block of blocks) await readModel.apply(block, () => Promise.resolve());
  };

  beforeEach(async () => {
    databases = await testDatabase().open(folder());
    readModel = await openReadModel(databases);
  });
  afterEach(async () => {
    await readModel.close();
    await databases.close();
  });

  it('tells the names of unions as they were, in order, and of none whose name nobody has or can read', async () => {
    const [one, other, nameless, unreadable] = ['o1', 'o2', 'o3', 'o4'].map((name) =>
      idOf('organisation', name),
    );
    const named = (name: string) => ({ ...SUBJECTS.organisationProfile?.record, name });
    const part = (...of: readonly (readonly [string | undefined, unknown])[]) => ({
      writes: of.map(([orgId = '', value]) => writeOf(ledgerKey.organisationProfile(orgId), value)),
    });
    await apply(
      blockOf(0),
      blockOf(1, part([one, named('甲工会')], [other, named('乙工会')], [nameless, named('')])),
      blockOf(2, part([unreadable, named('丁工会')])),
      blockOf(3, part([one, named('甲一工会')]), part([one, named('甲二工会')], [unreadable, 'x'])),
      blockOf(4, part([other, undefined])),
    );
    const asked = [other, unreadable, nameless, one, one, idOf('organisation', 'o5')].map((id = '') => id);
    const asOf = (block: number) => readModel.unionNamesAsOf(asked, block);
    const sorted = (names: Readonly<Record<string, string>>) => Object.entries(names).sort();
    expect(await asOf(0)).to.deep.equal({});
    const first = { [one ?? '']: '甲工会', [other ?? '']: '乙工会' };
    expect(await asOf(1)).to.deep.equal(first);
    expect(await asOf(2)).to.deep.equal({ ...first, [unreadable ?? '']: '丁工会' });
    expect(await asOf(3)).to.deep.equal({ ...first, [one ?? '']: '甲二工会' });
    expect(await asOf(4)).to.deep.equal({ [one ?? '']: '甲二工会' });
    expect(Object.entries(await asOf(2))).to.deep.equal(sorted(await asOf(2)));
    expect(await readModel.unionNamesAsOf([], 4)).to.deep.equal({});
  });

  it('has a question for each record type that is kept by version', () => {
    const kept = Object.entries(LEDGER).filter(([, { versions }]) => versions);
    // Accounts have theirs in tables of their own (account-versions.test.ts).
    const asked = [...Object.keys(SUBJECTS), 'itemStates', 'account', 'accountPage'];
    expect(asked).to.have.members(kept.map(([type]) => type));
  });

  it('tells where the items of a plan stood', async () => {
    const [planId, chaincode] = [idOf('manifest', 'manifest'), 'benefit'] as const;
    const argument = canonicalJson({ instruction: { type: 'some.thing', actor: OPERATOR } });
    const { key } = SAMPLE_RECORDS.itemStates;
    const part = (letters: string) => ({
      argument,
      chaincode,
      writes: [writeOf(key, JSON.stringify(letters), chaincode)],
    });
    await apply(blockOf(0), blockOf(1, part('S')), blockOf(2, part('P')));
    const asOf = async (block: number) => (await readModel.itemStatesAsOf({ planId, n: 0 }, block))?.record;
    expect([await asOf(0), await asOf(1), await asOf(2)]).to.deep.equal([undefined, 'S', 'P']);
  });

  for (const [type, { key, record, change, asOf }] of Object.entries(SUBJECTS))
    it(`tells a record of type ${type} as it was, and whose decision made it so`, async () => {
      const [chaincode = 'identity'] = LEDGER[type as LedgerType].chaincodes;
      const signed = { type: 'some.thing', actor: OPERATOR, actorKeyId: KEY_ID };
      const argument = canonicalJson({ instruction: signed });
      const version = '1.2';
      const part = (value: unknown) => ({
        argument,
        version,
        chaincode,
        writes: [writeOf(key, value, chaincode)],
      });
      const changed = { ...record, ...change };
      await apply(blockOf(0), blockOf(1, part(record)), blockOf(2), blockOf(3, part(changed)));
      await apply(blockOf(4, part(undefined)), blockOf(5, part(record), part(changed)));
      expect(await asOf(readModel, 0)).to.equal(undefined);
      expect(await asOf(readModel, 2)).to.deep.equal({
        ...{ block: 1, transactionId: '1-0', time: '2026-11-22T00:00:00.000Z' },
        ...{ type: 'some.thing', actor: OPERATOR, keyId: KEY_ID, contract: '1.2', record },
      });
      expect((await asOf(readModel, 3))?.record).to.deep.equal(changed);
      expect(await asOf(readModel, 4))
        .to.include({ block: 4 })
        .and.to.not.have.any.keys('record');
      expect(await asOf(readModel, 9)).to.deep.include({ transactionId: '5-1', record: changed });
    });
});

describeOnDatabases('decisions that wait for a second signature', () => {
  const folder = useTemporaryFolder();
  let databases: Databases;
  let readModel: DatabaseReadModel;
  let test: TestLedger;

  before(async () => {
    test = await bootstrapTestLedger();
  });
  beforeEach(async () => {
    databases = await testDatabase().open(folder());
    readModel = await openReadModel(databases);
  });
  afterEach(async () => {
    await readModel.close();
    await databases.close();
  });

  const until = '2026-12-01T00:00:00.000Z';
  async function opened(org: string): Promise<{
    readonly part: Parameters<typeof blockOf>[1];
    readonly key: string;
    readonly view: Omit<DecisionView, 'block'>;
  }> {
    const { root } = test.provinces['51'];
    const payload = { operatorId: test.newId('operator'), reason: 'misuse' as const };
    const argument = await test.instruct('operator.revoke', payload, { by: root });
    const decision = JSON.parse(argument) as SignedInstruction;
    const { actor, instructionId, type, actorKeyId } = decision.instruction;
    const digest = instructionDigest(decision.instruction);
    const key = ledgerKey.pending(actor, instructionId);
    const part = {
      argument,
      writes: [writeOf(key, { v: 1, type, digest, actorKeyId, org, province: '51', until })],
    };
    const view = {
      actor,
      instructionId,
      chaincode: 'identity',
      type,
      digest,
      org,
      province: '51',
      until,
      decision,
    };
    return { part, key, view };
  }
  const apply = (block: LedgerBlock): Promise<void> => readModel.apply(block, () => Promise.resolve());

  it('are listed with what was signed until they end, page by page, below a union', async () => {
    const [province, basic] = [idOf('organisation', 'p'), idOf('organisation', 'b')];
    const union = (parent: string, level: number) => ({
      version: 1,
      state: 'ACTIVE',
      province: '51',
      parent,
      level,
    });
    const [one, two, other] = [
      await opened(basic),
      await opened(province),
      await opened(idOf('organisation', 'o')),
    ];
    await apply(
      blockOf(0, {
        writes: [
          writeOf(ledgerKey.organisation(province), union('', 1)),
          writeOf(ledgerKey.organisation(basic), union(province, 5)),
        ],
      }),
    );
    await apply(blockOf(1, one.part, other.part));
    await apply(blockOf(2, two.part));
    const { actor, instructionId } = one.view;
    expect(await readModel.pending(actor, instructionId)).to.deep.equal({ ...one.view, block: 1 });
    const list = async (filter: Parameters<typeof readModel.pendingDecisions>[0], cursor?: string) => {
      const page = await readModel.pendingDecisions(filter, { limit: 1, cursor });
      return { ids: page.items.map((item) => item.instructionId), next: page.next };
    };
    const first = await list({ within: province });
    expect(first.ids).to.deep.equal([instructionId]);
    const second = await list({ within: province }, first.next);
    expect(second).to.deep.equal({ ids: [two.view.instructionId], next: undefined });
    expect((await list({ org: province })).ids).to.deep.equal([two.view.instructionId]);
    expect((await list({ province: '11' })).ids).to.deep.equal([]);
    await apply(blockOf(3, { writes: [writeOf(one.key, undefined)] }));
    expect(await readModel.pending(actor, instructionId)).to.equal(undefined);
    expect((await list({ within: province })).ids).to.deep.equal([two.view.instructionId]);
  });

  it('are unreadable where the transaction brought another decision', async () => {
    const [one, two] = [await opened(ORG), await opened(ORG)];
    await apply(blockOf(0, { ...one.part, argument: two.part.argument ?? '' }));
    await expectCode(readModel.pending(one.view.actor, one.view.instructionId), 'RECORD_UNREADABLE');
    expect((await readModel.pendingDecisions({}, { limit: 9, cursor: undefined })).items).to.deep.equal([]);
  });
});
