// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ERROR_CATALOGUE } from '@unionid/domain/error-texts';
import { expectCode } from '@unionid/domain/testing';
import { COMMANDS } from '#src/cli/commands/index.js';
import { assertDocuments, digestOfFile, withDocument } from '#src/cli/steps/evidence.js';
import { newId, newKeyFile, writeKeyFile, type KeyFile } from '#src/index.js';

import { FakeGateway } from '../support/fake-gateway.js';
import { runUnionid } from '../support/run-unionid.js';

const PASSWORD = 'correct horse battery';
const OPERATOR = newId('operator');

/** What options are called of which only the digest goes on. */
const NAMES = ['evidence', 'document', 'notice', 'responsibility', 'paper', 'judgment', 'education'];

const DIGESTED = COMMANDS.flatMap((command) =>
  command.options
    .filter(({ digested }) => digested === true)
    .map((option) => ({ command, option: option.name })),
);

describe('a document behind a decision', () => {
  let folder: string;
  let key: KeyFile;
  let gateway: FakeGateway;

  before(async () => {
    key = newKeyFile(PASSWORD);
    folder = await mkdtemp(join(tmpdir(), 'unionid documents '));
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
    await writeFile(join(folder, 'empty.pdf'), '');
    await writeFile(join(folder, 'one.pdf'), 'x');
    gateway = await FakeGateway.start(new Map([[OPERATOR, key.publicKey]]));
  });
  after(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  const run = (...args: readonly string[]): ReturnType<typeof runUnionid> =>
    runUnionid(
      [
        ...[...args, '--yes', '--key', 'key.json', '--password-file', 'password'],
        ...['--gateway', gateway.url, '--operator', OPERATOR],
      ],
      { cwd: folder },
    );

  it('may be named by its digest as tools print it, or as the ledger has it', () => {
    const hex = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0';
    const document = 'Zsfw9GLu7dnR8tRr3BDk4kFnxIdc8veiKX2gK49LqOA';
    for (const said of [hex, hex.toUpperCase(), document])
      expect(withDocument({ fen: 1, document: said }, undefined)).to.deep.equal({ fen: 1, document });
    expect(withDocument({ document: 7 }, undefined), 'refused by its form').to.deep.equal({ document: 7 });
    expect(withDocument({ document: hex }, document)).to.deep.equal({ document });
  });

  it('is each file of which only the digest goes on', () => {
    const named = COMMANDS.flatMap(({ name, options }) =>
      options
        .filter((option) => option.value === 'file' && NAMES.includes(option.name))
        .map((option) => `${name} --${option.name}`),
    );
    const declared = DIGESTED.map(({ command, option }) => `${command.name} --${option}`);
    expect(declared).to.have.members(named).and.to.have.length.above(50);
  });

  for (const { command, option } of DIGESTED)
    it(`${command.name} --${option} that is empty is refused`, async () => {
      const path = join(folder, 'empty.pdf');
      await expectCode(assertDocuments(command, { [option]: path }), 'FILE_EMPTY');
      await expectCode(assertDocuments(command, { [option]: [join(folder, 'one.pdf'), path] }), 'FILE_EMPTY');
      await assertDocuments(command, { [option]: join(folder, 'one.pdf') });
      await assertDocuments(command, {});
    });

  for (const args of [
    ['transfers', 'request', '--file', 'one.pdf', '--evidence', 'empty.pdf'],
    ['unmasks', 'answer', newId('unmask'), '--evidence', 'empty.pdf'],
    ['lines', 'allot', '--document', 'empty.pdf'],
    ['transfers', 'request-from-import', newId('manifest'), 'one.pdf', '--evidence', 'contract:empty.pdf'],
  ])
    it(`is looked at before anything is asked, signed or sent: ${args.join(' ')}`, async () => {
      const { code, stderr, stdout } = await run(...args);
      expect(stderr).to.contain('FILE_EMPTY').and.to.contain(ERROR_CATALOGUE.FILE_EMPTY.zh.next);
      expect(stderr).to.contain('empty.pdf');
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
      expect(gateway.requests).to.deep.equal([]);
    });

  it('of one byte is one', async () => {
    expect(await digestOfFile(join(folder, 'one.pdf'))).to.have.length(43);
  });
});
