// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { parseWait } from '#src/http/prefer.js';

describe('Prefer', () => {
  const cases: [string | undefined, number][] = [
    [undefined, 0],
    ['', 0],
    ['wait=10', 10],
    ['respond-async, wait=10', 10],
    ['wait="7"; foo=bar', 7],
    ['WAIT = 5', 5],
    ['wait=100000', 60],
    ['await=10', 0],
    ['wait=-1', 0],
    ['wait=1x', 0],
  ];
  for (const [header, seconds] of cases) {
    it(`${String(header)} waits ${seconds} s`, () => expect(parseWait(header)).to.equal(seconds));
  }
});
