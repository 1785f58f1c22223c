// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { COMMANDS } from '#src/cli/commands/index.js';
import { COMMON_OPTIONS } from '#src/cli/command/command.js';
import { EXIT_CODES } from '#src/cli/terminal/exit-code.js';
import { message, MESSAGES } from '#src/cli/terminal/messages.js';

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the messages of the command line', () => {
  for (const [key, { zh, en }] of Object.entries(MESSAGES)) {
    it(`${key} says the same in both languages`, () => {
      expect(zh).not.to.equal(en);
      expect(placeholders(zh)).to.deep.equal(placeholders(en));
    });
  }

  it('are filled in', () => {
    expect(message('en', 'chunksOf', { done: 3, total: 10 })).to.equal('3/10 chunks');
  });

  it('tell times as people in China read them, whichever value holds one', () => {
    const until = '2026-02-28T16:00:00.123Z';
    for (const key of ['decisionWaits', 'inboxSilence', 'window_undo'] as const)
      expect(message('zh', key, { until }))
        .to.contain('2026-03-01 00:00:00 +08:00')
        .and.not.to.contain(until);
    for (const text of ['2026-02-28', '2026-02-30T99:00:00.000Z', `${until} `])
      expect(message('zh', 'window_undo', { until: text })).to.contain(text);
  });
});

describe('the command table', () => {
  it('names no command and no option of a command twice', () => {
    const names = COMMANDS.map(({ name }) => name);
    expect(new Set(names)).to.have.length(names.length);
    for (const { options } of COMMANDS) {
      const all = [...options, ...COMMON_OPTIONS].map(({ name }) => name);
      expect(new Set(all)).to.have.length(all.length);
    }
  });

  it('ends in codes that differ', () => {
    const codes = Object.values(EXIT_CODES).map(({ code }) => code);
    expect(new Set(codes)).to.have.length(codes.length);
  });
});
