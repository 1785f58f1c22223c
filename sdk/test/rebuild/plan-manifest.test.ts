// SPDX-License-Identifier: Apache-2.0
import type { ImportView, PreparedChunk } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { isNaming } from '@unionid/domain/forms';
import { openFields, rootOfOpening, SEED_BYTES } from '@unionid/domain/privacy';
import { randomBytes } from '@unionid/domain/signing';
import { sm3 } from '@unionid/domain/sm';
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import { ManifestCheck, newId, rebuildManifest, type RebuiltManifest } from '#src/index.js';
import { CONTEXT, randomDigest } from '../support/fixtures.js';
import { memberJob, ROWS, rootOf, UNION } from '../support/import-job.js';

const TERMS = {
  ...{ org: newId('organisation'), fund: newId('fund'), programme: newId('programme') },
  ...{ programmeVersion: 2, on: '2026-11-01', until: '2026-12-31' },
};
const PLAN = newId('manifest');

interface Job {
  readonly view: ImportView;
  readonly chunks: readonly PreparedChunk[];
  readonly bytes: Uint8Array;
}

function jobOf(
  kind: 'plans' | 'results',
  { lines, chunk, said }: { readonly lines: string[]; readonly chunk: PreparedChunk; readonly said: object },
): Job {
  const bytes = new TextEncoder().encode(lines.join('\r\n'));
  const { view } = memberJob();
  const { importId: manifestId } = view;
  const file = toBase64url(sm3(bytes));
  const rows = chunk.rows.length;
  const envelope = { manifestId, rows, chunks: 1, root: rootOf(manifestId, [chunk]), file };
  return {
    ...{ bytes, chunks: [chunk] },
    view: {
      ...{ ...view, kind, fileDigest: file, chunks: 1, chunksPrepared: 1 },
      counts: { ...view.counts, rows: lines.length - 1, ready: rows, bad: 0 },
      manifest: { ...envelope, ...said },
    },
  };
}

/** Each of five gets 100 yuan and as many fen as its number. */
function planJob({ row, fen = 50_010 }: { readonly row?: object; readonly fen?: number } = {}): Job {
  const people = ROWS.map(([, name = '', , number = ''], at) => {
    const fields = { nameNormalised: name, docType: '111', docNumber: number, mobile: '13800000000' };
    const opening = [...openFields(fields, randomBytes(SEED_BYTES), isNaming)];
    const entry = {
      identityId: newId('identity'),
      place: '',
      root: rootOfOpening(opening),
      fen: 10_000 + at,
    };
    return { line: [name, number, `100.0${String(at)}`].join(','), opening, entry };
  });
  const chunk = {
    index: 0,
    rows: people.map(({ entry }, at) => (at === 0 ? { ...entry, ...row } : entry)),
    evidence: people.map(({ opening }, at) => ({
      row: at + 2,
      record: { is: 'standing' as const, opening },
    })),
  };
  const lines = ['姓名,证件号码,金额（元）', ...people.map(({ line }) => line)];
  return jobOf('plans', { lines, chunk, said: { ...TERMS, fen } });
}

function resultJob(row: object = {}, said: object = { planId: PLAN }): Job {
  const digest = (text: string): string => toBase64url(sm3(new TextEncoder().encode(text)));
  const chunk = {
    index: 0,
    rows: [
      { item: 0, paid: true, reference: digest('A1'), ...row },
      { item: 4, paid: false, reference: digest('') },
    ],
    evidence: [2, 3].map((number) => ({ row: number, record: { is: 'none' as const } })),
  };
  return jobOf('results', { lines: ['序号,结果,流水号', '1,成功,A1', '5,失败,'], chunk, said });
}

const rebuild = ({ view, chunks, bytes }: Job, said: object): Promise<RebuiltManifest> =>
  rebuildManifest({
    ...{ view, bytes, kind: view.kind, union: UNION, context: CONTEXT, ...said },
    chunk: (index) => Promise.resolve(chunks[index]!),
  });
const reasonOf = async (job: Job, said: object): Promise<unknown> =>
  (await expectCode(rebuild(job, said), 'PARTS_MISMATCH')).details.reason;

describe('the manifest of a list of payees', () => {
  it('says the operator’s own terms, and the sum that this client has read', async () => {
    const job = planJob();
    const { instruction, summary } = await rebuild(job, { terms: TERMS });
    expect(instruction).to.deep.include({ type: 'plan.open', payload: job.view.manifest });
    expect(summary).to.include({ rows: 5, fen: 50_010 });
  });

  it('knows whom each item is paid to as the list itself says it, whatever the gateway says', async () => {
    const job = planJob();
    const { view, bytes, chunks } = job;
    const check = await ManifestCheck.open({
      ...{ view, bytes, kind: 'plans', union: UNION, terms: TERMS, now: CONTEXT.now },
      chunk: (index) => Promise.resolve(chunks[index]!),
    });
    await check.rebuild(view, CONTEXT);
    expect(check.payees).to.deep.equal(
      ROWS.map(([, payee = ''], item) => ({ item, payee, accountNumber: '', fen: 10_000 + item })),
    );
  });

  it('is not made with another sum, of a row or of all', async () => {
    expect(await reasonOf(planJob({ row: { fen: 9_999 } }), { terms: TERMS })).to.equal('sum');
    expect(await reasonOf(planJob({ fen: 50_011 }), { terms: TERMS })).to.equal('sum');
  });

  it('is not made for anybody else than the list names', async () => {
    expect(await reasonOf(planJob({ row: { root: randomDigest() } }), { terms: TERMS })).to.equal('row root');
  });

  it('is not made by other terms than were said', async () => {
    for (const change of [{ until: '2027-01-01' }, { fund: newId('fund') }, { programmeVersion: 1 }])
      expect(await reasonOf(planJob(), { terms: { ...TERMS, ...change } })).to.equal('terms');
    expect(await reasonOf(planJob(), {})).to.equal('sum');
  });
});

describe('the manifest of what a bank answers', () => {
  it('is of the operator’s own plan, and counts what was paid', async () => {
    const job = resultJob();
    const { instruction, summary } = await rebuild(job, { planId: PLAN });
    expect(instruction).to.deep.include({ type: 'plan.results', payload: job.view.manifest });
    expect(summary).to.include({ rows: 2, paid: 1 });
  });

  it('is not made where a row says otherwise than the file, or another plan is meant', async () => {
    expect(await reasonOf(resultJob({ paid: false }), { planId: PLAN })).to.equal('result');
    expect(await reasonOf(resultJob({ item: 7 }), { planId: PLAN })).to.equal('row not in file');
    expect(await reasonOf(resultJob({}, { planId: newId('manifest') }), { planId: PLAN })).to.equal('terms');
  });
});
