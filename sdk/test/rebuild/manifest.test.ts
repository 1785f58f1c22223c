// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ImportView, PreparedChunk } from '@unionid/domain/api';
import { fromBase64url, toBase64url } from '@unionid/domain/encoding';
import { IMPORT_KIND_NAMES, isNaming } from '@unionid/domain/forms';
import { identityIdFor } from '@unionid/domain/person';
import { commitmentRoot, openFields, rootOfOpening, type Fields } from '@unionid/domain/privacy';
import { sm3 } from '@unionid/domain/sm';
import { expectCode } from '@unionid/domain/testing';
import {
  ApiError,
  ManifestCheck,
  newId,
  rebuildManifest,
  type RebuiltManifest,
  type UnionSource,
} from '#src/index.js';
import { CONTEXT, randomDigest } from '../support/fixtures.js';
import {
  csvOf,
  HEADER,
  memberJob,
  ORG,
  requestJob,
  rootOf,
  ROWS,
  UNION,
  type MemberJob,
} from '../support/import-job.js';

type Evidence = PreparedChunk['evidence'][number];

const rebuild = ({ view, chunks, bytes }: MemberJob, union = UNION): Promise<RebuiltManifest> =>
  rebuildManifest({
    kind: 'members',
    view,
    bytes,
    chunk: (index) => Promise.resolve(chunks[index]!),
    union,
    context: CONTEXT,
  });

/** A job whose gateway changed the first chunk and made root and counts fit. */
function forge(change: (chunk: PreparedChunk) => Partial<PreparedChunk>): MemberJob {
  const { view, chunks, bytes } = memberJob();
  const forged = chunks.map((chunk) => (chunk.index === 0 ? { ...chunk, ...change(chunk) } : chunk));
  const { manifestId } = view.manifest!;
  const rows = forged.reduce((sum, chunk) => sum + chunk.rows.length, 0);
  return {
    view: { ...view, manifest: { ...view.manifest!, rows, root: rootOf(manifestId, forged) } },
    chunks: forged,
    bytes,
  };
}

/** Commits the first row to other fields, consistently. */
function forgeFields(changes: Fields | ((fields: Fields) => Fields)): MemberJob {
  return forge(({ rows, evidence }) => {
    const [first, ...others] = evidence as [Evidence, ...Evidence[]];
    const record = first.record.is === 'entered' ? first.record : expect.fail(first.record.is);
    const { fields: own } = record;
    const fields = { ...(typeof changes === 'function' ? changes(own) : { ...own, ...changes }) };
    const root = commitmentRoot(fields, fromBase64url(record.seed));
    const identityId = identityIdFor({ personKey: String(rows[0]?.personKey), root });
    return {
      rows: [{ ...rows[0], root, identityId }, ...rows.slice(1)],
      evidence: [{ ...first, record: { ...record, fields } }, ...others],
    };
  });
}

/** Whom fields name, and nothing else of them. */
function namingOf(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isNaming(name)));
}

function withoutMobile(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'mobile'));
}

/** Of a record that stands, as the gateway shows it. */
function opened({ row, record }: Evidence, isShown: (name: string) => boolean = isNaming): Evidence {
  const { fields, seed } = record.is === 'entered' ? record : expect.fail(record.is);
  return { row, record: { is: 'standing', opening: [...openFields(fields, fromBase64url(seed), isShown)] } };
}

