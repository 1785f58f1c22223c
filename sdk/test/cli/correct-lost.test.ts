// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { lostRecordRequest, type InstructionStatus, type PersonInput } from '@unionid/domain/api';
import { toSignedInstruction } from '@unionid/domain/catalogue';
import { memberFields, readCounterEntry } from '@unionid/domain/forms';
import { instructionDigest, type SignedInstruction } from '@unionid/domain/instruction';
import { chinaDateAt, idNumberCheck } from '@unionid/domain/values';
import { runCli } from '#src/cli/run-cli.js';
import type { Streams } from '#src/cli/terminal/terminal.js';
import { newId, newKeyFile, writeKeyFile } from '#src/index.js';
import { FakeGateway, problem, type FakeRequest } from '../support/fake-gateway.js';
import { partsOf } from '../support/fixtures.js';

const PASSWORD = 'correct horse battery';
const HEADER = '姓名,性别,证件号码,移动电话,户籍类型,学历,入会日期';
const numberOf = (at: number): string => {
  // An odd place: a man.
  const first17 = `119999199003070${at * 2 - 9}`;
  return first17 + idNumberCheck(first17);
};
const rowOf = (at: number, change: { readonly mobile?: string } = {}): string =>
  `测试甲,男,${numberOf(at)},${change.mobile ?? '13800000000'},居民户口,大学本科,2020-01-01`;

describe('lost records that are entered anew from a file', () => {
  const operator = newId('operator');
  const key = newKeyFile(PASSWORD);
  let folder: string;
  let gateway: FakeGateway;
  let submitted: SignedInstruction[];
  let asked: PersonInput[];
  /** What the gateway refuses of whom, by number. */
  let refusals: Map<string, string>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid lost '));
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
    await writeFile(join(folder, 'evidence.txt'), '补录依据（样本）');
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    submitted = [];
    asked = [];
    refusals = new Map();
    gateway = await FakeGateway.start(new Map([[operator, key.publicKey]]));
    gateway.on('POST /v1/instructions', (request) => ({ json: commit(request) }));
    gateway.on('POST /v1/corrections/lost', ({ body }) => {
      const { person } = lostRecordRequest.parse(JSON.parse(Buffer.from(body).toString()));
      asked.push(person);
      const code = refusals.get(person.docNumber);
      if (code !== undefined && code !== 'TWO') return problem(code as never);
      return { status: 201, json: partsFor(person, code === 'TWO') };
    });
  });
  afterEach(() => gateway.close());

  const commit = ({ body }: FakeRequest): InstructionStatus => {
    const signed = toSignedInstruction(JSON.parse(Buffer.from(body).toString()));
    submitted.push(signed);
    refusals.set(numberOf(10 + submitted.length - 1), 'MEMBER_UNCHANGED');
    const { instructionId } = signed.instruction;
    const digest = instructionDigest(signed.instruction);
    return { instructionId, digest, status: 'COMMITTED', transactionId: 'tx-1', block: 13 };
  };
  const partsFor = (person: PersonInput, isTwo: boolean): object => {
    const read = readCounterEntry({ type: 'transfer.request', person }, chinaDateAt(Date.now()));
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    const { root, record, expires, nameTag } = partsOf(memberFields({ ...read.row, joinedDate: undefined }));
    const { seed, fields } = record;
    const parts = {
      identityId: newId('identity'),
      place: '',
      version: 1,
      seed,
      root,
      record: fields,
      expires,
    };
    return isTwo
      ? { ...parts, type: 'person.correctIdentity', fields: ['sex'], nameTag }
      : { ...parts, type: 'person.correct', fields: ['householdType', 'mobile'] };
  };
  const run = async (...rows: readonly string[]): Promise<{ exit: string; out: unknown; err: string }> => {
    const file = join(folder, 'members.csv');
    await writeFile(file, [HEADER, ...rows].join('\r\n'));
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const stdin = Object.assign(new PassThrough(), { isTTY: false });
    const always = ['--gateway', gateway.url, '--operator', operator, '--config', join(folder, 'none.json')];
    const secret = ['--key', join(folder, 'key.json'), '--password-file', join(folder, 'password')];
    const given = ['--evidence', join(folder, 'evidence.txt'), '--yes', '--json'];
    const argv = ['members', 'correct-lost', file, ...given, ...always, ...secret];
    const exit = await runCli(argv, { stdin, stdout, stderr } as unknown as Streams);
    const read = (stream: PassThrough): string => (stream.read() as Buffer | null)?.toString() ?? '';
    const out = read(stdout);
    return { exit, out: out === '' ? undefined : (JSON.parse(out) as unknown), err: read(stderr) };
  };

  it('are signed for one by one, with what the row says of the person and nothing of the membership', async () => {
    const { exit, out, err } = await run(rowOf(10), rowOf(11));
    expect(exit, err).to.equal('ok');
    expect(out).to.deep.equal({ done: 2, standing: 0, bad: [] });
    expect(submitted.map(({ instruction }) => instruction.type)).to.deep.equal([
      'person.correct',
      'person.correct',
    ]);
    expect(asked[0]).to.deep.include({
      name: '测试甲',
      docNumber: numberOf(10),
      more: { education: '大学本科' },
    });
    expect(submitted[0]?.instruction.payload).to.deep.include({
      reason: 'mistake',
      fields: ['householdType', 'mobile'],
    });
  });

  it('that were entered are passed over, so that the same file goes on', async () => {
    await run(rowOf(10));
    const { exit, out } = await run(rowOf(10), rowOf(11));
    expect(exit).to.equal('ok');
    expect(out).to.deep.equal({ done: 1, standing: 1, bad: [] });
  });

  it('of rows that are bad are told row by row, and the others go on', async () => {
    refusals.set(numberOf(11), 'MEMBER_NOT_FOUND').set(numberOf(12), 'TWO');
    const { exit, out } = await run(rowOf(10, { mobile: '1' }), rowOf(11), rowOf(12), rowOf(13));
    expect(exit).to.equal('badRows');
    expect(out).to.deep.include({ done: 1, standing: 0 });
    const { bad } = out as { readonly bad: readonly object[] };
    expect(bad).to.deep.equal([
      { row: 2, code: 'MOBILE_INVALID', fields: ['person.mobile'] },
      { row: 3, code: 'MEMBER_NOT_FOUND' },
      { row: 4, code: 'CORRECTION_FIELDS' },
    ]);
  });

  it('end where every further row would be refused alike', async () => {
    refusals.set(numberOf(11), 'QUOTA_EXCEEDED');
    const { exit } = await run(rowOf(10), rowOf(11), rowOf(12));
    expect(exit).to.equal('refused');
    expect(submitted).to.have.length(1);
    expect(asked).to.have.length(2);
  });
});
