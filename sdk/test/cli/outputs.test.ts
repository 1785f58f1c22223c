// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
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
  'imports report': [newId('manifest')],
  verify: ['--id', newId('identity')],
  'instruction sign': ['instruction.json', '--yes'],
  'template members': [],
  'template organisations': [],
};

const WRITERS = COMMANDS.flatMap(({ name, options }) =>
  options.flatMap((option) =>
    option.output === undefined ? [] : [{ command: name, option: option.name, ...option.output }],
  ),
);

describe('a file that a command is to write', () => {
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
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => (gateway = await FakeGateway.start(new Map([[OPERATOR, key.publicKey]]))));
  afterEach(() => gateway.close());

  it('is declared by each option that names one', () => {
    const named = COMMANDS.flatMap(({ name, options }) =>
      options
        .filter((option) => ['report', 'save', 'out', 'output'].includes(option.name))
        .map((option) => `${name} --${option.name}`),
    );
    expect(WRITERS.map(({ command, option }) => `${command} --${option}`)).to.have.members(named);
  });

  for (const { command, option, replaces } of WRITERS) {
    const places = [
      ['in no folder', join('nowhere', 'file'), /ENOENT/],
      ['below a file', join('a-file', 'file'), /ENOTDIR/],
      ['where a folder is', 'a-folder', replaces ? /EISDIR/ : /已存在/],
      ...(replaces ? [] : ([['where a file is', 'a-file', /已存在/]] as const)),
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
      });
    }
  }

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
