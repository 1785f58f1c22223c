// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import {
  compositeKey,
  ledgerKey,
  parseLedgerKey,
  splitKey,
  type LedgerKey,
  type LedgerType,
} from '#src/ledger/index.js';

const attribute = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\u0000'));

describe('ledger keys', () => {
  it('are spelled as Fabric’s composite keys', () => {
    // fabric-shim createCompositeKey('a', ['X', 'Y'])
    expect(compositeKey('a', 'X', 'Y')).to.equal('\u0000a\u0000X\u0000Y\u0000');
    expect(compositeKey('network')).to.equal('\u0000network\u0000');
  });

  it('are taken apart again', () => {
    fc.assert(
      fc.property(attribute, fc.array(attribute, { maxLength: 4 }), (type, attributes) => {
        expect(splitKey(compositeKey(type, ...attributes))).to.deep.equal({ type, attributes });
      }),
    );
    for (const other of ['', '\u0000', 'a', '\u0000a', 'a\u0000'])
      expect(splitKey(other)).to.equal(undefined);
  });

  it('have a type of their own for each record', () => {
    const keys: { readonly [T in LedgerType]: LedgerKey<T> } = {
      network: ledgerKey.network(),
      clock: ledgerKey.clock(),
      province: ledgerKey.province('51'),
      gatewayKey: ledgerKey.gatewayKey('MSP', 'k'),
      organisation: ledgerKey.organisation('o'),
      organisationProfile: ledgerKey.organisationProfile('o'),
      creditCode: ledgerKey.creditCode('c'),
      employer: ledgerKey.employer('o', 'c'),
      subordinate: ledgerKey.subordinate('o', 'u'),
      operator: ledgerKey.operator('p'),
      personOperator: ledgerKey.personOperator('X'.repeat(26), 'P1'),
      operatorKey: ledgerKey.operatorKey('p', 'k'),
      account: ledgerKey.account('i'),
      accountPage: ledgerKey.accountPage('g'),
      person: ledgerKey.person('k'),
      membership: ledgerKey.membership('o', 'i'),
      seen: ledgerKey.seen('2026-01-31', 'P', 'I'),
      pending: ledgerKey.pending('P', 'I'),
      manifest: ledgerKey.manifest('m'),
      chunk: ledgerKey.chunk('m', 7),
      application: ledgerKey.application('i', 'o'),
      transfer: ledgerKey.transfer('i'),
      transferSlot: ledgerKey.transferSlot('o', 7),
      policy: ledgerKey.policy('51', 2),
      calendar: ledgerKey.calendar('51', 2027),
      claim: ledgerKey.claim('i'),
      filing: ledgerKey.filing('F'),
      fund: ledgerKey.fund('F'),
      line: ledgerKey.line('F', 'o'),
      allotment: ledgerKey.allotment('L'),
      hardshipFile: ledgerKey.hardshipFile('H'),
      household: ledgerKey.household('1.tag'),
      programme: ledgerKey.programme('G', 2),
      plan: ledgerKey.plan('m'),
      items: ledgerKey.items('m', 7),
      itemStates: ledgerKey.itemStates('m', 7),
      granted: ledgerKey.granted('winter', '2026', 'i'),
      voucher: ledgerKey.voucher('F', 'o', 'J-2026-1'),
      correction: ledgerKey.correction('m', 7),
      receipt: ledgerKey.receipt('m', 7),
      finding: ledgerKey.finding('n'),
      unmask: ledgerKey.unmask('u'),
      sample: ledgerKey.sample('m'),
    };
    for (const [type, key] of Object.entries(keys)) expect(parseLedgerKey(key)?.type).to.equal(type);
    expect(Object.keys(keys)).to.have.members(Object.keys(ledgerKey));
  });

  it('sort chunks by number', () => {
    const keys = [2, 10, 1999, 0].map((index) => ledgerKey.chunk('m', index));
    expect([...keys].sort()).to.deep.equal([0, 2, 10, 1999].map((index) => ledgerKey.chunk('m', index)));
  });
});
