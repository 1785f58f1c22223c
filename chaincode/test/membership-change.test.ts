// SPDX-License-Identifier: Apache-2.0
import { parseSignedInstruction, samplePayload } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { instructionDigest } from '@unionid/domain/instruction';
import { ledgerKey, type AccountRecord, type ChunkRecord } from '@unionid/domain/ledger';
import { membershipStep, type ChangeRow } from '@unionid/domain/membership';
import { expect } from 'chai';
import {
  newImport,
  newMemberEntry,
  newOrganisationEntry,
  VALIDATION_CODE,
  type Committed,
  type TestImport,
  type TestOperator,
} from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo, NO_LONGER_ENTITLED } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

type Action = ChangeRow['action'];

const TODAY = '2026-03-02';
const HOUR = 3_600_000;
const ACTIONS = ['retain', 'resume', 'leave', 'expel', 'decease'] as const satisfies readonly Action[];

describe('changes of memberships under one manifest', () => {
  let tree: UnionTree;
  /** Of the union that hands the list in, and of the one above it. */
  let first: TestOperator;
  let second: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    first = await boundCadre(tree, { org: tree.city, person: 'first' });
    second = await boundCadre(tree, { org: tree.sichuan.orgId, person: 'second' });
  });

  const enrol = async (person: string, org = tree.basic): Promise<string> => {
    const by = org === tree.beijingBasic ? tree.beijing.root : tree.sichuan.root;
    const entry = newMemberEntry(tree, org, { person });
    await tree.submit('person.enrol', entry, { by });
    return entry.identityId;
  };
  const rowOf = (action: Action, identityId: string, change: object = {}): ChangeRow => {
    const { root, v: version = 1 } = {
      ...samplePayload('person.enrol'),
      ...(account(identityId) as Partial<AccountRecord>),
    };
    return {
      ...samplePayload(`membership.${action}`),
      ...{ action, identityId, place: '', root, version, on: TODAY, ...change },
    } as ChangeRow;
  };
  const account = (identityId: string): AccountRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.account(identityId)) ?? '{}') as AccountRecord;
  const sign = async (
    { manifest }: TestImport,
    { by = first, change = {} }: { readonly by?: TestOperator; readonly change?: object } = {},
  ): Promise<string> => {
    const argument = await tree.instruct('membership.change', manifest, { by, change });
    await tree.call('membership:change', argument, { mspId: by.mspId });
    return argument;
  };
  const confirm = (argument: string, by = second): Promise<Committed> => {
    const decision = parseSignedInstruction(argument);
    const digest = instructionDigest(decision.instruction);
    return tree.submit('decision.confirm', { decision, digest }, { by, subjectVersion: 1 });
  };
  const open = async (rows: readonly object[], rowsPerChunk = 250): Promise<TestImport> => {
    const list = newImport(tree, rows, { rowsPerChunk });
    await confirm(await sign(list));
    return list;
  };
  const send = async (chunk = '', mspId = tree.sichuan.mspId): Promise<ChunkRecord> =>
    (await tree.call('membership:changeChunk', chunk, { mspId })).result as unknown as ChunkRecord;
  const close = ({ manifest: { manifestId } }: TestImport): Promise<Committed> =>
    tree.call('membership:closeChange', canonicalJson({ manifestId }), { mspId: tree.sichuan.mspId });
  const refusedBy = async (rows: readonly object[]): Promise<ChunkRecord['refused']> =>
    (await send((await open(rows)).chunks[0])).refused;

  it('are taken once another person, of another union, has signed too; then they are added up', async () => {
    const [dead, retired, gone] = [await enrol('a'), await enrol('b'), await enrol('c')];
    const rows = [
      rowOf('decease', dead),
      rowOf('retain', retired, { reason: 'retired' }),
      rowOf('leave', gone),
      rowOf('resume', await enrol('d')),
    ];
    const list = newImport(tree, rows, { rowsPerChunk: 2 });
    const argument = await sign(list);
    expect(await codeOf(send(list.chunks[0])), 'signed by one').to.equal('MANIFEST_UNKNOWN');
    const { result } = await confirm(argument);
    expect(result).to.deep.equal({ manifestId: list.manifest.manifestId, version: 1 });
    expect(await send(list.chunks[0])).to.deep.include({ done: 2, refused: {} });
    expect(account(dead)).to.include({ state: 'DECEASED', why: 'deceased', since: TODAY, v: 2 });
    expect(account(retired)).to.include({ state: 'RETAINED', why: 'retired', org: tree.basic });
    expect(await codeOf(close(list))).to.equal('MANIFEST_INCOMPLETE');
    expect(await send(list.chunks[1])).to.deep.include({ done: 1, refused: { MEMBERSHIP_STEP: [1] } });
    const { outcomes } = (await close(list)).result;
    expect(outcomes).to.deep.equal({ DONE: 3, MEMBERSHIP_STEP: 1 });
    expect(tree.ledger.state(ledgerKey.membership(tree.basic, dead)), 'counts for nobody').to.equal(
      undefined,
    );
  });

  // Covers: S24
  it('of a list half done are of who they were when it was prepared: what was made and taken back meanwhile is not made again', async () => {
    const [one, other] = [await enrol('a'), await enrol('b')];
    const list = await open([rowOf('decease', one), rowOf('decease', other)], 1);
    expect(await send(list.chunks[0])).to.include({ done: 1 });
    const named = { identityId: other, place: '', on: TODAY, evidence: 'A'.repeat(43) };
    const byTwo = { first, second };
    await decideByTwo(tree, 'membership.decease', { ...byTwo, payload: named, subjectVersion: 1 });
    const mistake = { ...named, reason: 'mistake' as const };
    await decideByTwo(tree, 'membership.rescind', { ...byTwo, payload: mistake, subjectVersion: 2 });
    expect(account(other)).to.include({ state: 'ACTIVE', v: 3 });
    expect(await send(list.chunks[1])).to.deep.include({ done: 0, refused: { STALE_SUBJECT: [0] } });
    expect(account(other)).to.include({ state: 'ACTIVE', v: 3 });
  });

  // Covers: W5
  it('of three thousand members are signed by two persons once', async function () {
    this.timeout(120_000);
    const members = Array.from({ length: 3000 }, (_, at) =>
      newMemberEntry(tree, tree.basic, { person: `m${at}` }),
    );
    const load = newImport(tree, members);
    await tree.submit('person.import', load.manifest, { by: tree.sichuan.root });
    for (const chunk of load.chunks)
      await tree.call('person:importChunk', chunk, { mspId: tree.sichuan.mspId });
    const rows = members.map(({ identityId, personKey, root }, at) => {
      const place = JSON.parse(tree.ledger.state(ledgerKey.person(personKey)) ?? '""') as string;
      return rowOf(at % 2 === 0 ? 'decease' : 'retain', identityId, { place, root });
    });
    const list = await open(rows);
    expect(list.chunks).to.have.length(12);
    for (const chunk of list.chunks) expect(await send(chunk)).to.deep.include({ done: 250, refused: {} });
    expect((await close(list)).result.outcomes).to.deep.equal({ DONE: 3000 });
    expect(Math.max(...list.chunks.map(({ length }) => length))).to.be.below(200_000);
  });

  describe('are each what its own instruction would be', () => {
    for (const action of ACTIONS)
      it(`${action}: the same record, or the same refusal, in each state`, async () => {
        for (const before of ['ACTIVE', 'RETAINED', 'WITHDRAWN', 'EXPELLED', 'DECEASED'] as const) {
          const [alone, listed] = [await enrol(`${before} 1`), await enrol(`${before} 2`)];
          const steps = {
            RETAINED: 'retain',
            WITHDRAWN: 'leave',
            EXPELLED: 'expel',
            DECEASED: 'decease',
          } as const;
          if (before !== 'ACTIVE') {
            const change = before === 'RETAINED' ? { reason: 'unemployed' } : {};
            await refusedBy([alone, listed].map((id) => rowOf(steps[before], id, change)));
          }
          const payload = {
            ...samplePayload(`membership.${action}`),
            identityId: alone,
            place: '',
            on: TODAY,
          };
          const type = `membership.${action}` as const;
          const by = await boundCadre(tree, { org: tree.basic, person: `by ${before}` });
          const subjectVersion = account(alone).v;
          const argument = await tree.instruct(type, payload, { by, subjectVersion });
          const single = async (): Promise<void> => {
            const { result } = await tree.call(`membership:${action}`, argument, { mspId: by.mspId });
            if ('pending' in result) await confirm(argument);
          };
          const isAllowed = membershipStep(before, action) !== undefined;
          const code = isAllowed ? undefined : await codeOf(single());
          if (isAllowed) await single();
          const refused = await refusedBy([rowOf(action, listed)]);
          expect(refused, before).to.deep.equal(code === undefined ? {} : { [code]: [0] });
          const { tag, root, ...made } = account(alone);
          expect(account(listed), before).to.deep.include(made);
          expect([tag, root]).not.to.deep.equal([account(listed).tag, account(listed).root]);
        }
      });
  });

  describe('refuse by row', () => {
    it('whoever is not there, stands elsewhere, or is of another province or branch', async () => {
      const here = await enrol('here');
      const foreign = await enrol('foreign', tree.beijingBasic);
      const beside = await enrol('beside', tree.otherCity);
      const rows = [
        rowOf('decease', here),
        rowOf('decease', tree.newId('identity')),
        rowOf('decease', await enrol('misplaced'), { place: '0123456789abcdef0' }),
        rowOf('decease', foreign),
        rowOf('decease', beside),
      ];
      expect(await refusedBy(rows)).to.deep.equal({
        ...{ ACCOUNT_UNKNOWN: [1], PLACE_WRONG: [2], PROVINCE_FOREIGN: [3], OUT_OF_SCOPE: [4] },
      });
    });

    it('whoever another union asks for, where the old one has to object instead', async () => {
      const employer = { name: '示范厂', creditCode: '91999900MA00000019', nature: '', economicType: '110' };
      const asking = newOrganisationEntry(tree, tree.otherCity, {
        employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
      });
      await tree.submit('organisation.register', asking, { by: tree.sichuan.root });
      const member = newMemberEntry(tree, tree.basic, { person: 'asked' });
      await tree.submit('person.enrol', member, { by: tree.sichuan.root });
      const { identityId, personKey, nameTag, root } = member;
      const asked = { ...samplePayload('transfer.request'), identityId, personKey, nameTag, root };
      const payload = { ...asked, to: asking.orgId, employer: employer.creditCode };
      await tree.submit('transfer.request', payload, { by: tree.sichuan.root });
      expect(await refusedBy([rowOf('expel', identityId)])).to.deep.equal({ TRANSFER_OPEN: [0] });
      expect(await refusedBy([rowOf('leave', identityId)])).to.deep.equal({ TRANSFER_OPEN: [0] });
    });

    it('whoever was compared with another record than the account has', async () => {
      const [member, other] = [await enrol('a'), await enrol('b')];
      const row = rowOf('decease', member, { root: account(other).root });
      expect(await refusedBy([row])).to.deep.equal({ STALE_SUBJECT: [0] });
      expect(account(member).state).to.equal('ACTIVE');
    });

    it('whoever is named a second time', async () => {
      const member = await enrol('a');
      const rows = [rowOf('retain', member), rowOf('decease', member)];
      expect(await refusedBy(rows)).to.deep.equal({ DUPLICATE_IN_FILE: [1] });
      expect(account(member).state).to.equal('RETAINED');
    });

    it('the accounts of the two who sign, and days that can not be', async () => {
      const persons = [first, second].map(({ operatorId }) => {
        const record = tree.ledger.state(ledgerKey.operator(operatorId)) ?? '{}';
        return (JSON.parse(record) as { person: string }).person;
      });
      const member = await enrol('here');
      const rows = [
        ...persons.map((person) => rowOf('retain', person)),
        rowOf('retain', member, { on: '2026-03-03' }),
        rowOf('retain', await enrol('too'), { on: '2019-01-01' }),
      ];
      expect(await refusedBy(rows)).to.deep.equal({ OWN_ACCOUNT: [0, 1], DATES_INVALID: [2, 3] });
    });
  });

  describe('want two signatures', () => {
    it('of two persons, of two unions, the second above the first', async () => {
      const list = newImport(tree, [rowOf('decease', await enrol('a'))]);
      const argument = await sign(list);
      const beside = await boundCadre(tree, { org: tree.city, person: 'beside' });
      const below = await boundCadre(tree, { org: tree.basic, person: 'below' });
      const without = await boundCadre(tree, {
        org: tree.sichuan.orgId,
        person: 'without',
        grants: ['verify'],
      });
      expect(await codeOf(confirm(argument, first))).to.equal('SAME_PERSON');
      expect(await codeOf(confirm(argument, beside))).to.equal('SAME_UNION');
      expect(await codeOf(confirm(argument, below))).to.equal('OUT_OF_SCOPE');
      expect(await codeOf(confirm(argument, without))).to.equal('GRANT_MISSING');
      await confirm(argument);
      expect(await codeOf(confirm(argument))).to.equal('STALE_SUBJECT');
    });

    it('of which the second is never possible above the province’s own union, and said at once', async () => {
      const [root, city] = [second, first];
      const list = newImport(tree, [rowOf('decease', await enrol('a'))]);
      expect(await codeOf(sign(list, { by: root }))).to.equal('SECOND_NOBODY');
      const argument = await sign(list, { by: city });
      await confirm(argument, root);
    });

    it('of persons who are bound', async () => {
      const unbound = await registerOperator(tree, {
        org: tree.city,
        role: 'superadmin',
        grants: ['member'],
      });
      const list = newImport(tree, [rowOf('decease', await enrol('a'))]);
      expect(await codeOf(sign(list, { by: unbound }))).to.equal('PERSON_UNBOUND');
    });

    it('of which the second may be withdrawn from, or come too late', async () => {
      const list = newImport(tree, [rowOf('decease', await enrol('a'))]);
      const argument = await sign(list);
      const { actor, instructionId } = parseSignedInstruction(argument).instruction;
      await tree.submit('decision.withdraw', { actor, instructionId }, { by: first, subjectVersion: 1 });
      expect(await codeOf(confirm(argument))).to.equal('STALE_SUBJECT');
      const late = await sign(newImport(tree, [rowOf('decease', await enrol('b'))]));
      tree.clock.advance(14 * 24 * HOUR + 1);
      expect(await codeOf(confirm(late))).to.equal('PENDING_EXPIRED');
      expect(await codeOf(send(list.chunks[0]))).to.equal('MANIFEST_UNKNOWN');
    });

    it('as long as both are in service, by the same key and with the grant', async () => {
      const [kept, root] = [{ first, second }, tree.sichuan.root];
      for (const [code, end] of NO_LONGER_ENTITLED)
        for (const side of ['first', 'second'] as const) {
          const org = side === 'first' ? tree.city : tree.sichuan.orgId;
          const signer = await boundCadre(tree, { org, person: `${code} ${side}` });
          first = side === 'first' ? signer : kept.first;
          second = side === 'second' ? signer : kept.second;
          const { chunks } = await open([rowOf('decease', await enrol(`member ${code} ${side}`))]);
          await end(tree, signer, root);
          expect(await codeOf(send(chunks[0])), `${code} ${side}`).to.equal(code);
        }
    });

    it('and last, from the second on, as long as was signed for', async () => {
      const hours = (count: number): string => new Date(tree.clock.now() + count * HOUR).toISOString();
      const list = newImport(tree, [rowOf('decease', await enrol('a')), rowOf('decease', await enrol('b'))], {
        rowsPerChunk: 1,
      });
      const argument = await sign(list, { change: { expiresAt: hours(48) } });
      tree.clock.advance(10 * 24 * HOUR);
      await confirm(argument);
      tree.clock.advance(48 * HOUR);
      expect(await send(list.chunks[0])).to.include({ done: 1 });
      tree.clock.advance(1);
      expect(await codeOf(send(list.chunks[1]))).to.equal('MANIFEST_EXPIRED');
    });

    it('and by the ledger’s clock: a chunk that was endorsed in time and held back is none', async () => {
      const member = await enrol('held');
      const list = await open([rowOf('decease', member)]);
      const { chunks } = list;
      const call = { function: 'membership:changeChunk', argument: chunks[0] ?? '' };
      const held = await tree.ledger.endorse({ ...call, submitter: { mspId: tree.sichuan.mspId } });
      tree.clock.advance(30 * 24 * HOUR);
      const hour = new Date(Math.floor(tree.clock.now() / HOUR) * HOUR).toISOString();
      await tree.call('governance:tick', canonicalJson({ hour }), { mspId: tree.sichuan.mspId });
      const { transactions } = tree.ledger.commit([held]);
      expect(transactions[0]?.code).to.equal(VALIDATION_CODE.MVCC_READ_CONFLICT);
      tree.clock.advance(-29 * 24 * HOUR);
      expect(await codeOf(send(chunks[0])), 'whatever time its client tells').to.equal('MANIFEST_EXPIRED');
      expect(account(member).state).to.equal('ACTIVE');
    });
  });

  it('are not taken in larger chunks, nor through another organisation', async () => {
    const member = await enrol('a');
    const rows = Array.from({ length: 252 }, () => rowOf('decease', member));
    expect(await codeOf(open(rows, 252))).to.equal('CHUNK_TOO_LARGE');
    const list = await open(rows, 251);
    expect(await codeOf(send(list.chunks[0]))).to.equal('CHUNK_TOO_LARGE');
    const small = await open([rowOf('decease', member)]);
    expect(await codeOf(send(small.chunks[0], tree.beijing.mspId))).to.equal('SUBMITTER_FOREIGN');
  });
});
