// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import type { InstructionStatus, RekeyingPage } from '@unionid/domain/api';
import { toSignedInstruction } from '@unionid/domain/catalogue';
import { instructionDigest, type SignedInstruction } from '@unionid/domain/instruction';
import type { RekeyEntry } from '@unionid/domain/person';
import { runCli } from '#src/cli/run-cli.js';
import type { Streams } from '#src/cli/terminal/terminal.js';
import { newId, newKeyFile, writeKeyFile } from '#src/index.js';
import { FakeGateway, problem, type FakeRequest } from '../support/fake-gateway.js';
import { randomDigest } from '../support/fixtures.js';
import { ORG } from '../support/import-job.js';

const PASSWORD = 'correct horse battery';

interface Said {
  readonly exit: string;
  readonly out: string;
  readonly err: string;
}

describe('versions of the matching key at the command line', () => {
  const operator = newId('operator');
  const key = newKeyFile(PASSWORD);
  let folder: string;
  let gateway: FakeGateway;
  let submitted: SignedInstruction[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid versions '));
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    submitted = [];
    gateway = await FakeGateway.start(new Map([[operator, key.publicKey]]));
    gateway.on('POST /v1/instructions', (request) => ({ json: commit(request) }));
  });
  afterEach(() => gateway.close());

  const say = async (...args: readonly string[]): Promise<Said> => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const stdin = Object.assign(new PassThrough(), { isTTY: false });
    const always = ['--gateway', gateway.url, '--operator', operator, '--config', join(folder, 'none.json')];
    const secret = ['--key', join(folder, 'key.json'), '--password-file', join(folder, 'password')];
    const argv = [...args, ...always, ...secret];
    const exit = await runCli(argv, { stdin, stdout, stderr } as unknown as Streams);
    const read = (stream: PassThrough): string => (stream.read() as Buffer | null)?.toString() ?? '';
    return { exit, out: read(stdout), err: read(stderr) };
  };
  const commit = ({ body }: FakeRequest): InstructionStatus => {
    const signed = toSignedInstruction(JSON.parse(Buffer.from(body).toString()));
    submitted.push(signed);
    const { instructionId } = signed.instruction;
    const digest = instructionDigest(signed.instruction);
    return { instructionId, digest, status: 'COMMITTED', transactionId: 'tx-1', block: 13 };
  };
  const payloads = (): unknown[] => submitted.map(({ instruction }) => instruction.payload);

  for (const [name, type] of [
    ['open-key-version', 'governance.openKeyVersion'],
    ['close-key-version', 'governance.closeKeyVersion'],
  ] as const) {
    it(`governance ${name} signs which`, async () => {
      const { exit, err } = await say('governance', name, '2', '--yes');
      expect(exit, err).to.equal('ok');
      expect(submitted.map(({ instruction }) => instruction.type)).to.deep.equal([type]);
      expect(payloads()).to.deep.equal([{ keyVersion: 2 }]);
      expect(err.includes('查不到')).to.equal(name === 'close-key-version');
    });

    it(`governance ${name} takes a whole number only`, async () => {
      for (const wrong of ['0', '2.5', 'two', '10000', '0x2', ' 2', '']) {
        const { exit, err } = await say('governance', name, wrong, '--yes');
        expect(exit, wrong).to.equal('usage');
        expect(err).to.contain(`“${wrong}”`);
      }
      expect(submitted).to.deep.equal([]);
    });
  }

  it('status tells which are in force', async () => {
    gateway.on('GET /readyz', () => ({ json: { ready: true } }));
    gateway.on('GET /v1/network', () => ({ json: { ...gateway.network, keyVersions: [1, 2] } }));
    expect((await say('status')).out).to.contain('第 1、2 版');
  });

  describe('members rekey', () => {
    const entryOf = (): RekeyEntry => {
      const identityId = newId('identity');
      return { identityId, personKey: `2.${randomDigest()}`, formerKey: `1.${randomDigest()}` };
    };
    /** Answers page by page; the cursor is the next page's number. */
    const pages = (...all: readonly Omit<RekeyingPage, 'next'>[]): void => {
      gateway.on('POST /v1/rekeyings', ({ body }) => {
        const { org, cursor = '0' } = JSON.parse(Buffer.from(body).toString()) as {
          org: string;
          cursor?: string;
        };
        expect(org).to.equal(ORG);
        const at = Number(cursor);
        return { json: { ...all[at], ...(at + 1 < all.length && { next: String(at + 1) }) } };
      });
    };
    const rekey = (...args: readonly string[]): Promise<Said> =>
      say('members', 'rekey', '--org', ORG, ...args);

    it('signs a page at a time until there is none, and none for a page that is led', async () => {
      const [first, last] = [[entryOf(), entryOf()], [entryOf()]];
      pages(
        { items: first, led: 1, left: [] },
        { items: [], led: 7, left: [] },
        { items: last, led: 0, left: [] },
      );
      const { exit, out, err } = await rekey('--yes', '--json');
      expect(exit, err).to.equal('ok');
      expect(payloads()).to.deep.equal([first, last].map((accounts) => ({ org: ORG, accounts })));
      expect(JSON.parse(out)).to.deep.equal({ org: ORG, led: 3, before: 8, left: [] });
    });

    it('ends with bad rows where some can not be led, and says which and why', async () => {
      const left = (['ERASED', 'DIFFERS'] as const).map((because) => ({
        identityId: newId('identity'),
        because,
      }));
      pages({ items: [], led: 2, left });
      const { exit, out } = await rekey();
      expect(exit).to.equal('badRows');
      for (const { identityId } of left) expect(out).to.contain(identityId);
      expect(out).to.contain('已删除').and.to.contain('不符');
    });

    it('signs nothing without a confirmation', async () => {
      pages({ items: [entryOf()], led: 0, left: [] });
      expect((await rekey()).exit).to.equal('usage');
      expect(submitted).to.deep.equal([]);
    });

    it('that is stopped says from where to go on, and goes on from there', async () => {
      const all = [entryOf(), entryOf(), entryOf()];
      pages(...all.map((entry) => ({ items: [entry], led: 0, left: [] })));
      const truly = commit;
      gateway.on('POST /v1/instructions', (request) =>
        submitted.length === 1 ? problem('ACCOUNT_UNKNOWN') : { json: truly(request) },
      );
      const stopped = await rekey('--yes');
      expect(stopped.exit).to.equal('refused');
      expect(stopped.err).to.contain(`unionid members rekey --org ${ORG} --cursor 1`);
      gateway.on('POST /v1/instructions', (request) => ({ json: commit(request) }));
      expect((await rekey('--yes', '--cursor', '1')).exit).to.equal('ok');
      expect(payloads()).to.deep.equal(all.map((entry) => ({ org: ORG, accounts: [entry] })));
    });

    it('that does not know what became of a page goes no further', async () => {
      pages({ items: [entryOf()], led: 0, left: [] }, { items: [entryOf()], led: 0, left: [] });
      gateway.on('POST /v1/instructions', (request) => ({
        status: 202,
        json: { ...commit(request), status: 'PENDING', block: undefined },
      }));
      const { exit, err } = await rekey('--yes');
      expect(exit).to.equal('unknown');
      expect(err).to.contain(`unionid members rekey --org ${ORG}\n`);
      expect(submitted).to.have.lengthOf(1);
    });
  });

  it('unmaskings list shows who, what and why', async () => {
    const items = [
      {
        ...{ time: '2026-11-28T01:02:03.000Z', operatorId: operator, org: ORG, what: 'import-evidence' },
        ...{ subject: 'M1/0', reason: '核对花名册', persons: 200 },
      },
    ];
    gateway.on('GET /v1/unmaskings', () => ({ json: { items, next: 'more' } }));
    const { exit, out } = await say('unmaskings', 'list', '--limit', '1');
    expect(exit).to.equal('ok');
    for (const shown of [operator, ORG, 'M1/0', '核对花名册', '200', 'next: more'])
      expect(out).to.contain(shown);
    expect(gateway.requests.at(-1)?.query.get('limit')).to.equal('1');
  });
});
