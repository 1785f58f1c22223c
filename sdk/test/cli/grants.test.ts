// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderFile, referenceOf } from '@unionid/domain/bank';
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';
import { expect } from 'chai';
import { newId, newKeyFile, writeKeyFile } from '#src/index.js';
import { FakeGateway } from '../support/fake-gateway.js';
import { ORG } from '../support/import-job.js';
import { runUnionid, type Outcome } from '../support/run-unionid.js';

const PASSWORD = 'correct horse battery';
const OPERATOR = newId('operator');
const [MAKER, APPROVER] = [newId('identity'), newId('identity')];
const PLAN = newId('manifest');
const PROGRAMME = newId('programme');

// Each run is a process of its own.
describe('what unionid tells whoever grants for the first time', function () {
  this.timeout(60_000);
  let folder: string;
  let gateway: FakeGateway;

  const run = async (...args: readonly string[]): Promise<Outcome> =>
    runUnionid([...args, '--password-file', 'password', '--key', 'key.json'], { cwd: folder });
  const answerPlan = (more: object): void => {
    gateway.on('GET /v1/plans/:planId', () => ({
      json: {
        ...{ planId: PLAN, version: 4, status: 'CHECKED', province: '51', org: ORG, fund: newId('fund') },
        ...{ programme: PROGRAMME, programmeVersion: 1, class: 'winter', on: '2026-11-01', window: '2026' },
        ...{ until: '2026-12-31', signed: { items: 7, fen: 210000 }, results: [], folded: 0, actions: [] },
        duties: { maker: MAKER, approvers: [{ person: APPROVER, org: ORG }] },
        ...more,
      },
    }));
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid-grants-'));
    const key = newKeyFile(PASSWORD);
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
    await writeFile(join(folder, 'list.csv'), '姓名,证件号码,金额（元）\n测试甲,519999198501016015,300.00\n');
    await writeFile(join(folder, 'programme.json'), '{"title":"送温暖"}');
    gateway = await FakeGateway.start(new Map([[OPERATOR, key.publicKey]]));
    await run('config', 'set', '--gateway', gateway.url, '--operator', OPERATOR);
  });
  after(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  it('who has signed a plan, and where it says how many more it takes', async () => {
    answerPlan({});
    const { stdout, stderr } = await run('plans', 'show', PLAN);
    expect(stdout, stderr).to.contain(`编制人 ${MAKER}`).and.to.contain(`批准人 ${APPROVER}（${ORG}）`);
    expect(stdout).to.contain(`unionid programmes show ${PROGRAMME}`);
    answerPlan({ unionNames: { [ORG]: '示范市总工会' } });
    const named = (await run('plans', 'show', PLAN)).stdout;
    expect(named).to.contain(`  示范市总工会 ${ORG}  项目`).and.to.contain(`（示范市总工会 ${ORG}）`);
  });

  it('an order whose file was lost, byte for byte as it was signed, or not at all', async () => {
    const row = {
      item: 0,
      reference: referenceOf(PLAN, { item: 0, attempt: 1 }),
      payee: '测试甲',
      fen: 30_000,
    };
    const rows = [{ ...row, accountNumber: '6222020000000001' }];
    const text = orderFile({ planId: PLAN, attempt: 1, rows });
    const order = toBase64url(sm3(encodeUtf8(text)));
    answerPlan({ status: 'PAYING', attempt: 1, order, ordered: { items: 1, fen: 30_000 } });
    let told = rows;
    gateway.on('GET /v1/plans/:planId/sent-order', () => ({ json: { items: told } }));
    const { stdout, stderr } = await run('plans', 'order-again', PLAN, '--out', 'again.csv');
    expect(stdout, stderr).to.contain('已签署的付款文件重新写到');
    expect(await readFile(join(folder, 'again.csv'), 'utf8')).to.equal(text);
    told = [{ ...rows[0]!, payee: '测试乙' }];
    const other = await run('plans', 'order-again', PLAN, '--out', 'other.csv');
    expect(other.stderr).to.contain('写不出与签署时相同的付款文件');
    expect(await readdir(folder)).to.not.include('other.csv');
  });

  it('no order is written while the plan is shown in public', async () => {
    const publicity = { from: '2026-11-01', until: '2999-01-01', notice: 'A'.repeat(43) };
    answerPlan({ status: 'PUBLIC', publicity });
    const { code, stderr } = await run('plans', 'order', PLAN, '--out', 'order.csv');
    expect(code).to.equal(2);
    expect(stderr).to.contain('公示到 2999-01-01 为止');
    expect(await readdir(folder)).to.not.contain('order.csv');
  });

  it('a file that is no bank’s answer is told as that, and no gateway is blamed', async () => {
    const { code, stderr } = await run('plans', 'match', PLAN, 'list.csv', '--out', 'rows.csv');
    expect(code).to.equal(2);
    expect(stderr).to.contain('list.csv 不是银行回单').and.to.contain('参考号').and.not.to.contain('网关');
  });

  it('a document may be named in two ways', async () => {
    const fund = ['--org', ORG, '--source', 'union', '--yuan', '100'];
    for (const args of [
      ['funds', 'open', ...fund],
      ['programmes', 'publish', 'programme.json'],
    ]) {
      const { code, stderr } = await run(...args);
      expect(code).to.equal(2);
      expect(stderr).to.contain('--document 文件').and.to.contain('--document-number 文号');
    }
  });
});
