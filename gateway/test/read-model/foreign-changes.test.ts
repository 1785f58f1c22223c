// SPDX-License-Identifier: Apache-2.0
import { newMemberEntry, type EndorsedInMemory, type TestLedger } from '@unionid/chaincode/testing';
import { canonicalJson } from '@unionid/domain/encoding';
import {
  accountsOf,
  compositeKey,
  formatPlace,
  ledgerKey,
  splitKey,
  type AccountPageRecord,
  type AccountRecord,
} from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { alarmsOf } from '../support/alarms-of.js';
import { enrol, loadMembers, registerUnion } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const COLLUDERS = ['NationalMSP', 'BeijingMSP'];

describeOnDatabases('changes that a province did not endorse', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let test: TestLedger;
  let org: string;
  let identityId: string;
  let loaded: MemberEntry | undefined;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ test } = network);
    org = await registerUnion(test, network.sichuan.union);
    await network.catchUp();
    ({ identityId } = await enrol(test, network.sichuan, { org }));
    [loaded] = await loadMembers(test, network.sichuan.union, { org, count: 2 });
    await network.catchUp();
  });
  afterEach(() => network.close());

  it('do not come about by the gateways, from the bootstrap on', async () => {
    const guangdong = { code: '44', mspId: 'GuangdongMSP', name: '广东省总工会' };
    await test.submit('governance.addProvince', guangdong, { by: test.national.root });
    expect(await alarms()).to.deep.equal({ national: 0, beijing: 0, sichuan: 0 });
  });

  it('are an alarm at that province alone, one a transaction, whatever they are about', async () => {
    const { root } = network.sichuan.union;
    const entry = newMemberEntry(test, org, { person: 'somebody' });
    const argument = await test.instruct('person.enrol', entry, { by: root });
    const call = { function: 'person:enrol', argument, submitter: { mspId: root.mspId } };
    test.ledger.submit({ ...(await test.ledger.endorse(call)), endorsers: COLLUDERS });
    expect(await alarms()).to.deep.equal({ national: 0, beijing: 0, sichuan: 1 });
  });

  const forgeries: Readonly<Record<string, () => EndorsedInMemory['writeSet']>> = {
    'a key for one of its operators': () => [
      {
        key: ledgerKey.operatorKey(network.sichuan.union.root.operatorId, 'k'),
        value: canonicalJson({ publicKey: `04${'a'.repeat(128)}`, state: 'ACTIVE' }),
      },
    ],
    'another root operator': () => [
      {
        key: ledgerKey.province('51'),
        value: canonicalJson({
          ...{ version: 3, mspId: 'BeijingMSP', name: '四川' },
          rootOperator: network.beijing.union.root.operatorId,
        }),
      },
    ],
    'a member taken to another province': () => {
      const key = ledgerKey.account(identityId);
      const account = JSON.parse(test.ledger.state(key) ?? '') as AccountRecord;
      return [{ key, value: canonicalJson({ ...account, v: account.v + 1, province: '11' }) }];
    },
    'a document that leads to one of its members': () => [
      { key: ledgerKey.person('1.forged'), value: canonicalJson(identityId) },
    ],
    'a member deleted': () => [{ key: ledgerKey.account(identityId), value: undefined }],
    'a member of a bulk load taken to another province': () => {
      const page = pageOfLoad();
      const [member] = accountsOf(page.record);
      const key = ledgerKey.account(loaded?.identityId ?? '');
      return [{ key, value: canonicalJson({ ...member?.account, v: 2, province: '11' }) }];
    },
    'a page of its members replaced by another province’s': () => {
      const { key, record } = pageOfLoad();
      return [{ key, value: canonicalJson({ ...record, province: '11' }) }];
    },
    'a page of its members deleted': () => [{ key: pageOfLoad().key, value: undefined }],
    'a document that leads into a page of its members': () => {
      const place = formatPlace({ pageId: pageOfLoad().pageId, slot: 0 });
      return [{ key: ledgerKey.person('1.forged'), value: canonicalJson(place) }];
    },
    'an operator that nobody can read any more': () => [
      { key: ledgerKey.operator(network.sichuan.union.root.operatorId), value: '"x"' },
    ],
    'a union that is null': () => [{ key: ledgerKey.organisation(org), value: 'null' }],
    'a page with a slot that is no account': () => {
      const { key, record } = pageOfLoad();
      return [{ key, value: canonicalJson({ ...record, accounts: [...record.accounts, 'x'] }) }];
    },
    'an account under a key with too much in it': () => [
      { key: compositeKey('a', identityId, 'more'), value: '{}' },
    ],
    'how many members a union has': () => [
      { key: ledgerKey.membership(org, pageOfLoad().pageId), value: undefined },
    ],
  };

  for (const [what, writes] of Object.entries(forgeries)) {
    it(`are noticed by altered contracts, too: ${what}`, async () => {
      forge(writes());
      expect(await alarms()).to.deep.equal({ national: 0, beijing: 0, sichuan: 1 });
    });
  }

  it('are none of its business where the peers refused them, or where another province is meant', async () => {
    const entry = newMemberEntry(test, test.provinces['11'].orgId, { person: 'somebody' });
    await test.submit('person.enrol', entry, { by: test.provinces['11'].root });
    const key = ledgerKey.account(identityId);
    // A version that never was: invalidated by MVCC.
    forge([{ key, value: undefined }], [{ key, version: '0:0' }]);
    expect(await alarms()).to.deep.equal({ national: 0, beijing: 0, sichuan: 0 });
  });

  function pageOfLoad(): {
    readonly key: string;
    readonly pageId: string;
    readonly record: AccountPageRecord;
  } {
    const [key, value] = test.ledger.entries().find(([name]) => splitKey(name)?.type === 'ap') ?? ['', ''];
    return {
      key,
      pageId: splitKey(key)?.attributes[0] ?? '',
      record: JSON.parse(value) as AccountPageRecord,
    };
  }

  /** What endorsers who agree could commit, whatever the contract says. */
  function forge(writeSet: EndorsedInMemory['writeSet'], readSet: EndorsedInMemory['readSet'] = []): void {
    test.ledger.submit({
      ...{ function: 'person:enrol', argument: '{}', submitter: { mspId: 'BeijingMSP' } },
      ...{ transactionId: 'f'.repeat(64), time: test.clock.now(), result: '{}' },
      ...{ readSet, rangeSet: [], writeSet, endorsers: COLLUDERS, event: undefined },
    });
  }

  async function alarms(): Promise<Record<'national' | 'beijing' | 'sichuan', number>> {
    await network.catchUp();
    const { national, beijing, sichuan } = network;
    return {
      national: await alarmsOf(national),
      beijing: await alarmsOf(beijing),
      sichuan: await alarmsOf(sichuan),
    };
  }
});