describe('the manifest of requests for members of other unions', () => {
  const evidence = { kind: 'socialInsurance', digest: randomDigest() } as const;
  const said = { evidence: evidence.digest, evidenceKind: evidence.kind } as const;
  const ask = (
    { view, chunks, bytes }: MemberJob,
    change: Partial<Parameters<typeof rebuildManifest>[0]> = {},
  ): Promise<RebuiltManifest> =>
    rebuildManifest({
      ...{ kind: 'requests', source: view.source, view, bytes, union: UNION, context: CONTEXT, ...said },
      chunk: (index) => Promise.resolve(chunks[index]!),
      ...change,
    });
  /** A job whose gateway changed every row, and made the root fit. */
  const forged = (change: object): MemberJob => {
    const job = requestJob(evidence);
    const chunks = job.chunks.map((chunk) => ({
      ...chunk,
      rows: chunk.rows.map((row) => ({ ...row, ...change })),
    }));
    const manifest = { ...job.view.manifest!, root: rootOf(job.view.importId, chunks) };
    return { ...job, chunks, view: { ...job.view, manifest } };
  };

  it('says the evidence as the operator has, and to which unions they are to come', async () => {
    const job = requestJob(evidence);
    const { instruction, summary } = await ask(job);
    expect(instruction.type).to.equal('transfer.requestMany');
    expect(instruction.payload).to.deep.equal({ ...job.view.manifest, evidence });
    expect(summary).to.deep.equal({ rows: 5, byOrganisation: { [ORG]: 5 }, from: '', to: '' });
  });

  it('is not made by another evidence than the operator’s, nor without', async () => {
    const others = [
      requestJob({ ...evidence, kind: 'contract' }),
      requestJob({ ...evidence, digest: randomDigest() }),
    ];
    for (const job of others)
      expect((await expectCode(ask(job), 'PARTS_MISMATCH')).details).to.include({ reason: 'terms' });
    const { view, bytes } = requestJob(evidence);
    const silent = rebuildManifest({
      ...{ kind: 'requests', source: view.source, view, bytes, union: UNION, context: CONTEXT },
      chunk: () => expect.fail(),
    });
    expect((await expectCode(silent, 'PARTS_MISMATCH')).details).to.include({ reason: 'terms' });
  });

  it('is not made where the gateway names another unit than the row’s, or another union', async () => {
    for (const [change, reason] of [
      [{ employer: '' }, 'employer'],
      [{ employer: '91999900MA00000027' }, 'employer'],
    ] as const)
      expect((await expectCode(ask(forged(change)), 'PARTS_MISMATCH')).details).to.include({ reason });
    const union: UnionSource = async (orgId) => ({ ...(await UNION(orgId)), name: '另一工会' });
    expect((await expectCode(ask(requestJob(evidence), { union }), 'PARTS_MISMATCH')).details).to.include({
      reason: 'org',
    });
  });

  it('by residence names no unit', async () => {
    const residence = { ...evidence, kind: 'residence' } as const;
    const job = requestJob(residence);
    const told = ask(job, { evidenceKind: 'residence' });
    expect((await expectCode(told, 'PARTS_MISMATCH')).details).to.include({ reason: 'employer' });
    const right = forged({ employer: '' });
    const view = { ...right.view, manifest: { ...right.view.manifest!, evidence: residence } };
    const { instruction } = await ask({ ...right, view }, { evidenceKind: 'residence' });
    expect(instruction.payload).to.deep.include({ evidence: residence });
  });
});

function rootShown({ record }: Evidence): string {
  if (record.is === 'none') return '';
  return record.is === 'standing'
    ? rootOfOpening(record.opening)
    : commitmentRoot(record.fields, fromBase64url(record.seed));
}

