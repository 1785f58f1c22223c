// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { contentDigest, fileContent, householdIdentifiers, isStanding, membersAt } from '#src/file/index.js';
import { takeIn } from '#src/file/household.js';
import { MOST_FORMER_FILES, type FileRecord } from '#src/ledger/index.js';

const UNTIL = '2026-12-31';
const FILE = { state: 'OPEN', until: UNTIL } as FileRecord;
const MEMBER = { tag: 'tag' };

describe('the household of a hardship file', () => {
  it('is kept out of others until the end of the last day', () => {
    expect(isStanding(FILE, UNTIL)).to.equal(true);
    expect(isStanding(FILE, '2027-01-01')).to.equal(false);
    expect(isStanding({ ...FILE, state: 'CLOSED' }, UNTIL)).to.equal(false);
  });

  it('may be taken in on the day after, and the file of before is known then, the newest of so many', () => {
    const was = Array.from({ length: MOST_FORMER_FILES }, (_, index) => `file ${String(index)}`);
    const ground = (today: string) => ({
      ...{ fileId: 'new', today, file: () => FILE },
      household: () => ({ file: 'before', was }),
    });
    expect(() => takeIn([MEMBER], ground(UNTIL))).to.throw('HARDSHIP_ELSEWHERE');
    const taken = takeIn([MEMBER], ground('2027-01-01')).get(MEMBER.tag);
    expect(taken).to.deep.equal({ file: 'new', was: [...was.slice(1), 'before'] });
  });

  it('has nobody who left where nobody did', () => {
    expect(membersAt({ members: [{ ...MEMBER, in: 1 }] }, 1)).to.deep.equal([{ ...MEMBER, in: 1 }]);
  });

  it('matches nobody by the tag of an account', () => {
    expect(householdIdentifiers({ docType: '111', docNumber: '1' })).to.deep.equal({
      ...{ docType: 'household/111', docNumber: '1', name: '' },
    });
  });
});

describe('the content of a hardship file', () => {
  const PERSON = { name: '某某', docNumber: '1', relation: '本人' };
  const content = (docType?: string, entries = 0) => ({
    household: [{ ...PERSON, ...(docType !== undefined && { docType }) }],
    content: Object.fromEntries(Array.from({ length: entries }, (_, at) => [`栏 ${String(at)}`, ''])),
  });
  const isContent = (value: unknown): boolean => fileContent.safeParse(value).success;

  it('says of a document what kind it is by three digits, or nothing', () => {
    expect([content(), content('414')].map(isContent)).to.deep.equal([true, true]);
    for (const docType of ['41', '4140', '41A', 'ABC', ''])
      expect(isContent(content(docType))).to.equal(false);
  });

  it('has so many entries at the most', () => {
    expect([60, 61].map((entries) => isContent(content('111', entries)))).to.deep.equal([true, false]);
  });

  it('has a digest that changes with the content and with the seed', () => {
    const [seed, other] = ['A'.repeat(43), `B${'A'.repeat(42)}`];
    const digests = [
      contentDigest(content('111'), seed),
      contentDigest(content('414'), seed),
      contentDigest(content('111'), other),
    ];
    expect(new Set(digests).size).to.equal(3);
  });
});
