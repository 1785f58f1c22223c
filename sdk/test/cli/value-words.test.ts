// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { COMMON_OPTIONS } from '#src/cli/command/command.js';
import { choicesOf, VALUE_KINDS } from '#src/cli/command/value-kinds.js';
import { COMMANDS } from '#src/cli/commands/index.js';
import { runCli } from '#src/cli/run-cli.js';
import { DECISION_WORDS } from '#src/cli/terminal/decision-words.js';
import type { Streams } from '#src/cli/terminal/terminal.js';
import { newId, newKeyFile, writeKeyFile } from '#src/index.js';
import { newReleaseCode } from '#src/signing/release-code.js';
import { FakeGateway } from '../support/fake-gateway.js';

const PASSWORD = 'correct horse battery';
/** What may hold any text: files, names, numbers of people, and what its own command looks at (bounds, addresses, fingerprints). */
const FREE = [
  'file',
  'path',
  'text',
  'name',
  'number',
  'n',
  'url',
  '原列名=列名',
  'MSP:SM3',
  'kind:file',
  'fingerprint',
  'folder',
  'code',
  'item',
  'version',
];
/** A right value of each kind, for the arguments beside the wrong one. */
const RIGHT: Readonly<Record<string, string>> = {
  identityId: newId('identity'),
  orgId: newId('organisation'),
  operatorId: newId('operator'),
  instructionId: newId('instruction'),
  importId: newId('manifest'),
  fundId: newId('fund'),
  allotmentId: newId('allotment'),
  programmeId: newId('programme'),
  fileId: newId('file'),
  findingId: newId('finding'),
  unmaskId: newId('unmask'),
  planId: newId('manifest'),
  yuan: '1500.00',
  releaseCode: newReleaseCode(),
  keyId: '0123456789abcdef',
  province: '51',
  docType: '111',
  block: '0',
  checkCode: 'DUP-1',
  year: '2026',
  'yyyy-mm-dd': '2028-02-29',
};
const DAYS = ['2026-13-01', '2026-02-29', '2026/11/01', '2026-11-1', '20261101', '昨天'];
/** Beside what no kind takes, slips of each kind. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  'yyyy-mm-dd': DAYS,
  identityId: [newId('organisation')],
  orgId: [newId('operator'), newId('organisation').toLowerCase()],
  province: ['5', '四川'],
  year: ['26', '1999'],
  block: ['-1', '1.5'],
  docType: ['999'],
  yuan: ['-1', '1.005', '01', '1,500', '1e3'],
};

interface Said {
  readonly exit: string;
  readonly err: string;
}

async function say(...argv: readonly string[]): Promise<Said> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const stdin = Object.assign(new PassThrough(), { isTTY: false });
  const exit = await runCli(argv, { stdin, stdout, stderr } as unknown as Streams);
  return { exit, err: (stderr.read() as Buffer | null)?.toString() ?? '' };
}

describe('a value that an option or argument does not take', () => {
  const operator = newId('operator');
  const key = newKeyFile(PASSWORD);
  let folder: string;
  let gateway: FakeGateway;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid values '));
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
    gateway = await FakeGateway.start(new Map([[operator, key.publicKey]]));
  });
  after(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  /** Runs it as an operator; what is told is told before anything is asked or sent. */
  const refused = async (...args: readonly string[]): Promise<string> => {
    const files = ['--key', join(folder, 'key.json'), '--password-file', join(folder, 'password')];
    const { exit, err } = await say(...args, '--gateway', gateway.url, '--operator', operator, ...files);
    expect(exit, args.join(' ')).to.equal('usage');
    expect(gateway.requests).to.deep.equal([]);
    expect(err).to.not.contain('接口文档').and.not.contain('API document');
    return err;
  };

  for (const { name: command, args, options } of COMMANDS) {
    const right = [...command.split(' '), ...args.map((kind) => RIGHT[kind] ?? 'x')];
    it(`${command}: each of its values has a closed list, a form that is known, or may be any text`, () => {
      for (const { value } of options.filter((option) => choicesOf(option) === undefined))
        if (value !== undefined) expect([...VALUE_KINDS.keys(), ...FREE]).to.include(value);
      for (const kind of args) expect([...VALUE_KINDS.keys(), ...FREE]).to.include(kind);
    });

    for (const option of options) {
      const { name, value = '', text } = option;
      const choices = choicesOf(option);
      if (choices !== undefined)
        it(`${command} --${name} names what it takes`, async () => {
          const err = await refused(...right, `--${name}=本人`);
          for (const choice of choices) expect(err).to.contain(choice);
          expect(err).to.contain(`--${name}`).and.to.contain('“本人”').and.to.contain(text.zh);
          const en = await refused(...right, `--${name}=xx`, '--lang', 'en');
          for (const choice of choices) expect(en).to.contain(choice);
        });
      const kind = VALUE_KINDS.get(value);
      if (kind !== undefined)
        it(`${command} --${name} says how it is written`, async () => {
          for (const wrong of ['', 'xx', ...(WRONG[value] ?? [])]) {
            const err = await refused(...right, `--${name}=${wrong}`);
            expect(err).to.contain(`--${name} 的值“${wrong}”`).and.to.contain(kind.format.zh);
          }
          expect(await refused(...right, `--${name}=xx`, '--lang', 'en')).to.contain(kind.format.en);
        });
    }

    args.forEach((argument, at) => {
      const kind = VALUE_KINDS.get(argument);
      if (kind === undefined) return;
      it(`${command} <${argument}> says how it is written`, async () => {
        const before = command.split(' ').length + at;
        const err = await refused(...right.slice(0, before), 'xx', ...right.slice(before + 1));
        expect(err).to.contain(`<${argument}> 的值“xx”`).and.to.contain(kind.format.zh);
      });
    });
  }

  it('every kind takes its own right value', () => {
    for (const [kind, { takes }] of VALUE_KINDS)
      expect(takes(RIGHT[kind] ?? expect.fail(`no right value of ${kind}`)), kind).to.equal(true);
    for (const { value = '' } of COMMON_OPTIONS)
      if (value !== '' && !value.includes('|')) expect([...VALUE_KINDS.keys(), ...FREE]).to.include(value);
  });

  it('every decision that may take two has a word of its own, and no type stands for one', () => {
    for (const [type, { secondSignature }] of Object.entries(INSTRUCTION_TYPES) as [
      keyof typeof INSTRUCTION_TYPES,
      { readonly secondSignature?: unknown },
    ][])
      expect(DECISION_WORDS[type] !== undefined, type).to.equal(secondSignature !== undefined);
  });
});