describe('the manifest of an import', () => {
  it('is rebuilt from an honest job, with counts of the client’s own', async () => {
    const job = memberJob();
    const progress: string[] = [];
    const { instruction, summary } = await rebuildManifest({
      kind: 'members',
      view: job.view,
      bytes: job.bytes,
      chunk: (index) => Promise.resolve(job.chunks[index]!),
      union: UNION,
      context: CONTEXT,
      onChunk: (done, total) => progress.push(`${String(done)}/${String(total)}`),
    });
    expect(instruction.type).to.equal('person.import');
    expect(instruction.payload).to.deep.equal(job.view.manifest);
    expect(summary).to.deep.equal({
      rows: 5,
      byOrganisation: { [ORG]: 5 },
      from: '2020-05-01',
      to: '2020-05-01',
    });
    expect(progress).to.deep.equal(['1/3', '2/3', '3/3']);
  });

  it('leaves out rows with faults, as the gateway does', async () => {
    const [first = [], ...others] = ROWS;
    const job = memberJob([first.with(3, '119999199003070010'), ...others]);
    expect((await rebuild(job)).summary.rows).to.equal(4);
  });

  // A gateway whose disk lost a part of the file, or that leaves people out, says fewer rows, or more than came of them.
  it('is not built where a row of the file is neither prepared nor told to have come to something else', async () => {
    const { view, chunks, bytes } = memberJob();
    const [first] = chunks as [PreparedChunk];
    const rows = first.rows.length;
    const manifest = { ...view.manifest!, rows, chunks: 1, root: rootOf(view.importId, [first]) };
    const short = { ...view, manifest, chunks: 1, chunksPrepared: 1 };
    const left = ROWS.length - rows;
    const counts = { ...view.counts, rows: ROWS.length, ready: rows };
    const built = (told: Partial<ImportView['counts']>) =>
      rebuild({ view: { ...short, counts: { ...counts, ...told } }, chunks: [first], bytes });
    for (const told of [{}, { rows }, { ready: ROWS.length }, { bad: left + 1 }, { bad: left, rows }])
      await expectCode(built(told), 'PARTS_MISMATCH');
    for (const told of ['bad', 'unchanged', 'differs', 'elsewhere'] as const)
      expect((await built({ [told]: left })).summary.rows, told).to.equal(rows);
    // Of these nobody is named, and nobody has to do anything: the client's own count of them stands.
    for (const told of ['ended', 'empty', 'aside'] as const) {
      const { details } = await expectCode(built({ [told]: left }), 'PARTS_MISMATCH');
      expect(details.reason).to.equal(`rows ${told}`);
    }
  });

  it('is built where rows are empty or say that a membership is over, as the file has them', async () => {
    const { view, chunks } = memberJob();
    const [first = []] = ROWS;
    const over = [...first.with(3, '379999198812318882').with(2, '女'), '转出', '2024/05/01'];
    const header = [...HEADER, '会籍变化类型', '会籍变化日期'];
    const rows = [...ROWS, over, ['7']];
    const bytes = new TextEncoder().encode([header, ...rows].map((cells) => cells.join(',')).join('\n'));
    const fileDigest = toBase64url(sm3(bytes));
    const told = (counts: Partial<ImportView['counts']>): Promise<RebuiltManifest> =>
      rebuild({
        view: {
          ...view,
          ...{ fileDigest, manifest: { ...view.manifest!, file: fileDigest } },
          counts: { ...view.counts, rows: rows.length, ...counts },
        },
        ...{ chunks, bytes },
      });
    expect((await told({ empty: 1, ended: 1 })).summary.rows).to.equal(ROWS.length);
    // A row that says so may have another fault, which is told.
    expect((await told({ empty: 1, bad: 1 })).summary.rows).to.equal(ROWS.length);
    for (const counts of [{ empty: 2 }, { ended: 2 }, { empty: 1, aside: 1 }, { bad: 2 }])
      await expectCode(told(counts), 'PARTS_MISMATCH');
  });

  it('is rebuilt where a person stands on several rows, whichever of them the gateway took', async () => {
    const [first = []] = ROWS;
    const elsewhere = first.with(7, '测试别处工会委员会');
    for (const rows of [
      [...ROWS, elsewhere],
      [elsewhere, ...ROWS],
    ]) {
      const bytes = csvOf(rows);
      const fileDigest = toBase64url(sm3(bytes));
      const { view, chunks } = memberJob();
      const manifest = { ...view.manifest!, file: fileDigest };
      const counts = { ...view.counts, rows: rows.length, bad: 1 };
      const job = { view: { ...view, fileDigest, counts, manifest }, chunks, bytes };
      expect((await rebuild(job)).summary.rows).to.equal(ROWS.length);
    }
  });

  // Of one person's rows nothing is copied with each, and of a union's units nothing asked with each.
  it('is rebuilt where one person stands on very many rows, and many rows name their union by its unit', async () => {
    const [first = []] = ROWS;
    const again = Array.from({ length: 20_000 }, (_, at) =>
      first.with(7, '').with(6, `测试${String(at)}公司`),
    );
    const rows = [...again, ...ROWS.map((cells) => cells.with(7, ''))];
    const bytes = csvOf(rows);
    const fileDigest = toBase64url(sm3(bytes));
    const { view, chunks } = memberJob();
    const asked: string[] = [];
    const union: UnionSource = async (orgId) => {
      const { employers, ...registered } = await UNION(orgId);
      return {
        ...registered,
        employers: () => {
          asked.push(orgId);
          return employers();
        },
      };
    };
    const manifest = { ...view.manifest!, file: fileDigest };
    const counts = { ...view.counts, rows: rows.length, bad: again.length };
    const job = { view: { ...view, fileDigest, counts, manifest }, chunks, bytes };
    expect((await rebuild(job, union)).summary.rows).to.equal(ROWS.length);
    expect(asked).to.deep.equal([ORG]);
  }).timeout(20_000);

  it('is rebuilt with the keys of two versions, as they came', async () => {
    const job = forge(({ rows, evidence }) => {
      const [row] = rows;
      const keys = { personKey: `2.${randomDigest()}`, formerKey: String(row?.personKey) };
      const identityId = identityIdFor({ personKey: keys.personKey, root: String(row?.root) });
      return { rows: [{ ...row, ...keys, identityId }, ...rows.slice(1)], evidence };
    });
    expect((await rebuild(job)).summary.rows).to.equal(5);
  });

  it('is compared row by row whatever the gateway calls the file', async () => {
    const { view, ...job } = forgeFields({ name: '测试己' });
    const forged = { ...job, view: { ...view, fileName: 'members.xlsx' } };
    expect((await expectCode(rebuild(forged), 'PARTS_MISMATCH')).details.reason).to.equal('row not in file');
  });

  const withManifest = (changes: Partial<NonNullable<ImportView['manifest']>>): MemberJob => {
    const job = memberJob();
    return { ...job, view: { ...job.view, manifest: { ...job.view.manifest!, ...changes } } };
  };
  const withRow = (changes: object): MemberJob =>
    forge(({ rows }) => ({ rows: [{ ...rows[0], ...changes }, ...rows.slice(1)] }));
  const reordered = (): MemberJob => {
    const job = memberJob();
    return { ...job, chunks: [job.chunks[1]!, job.chunks[0]!, job.chunks[2]!] };
  };

  // Of whoever changes unions within a province the record stands, and says more than the list, or otherwise (ADR 40).
  it('of transfers is rebuilt over records that the list brings, and over such as stand and name its persons', async () => {
    const { view, chunks, bytes } = memberJob();
    const { manifestId } = view.manifest!;
    const sides = { from: newId('organisation'), to: ORG };
    const jobOf = (evidenceOf: (one: Evidence, at: number, all: readonly Evidence[]) => Evidence) => {
      const made = chunks.flatMap((chunk) =>
        chunk.rows.map(({ identityId, personKey, nameTag, root }) => ({
          ...{ identityId, personKey, nameTag, root, to: ORG },
        })),
      );
      const evidence = chunks.flatMap((chunk) => chunk.evidence).map(evidenceOf);
      // Consistent with what is shown, whoever it is.
      const rows = made.map((row, at) => ({ ...row, root: rootShown(evidence[at]!) }));
      const chunk = { index: 0, rows, evidence };
      const root = rootOf(manifestId, [chunk]);
      const manifest = { ...view.manifest!, ...sides, rows: rows.length, chunks: 1, root };
      return rebuildManifest({
        ...{ view: { ...view, kind: 'transfers', manifest }, kind: 'transfers', bytes, sides },
        ...{ union: UNION, context: CONTEXT },
        chunk: () => Promise.resolve(chunk),
      });
    };
    const { instruction } = await jobOf((one, at) => (at < 2 ? opened(one) : one));
    expect(instruction.payload).to.include(sides);
    // The gateway takes one person twice, and leaves another out.
    const twice = jobOf((one, at, all) => (at === 1 ? opened(all[0]!) : one));
    expect((await expectCode(twice, 'PARTS_MISMATCH')).details).to.include({ reason: 'row not in file' });
    const whole = jobOf((one) => opened(one, () => true));
    await expectCode(whole, 'PARTS_MISMATCH');
    await expectCode(
      jobOf((one) => opened(one, (name) => name === 'docNumber')),
      'PARTS_MISMATCH',
    );
    const members = memberJob();
    const standing = members.chunks.map((chunk) => ({
      ...chunk,
      evidence: chunk.evidence.map((one) => opened(one)),
    }));
    await expectCode(rebuild({ ...members, chunks: standing }), 'PARTS_MISMATCH');
  });

  describe('of changes of memberships', () => {
    const FILE = `姓名,证件号码,会籍变化类型,会籍变化日期\n${ROWS.map((cells) => `${cells[1] ?? ''},${cells[3] ?? ''},死亡,2026/01/31`).join('\n')}`;
    const bytes = new TextEncoder().encode(FILE);
    const evidence = randomDigest();
    /** Of accounts as an import of members has made them, whom a list says to be dead. */
    const changeJob = (
      change: (rows: readonly object[]) => readonly object[] = (rows) => rows,
    ): MemberJob => {
      const { view, chunks } = memberJob();
      const { manifestId } = view.manifest!;
      const all = chunks.flatMap(({ rows }) => rows);
      const dead = all.map(({ identityId, root }) => ({
        ...{ action: 'decease', identityId, place: '', root, version: 1, on: '2026-01-31', evidence },
      }));
      const rows = change(dead) as PreparedChunk['rows'];
      const chunk = {
        index: 0,
        rows,
        evidence: chunks.flatMap((one) => one.evidence.map((each) => opened(each))),
      };
      const file = toBase64url(sm3(bytes));
      const manifest = { manifestId, rows: rows.length, chunks: 1, root: rootOf(manifestId, [chunk]), file };
      return { view: { ...view, kind: 'changes', fileDigest: file, manifest }, chunks: [chunk], bytes };
    };
    const rebuildChanges = ({ view, chunks }: MemberJob): Promise<RebuiltManifest> =>
      rebuildManifest({
        ...{ kind: 'changes', view: { ...view, evidence }, bytes, evidence, union: UNION, context: CONTEXT },
        chunk: (index) => Promise.resolve(chunks[index]!),
      });

    it('is rebuilt over the accounts whose roots are of the persons on the list', async () => {
      const { instruction, summary } = await rebuildChanges(changeJob());
      expect(instruction.type).to.equal('membership.change');
      expect(summary).to.deep.include({ rows: 5, byAction: { decease: 5 } });
    });

    it('is not built where another’s account stands in a row, or one is not compared with its record', async () => {
      const swapped = changeJob(([one, other, ...more]) => [
        { ...one, ...pick(other!) },
        { ...other, ...pick(one!) },
        ...more,
      ]);
      const { details } = await expectCode(rebuildChanges(swapped), 'PARTS_MISMATCH');
      expect(details).to.include({ reason: 'row root', row: 2 });
      const forged = changeJob(([one, ...more]) => [{ ...one, root: randomDigest() }, ...more]);
      expect((await expectCode(rebuildChanges(forged), 'PARTS_MISMATCH')).details.reason).to.equal(
        'row root',
      );
    });

    it('is not built where more of a record is shown than the list has, or all of it', async () => {
      const whole = memberJob().chunks.flatMap((one) => one.evidence);
      const { view, chunks, bytes } = changeJob();
      for (const evidence of [whole, whole.map((one) => opened(one, () => true))]) {
        const told = { view, bytes, chunks: [{ ...chunks[0]!, evidence }] };
        const { details } = await expectCode(rebuildChanges(told), 'PARTS_MISMATCH');
        expect(details.reason).to.be.oneOf(['evidence', 'row root']);
      }
    });

    it('is not built over more rows a chunk than are taken', async () => {
      const many = changeJob(([one]) => Array.from({ length: 251 }, () => one!));
      expect((await expectCode(rebuildChanges(many), 'PARTS_MISMATCH')).details.reason).to.equal('row form');
    });

    const pick = (row: object): object => {
      const { identityId, root } = row as { readonly identityId: string; readonly root: string };
      return { identityId, root };
    };
  });

  const lies: readonly [string, () => MemberJob, string][] = [
    ['another file', () => ({ ...memberJob(), bytes: csvOf(ROWS.slice(1)) }), 'file digest'],
    ['another person in a row', () => forgeFields({ docNumber: '379999198812318882' }), 'row not in file'],
    ['another name in a row', () => forgeFields({ name: '测试己' }), 'row not in file'],
    ['a field that is not in the file', () => forgeFields({ political: '01' }), 'row not in file'],
    ['a field of the file left out', () => forgeFields(withoutMobile), 'row not in file'],
    ['no more fields than whom they name', () => forgeFields(namingOf), 'row not in file'],
    ['a root that is not over the fields shown', () => withRow({ root: randomDigest() }), 'row root'],
    [
      'a record of which no more is shown than whom it names',
      () => forge(({ evidence }) => ({ evidence: evidence.map((each) => opened(each)) })),
      'evidence',
    ],
    ['another joining date', () => withRow({ joined: '2001-01-01' }), 'joined'],
    ['another date of the state', () => withRow({ since: '2001-01-01' }), 'since'],
    ['another change', () => withRow({ change: '2' }), 'change'],
    ['a reason of its own', () => withRow({ reason: '1' }), 'reason'],
    ['another level', () => withRow({ level: 0 }), 'level'],
    ['an identifier of another person', () => withRow({ identityId: newId('identity') }), 'identityId'],
    ['another state', () => withRow({ state: 'RETAINED' }), 'state'],
    [
      'a second key that comes after the first',
      () => withRow({ formerKey: `2.${randomDigest()}` }),
      'formerKey',
    ],
    [
      'a row twice',
      () =>
        forge(({ rows, evidence }) => ({ rows: [...rows, rows[0]!], evidence: [...evidence, evidence[0]!] })),
      'row not in file',
    ],
    [
      'a row without evidence',
      () => forge(({ evidence }) => ({ evidence: evidence.slice(0, 1) })),
      'evidence',
    ],
    ['evidence without a row', () => forge(({ rows }) => ({ rows: rows.slice(0, 1) })), 'evidence'],
    ['a row of another form', () => withRow({ name: '测试甲' }), 'row form'],
    ['another row count', () => withManifest({ rows: 4 }), 'row count'],
    ['another root', () => withManifest({ root: randomDigest() }), 'root'],
    ['another file digest', () => withManifest({ file: randomDigest() }), 'file digest'],
    ['chunks in another order', reordered, 'chunk index'],
  ];
  for (const [what, job, reason] of lies) {
    it(`is not built when the gateway shows ${what}`, async () => {
      expect((await expectCode(rebuild(job()), 'PARTS_MISMATCH')).details.reason).to.equal(reason);
    });
  }

  // Kind, check alone, source and document are the operator's: what the gateway says of the job is not taken for them.
  const others: readonly (readonly [Partial<ImportView>, string])[] = [
    ...IMPORT_KIND_NAMES.filter((kind) => kind !== 'members').map((kind) => [{ kind }, 'kind'] as const),
    [{ dryRun: true }, 'dry run'],
    [{ source: newId('manifest') }, 'source'],
    [{ evidence: randomDigest() }, 'terms'],
    [{ importId: newId('manifest') }, 'import'],
    [{ fileDigest: randomDigest() }, 'file digest'],
  ];
  for (const [change, reason] of others) {
    const what = change.kind === undefined ? reason : `kind, ${change.kind}`;
    it(`is not built of a job that is said to be of another ${what}, now or then`, async () => {
      const { view, chunks, bytes } = memberJob();
      const other = { ...view, ...change };
      const { details } = await expectCode(rebuild({ view: other, chunks, bytes }), 'PARTS_MISMATCH');
      expect(details.reason).to.equal(reason);
      const check = await ManifestCheck.open({
        ...{ kind: 'members', view, bytes, union: UNION },
        chunk: (index) => Promise.resolve(chunks[index]!),
      });
      expect((await expectCode(check.rebuild(other, CONTEXT), 'PARTS_MISMATCH')).details.reason).to.equal(
        reason,
      );
    });
  }

  it('is never built of a check alone', async () => {
    const { view, chunks, bytes } = memberJob();
    const check = rebuildManifest({
      ...{ kind: 'members', dryRun: true, view: { ...view, dryRun: true }, bytes, union: UNION },
      ...{ chunk: (index) => Promise.resolve(chunks[index]!), context: CONTEXT },
    });
    expect((await expectCode(check, 'PARTS_MISMATCH')).details.reason).to.equal('dry run');
  });

  it('is not built for members of another union than the rows name', async () => {
    const other: UnionSource = async (orgId) => ({ ...(await UNION(orgId)), name: '测试另一工会委员会' });
    expect((await expectCode(rebuild(memberJob(), other), 'PARTS_MISMATCH')).details.reason).to.equal('org');
  });

  it('finds the union of a row without one by the unit that it covers', async () => {
    const rows = ROWS.map((cells) => cells.with(7, ''));
    expect((await rebuild(memberJob(rows))).summary.rows).to.equal(5);
    const other: UnionSource = async (orgId) => ({
      ...(await UNION(orgId)),
      employers: () => Promise.resolve([{ name: '测试另一公司', creditCode: '91999900MA00000019' }]),
    });
    expect((await expectCode(rebuild(memberJob(rows), other), 'PARTS_MISMATCH')).details.reason).to.equal(
      'org',
    );
  });

  it('is not built where the gateway says that it has had the file for long, or will have it', async () => {
    for (const days of [31, -1]) {
      const { view, ...job } = memberJob();
      const createdAt = new Date(Date.now() - days * 86_400_000).toISOString();
      const { details } = await expectCode(
        rebuild({ ...job, view: { ...view, createdAt } }),
        'PARTS_MISMATCH',
      );
      expect(details.reason).to.equal('import date');
    }
  });

  it('is not built when one person stands for two rows', async () => {
    const job = forge(({ rows }) => {
      const personKey = String(rows[0]?.personKey);
      const identityId = identityIdFor({ personKey, root: String(rows[1]?.root) });
      return { rows: [rows[0]!, { ...rows[1], personKey, identityId }] };
    });
    expect((await expectCode(rebuild(job), 'PARTS_MISMATCH')).details.reason).to.equal('repeated row');
  });

  describe('compared while the gateway reads on', () => {
    const reading = ({ view }: MemberJob, chunksPrepared: number): ImportView => ({
      ...view,
      state: 'READING',
      manifest: undefined,
      chunksPrepared,
    });
    /** A check of a job, with the chunks that it asked for. */
    const open = async (
      job: MemberJob,
      shown = job.chunks,
    ): Promise<{ check: ManifestCheck; asked: number[] }> => {
      const asked: number[] = [];
      const chunk = (index: number): Promise<PreparedChunk> => {
        asked.push(index);
        return Promise.resolve(shown[index]!);
      };
      return {
        check: await ManifestCheck.open({
          ...{ kind: 'members', view: reading(job, 0), bytes: job.bytes, chunk, union: UNION },
        }),
        asked,
      };
    };

    it('asks for finished chunks only, each once, and makes the same manifest', async () => {
      const job = memberJob();
      const { check, asked } = await open(job);
      expect(await check.advance(reading(job, 0))).to.equal(false);
      expect(await check.advance(reading(job, 2))).to.equal(true);
      expect(await check.advance(reading(job, 2))).to.equal(false);
      expect(asked).to.deep.equal([0, 1]);
      const { instruction, summary } = await check.rebuild(job.view, CONTEXT);
      expect(asked).to.deep.equal([0, 1, 2]);
      expect(instruction.payload).to.deep.equal(job.view.manifest);
      expect(summary.rows).to.equal(5);
    });

    it('is not built over rows that were changed after they were compared', async () => {
      const job = memberJob();
      const { check } = await open(job);
      await check.advance(reading(job, 3));
      const { manifest } = forge(({ rows }) => ({ rows: rows.toReversed() })).view;
      const forged = { ...job.view, manifest: { ...job.view.manifest!, root: manifest!.root } };
      const { details } = await expectCode(check.rebuild(forged, CONTEXT), 'PARTS_MISMATCH');
      expect(details.reason).to.equal('root');
    });

    it('is not built with fewer chunks than were compared, nor for another import', async () => {
      const job = memberJob();
      const { check } = await open(job);
      await check.advance(reading(job, 3));
      const fewer = { ...job.view, manifest: { ...job.view.manifest!, chunks: 2 } };
      expect((await expectCode(check.rebuild(fewer, CONTEXT), 'PARTS_MISMATCH')).details.reason).to.equal(
        'chunk count',
      );
      const other = memberJob().view;
      expect((await expectCode(check.rebuild(other, CONTEXT), 'PARTS_MISMATCH')).details.reason).to.equal(
        'import',
      );
    });

    it('is never built once a row differed, even if the gateway shows the right one later', async () => {
      const job = memberJob();
      const [first, ...others] = job.chunks;
      const shown = [{ ...first!, rows: [{ ...first!.rows[0], joined: '1999-01-01' }] }, ...others];
      const { check } = await open(job, shown);
      await expectCode(check.advance(reading(job, 1)), 'PARTS_MISMATCH');
      shown[0] = first!;
      await expectCode(check.rebuild(job.view, CONTEXT), 'PARTS_MISMATCH');
    });

    it('tries a chunk again that could not be fetched', async () => {
      const job = memberJob();
      let failures = 1;
      const chunk = (index: number): Promise<PreparedChunk> =>
        failures-- > 0
          ? Promise.reject(new ApiError('GATEWAY_UNREACHABLE', { status: 0 }))
          : Promise.resolve(job.chunks[index]!);
      const check = await ManifestCheck.open({
        kind: 'members',
        view: reading(job, 0),
        bytes: job.bytes,
        chunk,
        union: UNION,
      });
      expect(await check.advance(reading(job, 1))).to.equal(false);
      const { instruction } = await check.rebuild(job.view, CONTEXT);
      expect(instruction.payload).to.deep.equal(job.view.manifest);
    });
  });
});
