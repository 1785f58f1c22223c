// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { parseIdNumber } from '@unionid/domain/values';
import { memberFile, newPersons } from '#src/people.js';

const TODAY = '2026-11-21';

describe('synthetic persons of the bench', () => {
  it('have valid numbers of a division that does not exist, each another one', () => {
    const persons = newPersons(13_990, 40);
    expect(new Set(persons.map(({ docNumber }) => docNumber)).size).to.equal(persons.length);
    for (const { docNumber, sex } of persons) {
      const parsed = parseIdNumber(docNumber, TODAY);
      expect(parsed.ok && parsed.value.sex).to.equal('MALE');
      // The code of the same in the member form's table.
      expect(sex).to.equal('1');
      expect(docNumber.startsWith('519999')).to.equal(true);
    }
  });

  it('are the same for the same index', () => {
    expect(newPersons(5, 3)).to.deep.equal(newPersons(0, 8).slice(5));
  });

  it('stand in a file one a row', () => {
    const [header = '', ...rows] = memberFile(newPersons(0, 3), '示范工会').trimEnd().split('\n');
    expect(rows).to.have.length(3);
    for (const row of rows) expect(row.split(',')).to.have.length(header.split(',').length);
  });
});
