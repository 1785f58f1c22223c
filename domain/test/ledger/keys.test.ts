// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { compositeKey, ledgerKey, splitKey } from '#src/ledger/index.js';

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
    const keys = [
      ledgerKey.network(),
      ledgerKey.province('51'),
      ledgerKey.gatewayKey('MSP', 'k'),
      ledgerKey.organisation('o'),
      ledgerKey.organisationProfile('o'),
      ledgerKey.creditCode('c'),
      ledgerKey.employer('o', 'c'),
      ledgerKey.operator('p'),
      ledgerKey.operatorKey('p', 'k'),
      ledgerKey.account('i'),
      ledgerKey.accountPage('g'),
      ledgerKey.person('k'),
      ledgerKey.membership('o', 'i'),
      ledgerKey.seen('2026-01-31', 'P', 'I'),
      ledgerKey.pending('P', 'I'),
      ledgerKey.clock(),
      ledgerKey.fund('F'),
      ledgerKey.manifest('m'),
      ledgerKey.chunk('m', 7),
    ];
    expect(new Set(keys.map((key) => splitKey(key)?.type)).size).to.equal(Object.keys(ledgerKey).length);
    expect(keys).to.have.length(Object.keys(ledgerKey).length);
  });

  it('sort chunks by number', () => {
    const keys = [2, 10, 1999, 0].map((index) => ledgerKey.chunk('m', index));
    expect([...keys].sort()).to.deep.equal([0, 2, 10, 1999].map((index) => ledgerKey.chunk('m', index)));
  });
});
