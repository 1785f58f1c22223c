// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { assertKeyVersions, closeKeyVersion, keyVersionsOf, openKeyVersion } from '#src/governance/index.js';
import type { NetworkRecord } from '#src/ledger/index.js';
import { expectCode } from '../support/expect-code.js';

const NETWORK: NetworkRecord = {
  ...{ version: 1, network: 'n', nationalMspId: 'NationalMSP', nationalOrg: 'O1', rootOperator: 'P1' },
};

describe('versions of the matching key', () => {
  it('are the first where nobody turned any', () => {
    expect(keyVersionsOf(NETWORK)).to.deep.equal([1]);
  });

  it('are one or two that follow each other, whatever is asked, and each only once', () => {
    const turn = fc.record({ open: fc.boolean(), keyVersion: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 40 }), (turns) => {
        let network = NETWORK;
        const closed = new Set<number>();
        for (const { open, keyVersion } of turns) {
          try {
            network = open ? openKeyVersion(keyVersion, network) : closeKeyVersion(keyVersion, network);
          } catch (error) {
            expect(error).to.have.property('code', 'KEY_VERSION_ORDER');
            continue;
          }
          if (!open) closed.add(keyVersion);
          const [older = 0, newer = older + 1, ...more] = keyVersionsOf(network);
          expect([newer, more]).to.deep.equal([older + 1, []]);
          expect(keyVersionsOf(network).some((version) => closed.has(version))).to.equal(false);
        }
        expect(network.version).to.be.at.least(1);
      }),
    );
  });

  it('are all named by who is enrolled under the newer of two, and by nobody else', () => {
    const named: readonly (readonly [readonly string[], readonly number[], boolean])[] = [
      [['1.a'], [1], true],
      [['1.a'], [1, 2], true],
      [['2.b', '1.a'], [1, 2], true],
      [['2.b'], [2], true],
      [['10.b', '9.a'], [9, 10], true],
      [['2.b'], [1, 2], false],
      [['1.a', '2.b'], [1, 2], false],
      [['2.b', '2.b'], [1, 2], false],
      [['1.a', '1.a'], [1], false],
    ];
    for (const [keys, inForce, isWhole] of named)
      if (isWhole) assertKeyVersions(keys, inForce);
      else expectCode(() => assertKeyVersions(keys, inForce), 'FORMER_KEY_NEEDED');
    for (const keys of [['2.b'], ['1.a', '2.b'], ['11.a'], ['2.b', '1.a']])
      expectCode(() => assertKeyVersions(keys, [1]), 'KEY_VERSION_NOT_IN_FORCE');
  });
});
