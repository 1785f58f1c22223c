// SPDX-License-Identifier: Apache-2.0
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { ImportView } from '@unionid/domain/api';
import { visibleText } from '@unionid/domain/report';
import { Progress } from '#src/cli/terminal/progress.js';
import { Terminal, type Streams } from '#src/cli/terminal/terminal.js';
import { UsageError } from '#src/cli/terminal/usage-error.js';
import { memberJob } from '../../support/import-job.js';

interface Fake {
  readonly streams: Streams;
  readonly input: PassThrough & { raw: boolean[] };
  readonly output: () => string;
  readonly errors: () => string;
}

function fakeStreams(isTTY: boolean): Fake {
  const raw: boolean[] = [];
  const input = Object.assign(new PassThrough(), { isTTY, raw, setRawMode: (on: boolean) => raw.push(on) });
  const [stdout, stderr] = [0, 1].map(() => Object.assign(new PassThrough(), { isTTY, columns: 80 }));
  const read = (stream: PassThrough | undefined): string =>
    (stream?.read() as Buffer | null)?.toString() ?? '';
  return {
    streams: { stdin: input, stdout, stderr } as unknown as Streams,
    input,
    output: () => read(stdout),
    errors: () => read(stderr),
  };
}

const hasUnprintable = (text: string): boolean => visibleText(text) !== text;
const OPTIONS = { language: 'zh', json: false, yes: false } as const;

describe('the terminal', () => {
  it('does not show a password while it is typed, and takes corrections', async () => {
    const { streams, input, errors, output } = fakeStreams(true);
    const answer = new Terminal(streams, OPTIONS).askHidden('密码：', '--password-file');
    input.write('秘密x');
    input.write('\u007f!\r');
    expect(await answer).to.equal('秘密!');
    expect(errors()).to.equal('密码：\n');
    expect(output()).to.equal('');
    expect(input.raw).to.deep.equal([true, false]);
  });

  // A gateway's text could else take away, or put in, what somebody reads before signing.
  it('shows what stands in a line and does nothing of it', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(...Array.from('a工\n\r\t\u0007\u001b\u007f\u009b\u2028\u202e\u2066\ud800')),
    });
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, json) => {
        const { streams, output, errors } = fakeStreams(true);
        const terminal = new Terminal(streams, { ...OPTIONS, json });
        terminal.result({ text }, [text, terminal.text('nextStep', { next: text })]);
        terminal.note(text);
        terminal.note(terminal.text('nextStep', { next: text }));
        const [told, noted] = [output(), errors()];
        expect(told.split('\n')).to.have.length(json ? 2 : 3);
        expect(noted.split('\n')).to.have.length(3);
        expect(hasUnprintable((told + noted).replaceAll('\n', ''))).to.equal(false);
        if (json) expect(JSON.parse(told)).to.deep.equal({ text });
        terminal.draw(text);
        expect(hasUnprintable(errors().replace('\r\u001b[K', ''))).to.equal(false);
      }),
    );
  });

  it('takes only a clear yes for a yes', async () => {
    for (const [typed, expected] of [
      ['y', true],
      ['是', true],
      ['', false],
      ['no', false],
      ['yesterday', false],
    ] as const) {
      const { streams, input } = fakeStreams(true);
      const answer = new Terminal(streams, OPTIONS).confirm('confirmSign');
      input.write(`${typed}\n`);
      expect(await answer, typed).to.equal(expected);
    }
  });

  it('without a terminal asks nothing and says which option does instead', async () => {
    const terminal = new Terminal(fakeStreams(false).streams, OPTIONS);
    let failure: unknown;
    await terminal.confirm('confirmSign').catch((error: unknown) => (failure = error));
    expect(failure).to.be.instanceOf(UsageError);
    expect(failure).to.have.deep.property('values', { option: '--yes' });
  });

  it('with --yes confirms without asking', async () => {
    const terminal = new Terminal(fakeStreams(false).streams, { ...OPTIONS, yes: true });
    expect(await terminal.confirm('confirmSign')).to.equal(true);
  });
});

describe('progress', () => {
  const submitting = (chunksDone: number): ImportView => ({
    ...memberJob().view,
    state: 'SUBMITTING',
    chunks: 100,
    chunksDone,
  });

  it('is a bar on a terminal, and gone at the end', () => {
    const { streams, errors } = fakeStreams(true);
    const progress = new Progress(new Terminal(streams, OPTIONS));
    progress.show(submitting(50));
    expect(errors()).to.contain('████████████░░░░░░░░░░░░').and.to.contain('50/100');
    progress.end();
    expect(errors()).to.equal('\r\u001b[K');
  });

  it('is a line for each tenth elsewhere, without control characters', () => {
    const { streams, errors } = fakeStreams(false);
    const progress = new Progress(new Terminal(streams, OPTIONS));
    for (let done = 0; done <= 100; done++) progress.show(submitting(done));
    const lines = errors().trimEnd().split('\n');
    expect(lines).to.have.length(11);
    // eslint-disable-next-line no-control-regex -- looking for them
    expect(lines.join('')).not.to.match(/[\u0000-\u001f]/);
  });

  it('is silent with --json', () => {
    const { streams, errors } = fakeStreams(true);
    new Progress(new Terminal(streams, { ...OPTIONS, json: true })).show(submitting(50));
    expect(errors()).to.equal('');
  });
});
