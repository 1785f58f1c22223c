// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { REPORT_START } from '@unionid/domain/report';
import { assertWritable } from '#src/cli/terminal/files.js';
import { COMMANDS } from '#src/cli/commands/index.js';
import { newId, newKeyFile, writeKeyFile, type KeyFile } from '#src/index.js';
import { FakeGateway } from '../support/fake-gateway.js';
import { csvOf } from '../support/import-job.js';
import { runUnionid } from '../support/run-unionid.js';

const PASSWORD = 'correct horse battery';
const OPERATOR = newId('operator');

/** What else each command needs that writes a file; what is asked for beyond that file is asked later. */
const ARGS: Readonly<Record<string, readonly string[]>> = {
  'key claim': [],
  'governance recover-root': ['--province', '51', '--yes'],
  'organisations import': ['members.csv', '--yes'],
  'members import': ['members.csv', '--yes'],
  'changes import': ['members.csv', '--evidence', 'a-file', '--yes'],
  'transfers batch': [
    'members.csv',
    ...['--from', newId('organisation'), '--to', newId('organisation')],
    '--yes',
  ],
  'transfers request-from-import': [
    ...[newId('manifest'), 'members.csv'],
    ...['--evidence', 'contract:members.csv', '--yes'],
  ],
  'plans import': [
    ...['members.csv', '--org', newId('organisation'), '--fund', newId('fund')],
    ...['--programme', newId('programme'), '--on', '2026-03-01', '--until', '2026-05-31', '--yes'],
  ],
  'plans order': [newId('manifest')],
  'plans order-again': [newId('manifest')],
  'plans match': [newId('manifest'), 'members.csv'],
  'plans results': [newId('manifest'), 'members.csv', '--yes'],
  'samples commit': [newId('manifest'), '--size', '3'],
  'samples draw': [newId('manifest')],
  'unmasks answer': [newId('unmask')],
  'trace item': [newId('manifest'), '--row', '1'],
  'imports report': [newId('manifest')],
  verify: ['--id', newId('identity')],
  'instruction sign': ['instruction.json', '--yes'],
  'template members': [],
  'template organisations': [],
  'template changes': [],
  'template transfers': [],
  'template plans': [],
  'template results': [],
};

/** What somebody may name by mistake, and is not written over. */
const OWN_FILES = [
  ['where the list is', 'members.csv', /已存在/],
  ['where the key is', 'key.json', /已存在/],
] as const;

const WRITERS = COMMANDS.flatMap(({ name, options }) =>
  options.flatMap((option) =>
    option.output === undefined ? [] : [{ command: name, option: option.name, ...option.output }],
  ),
);

describe('a file that a command is to write', () => {
  /** Of files that are not to be written over. */
  const contents = new Map<string, string>();
  let folder: string;
  let key: KeyFile;
  let gateway: FakeGateway;

  before(async () => {
    key = newKeyFile(PASSWORD);
    folder = await mkdtemp(join(tmpdir(), 'unionid outputs '));
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
    await writeFile(join(folder, 'members.csv'), csvOf());
    await writeFile(join(folder, 'a-file'), 'stays');
    await mkdir(join(folder, 'a-folder'));
    for (const path of ['a-file', 'members.csv', 'key.json'])
      contents.set(path, await readFile(join(folder, path), 'utf8'));
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => (gateway = await FakeGateway.start(new Map([[OPERATOR, key.publicKey]]))));
  afterEach(() => gateway.close());

  it('is declared by each option that names one', () => {
    const named = COMMANDS.flatMap(({ name, options }) =>
      options
        .filter((option) => ['report', 'save', 'out', 'output', 'svg'].includes(option.name))
        .map((option) => `${name} --${option.name}`),
    );
    expect(WRITERS.map(({ command, option }) => `${command} --${option}`)).to.include.members(named);
  });

  for (const { command, option, replaces } of WRITERS) {
    const places = [
      ['in no folder', join('nowhere', 'file'), /ENOENT/],
      ['below a file', join('a-file', 'file'), /ENOTDIR/],
      ['where a folder is', 'a-folder', replaces === undefined ? /已存在/ : /EISDIR/],
      ['where a file is', 'a-file', /已存在/],
      ...(replaces === undefined ? [] : OWN_FILES),
    ] as const;
    for (const [where, path, text] of places) {
      it(`${command} --${option} ${where} ends with 2 before anything is asked or signed`, async () => {
        const before = await readdir(folder, { recursive: true });
        const { code, stdout, stderr } = await runUnionid(
          [
            ...[...command.split(' '), ...(ARGS[command] ?? expect.fail(`no arguments of ${command}`))],
            ...[`--${option}`, path, '--key', 'key.json', '--password-file', 'password'],
            ...['--gateway', gateway.url, '--operator', OPERATOR],
          ],
          { cwd: folder },
        );
        expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
        expect(stderr).to.contain(path).and.to.match(text);
        expect(gateway.requests).to.deep.equal([]);
        expect(await readdir(folder, { recursive: true })).to.deep.equal(before);
        if (before.includes(path) && path !== 'a-folder')
          expect(await readFile(join(folder, path), 'utf8')).to.equal(contents.get(path));
      });
    }
  }

  it('is another one for each option of a command', async () => {
    const several = COMMANDS.map(({ name, options }) => ({
      name,
      outputs: options.filter(({ output }) => output !== undefined),
    })).filter(({ outputs }) => outputs.length > 1);
    expect(several.map(({ name }) => name)).to.include('plans match');
    for (const { name, outputs } of several) {
      const { code, stderr } = await runUnionid(
        [
          ...[...name.split(' '), ...(ARGS[name] ?? [])],
          ...outputs.flatMap((option, index) => [`--${option.name}`, index === 0 ? 'twice' : './twice']),
          ...[
            '--key',
            'key.json',
            '--password-file',
            'password',
            '--gateway',
            gateway.url,
            '--operator',
            OPERATOR,
          ],
        ],
        { cwd: folder },
      );
      expect(code, name).to.equal(2);
      expect(stderr)
        .to.contain('./twice')
        .and.to.match(/已存在/);
      expect(gateway.requests).to.deep.equal([]);
    }
  });

  it('takes the place of an earlier report, and of nothing else', async () => {
    const path = join(folder, 'a-report');
    for (const [start, isTaken] of [
      ['', true],
      [REPORT_START, true],
      [`${REPORT_START},more\r\n2,done`, true],
      [REPORT_START.slice(0, -1), false],
      [REPORT_START.slice(1), false],
    ] as const) {
      await writeFile(path, start);
      const looked = assertWritable(path, REPORT_START).then(
        () => true,
        () => false,
      );
      expect(await looked, start).to.equal(isTaken);
      expect(await readFile(path, 'utf8')).to.equal(start);
    }
    await rm(path);
  });

  for (const args of [
    ['key', 'new', '--key', 'a-file/key.json'],
    ['config', 'set', '--operator', OPERATOR, '--config', 'a-file/settings.json'],
    ['config', 'set', '--operator', OPERATOR, '--config', 'a-folder'],
  ]) {
    it(`${args.join(' ')} is no fault of the program`, async () => {
      const { code, stderr } = await runUnionid([...args, '--password-file', 'password'], { cwd: folder });
      expect(code).to.equal(2);
      expect(stderr)
        .to.match(/a-file|a-folder/)
        .and.not.to.contain('程序内部错误');
    });
  }
});
