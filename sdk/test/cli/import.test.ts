// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ImportView, ReportRow } from '@unionid/domain/api';
import { samplePayload, toSignedInstruction } from '@unionid/domain/catalogue';
import { toBase64url } from '@unionid/domain/encoding';
import { isSignedBy, type SignedInstruction } from '@unionid/domain/instruction';
import { sm3 } from '@unionid/domain/sm';
import { newId, newKeyFile, writeKeyFile, type KeyFile } from '#src/index.js';
import { FakeGateway } from '../support/fake-gateway.js';
import { EMPLOYER, memberJob, requestJob, ROWS, UNION_VIEW, type MemberJob } from '../support/import-job.js';
import { runUnionid, type Outcome, type RunOptions } from '../support/run-unionid.js';

const PASSWORD = 'correct horse battery';
const OPERATOR = newId('operator');
const [FIRST = [], ...OTHERS] = ROWS;

const BAD_ROW: ReportRow = {
  row: 2,
  outcome: 'bad',
  problems: [
    {
      code: 'ID_NUMBER_CHECK',
      column: '证件号码',
      zh: '校验码不符',
      en: 'wrong check digit',
      fixZh: '核对证件',
      fixEn: 'check the document',
      allowed: [],
    },
  ],
  fixes: [],
  warnings: [],
};

