// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { CalendarView, InstructionStatus, PolicyView } from '@unionid/domain/api';
import { toSignedInstruction } from '@unionid/domain/catalogue';
import { instructionDigest, type SignedInstruction } from '@unionid/domain/instruction';
import { expect } from 'chai';
import { runCli } from '#src/cli/run-cli.js';
import type { Streams } from '#src/cli/terminal/terminal.js';
import { newId, newKeyFile, writeKeyFile } from '#src/index.js';
import { FakeGateway, type FakeRequest } from '../support/fake-gateway.js';

const PASSWORD = 'correct horse battery';
const IN_FORCE = { answer: 4, judge: 10, take: 10, undo: 5, appeal: 15 };

interface Said {
  readonly exit: string;
  readonly out: string;
  readonly err: string;
}

describe('policies and calendars at the command line', () => {
  const operator = newId('operator');
  const key = newKeyFile(PASSWORD);
  let folder: string;
  let gateway: FakeGateway;
  let submitted: SignedInstruction[];
  let policies: PolicyView[];
  let calendars: CalendarView[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid rules '));
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    submitted = [];
    policies = [{ scope: '51', version: 3, days: { answer: 4 }, inForce: IN_FORCE }];
    calendars = [{ scope: '51', year: 2027, version: 2, holidays: ['2027-04-09'], workdays: ['2027-04-11'] }];
    gateway = await FakeGateway.start(new Map([[operator, key.publicKey]]));
    gateway.on('POST /v1/instructions', (request) => ({ json: commit(request) }));
    gateway.on('GET /v1/policies', () => ({ json: { items: policies } }));
    gateway.on('GET /v1/calendars', () => ({ json: { items: calendars } }));
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
  const fileOf = async (content: object): Promise<string> => {
    const path = join(folder, 'rules.json');
    await writeFile(path, JSON.stringify(content));
    return path;
  };
  const queries = (): readonly string[] =>
    gateway.requests
      .filter(({ method }) => method === 'GET')
      .map(({ path, query }) => `${path}?${query.toString()}`);

  it('are shown in words, each with its version', async () => {
    policies.push({
      ...{ scope: '00', version: 1, days: {}, inForce: IN_FORCE, holidays: 10 },
      ...{ floor: { answer: 3 }, cap: { answer: 8 } },
    });
    const shown = await say('policies', 'show');
    expect(shown.exit, shown.err).to.equal('ok');
    for (const line of [
      '51 第 3 版：答复 4 个工作日、',
      '不少于：答复 3 个',
      '不多于：答复 8 个',
      '至多 10 天',
    ])
      expect(shown.out).to.contain(line);
    const year = await say('calendars', 'show', '--scope', '51', '--year', '2027', '--all');
    expect(year.exit, year.err).to.equal('ok');
    for (const line of ['51 2027 年工作日历 第 2 版', '放假：04-09', '调休上班：04-11'])
      expect(year.out).to.contain(line);
    expect(queries().at(-1)).to.equal('/v1/calendars?scope=51&versions=all&year=2027&limit=100');
    expect((await say('calendars', 'show', '--year', '27')).exit).to.equal('usage');
  });

  it('are said to be as built in where none is set', async () => {
    [policies, calendars] = [[], []];
    const { out } = await say('policies', 'show');
    for (const line of ['没有设定过', '答复 5 个工作日', '申诉 15 日', '不少于：答复 3 个', '至多 15 天'])
      expect(out).to.contain(line);
    expect((await say('calendars', 'show')).out)
      .to.contain('没有公布过')
      .and.to.contain('周六、周日');
  });

  it('are set from a file, on the version that stands', async () => {
    const policy = { scope: '51', days: { answer: 6 } };
    const set = await say('policies', 'set', await fileOf(policy), '--yes');
    expect(set.exit, set.err).to.equal('ok');
    expect(set.err).to.contain('答复 6');
    const calendar = { scope: '51', year: 2027, holidays: ['2027-04-09', '2027-04-12'], workdays: [] };
    expect((await say('calendars', 'set', await fileOf(calendar), '--yes')).exit).to.equal('ok');
    calendars = [];
    expect((await say('calendars', 'set', await fileOf(calendar), '--yes')).exit).to.equal('ok');
    expect(
      submitted.map(({ instruction: { type, payload, subjectVersion } }) => [type, payload, subjectVersion]),
    ).to.deep.equal([
      ['governance.setPolicy', policy, 3],
      ['governance.setCalendar', calendar, 2],
      ['governance.setCalendar', calendar, 0],
    ]);
  });

  it('are refused before anything is signed where the file is no rule', async () => {
    for (const wrong of [
      { scope: '51' },
      { scope: '51', days: { answer: 31 } },
      { scope: '51', days: {}, cap: {} },
    ])
      expect((await say('policies', 'set', await fileOf(wrong), '--yes')).exit).to.equal('refused');
    const noDay = { scope: '51', year: 2027, holidays: ['2027-02-30'], workdays: [] };
    expect((await say('calendars', 'set', await fileOf(noDay), '--yes')).exit).to.equal('refused');
    expect(submitted).to.deep.equal([]);
  });
});
