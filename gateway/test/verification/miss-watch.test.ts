// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { pino } from 'pino';
import { Metrics } from '#src/metrics/metrics.js';
import { MissWatch } from '#src/verification/miss-watch.js';

const DAY_MS = 24 * 3_600_000;

describe('miss watch', () => {
  let lines: string[];
  let now: number;
  let watch: MissWatch;

  beforeEach(() => {
    [lines, now] = [[], Date.parse('2026-11-28T00:00:00Z')];
    const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
    watch = new MissWatch({ log, metrics: new Metrics(), now: () => now });
  });

  const ask = (operator: string, count: number, answer: 'yes' | 'no' | 'unknown'): void => {
    for (let at = 0; at < count; at += 1) watch.note(operator, answer);
  };

  it('raises one alarm a day at who asks mostly for nobody', () => {
    ask('P1', 100, 'yes');
    ask('P1', 99, 'no');
    expect(lines).to.deep.equal([]);
    ask('P1', 200, 'no');
    expect(lines).to.have.length(1);
    expect(JSON.parse(lines[0]!)).to.include({ alarm: 'miss-ratio', operator: 'P1' });
    now += DAY_MS;
    ask('P1', 200, 'no');
    expect(lines).to.have.length(2);
  });

  it('says nothing of few questions, of answers that nobody could give, and of who mostly finds somebody', () => {
    ask('P1', 199, 'no');
    ask('P2', 500, 'unknown');
    ask('P3', 301, 'yes');
    ask('P3', 300, 'no');
    expect(lines).to.deep.equal([]);
  });
});
