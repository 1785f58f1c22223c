// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import fc from 'fast-check';
import { COMMON_OPTIONS, type Command } from '#src/cli/command/command.js';
import type { IdKind } from '@unionid/domain/ids';
import { COMMANDS } from '#src/cli/commands/index.js';
import { runCli } from '#src/cli/run-cli.js';
import { detailLines } from '#src/cli/terminal/detail-lines.js';
import { Terminal, type Streams } from '#src/cli/terminal/terminal.js';
import { newId, newKeyFile, writeKeyFile } from '#src/index.js';
import { errorText } from '#src/transport/api-error.js';
import { FakeGateway, problem } from '../support/fake-gateway.js';
import { memberJob, ORG } from '../support/import-job.js';

const PASSWORD = 'correct horse battery';
/** Three English words in a row, which no Chinese sentence of ours has. */
const ENGLISH = /\b[A-Za-z]+ [A-Za-z]+ [A-Za-z]/;

interface Said {
  readonly exit: string;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, without a terminal. */
async function say(...argv: readonly string[]): Promise<Said> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const stdin = Object.assign(new PassThrough(), { isTTY: false });
  const exit = await runCli(argv, { stdin, stdout, stderr } as unknown as Streams);
  const read = (stream: PassThrough): string => (stream.read() as Buffer | null)?.toString() ?? '';
  return { exit, out: read(stdout), err: read(stderr) };
}

const argsOf = ({ name, args }: Command, argOf: (kind: string) => string = () => 'x'): readonly string[] => [
  ...name.split(' '),
  ...args.map(argOf),
];

const KINDS: Readonly<Record<string, IdKind>> = {
  ...{ planId: 'manifest', fundId: 'fund', orgId: 'organisation', findingId: 'finding' },
};

/** An identifier that an argument of a list takes. */
function idFor(kind: string): string {
  return newId(KINDS[kind] ?? 'identity');
}

