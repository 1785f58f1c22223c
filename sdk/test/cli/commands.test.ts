// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { InstructionStatus } from '@unionid/domain/api';
import { toSignedInstruction } from '@unionid/domain/catalogue';
import { ERROR_CATALOGUE } from '@unionid/domain/error-texts';
import {
  fingerprintOf,
  instructionArgument,
  instructionDigest,
  isProofOfPossession,
  isSignedBy,
  keyIdOf,
  type SignedInstruction,
} from '@unionid/domain/instruction';
import { newSm2KeyPair } from '@unionid/domain/signing';
import { newId, newInstruction, newKeyFile, writeKeyFile, type KeyFile } from '#src/index.js';
import { FakeGateway, problem, type FakeRequest } from '../support/fake-gateway.js';
import { FIELDS, LEDGER, partsOf, PERSON } from '../support/fixtures.js';
import { ORG } from '../support/import-job.js';
import { runUnionid, type Outcome, type RunOptions } from '../support/run-unionid.js';

const PASSWORD = 'correct horse battery';
const OPERATOR = newId('operator');

describe('unionid', () => {
  let folder: string;
  let key: KeyFile;
  let gateway: FakeGateway;

  const run = (args: readonly string[], options: Partial<RunOptions> = {}): Promise<Outcome> =>
    runUnionid(args, { cwd: folder, ...options });
  const asOperator = (...args: readonly string[]): Promise<Outcome> =>
    run([...args, '--password-file', 'password', '--key', 'key.json']);
  const parsed = ({ stdout }: Outcome): Record<string, unknown> =>
    JSON.parse(stdout) as Record<string, unknown>;
  const file = (name: string): string => join(folder, name);
  const writeSettings = (changes: object = {}): Promise<void> =>
    writeFile(
      file('settings.json'),
      JSON.stringify({
        gateway: gateway.url,
        operator: OPERATOR,
        trustedKeys: [gateway.trustedKey],
        ...changes,
      }),
    );

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid 测试 '));
    key = newKeyFile(PASSWORD);
    await writeKeyFile(file('key.json'), key);
    await writeFile(file('password'), `${PASSWORD}\n`);
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    gateway = await FakeGateway.start(new Map([[OPERATOR, key.publicKey]]));
    await rm(file('unionid'), { recursive: true, force: true });
    await run(['config', 'set', '--gateway', gateway.url, '--operator', OPERATOR]);
  });
  afterEach(() => gateway.close());

  describe('usage', () => {
    it('lists the commands in Chinese, and in English when asked', async () => {
      const zh = await run(['--help']);
      expect(zh).to.include({ code: 0, stderr: '' });
      expect(zh.stdout).to.contain('核验会员身份');
      const en = await run(['help', '--lang', 'en']);
      expect(en.stdout).to.contain('Verify a member');
    });

    it('lists those of one topic where its name alone is asked about', async () => {
      const { code, stdout } = await run(['transfers', '--help']);
      expect(code).to.equal(0);
      expect(stdout).to.contain('transfers release').and.not.contain('members import');
    });

    it('help is asked for by an area, or by a word of what commands do', async () => {
      const area = await run(['help', 'plans']);
      expect(area.code).to.equal(0);
      expect(area.stdout).to.contain('plans lock').and.not.contain('members import');
      const word = await run(['help', '公示']);
      expect(word.stdout).to.contain('plans publicise').and.not.contain('members import');
      const alone = await run(['plans']);
      expect(alone.code).to.equal(2);
      expect(alone.stdout).to.contain('plans lock').and.not.contain('members import');
    });

    const mistakes: readonly [string, readonly string[], RegExp][] = [
      ['an unknown command', ['members', 'fly'], /没有命令“members fly”/],
      ['an unknown command of a known area', ['funds', 'list'], /没有命令“funds list”。.*unionid help funds/],
      ['help on nothing that there is', ['help', 'nosuch'], /没有命令“nosuch”/],
      ['a check that is none', ['audit', 'run', 'dup-1'], /DUP-1；unionid audit checks/],
      [
        'an item that is numbered from 0, of a request for a name',
        [...['unmasks', 'request', newId('manifest'), '0'], '--identity', newId('identity')],
        /第几笔从 1 起/,
      ],
      [
        'an item that is numbered from 0, of one thing done to it',
        [
          ...['plans', 'void', newId('manifest'), '--item', '0'],
          '--document',
          process.execPath,
          '--reason',
          'error',
        ],
        /第几笔从 1 起/,
      ],
      [
        'an item that is numbered from 0, of a trace',
        ['trace', 'item', newId('manifest'), '--row', '0'],
        /不小于 1 的整数，不能是“0”/,
      ],
      ['an unknown option', ['status', '--fly'], /选项有误/],
      ['a missing argument', ['members', 'import'], /缺少 <file>/],
      [
        'a missing option, with what it is for',
        ['transfers', 'object', newId('identity')],
        /缺少 --ground：.*不是同一人/,
      ],
      ['one argument too many', ['status', 'now'], /选项有误：now/],
      ['another language', ['status', '--lang', 'fr'], /zh, en/],
      ['a gateway that is no address', ['status', '--gateway', 'ftp://x'], /网关地址不正确/],
      ['a file that is not there', ['instruction', 'show', 'nothing.json'], /无法读取文件/],
      ['a question without a terminal', ['config', 'trust'], /--fingerprint/],
    ];
    for (const [what, args, text] of mistakes) {
      it(`ends with 2 for ${what}`, async () => {
        const { code, stdout, stderr } = await run(args);
        expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
        expect(stderr).to.match(text);
      });
    }

    it('tells a mistake as JSON too, and in English', async () => {
      const outcome = await run(['members', 'import', '--json', '--lang', 'en']);
      expect(outcome).to.include({ code: 2, stderr: '' });
      expect(parsed(outcome)).to.deep.equal({ error: { code: 'USAGE', cause: '<file> is missing.' } });
    });
  });

  describe('governance recover-root', () => {
    it('signs by the new key what the admin of the organisation submits, and asks no gateway to', async () => {
      const out = ['--out', 'recovery.json'];
      const made = await asOperator(
        'governance',
        'recover-root',
        '--province',
        '51',
        ...out,
        '--yes',
        '--json',
      );
      expect(made.code, made.stderr).to.equal(0);
      const { operatorId, command, fingerprint } = parsed(made);
      const text = await readFile(file('recovery.json'), 'utf8');
      const signed = toSignedInstruction(JSON.parse(text));
      const { instruction } = signed;
      const root = { operatorId, publicKey: key.publicKey };
      expect(instruction.payload).to.deep.equal({ province: '51', root });
      expect(instruction).to.deep.include({ type: 'governance.recoverRoot', actor: operatorId, ...LEDGER });
      expect(isSignedBy(signed, key.publicKey)).to.equal(true);
      expect(instructionArgument(signed)).to.equal(text);
      expect(operatorId).to.not.equal(OPERATOR);
      expect(fingerprint).to.equal(fingerprintOf(key.publicKey));
      expect(command).to.include('governance:recoverRoot').and.include('recovery.json');
      expect(gateway.requests.map(({ path }) => path)).to.not.include('/v1/instructions');
    });

    it('says in Chinese who does what next, and signs nothing for an organisation of no code', async () => {
      const told = await asOperator('governance', 'recover-root', '--province', '00', '--yes');
      expect(told.stdout).to.include('MSP 管理员').and.include('peer chaincode invoke');
      expect(told.stderr).to.include('将 00 的根操作员换为');
      const wrong = await asOperator('governance', 'recover-root', '--province', '510000', '--yes');
      expect(wrong.code).to.not.equal(0);
      const missing = await asOperator('governance', 'recover-root');
      expect(missing.code).to.equal(2);
    });
  });

  describe('key', () => {
    it('new makes a sealed file of the owner and never writes over one', async () => {
      const made = await run(['key', 'new', '--key', 'other.json', '--password-file', 'password', '--json']);
      expect(made.code).to.equal(0);
      expect((await stat(file('other.json'))).mode & 0o777).to.equal(0o600);
      const again = await run([
        'key',
        'new',
        '--key',
        'other.json',
        '--password-file',
        'password',
        '--lang',
        'en',
      ]);
      expect(again.code).to.equal(2);
      expect(again.stderr).to.contain('exists and is not overwritten');
      expect(parsed(await run(['key', 'show', '--key', 'other.json', '--json']))).to.deep.equal(parsed(made));
    });

    it('new wants a password of some length', async () => {
      await writeFile(file('short'), 'short\n');
      const { code, stderr } = await run(['key', 'new', '--key', 'third.json', '--password-file', 'short']);
      expect(code).to.equal(2);
      expect(stderr).to.contain('至少 10 个字符');
    });

    it('claim proves possession for this ledger and this operator', async () => {
      const { code } = await asOperator('key', 'claim', '--out', 'claim.json');
      expect(code).to.equal(0);
      const claim = JSON.parse(await readFile(file('claim.json'), 'utf8')) as Record<
        'operatorId' | 'publicKey' | 'proof',
        string
      >;
      const { operatorId: holder, publicKey, proof } = claim;
      expect(isProofOfPossession(LEDGER, { purpose: 'operator-key', holder, publicKey }, proof)).to.equal(
        true,
      );
      expect(holder).to.equal(OPERATOR);
    });

    it('with a wrong password ends with 4 and asks the gateway nothing', async () => {
      await writeFile(file('wrong'), 'not the password\n');
      const { code, stderr } = await run([
        'members',
        'list',
        '--key',
        'key.json',
        '--password-file',
        'wrong',
      ]);
      expect(code).to.equal(4);
      expect(stderr).to.contain('KEY_PASSWORD_WRONG');
      expect(gateway.requests).to.deep.equal([]);
    });
  });

  describe('status', () => {
    it('shows network, readiness and whether the key is trusted', async () => {
      gateway.on('GET /readyz', () => ({ json: { ready: true } }));
      const before = await run(['status', '--json']);
      expect(before.code).to.equal(0);
      expect(parsed(before)).to.include({ network: 'union-test', ready: true, trusted: false });
      const { fingerprint } = parsed(before) as { fingerprint: string };
      await run(['config', 'trust', '--fingerprint', `${gateway.mspId}:${fingerprint}`]);
      expect(parsed(await run(['status', '--json']))).to.include({ trusted: true });
      await run(['config', 'untrust', fingerprint]);
    });

    it('ends with 3 where the gateway is not ready or not there', async () => {
      gateway.on('GET /readyz', () => problem('NOT_READY'));
      expect((await run(['status'])).code).to.equal(3);
      const nobody = await run(['status', '--gateway', 'http://127.0.0.1:1', '--json']);
      expect(nobody.code).to.equal(3);
      expect(parsed(nobody).error).to.include({ code: 'GATEWAY_UNREACHABLE' });
    });
  });

  describe('config trust', () => {
    const trusted = async (): Promise<unknown> =>
      parsed(await run(['config', 'show', '--json'])).trustedKeys ?? [];
    const trust = async (...args: string[]): Promise<number | null> =>
      (await run(['config', 'trust', ...args])).code;
    const fingerprint = (): string => fingerprintOf(gateway.answerKey.publicKey);

    it('trusts nothing when the key is not the one told', async () => {
      expect(await trust('--fingerprint', `${gateway.mspId}:${'a'.repeat(64)}`)).to.equal(4);
      expect(await trust('--fingerprint', `BeijingMSP:${fingerprint()}`)).to.equal(4);
      expect(await trusted()).to.deep.equal([]);
    });

    it('takes nothing but a whole fingerprint, and no “yes”', async () => {
      expect(await trust('--fingerprint', fingerprint().slice(0, 16))).to.equal(2);
      // Whose key it is must come from another channel, too.
      expect(await trust('--fingerprint', fingerprint())).to.equal(2);
      expect(await trust('--yes')).to.equal(2);
      expect(await trusted()).to.deep.equal([]);
    });

    it('trusts the key told, once, until it is trusted no longer', async () => {
      expect(await trust('--fingerprint', `${gateway.mspId}:${fingerprint().toUpperCase()}`)).to.equal(0);
      await writeFile(file('published.txt'), `${gateway.mspId}:${fingerprint()}\n`);
      expect(await trust('--fingerprint-file', file('published.txt'))).to.equal(0);
      expect(await trusted()).to.deep.equal([gateway.trustedKey]);
      expect((await run(['config', 'untrust', fingerprint()])).code).to.equal(0);
      expect(await trusted()).to.deep.equal([]);
      expect((await run(['config', 'untrust', fingerprint()])).code).to.equal(2);
    });

    it('is not deceived by one in the middle who sends an own key under the name of the right one', async () => {
      const { publicKey } = newSm2KeyPair();
      for (const keyId of [gateway.keyId, keyIdOf(publicKey)]) {
        gateway.on('GET /v1/network', () => ({
          json: { ...gateway.network, gatewayKey: { keyId, publicKey } },
        }));
        expect(await trust('--fingerprint', `${gateway.mspId}:${fingerprint()}`)).not.to.equal(0);
        expect(await trusted()).to.deep.equal([]);
      }
    });
  });

  describe('verify', () => {
    const verify = (...args: readonly string[]): Promise<Outcome> =>
      asOperator(
        'verify',
        '--config',
        'settings.json',
        '--number-file',
        'number',
        '--name',
        PERSON.name,
        ...args,
      );
    const answering = (handler: (request: FakeRequest) => unknown): void =>
      gateway.on('POST /v1/verifications', (request) => ({ json: handler(request) }));

    beforeEach(async () => {
      await writeFile(file('number'), `${PERSON.docNumber}\n`);
      await writeSettings();
    });

    it('says yes with 0, no with 10, unknown with 11', async () => {
      answering((request) =>
        gateway.signAnswer(request, { isMember: 'yes', state: 'RETAINED', province: '51' }),
      );
      const yes = await verify();
      expect(yes.code).to.equal(0);
      expect(yes.stdout).to.contain('是会员（保留会籍）').and.to.contain('省级节点：51');
      answering((request) => gateway.signAnswer(request, { isMember: 'no' }));
      expect((await verify('--json')).code).to.equal(10);
      answering((request) =>
        gateway.signAnswer(request, { isMember: 'unknown', reason: 'MATCHING_UNAVAILABLE' }),
      );
      const unknown = await verify('--lang', 'en');
      expect(unknown.code).to.equal(11);
      expect(unknown.stdout).to.contain('the national matching endpoint can not be reached');
    });

    it('sends the number and shows it nowhere', async () => {
      answering((request) => gateway.signAnswer(request, { isMember: 'yes', state: 'ACTIVE' }));
      const { stdout, stderr } = await verify('--json');
      expect(JSON.parse(Buffer.from(gateway.requests.at(-1)!.body).toString())).to.deep.equal({
        docType: '111',
        docNumber: PERSON.docNumber,
        name: PERSON.name,
        purpose: 'counter',
      });
      expect(stdout + stderr).not.to.contain(PERSON.docNumber);
    });

    it('warns of a number on the command line', async () => {
      answering((request) => gateway.signAnswer(request, { isMember: 'no' }));
      const { stderr } = await asOperator(
        ...['verify', '--config', 'settings.json', '--number', PERSON.docNumber, '--name', PERSON.name],
      );
      expect(stderr).to.contain('shell 历史记录');
    });

    it('ends with 4 and gives no result when the answer is not to be relied on', async () => {
      answering((request) => gateway.signAnswer(request, { isMember: 'yes' }, { audience: 'P0000000000X' }));
      const { code, stdout } = await verify('--json');
      expect(code).to.equal(4);
      expect(JSON.parse(stdout)).to.have.nested.property('error.code', 'ANSWER_FOREIGN');
      await writeSettings({ trustedKeys: [] });
      const untrusted = await verify('--lang', 'en');
      expect(untrusted).to.include({ code: 4, stdout: '' });
      expect(untrusted.stderr).to.contain('unionid config trust');
    });

    it('keeps an answer that is checked offline later, even expired, unless it was changed', async () => {
      answering((request) =>
        gateway.signAnswer(
          request,
          { isMember: 'yes', state: 'ACTIVE' },
          { expires: new Date(Date.now() + 3_000).toISOString() },
        ),
      );
      await rm(file('answer.json'), { force: true });
      expect((await verify('--save', 'answer.json')).code).to.equal(0);
      expect((await stat(file('answer.json'))).mode & 0o777).to.equal(0o600);
      await gateway.close();
      const check = (): Promise<Outcome> =>
        run(['answer', 'check', 'answer.json', '--config', 'settings.json', '--json']);
      const outcome = await check();
      expect(outcome.code).to.equal(0);
      expect(parsed(outcome)).to.include({ genuine: true, audience: OPERATOR });
      const kept = await readFile(file('answer.json'), 'utf8');
      await writeFile(file('answer.json'), kept.replace('"isMember": "yes"', '"isMember": "no"'));
      expect((await check()).code).to.equal(4);
      await writeFile(file('answer.json'), '{}');
      expect((await check()).code).to.equal(2);
      gateway = await FakeGateway.start(new Map());
    });
  });

  describe('members enrol', () => {
    const INPUT = { person: PERSON, org: ORG, joined: '2026-11-01' };
    let submitted: SignedInstruction[];

    beforeEach(async () => {
      submitted = [];
      await writeFile(file('person.json'), JSON.stringify(INPUT));
      gateway.on('POST /v1/preparations', () => ({ status: 201, json: partsOf() }));
      gateway.on('POST /v1/instructions', (request) => ({ json: commit(request) }));
    });

    const commit = ({ body }: FakeRequest): InstructionStatus => {
      const signed = toSignedInstruction(JSON.parse(Buffer.from(body).toString()));
      submitted.push(signed);
      const { instructionId } = signed.instruction;
      const digest = instructionDigest(signed.instruction);
      return { instructionId, digest, status: 'COMMITTED', transactionId: 'tx-1', block: 13 };
    };

    it('corrects a record by the instruction that the differing fields take, and stays silent on values', async () => {
      await writeFile(file('scan.pdf'), 'scan');
      const identityId = newId('identity');
      const { root, nameTag, expires, record: entered } = partsOf();
      const { seed, fields: record } = entered;
      const parts = { identityId, place: '', version: 2, seed, root, record, nameTag, expires };
      const json = { ...parts, type: 'person.correctIdentity', fields: ['name'] };
      gateway.on('POST /v1/corrections', () => ({ status: 201, json }));
      const given = ['--file', 'person.json', '--reason', 'mistake', '--evidence', 'scan.pdf', '--yes'];
      const { code, stderr } = await asOperator('members', 'correct', identityId, ...given);
      expect(code, stderr).to.equal(0);
      expect(submitted[0]?.instruction).to.include({ type: 'person.correctIdentity', subjectVersion: 2 });
      expect(stderr).to.contain('的姓名（登记有误）').and.not.to.contain(PERSON.name);
      const other = await asOperator('members', 'correct', newId('identity'), ...given);
      expect([other.code, submitted.length], 'another account’s parts').to.deep.equal([4, 1]);
    });

    it('shows what is signed in plain words, signs and tells the identity id', async () => {
      const { code, stdout, stderr } = await asOperator('members', 'enrol', '--file', 'person.json', '--yes');
      expect(code).to.equal(0);
      const { payload, actorKeyId } = submitted[0]!.instruction;
      expect(stderr)
        .to.contain(`加入 ${ORG}，状态 在籍，入会日期 2026-11-01`)
        .and.to.match(/SM3：[0-9a-f]{64}/);
      expect(stdout)
        .to.contain('区块 13')
        .and.to.contain((payload as { identityId: string }).identityId);
      expect(actorKeyId).to.equal(key.keyId);
    });

    it('signs nothing when the gateway committed to somebody else', async () => {
      gateway.on('POST /v1/preparations', () => ({
        status: 201,
        json: partsOf({ ...FIELDS, name: '测试乙' }),
      }));
      const { code, stderr } = await asOperator('members', 'enrol', '--file', 'person.json', '--yes');
      expect(code).to.equal(4);
      expect(stderr).to.contain('PARTS_MISMATCH');
      expect(submitted).to.deep.equal([]);
    });

    it('signs nothing without a confirmation', async () => {
      expect((await asOperator('members', 'enrol', '--file', 'person.json')).code).to.equal(2);
      expect(submitted).to.deep.equal([]);
    });

    it('ends with 1 where a rule refuses, with cause and next step in the language asked for', async () => {
      gateway.on('POST /v1/preparations', () => problem('MEMBER_EXISTS'));
      const zh = await asOperator('members', 'enrol', '--file', 'person.json', '--yes');
      expect(zh.code).to.equal(1);
      expect(zh.stderr).to.contain('申请会籍接转');
      const en = await asOperator(
        'members',
        'enrol',
        '--file',
        'person.json',
        '--yes',
        '--json',
        '--lang',
        'en',
      );
      expect(parsed(en).error).to.include({ code: 'MEMBER_EXISTS', requestId: 'request-1' });
      expect(JSON.stringify(parsed(en))).to.contain('instead of joining again');
    });

    it('ends with 3 where the outcome is not known yet', async () => {
      gateway.on('POST /v1/instructions', (request) => ({
        status: 202,
        json: { ...commit(request), status: 'PENDING', block: undefined },
      }));
      const { code, stdout } = await asOperator('members', 'enrol', '--file', 'person.json', '--yes');
      expect(code).to.equal(3);
      expect(stdout).to.contain(`unionid instruction status ${submitted[0]!.instruction.instructionId}`);
    });

    it('refuses a person file of another form without repeating what it holds', async () => {
      await writeFile(
        file('person.json'),
        JSON.stringify({ ...INPUT, person: { ...PERSON, birthDate: '1990-02-30' } }),
      );
      const { code, stdout, stderr } = await asOperator('members', 'enrol', '--file', 'person.json', '--yes');
      expect(code).to.equal(1);
      expect(stderr).to.contain('birthDate');
      expect(stdout + stderr).not.to.contain(PERSON.docNumber);
    });

    it('says what is wrong in the words that a report on a file has, before anything is sent', async () => {
      gateway.on('POST /v1/preparations', () => problem('INTERNAL'));
      const person = { ...PERSON, docNumber: '119999199003070018', more: { 学历: '博士后' } };
      await writeFile(file('person.json'), JSON.stringify({ ...INPUT, person }));
      const { code, stderr } = await asOperator('members', 'enrol', '--file', 'person.json', '--yes');
      expect(code).to.equal(1);
      for (const [field, fault] of [
        ['person.docNumber', 'ID_NUMBER_CHECK'],
        ['person.more.education', 'VALUE_NOT_ALLOWED'],
      ] as const)
        expect(stderr).to.contain(`${field}：${ERROR_CATALOGUE[fault].zh.cause}（${fault}）`);
    });

    it('refuses a file with a name that means nothing', async () => {
      await writeFile(file('person.json'), JSON.stringify({ ...INPUT, chnage: '2' }));
      const { code, stderr } = await asOperator('members', 'enrol', '--file', 'person.json', '--yes');
      expect(code).to.equal(1);
      expect(stderr).to.contain('FIELD_UNKNOWN');
    });
  });

  describe('instruction', () => {
    const prepared = (publicKey: string): string =>
      JSON.stringify(
        newInstruction({
          ledger: LEDGER,
          actor: OPERATOR,
          publicKey,
          type: 'operator.revoke',
          payload: { operatorId: OPERATOR, reason: 'left' },
          subjectVersion: 2,
        }),
      );

    beforeEach(async () => {
      await writeFile(file('todo.json'), prepared(key.publicKey));
      await rm(file('todo.signed.json'), { force: true });
    });

    it('show, sign and submit go from a prepared file to the gateway', async () => {
      const shown = await run(['instruction', 'show', 'todo.json']);
      expect(shown.stdout).to.contain(`停用操作员 ${OPERATOR}`).and.to.contain('尚未签名');
      expect((await asOperator('instruction', 'sign', 'todo.json', '--yes')).code).to.equal(0);
      const checked = await run(['instruction', 'show', 'todo.signed.json', '--key', 'key.json', '--json']);
      expect(parsed(checked)).to.include({ signed: true, valid: true });
      gateway.on('POST /v1/instructions', ({ body }) => {
        const { instruction } = toSignedInstruction(JSON.parse(Buffer.from(body).toString()));
        const { instructionId } = instruction;
        const digest = instructionDigest(instruction);
        return {
          json: { instructionId, digest, status: 'REFUSED', transactionId: 'tx', code: 'STALE_SUBJECT' },
        };
      });
      const refused = await asOperator('instruction', 'submit', 'todo.signed.json', '--lang', 'en');
      expect(refused.code).to.equal(1);
      expect(refused.stdout).to.contain('STALE_SUBJECT').and.to.contain('confirm and sign again');
    });

    it('show ends with 4 for a signature that is not of the key', async () => {
      await asOperator('instruction', 'sign', 'todo.json', '--yes');
      const signed = await readFile(file('todo.signed.json'), 'utf8');
      await writeFile(file('todo.signed.json'), signed.replace('"left"', '"moved"'));
      expect((await run(['instruction', 'show', 'todo.signed.json', '--key', 'key.json'])).code).to.equal(4);
    });

    for (const status of ['COMMITTED', 'PENDING', 'REFUSED'] as const) {
      it(`submit tells nothing of another instruction under its identifier that is ${status}`, async () => {
        expect((await asOperator('instruction', 'sign', 'todo.json', '--yes')).code).to.equal(0);
        gateway.on('POST /v1/instructions', ({ body }) => {
          const { instruction } = toSignedInstruction(JSON.parse(Buffer.from(body).toString()));
          const digest = instructionDigest({ ...instruction, subjectVersion: 99 });
          const { instructionId } = instruction;
          return { json: { instructionId, digest, status, transactionId: 'tx', block: 13 } };
        });
        const { code, stdout, stderr } = await asOperator('instruction', 'submit', 'todo.signed.json');
        expect(code).to.equal(1);
        expect(stdout + stderr)
          .to.contain('INSTRUCTION_ID_TAKEN')
          .and.not.to.contain('✔');
      });
    }

    it('sign refuses what was prepared for another key', async () => {
      await writeFile(file('todo.json'), prepared(newKeyFile(PASSWORD).publicKey));
      expect((await asOperator('instruction', 'sign', 'todo.json', '--yes')).code).to.equal(2);
    });
  });

  describe('operators and organisations', () => {
    const submitted: SignedInstruction[] = [];

    beforeEach(() => {
      submitted.length = 0;
      gateway.on('POST /v1/instructions', ({ body }) => {
        const signed = toSignedInstruction(JSON.parse(Buffer.from(body).toString()));
        submitted.push(signed);
        const { instructionId } = signed.instruction;
        const digest = instructionDigest(signed.instruction);
        return { json: { instructionId, digest, status: 'COMMITTED', transactionId: 'tx', block: 9 } };
      });
      gateway.on('GET /v1/operators/:id', ({ params: [operatorId = ''] }) => ({
        json: {
          operatorId,
          org: ORG,
          province: '51',
          role: 'cadre',
          grants: ['member'],
          state: 'ACTIVE',
          grantedBy: OPERATOR,
          version: 7,
          keys: [{ keyId: key.keyId, publicKey: key.publicKey, state: 'ACTIVE' }],
        },
      }));
    });

    it('register takes a claim and registers key, role and grants', async () => {
      await rm(file('claim.json'), { force: true });
      await asOperator('key', 'claim', '--out', 'claim.json', '--operator', newId('operator'));
      const { code } = await asOperator(
        ...[
          'operators',
          'register',
          '--claim',
          'claim.json',
          '--org',
          ORG,
          '--grants',
          'member,verify',
          '--yes',
        ],
      );
      expect(code).to.equal(0);
      expect(submitted[0]?.instruction).to.deep.include({ type: 'operator.register', subjectVersion: 0 });
      expect(submitted[0]?.instruction.payload).to.deep.include({
        grants: ['member', 'verify'],
        role: 'cadre',
        org: ORG,
      });
    });

    it('grant, revoke and rotate-key sign the version that was seen', async () => {
      const other = newId('operator');
      await asOperator('operators', 'grant', other, '--grants', 'verify', '--yes');
      await asOperator('operators', 'revoke', other, '--reason', 'left', '--yes');
      await rm(file('new-key.json'), { force: true });
      await writeKeyFile(file('new-key.json'), newKeyFile(PASSWORD));
      await asOperator(
        ...['operators', 'rotate-key', '--new-key', 'new-key.json', '--new-password-file', 'password'],
        ...['--revoke', key.keyId, '--yes'],
      );
      expect(submitted.map(({ instruction }) => instruction.type)).to.deep.equal([
        'operator.grant',
        'operator.revoke',
        'operator.rotateKey',
      ]);
      expect(new Set(submitted.map(({ instruction }) => instruction.subjectVersion))).to.deep.equal(
        new Set([7]),
      );
      expect(submitted[2]?.instruction.payload).to.include({ operatorId: OPERATOR, revokeKeyId: key.keyId });
    });

    it('an unknown grant is a wrong value, with those allowed', async () => {
      const { code, stderr } = await asOperator('operators', 'grant', OPERATOR, '--grants', 'fly', '--yes');
      expect(code).to.equal(2);
      expect(stderr).to.contain('governance, organisation, operator, member, verify');
    });

    it('organisations register draws an id where none is given', async () => {
      const union = { name: '测试工会', parent: ORG, level: 5, kind: '01', foundedOn: '2026-11-01' };
      await writeFile(file('union.json'), JSON.stringify(union));
      const { code, stdout } = await asOperator('organisations', 'register', '--file', 'union.json', '--yes');
      expect(code).to.equal(0);
      const { payload } = submitted[0]!.instruction;
      expect(payload).to.deep.include(union);
      expect(stdout).to.contain((payload as { orgId: string }).orgId);
    });
  });
});
