// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { replaceMeasured, toMarkdown } from '#src/report.js';

const BEGIN = '<!-- written by npm run bench: begin -->';
const END = '<!-- written by npm run bench: end -->';
const MACHINE = {
  ...{ date: '2026-11-21', cpu: 'Some CPU', cores: 2, memoryGiB: 24, system: 'Linux', node: '24.0.0' },
  ...{ nodeOpenssl: '3.5.0', openssl: 'OpenSSL 3.0.0', fabric: 'v3.1.1', commit: 'abc1234' },
};

describe('benchmark report', () => {
  it('replaces what was measured before and keeps the words around it', () => {
    const first = replaceMeasured(`before\n${BEGIN}\n${END}\nafter\n`, 'one');
    expect(replaceMeasured(first, 'two')).to.equal(`before\n${BEGIN}\n\ntwo\n\n${END}\nafter\n`);
  });

  it('is refused by a document without its marks', () => {
    expect(() => replaceMeasured('words', 'one')).to.throw(RangeError);
    expect(() => replaceMeasured(`${END}\n${BEGIN}`, 'one')).to.throw(RangeError);
  });

  it('names command, date, commit, machine and versions', () => {
    const figures = [{ what: 'SM2 sign', value: 4_000, unit: '/s' }];
    const sections = [{ title: 'Signatures', figures }];
    const text = toMarkdown({ machine: MACHINE, command: 'npm run bench', sections });
    for (const part of ['npm run bench', '2026-11-21', 'abc1234', 'Some CPU', '2 cores', '24.0.0', 'v3.1.1'])
      expect(text).to.include(part);
    expect(text).to.include('| SM2 sign |');
  });
});
