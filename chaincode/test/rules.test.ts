// SPDX-License-Identifier: Apache-2.0
import type { PayloadOf } from '@unionid/domain/catalogue';
import {
  ledgerKey,
  type CalendarRecord,
  type PolicyRecord,
  type TransferRecord,
} from '@unionid/domain/ledger';
import { expect } from 'chai';
import { newMemberEntry, newOrganisationEntry } from '#src/testing/index.js';
import { codeOf, refusalOf } from './support/refusal.js';
import { colleagueOf, newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const EMPLOYER = '91999900MA00000019';
const DIGEST = 'A'.repeat(43);

// The ledger's first day is Monday, 2 March 2026.
describe('policies and calendars', () => {
  let tree: UnionTree;

  beforeEach(async () => {
    tree = await newUnionTree();
  });

  type Calendar = PayloadOf<'governance.setCalendar'>;
  const policy = (scope: string, version?: number): PolicyRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.policy(scope, version)) ?? 'null') as PolicyRecord;
  const calendar = (scope: string, version?: number): CalendarRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.calendar(scope, 2026, version)) ?? 'null') as CalendarRecord;
  const versionOf = (key: string): number =>
    (JSON.parse(tree.ledger.state(key) ?? '{"v":0}') as { readonly v: number }).v;
  const rootOf = (scope: string) =>
    scope === '00' ? tree.national.root : scope === '51' ? tree.sichuan.root : tree.beijing.root;
  const setPolicy = (payload: PayloadOf<'governance.setPolicy'>, by = rootOf(payload.scope)) =>
    tree.submit('governance.setPolicy', payload, {
      by,
      subjectVersion: versionOf(ledgerKey.policy(payload.scope)),
    });
  const setCalendar = (change: Partial<Calendar>, by = rootOf(change.scope ?? '51')) => {
    const payload = { scope: '51', year: 2026, holidays: [], workdays: [], ...change };
    const subjectVersion = versionOf(ledgerKey.calendar(payload.scope, 2026));
    return tree.submit('governance.setCalendar', payload, { by, subjectVersion });
  };

  // Covers: T15
  it('are kept version by version, under the key of the newest and under their own', async () => {
    await setPolicy({ scope: '51', days: { answer: 4 } });
    await setPolicy({ scope: '51', days: { answer: 6 } });
    expect([policy('51'), policy('51', 1), policy('51', 2)]).to.deep.equal([
      ...[
        { v: 2, days: { answer: 6 } },
        { v: 1, days: { answer: 4 } },
        { v: 2, days: { answer: 6 } },
      ],
    ]);
    await setCalendar({ holidays: ['2026-04-20'] });
    await setCalendar({ holidays: [], workdays: ['2026-04-25'] });
    expect([calendar('51').v, calendar('51', 1).holidays, calendar('51', 2).workdays]).to.deep.equal([
      ...[2, ['2026-04-20'], ['2026-04-25']],
    ]);
    const late = tree.submit(...(['governance.setPolicy', { scope: '51', days: {} }] as const), {
      by: tree.sichuan.root,
      subjectVersion: 1,
    });
    expect(await codeOf(late), 'set by another meanwhile').to.equal('STALE_SUBJECT');
  });

  it('are each province’s own to set, by its root, and the country’s by the national union', async () => {
    expect(await codeOf(setPolicy({ scope: '51', days: {} }, tree.beijing.root))).to.equal(
      'PROVINCE_FOREIGN',
    );
    expect(await codeOf(setPolicy({ scope: '51', days: {} }, tree.national.root))).to.equal(
      'PROVINCE_FOREIGN',
    );
    expect(await codeOf(setPolicy({ scope: '00', days: {} }, tree.sichuan.root))).to.equal(
      'PROVINCE_FOREIGN',
    );
    expect(await codeOf(setCalendar({}, tree.beijing.root))).to.equal('PROVINCE_FOREIGN');
    expect(await codeOf(setCalendar({ scope: '54' }, tree.sichuan.root)), 'not there yet').to.equal(
      'PROVINCE_UNKNOWN',
    );
    expect(await codeOf(setPolicy({ scope: '54', days: {} }, tree.sichuan.root))).to.equal(
      'PROVINCE_UNKNOWN',
    );
    const inCity = await registerOperator(tree, {
      ...{ org: tree.city, role: 'superadmin', grants: ['operator', 'member'] },
    });
    expect(await codeOf(setPolicy({ scope: '51', days: {} }, inCity))).to.equal('OUT_OF_SCOPE');
  });

  it('that are wrong are refused, each with what is wrong', async () => {
    const wider = await refusalOf(setPolicy({ scope: '51', days: { judge: 21 } }));
    expect([wider.code, wider.details]).to.deep.equal([
      ...['POLICY_WIDER', { term: 'judge', days: 21, floor: 5, cap: 20 }],
    ]);
    const limits = setPolicy({ scope: '51', days: {}, cap: { answer: 30 } });
    expect(await codeOf(limits), 'limits are the country’s').to.equal('INVALID_REQUEST');
    const disordered = setPolicy({ scope: '00', days: { answer: 20 } });
    expect(await codeOf(disordered)).to.equal('POLICY_DISORDERED');
    await setCalendar({ scope: '00', holidays: ['2026-05-01'] });
    const wrong: readonly [string, Partial<Calendar>][] = [
      ['CALENDAR_DAY_OUTSIDE', { holidays: ['2027-01-01'] }],
      ['CALENDAR_DAY_TWICE', { holidays: ['2026-04-20'], workdays: ['2026-04-20'] }],
      ['CALENDAR_WIDER', { workdays: ['2026-05-01'] }],
      ['INVALID_REQUEST', { holidays: ['2026-02-30'] }],
    ];
    for (const [code, change] of wrong) expect(await codeOf(setCalendar(change)), code).to.equal(code);
    await setPolicy({ scope: '00', days: {}, holidays: 1 });
    const many = setCalendar({ holidays: ['2026-04-20', '2026-04-21'] });
    expect((await refusalOf(many)).details).to.deep.equal({ holidays: 2, cap: 1 });
  });

  describe('of a transfer', () => {
    let to: string;
    let member: ReturnType<typeof newMemberEntry>;

    beforeEach(async () => {
      const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
      const union = newOrganisationEntry(tree, tree.beijing.orgId, {
        employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
      });
      to = union.orgId;
      await tree.submit('organisation.register', union, { by: tree.beijing.root });
      member = newMemberEntry(tree, tree.basic, { person: 'one' });
      await tree.submit('person.enrol', member, { by: tree.sichuan.root });
    });

    const transfer = (): TransferRecord =>
      JSON.parse(tree.ledger.state(ledgerKey.transfer(member.identityId)) ?? '{}') as TransferRecord;
    const request = (union = to, by = tree.beijing.root) => {
      const { identityId, personKey, nameTag } = member;
      const evidence = { kind: 'contract', digest: DIGEST } as const;
      const root = union === to ? DIGEST : member.root;
      const payload = { identityId, personKey, nameTag, root, to: union, evidence, slot: 0 };
      const subjectVersion = (transfer() as Partial<TransferRecord>).v ?? 0;
      return tree.submit('transfer.request', { ...payload, employer: EMPLOYER }, { by, subjectVersion });
    };
    const named = () => ({ identityId: member.identityId, place: '' });
    const step = (type: 'transfer.complete' | 'transfer.cancel', by: typeof tree.sichuan.root) =>
      tree.submit(type, named(), { by, subjectVersion: transfer().v });
    const dispute = (type: 'object' | 'appeal') =>
      tree.submit(
        `transfer.${type}`,
        { ...named(), ground: 'stillEmployed', evidence: DIGEST },
        { by: tree.sichuan.root, subjectVersion: transfer().v },
      );
    const day = (time: string | undefined): string => time?.slice(0, 10) ?? '';

    // Covers: T2, T15
    it('are those of its request, each side’s and the country’s, whatever is set later', async () => {
      await setPolicy({ scope: '00', days: { judge: 6, undo: 4, appeal: 20 } });
      await setPolicy({ scope: '51', days: { answer: 4 } });
      await setPolicy({ scope: '11', days: { take: 7, undo: 3 } });
      await setCalendar({ scope: '00', holidays: ['2026-03-05'], workdays: ['2026-03-07'] });
      await setCalendar({ scope: '51', holidays: ['2026-03-06'] });
      await setCalendar({ scope: '11', holidays: ['2026-03-11'] });
      await request();
      // 四川 answers on the 3rd, 4th, 7th and 9th; silence counts on the 10th, and 北京 takes from the 12th on. A day ends at 16:00 UTC.
      expect([day(transfer().due), day(transfer().lapsesAt)]).to.deep.equal(['2026-03-09', '2026-03-20']);
      expect(transfer().rules).to.deep.equal([1, 1, 1, 1, 0, 1, 0, 1, 0]);
      // All of it is set anew while it runs.
      await setPolicy({ scope: '00', days: { judge: 20, undo: 10, appeal: 30 } });
      await setPolicy({ scope: '51', days: { answer: 10 } });
      await setPolicy({ scope: '11', days: { take: 20, undo: 10 } });
      for (const scope of ['00', '51', '11']) await setCalendar({ scope });
      await dispute('object');
      // The national union judges, by the country's calendar: 3rd, 4th, 6th, 7th, 9th, 10th; then 北京 has seven days after the 11th.
      const { objection, lapsesAt } = transfer();
      expect([day(objection?.until), day(lapsesAt)]).to.deep.equal(['2026-03-10', '2026-03-20']);
      tree.clock.set(Date.parse(objection?.until ?? ''));
      await step('transfer.complete', tree.beijing.root);
      expect(day(transfer().undoUntil), 'on the 12th, 13th and 16th').to.equal('2026-03-16');
      expect(transfer().rules).to.deep.equal([1, 1, 1, 1, 0, 1, 0, 1, 0]);
    });

    // Covers: T15
    it('are within a province its own, its judge’s too', async () => {
      const employer = { name: '示范二厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
      const inCity = newOrganisationEntry(tree, tree.city, {
        employers: [{ ...employer, industry: '', district: '', headcount: 1 }],
      });
      await tree.submit('organisation.register', inCity, { by: tree.sichuan.root });
      await setPolicy({ scope: '51', days: { judge: 5 } });
      await setCalendar({ holidays: ['2026-03-03'] });
      await request(inCity.orgId, await colleagueOf(tree, tree.sichuan));
      await dispute('object');
      expect(day(transfer().objection?.until)).to.equal('2026-03-10');
    });

    it('count for the appeal and the way back of one that went by silence', async () => {
      await setPolicy({ scope: '51', days: { appeal: 12, take: 6 } });
      await request();
      tree.clock.set(Date.parse(transfer().silentAt));
      await step('transfer.complete', tree.beijing.root);
      // On Tuesday, 10 March, in China.
      expect(day(transfer().appealUntil)).to.equal('2026-03-22');
      await setPolicy({ scope: '51', days: { appeal: 12, take: 20 } });
      await dispute('appeal');
      await tree.submit(
        'transfer.decide',
        { ...named(), outcome: 'stay', evidence: DIGEST },
        { by: tree.national.root, subjectVersion: transfer().v },
      );
      expect(day(transfer().lapsesAt), 'six days of the old union').to.equal('2026-03-18');
    });

    it('are the newest at each request, and cost at most 40 bytes', async () => {
      await request();
      expect(transfer(), 'none were set').not.to.have.property('rules');
      const before = Buffer.byteLength(JSON.stringify(transfer()));
      await step('transfer.cancel', tree.beijing.root);
      for (const scope of ['00', '51', '11']) {
        await setPolicy({ scope, days: {} });
        await setCalendar({ scope, holidays: ['2026-03-03'] });
      }
      await request();
      expect(day(transfer().due)).to.equal('2026-03-10');
      expect(Buffer.byteLength(JSON.stringify(transfer())) - before).to.be.at.most(40);
    });

    it('that are set beside a request make it invalid, so that none is counted by what was no more', async () => {
      const { identityId, personKey, nameTag } = member;
      const evidence = { kind: 'contract', digest: DIGEST } as const;
      const payload = {
        identityId,
        personKey,
        nameTag,
        root: DIGEST,
        to,
        evidence,
        employer: EMPLOYER,
        slot: 0,
      };
      const argument = await tree.instruct('transfer.request', payload, {
        ...{ by: tree.beijing.root, subjectVersion: 0 },
      });
      const held = await tree.ledger.endorse({
        ...{ function: 'transfer:request', argument, submitter: { mspId: tree.beijing.mspId } },
      });
      await setPolicy({ scope: '51', days: { answer: 10 } });
      const { transactions } = tree.ledger.commit([held]);
      expect(transactions[0]?.code).not.to.equal(0);
    });
  });
});