describe('unionid members import', () => {
  let folder: string;
  let key: KeyFile;
  let gateway: FakeGateway;
  let job: MemberJob;
  let view: ImportView;
  let approvals: SignedInstruction[];

  const file = (name: string): string => join(folder, name);
  const run = (args: readonly string[], options: Partial<RunOptions> = {}): Promise<Outcome> =>
    runUnionid(
      [
        ...['members', 'import', 'members.csv', ...args, '--key', 'key.json', '--password-file', 'password'],
        ...['--gateway', gateway.url, '--operator', OPERATOR],
      ],
      { cwd: folder, ...options },
    );

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid import '));
    key = newKeyFile(PASSWORD);
    await writeKeyFile(file('key.json'), key);
    await writeFile(file('password'), `${PASSWORD}\n`);
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(() => gateway.close());

  /** A gateway with one job that moves on by one step each time it is asked. */
  beforeEach(async () => {
    gateway = await FakeGateway.start(new Map([[OPERATOR, key.publicKey]]));
    approvals = [];
    await useJob(memberJob(ROWS, ['备注']));
    gateway.on('POST /v1/imports', ({ query, body }) => {
      if (view.state === 'READY' && approvals.length === 0) view = { ...view, state: 'READING' };
      expect(toBase64url(sm3(body))).to.equal(view.fileDigest);
      view = { ...view, dryRun: query.get('dryRun') === 'true' };
      return { status: 201, json: view };
    });
    gateway.on('GET /v1/imports/:id', () => ({ json: (view = nextOf(view)) }));
    gateway.on('GET /v1/imports/:id/chunks/:index', ({ params }) => ({
      json: job.chunks[Number(params[1])],
    }));
    gateway.on('GET /v1/imports/:id/report', ({ query }) =>
      query.get('format') === 'csv'
        ? { text: '\ufeff行号 Row,结果 Outcome\r\n' }
        : {
            json: { items: [BAD_ROW].filter(({ outcome }) => outcome === (query.get('outcome') ?? outcome)) },
          },
    );
    gateway.on('GET /v1/organisations/:id', () => ({ json: UNION_VIEW }));
    gateway.on('POST /v1/imports/:id/manifest', ({ body }) => {
      approvals.push(toSignedInstruction(JSON.parse(Buffer.from(body).toString())));
      return { json: (view = { ...view, state: 'SUBMITTING' }) };
    });
  });

  const askFor = (args: readonly string[]): Promise<Outcome> =>
    runUnionid(
      [
        ...['transfers', 'request-from-import', ...args, '--key', 'key.json', '--password-file', 'password'],
        ...['--gateway', gateway.url, '--operator', OPERATOR],
      ],
      { cwd: folder },
    );

  const useJob = async (next: MemberJob): Promise<void> => {
    job = next;
    view = next.view;
    await writeFile(file('members.csv'), next.bytes);
  };

  const nextOf = (now: ImportView): ImportView => {
    // A dry run prepares nothing, so it is over once the file is read.
    if (now.state === 'READING' && now.dryRun) return { ...now, state: 'DONE', manifest: undefined };
    if (now.state === 'READING') return { ...now, state: 'READY' };
    if (now.state !== 'SUBMITTING') return now;
    const chunksDone = now.chunksDone + 1;
    const done = chunksDone === now.chunks;
    return {
      ...now,
      chunksDone,
      ...(done && { state: 'DONE', counts: { ...now.counts, done: now.counts.ready } }),
    };
  };

  it('checks, shows, signs and follows the job to its end', async () => {
    const { code, stdout, stderr } = await run(['--yes', '--report', 'report.csv']);
    expect(stderr).to.contain('共 5 行，可导入 5').and.to.contain('未识别的列，已忽略：备注');
    expect(stderr)
      .to.contain('本机已核对 5 行：日期 2020-05-01 至 2020-05-01')
      .and.to.contain('测试有限公司工会委员会：5');
    expect(stderr).to.contain('每一行都与本机文件相符').and.to.contain('批量入会');
    expect(stdout).to.contain('导入完成：上链 5');
    expect(code).to.equal(0);
    expect(approvals).to.have.length(1);
    expect(isSignedBy(approvals[0]!, key.publicKey)).to.equal(true);
    expect(approvals[0]!.instruction.payload).to.deep.equal(job.view.manifest);
    const [header, line, end] = (await readFile(file('report.csv'), 'utf8')).split('\r\n');
    expect(header).to.match(/^\ufeff行号 Row,.*,文件中的内容 Found$/);
    expect(line).to.match(/^2,有错误 bad,ID_NUMBER_CHECK,证件号码,.*,119999199003070019$/);
    expect(end).to.equal('');
  });

  it('has its report once more, with what stands in the file where it is at hand', async () => {
    const report = (...args: readonly string[]): Promise<Outcome> =>
      runUnionid(
        [
          ...['imports', 'report', view.importId, '--report', 'again.csv', ...args, '--key', 'key.json'],
          ...['--password-file', 'password', '--gateway', gateway.url, '--operator', OPERATOR],
        ],
        { cwd: folder },
      );
    expect((await report()).code).to.equal(0);
    expect(await readFile(file('again.csv'), 'utf8')).to.equal('\ufeff行号 Row,结果 Outcome\r\n');
    expect((await report('--file', 'members.csv')).code).to.equal(0);
    expect(await readFile(file('again.csv'), 'utf8')).to.contain('119999199003070019');
    await writeFile(file('other.csv'), '姓名\r\n');
    const { code, stderr } = await report('--file', 'other.csv');
    expect(code).to.equal(2);
    expect(stderr).to.contain('不是这次导入的文件');
  });

  it('with --json prints one value and draws nothing', async () => {
    const { code, stdout } = await run(['--yes', '--json']);
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.include({ state: 'DONE', chunksDone: 3 });
  });

  it('tells of a word that is none of a column, and of no other fault, how it is mapped', async () => {
    await useJob(memberJob([FIRST.with(3, '119999199003070010'), ...OTHERS]));
    const [problem] = BAD_ROW.problems;
    const problems = [problem!, { ...problem!, code: 'VALUE_NOT_ALLOWED' as const }];
    gateway.on('GET /v1/imports/:id/report', () => ({ json: { items: [{ ...BAD_ROW, problems }] } }));
    const { stdout } = await run(['--yes']);
    expect(stdout.split('--mapping')).to.have.length(2);
  });

  it('ends with 5 and shows each bad row with its fix, in the language asked for', async () => {
    await useJob(memberJob([FIRST.with(3, '119999199003070010'), ...OTHERS]));
    const { code, stdout } = await run(['--yes', '--lang', 'en']);
    expect(code).to.equal(5);
    expect(stdout)
      .to.contain('Row 2 证件号码: wrong check digit (ID_NUMBER_CHECK) → check the document')
      .and.to.contain('In the file: “119999199003070010”');
    expect(approvals).to.have.length(1);
  });

  it('with --dry-run signs nothing', async () => {
    const { code, stdout } = await run(['--dry-run']);
    expect(code).to.equal(0);
    expect(stdout).to.contain('没有写入任何内容');
    expect(approvals).to.deep.equal([]);
  });

  it('ends with 4 and signs nothing when the gateway changed a row', async () => {
    const [chunk] = job.chunks;
    job.chunks[0] = {
      ...chunk!,
      rows: [{ ...chunk!.rows[0], joined: '1999-01-01' }, ...chunk!.rows.slice(1)],
    };
    const { code, stderr } = await run(['--yes']);
    expect(code).to.equal(4);
    expect(stderr).to.contain('PARTS_MISMATCH');
    expect(approvals).to.deep.equal([]);
  });

  it('signs nothing of a job that is said to be another than was handed in, at any time', async () => {
    const proof = ['--evidence', 'members.csv'];
    const sides = ['--from', newId('organisation'), '--to', newId('organisation')];
    const commands: readonly (readonly [readonly string[], Partial<ImportView>?])[] = [
      [['changes', 'import', 'members.csv', ...proof]],
      [['organisations', 'import', 'members.csv']],
      [['transfers', 'batch', 'members.csv', ...sides]],
      [['members', 'import', 'members.csv'], { kind: 'changes' }],
      [['members', 'import', 'members.csv'], { source: newId('manifest') }],
      [['members', 'import', 'members.csv'], { importId: newId('manifest') }],
      [['members', 'import', 'members.csv', '--dry-run'], { dryRun: false }],
      [['members', 'import', 'members.csv'], { dryRun: true }],
    ];
    for (const [at, [args, change = {}]] of commands.entries()) {
      await useJob(memberJob());
      gateway.on('POST /v1/imports', ({ query }) => {
        view = { ...view, state: 'READING', dryRun: query.get('dryRun') === 'true' };
        return { status: 201, json: at % 2 === 0 ? view : { ...view, ...change } };
      });
      gateway.on('GET /v1/imports/:id', () => ({ json: { ...view, state: 'READY', ...change } }));
      const { code, stderr } = await runUnionid(
        [
          ...[...args, '--yes', '--key', 'key.json', '--password-file', 'password'],
          ...['--gateway', gateway.url, '--operator', OPERATOR],
        ],
        { cwd: folder },
      );
      expect(stderr, args.join(' ')).to.contain('PARTS_MISMATCH');
      expect([code, approvals.length], args.join(' ')).to.deep.equal([4, 0]);
    }
  });

  it('tells of no row that it is none where the file has it, whether there is something to sign or not', async () => {
    for (const told of ['empty', 'ended', 'aside'] as const)
      for (const isLast of [true, false]) {
        const { view: whole, bytes } = memberJob();
        const { view: short, chunks } = memberJob(isLast ? [] : OTHERS);
        const { fileDigest } = whole;
        const left = isLast ? ROWS.length : 1;
        const counts = { ...short.counts, rows: ROWS.length, [told]: left };
        const manifest = isLast ? undefined : { ...short.manifest!, file: fileDigest };
        await useJob({ view: { ...short, fileDigest, counts, manifest }, chunks, bytes });
        const { code, stderr } = await run(['--yes']);
        expect(stderr, told).to.contain('PARTS_MISMATCH');
        expect([code, approvals.length], told).to.deep.equal([4, 0]);
      }
  });

  it('names what asks for those who are members of other unions', async () => {
    const counts = { ...view.counts, elsewhere: 3 };
    gateway.on('POST /v1/imports/:id/manifest', () => ({
      json: (view = { ...view, state: 'SUBMITTING', counts }),
    }));
    const { stdout } = await run(['--yes']);
    expect(stdout)
      .to.contain('属其他工会的 3 人')
      .and.to.contain(
        `unionid transfers request-from-import ${view.importId} members.csv --evidence 证明种类:证明文件`,
      );
    view = { ...view, state: 'READY', counts: { ...counts, ready: 2 } };
    expect((await run(['--dry-run', '--lang', 'en'])).stdout).to.contain('request-from-import');
  });

  /** The import that found them is there, too. */
  const knowSource = (source = ''): void => {
    gateway.on('GET /v1/imports/:id', ({ params: [id] }) => ({
      json: id === source ? { ...view, importId: source } : (view = nextOf(view)),
    }));
  };

  it('asks for all of them by one signature, which says by what', async () => {
    await writeFile(file('a:proof'), 'proof');
    const digest = toBase64url(sm3(new TextEncoder().encode('proof')));
    const asked = requestJob({ kind: 'socialInsurance', digest });
    await useJob(asked);
    const source = view.source ?? '';
    knowSource(source);
    const unit = { name: '测试有限公司', creditCode: EMPLOYER, nature: '', economicType: '110' };
    gateway.on('GET /v1/organisations/:id/employers', () => ({
      json: { items: [{ ...unit, industry: '', district: '', headcount: 12 }] },
    }));
    const queries: URLSearchParams[] = [];
    gateway.on('POST /v1/imports', ({ query }) => {
      queries.push(query);
      return { status: 201, json: view };
    });
    const { code, stdout, stderr } = await askFor([
      ...[source, 'members.csv', '--evidence', 'socialInsurance:a:proof', '--yes'],
    ]);
    expect(stderr).to.contain('检查完毕：可申请接转 5').and.to.contain('社保参保');
    expect(stdout).to.contain('已申请接转 5 人');
    expect(code).to.equal(0);
    expect(approvals).to.have.length(1);
    expect(approvals[0]!.instruction).to.deep.include({
      ...{ type: 'transfer.requestMany', payload: asked.view.manifest },
    });
    expect(Object.fromEntries(queries[0] ?? [])).to.include({
      ...{ kind: 'requests', source, evidence: digest, evidenceKind: 'socialInsurance' },
    });
  });

  it('asks for nobody by another file, or by evidence of no kind', async () => {
    const proof = ['--evidence', 'contract:members.csv', '--yes'];
    await writeFile(file('other.csv'), '姓名\r\n');
    const other = await askFor([view.importId, 'other.csv', ...proof]);
    expect(other.stderr).to.contain('不是这次导入的文件');
    const outcomes = [other];
    for (const text of ['members.csv', 'note:members.csv', 'contract:', 'contract']) {
      const outcome = await askFor([view.importId, 'members.csv', '--evidence', text, '--yes']);
      expect(outcome.stderr, text).to.contain('种类:文件');
      outcomes.push(outcome);
    }
    expect(outcomes.map(({ code }) => code)).to.deep.equal([2, 2, 2, 2, 2]);
    expect(approvals).to.deep.equal([]);
  });

  it('says where nobody was asked for', async () => {
    await useJob(requestJob({ kind: 'contract', digest: toBase64url(sm3(memberJob().bytes)) }));
    view = {
      ...view,
      ...{ state: 'DONE', manifest: undefined, chunks: 0 },
      counts: { ...view.counts, ready: 0, unchanged: 5 },
    };
    gateway.on('POST /v1/imports', () => ({ status: 201, json: view }));
    knowSource(view.source);
    const args = [view.source ?? '', 'members.csv', '--evidence', 'contract:members.csv', '--yes'];
    expect((await askFor(args)).stdout)
      .to.contain('没有申请任何人')
      .and.to.contain('已在本会 5');
  });

  it('leaves a job that a second person has to sign, and says how that is done', async () => {
    const until = '2026-03-16T00:00:00.000Z';
    const second = {
      actor: OPERATOR,
      instructionId: samplePayload('decision.withdraw').instructionId,
      until,
    };
    view = { ...view, state: 'CONFIRMING', second };
    const { code, stdout } = await run(['--yes']);
    expect(stdout).to.contain(`unionid decisions confirm ${OPERATOR} ${second.instructionId}`);
    expect(stdout).to.contain('2026-03-16 08:00:00 +08:00').and.not.to.contain(until);
    expect([code, approvals.length]).to.deep.equal([0, 0]);
    view = { ...view, error: { code: 'RECORD_UNREADABLE', details: {} } };
    expect((await run(['--yes'])).stdout).to.contain('RECORD_UNREADABLE');
  });

  const waiting = {
    CONFIRMING: 'waits for its second signature',
    FAILED: 'failed once it was signed',
    CANCELLED: 'was cancelled while it was compared',
  } as const;
  for (const [state, what] of Object.entries(waiting)) {
    it(`names the rows that are bad of a list that ${what}, and writes the report`, async () => {
      await useJob(memberJob([FIRST.with(3, '119999199003070010'), ...OTHERS]));
      view = { ...view, state: state as ImportView['state'] };
      const report = `${state}.csv`;
      const { code, stdout } = await run(['--yes', '--report', report]);
      expect(stdout).to.contain('第 2 行 证件号码').and.to.contain(`报告：${report}`);
      expect(stdout).not.to.contain('其余见报告');
      expect(await readFile(file(report), 'utf8')).to.contain('ID_NUMBER_CHECK');
      expect(code).to.equal(state === 'CONFIRMING' ? 5 : 1);
    });
  }

  it('says where the rows stand that it does not name', async () => {
    view = { ...view, state: 'CONFIRMING', counts: { ...view.counts, bad: 2 } };
    const { stdout } = await run(['--yes']);
    expect(stdout).to.contain(`其余见报告：unionid imports report ${view.importId} --report`);
  });

  it('run again follows a job that was signed before, without signing again', async () => {
    view = { ...view, state: 'SUBMITTING', chunksDone: 1 };
    const { code, stderr } = await run([]);
    expect(code).to.equal(0);
    expect(stderr).to.contain('继续导入任务').and.to.contain('上链  2/3 分块');
    expect(approvals).to.deep.equal([]);
  });

  it('stopped by Ctrl-C says how to go on, and does', async () => {
    gateway.on('GET /v1/imports/:id', () => ({ json: view }));
    view = { ...view, state: 'SUBMITTING' };
    const stopped = await run([], {
      onError: (text, stop) => {
        if (text.includes('上链')) stop('SIGINT');
      },
    });
    expect(stopped.code).to.equal(130);
    expect(stopped.stderr).to.contain('重新执行同一命令即可继续');
    gateway.on('GET /v1/imports/:id', () => ({ json: (view = nextOf(view)) }));
    expect((await run([])).code).to.equal(0);
  });

  it('tells what was done where the report can not be written after it, and ends with 7', async () => {
    await mkdir(file('reports'));
    gateway.on('GET /v1/imports/:id/report', async () => {
      await rm(file('reports'), { recursive: true, force: true });
      return { json: { items: [BAD_ROW] } };
    });
    const { code, stdout } = await run(['--yes', '--report', 'reports/report.csv']);
    expect(code).to.equal(7);
    expect(stdout)
      .to.contain('✔ 导入完成：上链 5')
      .and.to.contain('报告未能写入 reports/report.csv（ENOENT）')
      .and.to.contain(`unionid imports report ${view.importId}`);
  });

  it('tells of no report where there is none', async () => {
    gateway.on('GET /v1/imports/:id', () => ({
      json: { ...view, manifest: undefined, state: 'FAILED', error: { code: 'TOO_LARGE', details: {} } },
    }));
    const { code, stdout } = await run(['--yes', '--report', 'report-of-nothing.csv']);
    expect(code).to.equal(1);
    expect(stdout).not.to.contain('report-of-nothing.csv');
  });

  const nothing = {
    'only bad rows': [{ bad: 5 }, 5],
    'only refused rows': [{ ready: 5, refused: 5 }, 5],
    'only rows that change nothing': [{ unchanged: 5 }, 0],
  } as const;
  for (const [what, [counts, expected]] of Object.entries(nothing)) {
    it(`with ${what} says that nothing went to the ledger`, async () => {
      gateway.on('GET /v1/imports/:id', () => ({
        json: {
          ...{ ...view, state: 'DONE', chunks: 0, chunksPrepared: 0 },
          // What was refused had been signed.
          manifest: 'ready' in counts ? view.manifest : undefined,
          counts: { ...view.counts, ready: 0, done: 0, ...counts },
        },
      }));
      const { code, stdout } = await run(['--yes']);
      expect(code).to.equal(expected);
      expect(stdout).to.contain('没有任何行上链').and.not.to.contain('✔');
      expect(approvals).to.deep.equal([]);
    });
  }

  it('says before anything is signed what of the file nobody sees in its spreadsheet', async () => {
    const sheets = [{ name: '名单', use: 'read' as const, hiddenColumns: ['移动电话', '学历'] }];
    view = { ...view, counts: { ...view.counts, hidden: 3 }, sheets };
    const { stdout, stderr } = await run([]);
    expect(approvals).to.deep.equal([]);
    expect(stdout + stderr)
      .to.contain('被隐藏或筛选掉、但仍已读取的行：3')
      .and.to.contain('名单 中被隐藏、但仍已读取的列：移动电话、学历');
  });

  it('ends with 1 where the gateway refuses the file', async () => {
    gateway.on('GET /v1/imports/:id', () => ({
      json: { ...view, state: 'FAILED', error: { code: 'TOO_LARGE', details: {} } },
    }));
    const { code, stdout } = await run(['--yes']);
    expect(code).to.equal(1);
    expect(stdout).to.contain('TOO_LARGE').and.to.contain('拆分后重新提交');
  });

  it('names the template of its kind where the file is no list of it, and a column once', async () => {
    const details = { column: '姓名', columns: ['姓名', '性别'] };
    gateway.on('GET /v1/imports/:id', () => ({
      json: { ...view, state: 'FAILED', error: { code: 'HEADER_MISSING_COLUMN', details } },
    }));
    const { stdout } = await run(['--yes']);
    expect(stdout).to.contain('列：姓名、性别').and.to.contain('unionid template members');
    expect(stdout.match(/列：/g)).to.have.length(1);
  });

  it('needs a confirmation', async () => {
    expect((await run([])).code).to.equal(2);
    expect(approvals).to.deep.equal([]);
  });
});