describe('what unionid says to a cadre', () => {
  let folder: string;
  let gateway: FakeGateway;
  const operator = newId('operator');
  const key = newKeyFile(PASSWORD);
  const asOperator = (...args: readonly string[]): Promise<Said> =>
    say(...args, '--gateway', gateway.url, '--operator', operator, '--key', join(folder, 'key.json'));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid words '));
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
    gateway = await FakeGateway.start(new Map([[operator, key.publicKey]]));
  });
  after(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  for (const command of COMMANDS) {
    it(`${command.name}: mistakes in options are told in the language asked for`, async () => {
      const valued = [...command.options, ...COMMON_OPTIONS].find(({ value }) => value !== undefined);
      const mistakes = [
        ['--fly', '没有选项 --fly'],
        [`--${valued?.name ?? ''}`, `--${valued?.name ?? ''} 后面缺少值`],
        ['--yes=now', '--yes 不带值'],
      ] as const;
      for (const [mistake, text] of mistakes) {
        const zh = await say(...argsOf(command), mistake);
        expect(zh.exit).to.equal('usage');
        expect(zh.err).to.contain(text).and.to.contain(`unionid ${command.name} --help`);
        expect(zh.err.replaceAll(`unionid ${command.name}`, '')).to.not.match(ENGLISH);
        const en = await say(...argsOf(command), '--lang', 'en', mistake);
        expect(en.err)
          .to.match(ENGLISH)
          .and.not.match(/\p{Script=Han}/u);
      }
    });
  }

  const paged = COMMANDS.filter(({ options }) => options.some(({ name }) => name === 'limit'));
  for (const command of paged)
    for (const limit of ['0', '-1', '501', '1000', '1e9', '2.5', 'many', ''])
      it(`${command.name} --limit ${limit || "''"} is told its bounds`, async () => {
        const password = join(folder, 'password');
        const { exit, err } = await asOperator(
          ...[...argsOf(command, idFor), `--limit=${limit}`, '--password-file', password],
        );
        expect(exit).to.equal('usage');
        expect(err).to.contain('1 至 500').and.to.contain(`“${limit}”`).and.to.contain('--cursor');
        expect(gateway.requests).to.deep.equal([]);
      });

  it('every list can be asked for by pages', () => {
    const lists = COMMANDS.filter(({ name }) => / (?:list|history)$/.test(name));
    expect(paged.map(({ name }) => name)).to.include.members(lists.map(({ name }) => name));
  });

  it('a password asked without a terminal names the option, and where that of a development network lies', async () => {
    const { exit, err } = await asOperator('members', 'list');
    expect(exit).to.equal('usage');
    expect(err).to.contain('--password-file').and.to.contain('root-operator/password');
    expect(err).to.contain('不从参数或环境变量读取');
    const rotated = await asOperator('operators', 'rotate-key', '--new-key', join(folder, 'key.json'));
    expect(rotated.err).to.contain('--new-password-file');
  });

  it('a list of members tells whose they are, and how to see the others', async () => {
    const password = join(folder, 'password');
    const list = (...args: readonly string[]): Promise<Said> =>
      asOperator('members', 'list', '--password-file', password, ...args);
    gateway.on('GET /v1/members', () => ({ json: { items: [] } }));
    expect((await list()).err)
      .to.contain('不在此列')
      .and.to.contain(`unionid operators show ${operator}`);
    expect((await list('--org', ORG)).err)
      .to.contain('不含其下级工会')
      .and.to.contain(`unionid organisations list --parent ${ORG}`);
  });

  it('imports are told in words, and one that failed or waits with its reason', async () => {
    const password = join(folder, 'password');
    const { view: ready } = memberJob();
    const views = [
      { ...ready, state: 'FAILED' as const, error: { code: 'PENDING_WITHDRAWN', details: {} } },
      { ...ready, state: 'READING' as const, error: { code: 'LEDGER_UNAVAILABLE', details: {} } },
    ];
    gateway.on('GET /v1/imports', () => ({ json: { items: views } }));
    const list = await asOperator('imports', 'list', '--password-file', password);
    expect(list.out)
      .to.contain('失败')
      .and.to.contain('正在读取')
      .and.not.to.match(/FAILED|READING/);
    for (const view of views) {
      const { cause } = errorText(view.error.code, 'zh');
      expect(list.out).to.contain(cause);
      gateway.on('GET /v1/imports/:id', () => ({ json: view }));
      const shown = await asOperator('imports', 'show', view.importId, '--password-file', password);
      expect(shown.out)
        .to.contain(cause)
        .and.not.to.match(/FAILED|READING/);
    }
  });

  it('a refusal tells its details in words', async () => {
    const password = join(folder, 'password');
    gateway.on('GET /v1/members', () =>
      problem('OUT_OF_SCOPE', { details: { orgId: ORG, province: '51', columns: ['姓名', '学历'] } }),
    );
    const zh = await asOperator('members', 'list', '--password-file', password);
    expect(zh.err).to.contain(`工会组织编号：${ORG}`).and.to.contain('省级节点：51');
    expect(zh.err).to.contain('列：姓名、学历');
  });

  const terminals = (['zh', 'en'] as const).map(
    (language) => new Terminal({} as Streams, { language, json: false, yes: false }),
  );

  it('a state comes in the words of the language', () => {
    const [zh, en] = terminals.map((terminal) =>
      detailLines(terminal, { state: 'RETAINED', status: 'RETURNED', since: '2026-11-29' }).join('\n'),
    );
    expect(zh)
      .to.contain('保留会籍')
      .and.to.contain('已退回原工会')
      .and.to.contain('此前登记的日期：2026-11-29');
    expect(zh).to.not.match(/[A-Z]{4}/);
    expect(en).to.contain('state: RETAINED').and.to.contain('status: RETURNED');
    const later = detailLines(terminals[0]!, { state: 'LATER', status: 7 }).join('\n');
    expect(later, 'what this version does not know').to.contain('LATER').and.to.contain('7');
  });

  it('a word that stands for several things comes as the refusal means it', () => {
    const [zh] = terminals;
    const of = (code: string, details: object): string => detailLines(zh!, { ...details }, code).join('\n');
    expect(of('PLAN_STEP', { action: 'approve', status: 'CANCELLED' })).to.match(/批准[^]*已撤销/);
    expect(of('ALLOTMENT_ENDED', { state: 'WITHDRAWN' })).to.contain('已撤回');
    expect(of('FINDING_STEP', { action: 'close', state: 'CLOSED' })).to.match(/销号[^]*已销号/);
    expect(of('DUTY_TAKEN', { duty: 'payer' })).to.contain('支付人');
    expect(of('GRANT_MISSING', { role: 'operator' })).to.contain('工会干部');
    expect(of('PLAN_INCOMPLETE', { missing: 3 })).to.contain('还缺几笔：3');
    expect(of('PLAN_STEP', { status: 'LATER' }), 'what this version does not know').to.contain('LATER');
  });

  it('no detail comes as JSON, whatever it is', () => {
    const word = fc.stringMatching(/^[a-z]{1,9}$/);
    const value = fc.object({ key: word, values: [word, fc.integer(), fc.boolean(), fc.constant(null)] });
    fc.assert(
      fc.property(fc.dictionary(word, value), (details) => {
        for (const terminal of terminals)
          expect(detailLines(terminal, details).join('')).to.not.match(/[{}[\]"]/);
      }),
    );
    const nested = { sheets: ['甲', '乙'], other: { reason: 'row root', row: 7 } };
    expect(detailLines(terminals[0]!, nested).join('\n'))
      .to.contain('工作表：甲、乙')
      .and.to.contain('具体原因 行的承诺根不符；行 7')
      .and.not.to.match(/[{}[\]"]/);
  });
});
