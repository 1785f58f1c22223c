// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { formatLead, LEDGER, parseLead, readLedgerValue } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';

const PLACE = '0123456789abcdeff';
const { identityId, tag } = SAMPLE;

describe('what stands under a personKey', () => {
  for (const holder of [identityId, PLACE])
    for (const lead of [{ holder }, { holder, formerTag: tag }])
      it(`is read as it was spelled: ${formatLead(lead)}`, () => {
        const value = formatLead(lead);
        expect(parseLead(value)).to.deep.equal(lead);
        expect(readLedgerValue('person', JSON.stringify(value))).to.equal(value);
        const owner = LEDGER.person.owner([], value);
        expect(owner?.id).to.equal(holder === PLACE ? PLACE.slice(0, -1) : identityId);
      });

  for (const value of [
    '',
    tag,
    `${identityId}~`,
    `~${tag}`,
    `${identityId}~${tag}~${tag}`,
    `${identityId}~x`,
  ])
    it(`is nothing that leads to no account: “${value}”`, () => {
      expect(readLedgerValue('person', JSON.stringify(value))).to.equal(undefined);
    });
});
