// SPDX-License-Identifier: Apache-2.0
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { contractFunctionOf } from '@unionid/domain/instruction';
import {
  ACCOUNTS_PER_PAGE,
  ledgerKey,
  type AccountRecord,
  type TransferRecord,
} from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { newKeySigner } from '@unionid/domain/signing';
import { codeClaimBytes, OPEN_REQUESTS, type CodeClaim } from '@unionid/domain/transfer';
import { expect } from 'chai';
import {
  newImport,
  newMemberEntry,
  newOrganisationEntry,
  VALIDATION_CODE,
  type TestOperator,
} from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { colleagueOf, newUnionTree, type UnionTree } from './support/union-tree.js';

const EMPLOYER = '91999900MA00000019';
const DIGEST = 'A'.repeat(43);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What is brought to ask again after a decision. */
const ANOTHER = { evidence: { kind: 'socialInsurance', digest: `${'B'.repeat(42)}A` } } as const;
const CODE_KEY = newKeySigner('7'.repeat(64));

describe('a transfer between two unions', () => {
  let tree: UnionTree;
  /** A union of 北京 that covers an employer. */
  let to: string;
  let member: ReturnType<typeof newMemberEntry>;

  beforeEach(async () => {
    tree = await newUnionTree();
    const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const union = newOrganisationEntry(tree, tree.beijing.orgId, {
      employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
    });
    to = union.orgId;
    await tree.submit('organisation.register', union, { by: tree.beijing.root });
    member = newMemberEntry(tree, tree.basic, { person: 'one' });
    await tree.submit('person.enrol', member, { by: tree.sichuan.root });
  });

  type Request = PayloadOf<'transfer.request'>;
  type Submitted = ReturnType<UnionTree['submit']>;
  const transfer = (): TransferRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.transfer(member.identityId)) ?? '{}') as TransferRecord;
  const account = (): AccountRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.account(member.identityId)) ?? '{}') as AccountRecord;
  const version = (): number => (transfer() as Partial<TransferRecord>).v ?? 0;
  const named = (): { identityId: string; place: string } => ({ identityId: member.identityId, place: '' });
  const request = (
    change: Partial<Request> = {},
    by = tree.beijing.root,
    subjectVersion = version(),
  ): Submitted => {
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
      ...(change.code === undefined && { slot: 0 }),
      ...change,
    };
    return tree.submit('transfer.request', payload, { by, subjectVersion });
  };
  /** One more member of the old union, to be asked for. */
  const another = async (): Promise<(slot: number) => Submitted> => {
    const other = newMemberEntry(tree, tree.basic, { person: 'two' });
    await tree.submit('person.enrol', other, { by: tree.sichuan.root });
    const { identityId, personKey, nameTag } = other;
    return (slot) => request({ identityId, personKey, nameTag, slot }, tree.beijing.root, 0);
  };
  const release = (change: { codeKey?: string } = {}, by = tree.sichuan.root): Submitted =>
    tree.submit('transfer.release', { ...named(), ...change }, { by, subjectVersion: version() });
  const complete = (by = tree.beijing.root): Submitted =>
    tree.submit('transfer.complete', named(), { by, subjectVersion: version() });
  const cancel = (by = tree.beijing.root): Submitted =>
    tree.submit('transfer.cancel', named(), { by, subjectVersion: version() });
  const foundSister = async (above = tree.beijing): Promise<string> => {
    const employer = { name: '示范二厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const union = newOrganisationEntry(tree, above.orgId, {
      employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
    });
    await tree.submit('organisation.register', union, { by: above.root });
    return union.orgId;
  };
  const use = async (claim: Partial<CodeClaim> = {}): Promise<NonNullable<Request['code']>> => {
    const expires = new Date(tree.clock.now() + 30 * MINUTE).toISOString();
    const whole = { identityId: member.identityId, number: 1, to, expires, ...claim };
    const signature = await CODE_KEY.sign(codeClaimBytes(tree.name, whole));
    return { expires: whole.expires, signature };
  };

  // Covers: S5, T1
  it('goes by a code that the old union gave, without waiting', async () => {
    await release({ codeKey: CODE_KEY.publicKey });
    expect(transfer()).to.include({ status: 'RELEASED', number: 1, from: tree.basic, to: '' });
    await request({ code: await use() });
    expect(transfer()).to.include({ status: 'AGREED', way: 'code', number: 1, to });
    const before = account();
    await complete();
    expect(account()).to.deep.equal({
      ...before,
      ...{ v: 2, org: to, province: '11', since: '2026-03-02', here: '2026-03-02', root: DIGEST },
    });
    expect(transfer()).to.include({ status: 'COMPLETED', way: 'code' });
    expect(transfer()).not.to.have.property('codeKey');
    const held = [tree.basic, to].map((org) =>
      tree.ledger.state(ledgerKey.membership(org, member.identityId)),
    );
    expect(held, 'counted once, by the new union').to.deep.equal([undefined, '1']);
  });

  it('that nobody has asked for is not completed, by the code or once it has lapsed', async () => {
    await release({ codeKey: CODE_KEY.publicKey });
    expect(await codeOf(complete(tree.sichuan.root))).to.equal('TRANSFER_NOT_ASKED');
    tree.clock.advance(60 * DAY);
    expect(await codeOf(complete(tree.sichuan.root))).to.equal('TRANSFER_ENDED');
  });

  // Covers: S4, S5
  it('goes by the answer of the old union', async () => {
    await request();
    expect(await codeOf(complete())).to.equal('TRANSFER_TOO_EARLY');
    await release();
    await complete();
    expect(transfer()).to.include({ status: 'COMPLETED', way: 'answer' });
  });

  // Covers: S5, T2, T3
  it('goes by its silence, half an hour after the end of the fifth working day and not before', async () => {
    // Monday 2 March: the fifth working day ends with Monday the 9th.
    await request();
    expect(transfer().due).to.equal('2026-03-09T16:00:00.000Z');
    for (const early of ['2026-03-09T15:59:59.000Z', '2026-03-09T16:29:59.999Z']) {
      tree.clock.set(Date.parse(early));
      expect(await codeOf(complete()), early).to.equal('TRANSFER_TOO_EARLY');
    }
    tree.clock.set(Date.parse('2026-03-09T16:30:00.000Z'));
    expect(await codeOf(release()), 'the answer comes too late to be one').to.equal('TRANSFER_AGREED');
    await complete();
    expect(transfer()).to.include({ status: 'COMPLETED', way: 'silence' });
  });

  // Covers: S6, T7
  it('comes to nothing where nobody completes it, and may be asked for again', async () => {
    await request();
    tree.clock.advance(40 * DAY);
    expect(await codeOf(complete())).to.equal('TRANSFER_ENDED');
    expect(account().org, 'never without a union').to.equal(tree.basic);
    await request();
    expect(transfer()).to.include({ number: 2, status: 'REQUESTED' });
  });

  // Covers: S6
  it('is taken back by whoever set it going', async () => {
    await request();
    expect(await codeOf(cancel(tree.sichuan.root))).to.equal('PROVINCE_FOREIGN');
    await cancel();
    expect(transfer().status).to.equal('CANCELLED');
    await release({ codeKey: CODE_KEY.publicKey });
    await cancel(tree.sichuan.root);
    expect(await codeOf(request({ code: await use({ number: 2 }) }))).to.equal('TRANSFER_CODE_INVALID');
  });

  // Covers: T1
  it('takes a code once, for one union, one person and one time', async () => {
    expect(await codeOf(request({ code: await use() })), 'none was given').to.equal('TRANSFER_CODE_INVALID');
    await release({ codeKey: CODE_KEY.publicKey });
    const other = newMemberEntry(tree, tree.basic, { person: 'two' });
    const wrong: Partial<CodeClaim>[] = [{ to: tree.basic }, { number: 2 }, { identityId: other.identityId }];
    for (const claim of wrong)
      expect(await codeOf(request({ code: await use(claim) }))).to.equal('TRANSFER_CODE_INVALID');
    const late = await use({ expires: new Date(tree.clock.now() - 1).toISOString() });
    expect(await codeOf(request({ code: late }))).to.equal('TRANSFER_CODE_EXPIRED');
    const code = await use();
    await request({ code });
    await cancel();
    expect(await codeOf(request({ code })), 'used').to.equal('TRANSFER_CODE_INVALID');
  });

  it('is not taken from the member who has the code by a union that asks without it', async () => {
    await release({ codeKey: CODE_KEY.publicKey });
    const other = newOrganisationEntry(tree, tree.city, {
      employers: [
        {
          ...{ name: '示范二厂', creditCode: EMPLOYER, nature: '', economicType: '110' },
          ...{ industry: '', district: '', headcount: 1 },
        },
      ],
    });
    await tree.submit('organisation.register', other, { by: tree.sichuan.root });
    const poacher = await colleagueOf(tree, tree.sichuan);
    await request({ to: other.orgId, root: member.root }, poacher);
    expect(transfer()).to.include({ status: 'REQUESTED', to: other.orgId, number: 1 });
    expect(await codeOf(request()), 'nor by one more without it').to.equal('TRANSFER_OPEN');
    await cancel(poacher);
    expect(transfer(), 'nor by one that thinks better of it').to.include({ status: 'RELEASED', to: '' });
    await request({ to: other.orgId, root: member.root }, poacher);
    await request({ code: await use() });
    expect(transfer()).to.include({ status: 'AGREED', way: 'code', to });
  });

  // Covers: T14
  it('that was asked for once more leaves its former slot to others', async () => {
    await request({ slot: 3 });
    await cancel();
    await request({ slot: 4 });
    expect(transfer()).to.include({ slot: 4, number: 2 });
    const forOther = await another();
    expect(await codeOf(forOther(4))).to.equal('TRANSFER_SLOT_TAKEN');
    await forOther(3);
  });

  // Covers: T1
  it('goes by the code for as long as it is good, whatever became of a request without it', async () => {
    const poacher = await foundSister(tree.sichuan);
    const [asker, another] = [await colleagueOf(tree, tree.sichuan), await colleagueOf(tree, tree.sichuan)];
    const ask = (change: Partial<Request> = {}): Submitted =>
      request({ to: poacher, root: member.root, ...change }, asker);
    const becomes: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['OBJECTED', () => object('stillEmployed')],
      ['REFUSED', () => judge('stay', another)],
      ['REQUESTED', () => ask(ANOTHER)],
      ['AGREED', () => release()],
      ['RELEASED', () => cancel(asker)],
    ];
    await release({ codeKey: CODE_KEY.publicKey });
    const { lapsesAt } = transfer();
    await ask();
    for (const [status, become] of becomes) {
      await become();
      expect(transfer()).to.include({ status, number: 1, codeKey: CODE_KEY.publicKey });
      const { identityId, personKey, nameTag } = member;
      const evidence = { kind: 'contract', digest: DIGEST } as const;
      const byCode = { to, employer: EMPLOYER, evidence, code: await use() };
      const argument = await tree.instruct(
        'transfer.request',
        { identityId, personKey, nameTag, root: DIGEST, ...byCode },
        { by: tree.beijing.root, subjectVersion: version() },
      );
      const call = { function: 'transfer:request', argument, submitter: { mspId: tree.beijing.mspId } };
      await tree.ledger.endorse(call);
    }
    expect(transfer(), 'no longer than it was given for').to.include({ lapsesAt, to: '' });
    await ask(ANOTHER);
    tree.clock.set(Date.parse(lapsesAt));
    expect(await codeOf(request({ code: await use() }))).to.equal('TRANSFER_CODE_INVALID');
    await cancel(asker);
    expect(transfer().status).to.equal('CANCELLED');
  });

  // Covers: T9
  it('is one at a time', async () => {
    await request();
    expect(await codeOf(request())).to.equal('TRANSFER_OPEN');
  });

  // Covers: T14
  it('is not asked for without an employer that the new union covers, nor of a stranger or under another name', async () => {
    expect(await codeOf(request({ employer: '91999900MA0000002C' }))).to.equal('EMPLOYER_NOT_COVERED');
    expect(await codeOf(request({ nameTag: 'B'.repeat(21) + 'A' }))).to.equal('MEMBER_NOT_FOUND');
    const stranger = newMemberEntry(tree, tree.basic, { person: 'two' });
    const { identityId, personKey, nameTag } = stranger;
    expect(await codeOf(request({ identityId, personKey, nameTag }))).to.equal('MEMBER_NOT_FOUND');
  });

  // Covers: S9
  it('by proof of residence is asked for by the union of a township or street only, whatever the employer', async () => {
    const evidence = { kind: 'residence', digest: DIGEST } as const;
    const refusal = await codeOf(request({ evidence, employer: '' }));
    expect(refusal, 'a union at work').to.equal('RESIDENCE_UNION_NEEDED');
    const street = newOrganisationEntry(tree, tree.beijing.orgId, { level: 4 });
    await tree.submit('organisation.register', street, { by: tree.beijing.root });
    expect(await codeOf(request({ to: street.orgId })), 'no employer of its own').to.equal(
      'EMPLOYER_NOT_COVERED',
    );
    await request({ to: street.orgId, evidence, employer: '' });
    expect(transfer()).to.include({ status: 'REQUESTED', to: street.orgId });
  });

  // Covers: T14
  it('without a code takes one of the union’s slots, as long as it is open', async () => {
    const forOther = await another();
    expect(await codeOf(request({ slot: OPEN_REQUESTS })), 'over the cap').to.equal('TRANSFER_CAP');
    await request({ slot: OPEN_REQUESTS - 1 });
    expect(await codeOf(forOther(OPEN_REQUESTS - 1))).to.equal('TRANSFER_SLOT_TAKEN');
    await release();
    expect(await codeOf(forOther(OPEN_REQUESTS - 1)), 'not taken over yet').to.equal('TRANSFER_SLOT_TAKEN');
    await complete();
    await forOther(OPEN_REQUESTS - 1);
  });

  it('is set going and completed by its own sides only', async () => {
    expect(await codeOf(request({}, tree.sichuan.root))).to.equal('PROVINCE_FOREIGN');
    expect(await codeOf(release({ codeKey: CODE_KEY.publicKey }, tree.beijing.root))).to.equal(
      'PROVINCE_FOREIGN',
    );
    await request();
    await release();
    expect(await codeOf(complete(tree.sichuan.root))).to.equal('PROVINCE_FOREIGN');
  });

  const object = (ground: PayloadOf<'transfer.object'>['ground'], by = tree.sichuan.root): Submitted =>
    tree.submit(
      'transfer.object',
      { ...named(), ground, evidence: DIGEST },
      { by, subjectVersion: version() },
    );
  const judge = (outcome: 'go' | 'stay', by = tree.national.root): Submitted =>
    tree.submit(
      'transfer.decide',
      { ...named(), outcome, evidence: DIGEST },
      { by, subjectVersion: version() },
    );

  // Covers: T4, S6
  it('that is objected to is decided by the national union between provinces, either way', async () => {
    await request();
    expect(await codeOf(judge('go')), 'nobody has objected').to.equal('PROVINCE_FOREIGN');
    await object('stillEmployed');
    expect(await codeOf(complete())).to.equal('TRANSFER_OBJECTED');
    expect(await codeOf(object('stillEmployed'))).to.equal('TRANSFER_OBJECTED');
    expect(await codeOf(judge('go', tree.beijing.root)), 'a side').to.equal('PROVINCE_FOREIGN');
    await judge('stay');
    expect(transfer()).to.include({ status: 'REFUSED', way: 'decision' });
    expect(await codeOf(request()), 'on the same document').to.equal('TRANSFER_DECIDED');
    await request(ANOTHER);
    await object('expulsionPending');
    await judge('go');
    await complete();
    expect(transfer()).to.include({ status: 'COMPLETED', way: 'decision', number: 2 });
  });

  // Covers: T4
  it('is objected to before the deadline only, and on a ground of the list', async () => {
    await request();
    const { due } = transfer();
    tree.clock.set(Date.parse(due));
    expect(await codeOf(object('stillEmployed'))).to.equal('OBJECTION_TOO_LATE');
    expect(await codeOf(object('because' as 'stillEmployed'))).to.equal('INVALID_REQUEST');
    tree.clock.set(Date.parse(due) - 1);
    await object('stillEmployed');
  });

  // Covers: T5
  it('is moved or left by the ground where nobody decides', async () => {
    await request();
    await object('notThisPerson');
    tree.clock.set(Date.parse(transfer().objection?.until ?? ''));
    expect(await codeOf(complete()), 'nobody is moved whom nobody made sure of').to.equal('TRANSFER_ENDED');
    await request(ANOTHER);
    await object('stillEmployed');
    tree.clock.set(Date.parse(transfer().objection?.until ?? '') - 1);
    expect(await codeOf(complete())).to.equal('TRANSFER_OBJECTED');
    tree.clock.advance(1);
    await complete();
    expect(transfer()).to.include({ status: 'COMPLETED', way: 'judgeSilence' });
  });

  const undo = (by = tree.beijing.root): Submitted =>
    tree.submit('transfer.undo', named(), { by, subjectVersion: version() });
  const appeal = (ground: PayloadOf<'transfer.appeal'>['ground'], by = tree.sichuan.root): Submitted =>
    tree.submit(
      'transfer.appeal',
      { ...named(), ground, evidence: DIGEST },
      { by, subjectVersion: version() },
    );
  /** Monday 2 March; by silence the member goes on Tuesday the 10th. */
  const goBySilence = async (): Promise<void> => {
    await request();
    tree.clock.set(Date.parse(transfer().silentAt));
    await complete();
  };

  describe('that is completed', () => {
    let before: AccountRecord;
    beforeEach(() => {
      before = account();
    });
    /** In the old union as it was, and in no other. */
    const expectBack = (): void => {
      const { v, since, here, ...rest } = account();
      expect(here, 'of the union from that day on').to.equal(since);
      const { v: formerly, since: formerSince, ...former } = before;
      expect(rest).to.deep.equal(former);
      expect([v, since >= formerSince]).to.deep.equal([formerly + 2, true]);
      const held = [tree.basic, to].map((org) =>
        tree.ledger.state(ledgerKey.membership(org, member.identityId)),
      );
      expect(held).to.deep.equal(['1', undefined]);
      expect(transfer()).to.include({ status: 'RETURNED' });
    };

    // Covers: T12
    it('is undone by the new union in five working days, with the real-name record that the old province keeps', async () => {
      await request();
      await release();
      await complete();
      expect(transfer()).to.include({ undoUntil: '2026-03-09T16:00:00.000Z', root: before.root });
      expect(transfer()).not.to.have.property('appealUntil');
      tree.clock.set(Date.parse('2026-03-09T15:59:59.999Z'));
      expect(await codeOf(undo(tree.sichuan.root)), 'who has the member gives it back').to.equal(
        'PROVINCE_FOREIGN',
      );
      await undo();
      expectBack();
      expect(await codeOf(undo())).to.equal('TRANSFER_ENDED');
      await request();
      expect(transfer(), 'nothing stands in the way of the next').to.include({
        number: 2,
        status: 'REQUESTED',
      });
    });

    it('is undone neither before nor after its time', async () => {
      expect(await codeOf(undo())).to.equal('TRANSFER_UNKNOWN');
      await request();
      expect(await codeOf(undo())).to.equal('TRANSFER_NOT_COMPLETED');
      await release();
      expect(await codeOf(undo())).to.equal('TRANSFER_NOT_COMPLETED');
      await complete();
      tree.clock.set(Date.parse(transfer().undoUntil ?? ''));
      expect(await codeOf(undo())).to.equal('UNDO_TOO_LATE');
      expect(account().org).to.equal(to);
    });

    // Covers: T12
    it('goes back by an appeal against silence that was heard, without the new union', async () => {
      await goBySilence();
      expect(transfer().appealUntil).to.equal('2026-03-25T16:00:00.000Z');
      tree.clock.set(Date.parse('2026-03-25T15:59:59.999Z'));
      expect(await codeOf(appeal('stillEmployed', tree.beijing.root))).to.equal('PROVINCE_FOREIGN');
      await appeal('stillEmployed');
      expect(account().org, 'an appeal alone is no veto').to.equal(to);
      expect(await codeOf(appeal('stillEmployed'))).to.equal('TRANSFER_APPEALED');
      expect(await codeOf(complete(tree.beijing.root))).to.equal('TRANSFER_APPEALED');
      expect(await codeOf(request({ to }))).to.equal('MEMBER_UNCHANGED');
      expect(await codeOf(release({ codeKey: CODE_KEY.publicKey }, tree.beijing.root))).to.equal(
        'TRANSFER_APPEALED',
      );
      expect(await codeOf(judge('stay', tree.beijing.root)), 'a side').to.equal('PROVINCE_FOREIGN');
      await judge('stay');
      expect(await codeOf(undo()), 'it is the old one’s to take').to.equal('TRANSFER_RECALLED');
      expect(await codeOf(complete(tree.beijing.root))).to.equal('PROVINCE_FOREIGN');
      await complete(tree.sichuan.root);
      expectBack();
      expect(transfer().way).to.equal('decision');
    });

    it('stays where the appeal is not heard, and there is one appeal', async () => {
      await goBySilence();
      await appeal('expulsionPending');
      await judge('go');
      expect(transfer()).to.include({ status: 'COMPLETED', way: 'decision' });
      expect(account().org).to.equal(to);
      expect(await codeOf(appeal('expulsionPending'))).to.equal('TRANSFER_NOT_SILENT');
    });

    // Covers: T12
    it('goes back or stays by the ground of the appeal where nobody decides', async () => {
      await goBySilence();
      await appeal('notThisPerson');
      const { objection, lapsesAt } = transfer();
      tree.clock.set(Date.parse(objection?.until ?? '') - 1);
      expect(await codeOf(complete(tree.sichuan.root))).to.equal('PROVINCE_FOREIGN');
      tree.clock.advance(1);
      expect(await codeOf(request({}, tree.beijing.root))).to.equal('MEMBER_UNCHANGED');
      tree.clock.set(Date.parse(lapsesAt));
      expect(await codeOf(complete(tree.sichuan.root)), 'not taken in time').to.equal('PROVINCE_FOREIGN');
      tree.clock.set(Date.parse(lapsesAt) - 1);
      await complete(tree.sichuan.root);
      expectBack();
    });

    it('can be given back as long as an appeal waits, and the appeal be taken back', async () => {
      await goBySilence();
      await appeal('stillEmployed');
      expect(await codeOf(cancel(tree.beijing.root))).to.equal('PROVINCE_FOREIGN');
      await cancel(tree.sichuan.root);
      expect(transfer()).to.include({ status: 'COMPLETED', way: 'silence' });
      await appeal('stillEmployed');
      tree.clock.set(Date.parse(transfer().undoUntil ?? ''));
      await undo();
      expectBack();
    });

    it('is not appealed against where somebody answered, too early, or too late', async () => {
      await request();
      expect(await codeOf(appeal('stillEmployed'))).to.equal('TRANSFER_NOT_COMPLETED');
      await release();
      await complete();
      expect(await codeOf(appeal('stillEmployed'))).to.equal('TRANSFER_NOT_SILENT');
      await undo();
      expect(await codeOf(appeal('stillEmployed'))).to.equal('TRANSFER_ENDED');
      await goBySilence();
      tree.clock.set(Date.parse(transfer().appealUntil ?? ''));
      expect(await codeOf(appeal('stillEmployed'))).to.equal('APPEAL_TOO_LATE');
    });

    it('does not go back once the membership or the name is another', async () => {
      await goBySilence();
      let writes = 0;
      // As a correction, or another change of the membership, leaves it.
      const changed = (change: Partial<AccountRecord>): void => {
        const value = JSON.stringify({ ...account(), ...change });
        tree.ledger.commit([
          {
            ...{ function: 'transfer:complete', argument: '{}', result: '{}', event: undefined },
            ...{ submitter: { mspId: tree.sichuan.mspId }, endorsers: [tree.sichuan.mspId] },
            ...{ transactionId: (writes += 1).toString(16).padStart(64, 'f'), time: tree.clock.now() },
            ...{
              readSet: [],
              rangeSet: [],
              writeSet: [{ key: ledgerKey.account(member.identityId), value }],
            },
          },
        ]);
      };
      changed({ tag: 'B'.repeat(21) + 'A' });
      expect(await codeOf(undo())).to.equal('TRANSFER_OVERTAKEN');
      expect(await codeOf(appeal('stillEmployed'))).to.equal('TRANSFER_OVERTAKEN');
      changed({ tag: before.tag, state: 'WITHDRAWN', was: 'ACTIVE' });
      expect(await codeOf(undo())).to.equal('MEMBERSHIP_NONE');
      expect(await codeOf(appeal('stillEmployed'))).to.equal('MEMBERSHIP_NONE');
    });

    // Covers: T12
    describe('and is begun anew', () => {
      /** Each by whoever may: it is begun, and taken back where `isOver`. */
      const begun: readonly (readonly [string, () => Promise<unknown>, () => TestOperator])[] = [
        [
          'by a release to nobody of whoever has the member',
          () => release({ codeKey: CODE_KEY.publicKey }, tree.beijing.root),
          () => tree.beijing.root,
        ],
        ['by a sister’s request', async () => request({ to: await foundSister() }), () => tree.beijing.root],
        [
          'by the old union’s own request',
          async () => request({ to: await foundSister(tree.sichuan) }, tree.sichuan.root),
          () => tree.sichuan.root,
        ],
      ];
      for (const [how, begin, by] of begun)
        for (const isOver of [false, true])
          it(`${how}${isOver ? ', which is taken back' : ''}, still goes back by appeal or undo`, async () => {
            await goBySilence();
            await begin();
            if (isOver) await cancel(by());
            const { number } = transfer();
            await appeal('stillEmployed');
            expect(transfer()).to.include({
              status: 'APPEALED',
              from: tree.basic,
              to,
              judge: tree.national.orgId,
            });
            expect(transfer()).not.to.have.property('before');
            await cancel(tree.sichuan.root);
            await begin();
            if (isOver) await cancel(by());
            expect(transfer().number, 'no number twice').to.equal(number + 1);
            await undo();
            expectBack();
          });

      it('goes back no more once its time is over, or a third union has taken the member over', async () => {
        await goBySilence();
        const { undoUntil = '', appealUntil = '' } = transfer();
        await release({ codeKey: CODE_KEY.publicKey }, tree.beijing.root);
        tree.clock.set(Date.parse(undoUntil));
        expect(await codeOf(undo())).to.equal('UNDO_TOO_LATE');
        const sister = await foundSister();
        const code = await use({ number: 2, to: sister });
        const colleague = await colleagueOf(tree, tree.beijing);
        await request({ to: sister, code }, colleague);
        expect(transfer(), 'until it has').to.have.property('before');
        await complete(colleague);
        expect(transfer()).not.to.have.property('before');
        expect(await codeOf(appeal('stillEmployed'))).to.equal('PROVINCE_FOREIGN');
        await release({ codeKey: CODE_KEY.publicKey }, tree.beijing.root);
        expect(transfer().before, 'the third’s own').to.include({ from: to });
        tree.clock.set(Date.parse(appealUntil));
        await release({ codeKey: CODE_KEY.publicKey }, tree.beijing.root);
        expect(transfer(), 'nothing of what is over').not.to.have.property('before');
      });

      describe('past a third union', () => {
        let sister: string;
        let colleague: TestOperator;
        /** Whoever took the member over by silence lets go at once, by a code. */
        beforeEach(async () => {
          await goBySilence();
          sister = await foundSister();
          colleague = await colleagueOf(tree, tree.beijing);
          await release({ codeKey: CODE_KEY.publicKey }, tree.beijing.root);
          await request({ to: sister, code: await use({ number: 2, to: sister }) }, colleague);
          await complete(colleague);
        });
        const appealBefore = (from = tree.basic, by = tree.sichuan.root): Submitted =>
          tree.submit(
            'transfer.appeal',
            { ...named(), ground: 'stillEmployed', evidence: DIGEST, from },
            { by, subjectVersion: version() },
          );

        // Covers: T21
        it('goes back by appeal against the first silence, from whoever has the member', async () => {
          expect(await codeOf(appeal('stillEmployed')), 'of the last, which was no silence').to.equal(
            'PROVINCE_FOREIGN',
          );
          await appealBefore();
          expect(transfer()).to.include({ status: 'APPEALED', from: tree.basic, to: sister });
          expect(await codeOf(appealBefore())).to.equal('TRANSFER_APPEALED');
          expect(await codeOf(release({ codeKey: CODE_KEY.publicKey }, tree.beijing.root))).to.equal(
            'TRANSFER_APPEALED',
          );
          await judge('stay');
          await complete(tree.sichuan.root);
          expect(account()).to.include({ org: tree.basic, province: '51', root: before.root });
          expect(transfer()).to.deep.include({ status: 'RETURNED', decided: { to, digest: DIGEST } });
          expect(await codeOf(request()), 'on what was decided against').to.equal('TRANSFER_DECIDED');
        });

        // Covers: T21
        it('goes back by it once the third has given the member back, too', async () => {
          await undo(colleague);
          expect(account()).to.include({ org: to });
          await appealBefore();
          expect(transfer()).to.include({ status: 'APPEALED', from: tree.basic, to });
          await undo();
          expect(account()).to.include({ org: tree.basic });
        });

        // Covers: T21
        it('goes back by it although the third has asked anew, past whoever asked first', async () => {
          await undo(colleague);
          await request({ to: sister }, colleague);
          await appealBefore();
          expect(transfer()).to.include({ status: 'APPEALED', from: tree.basic, to });
        });

        // Covers: T21
        it('stays where the decision is for it, and the silence has had its word', async () => {
          await appealBefore();
          await judge('go');
          expect(transfer()).to.include({ status: 'COMPLETED', way: 'decision' });
          expect(await codeOf(appealBefore())).to.equal('TRANSFER_NOT_SILENT');
          await release({ codeKey: CODE_KEY.publicKey }, tree.beijing.root);
          expect(transfer()).not.to.have.property('silent');
          expect(await codeOf(appealBefore())).not.to.equal('done');
        });

        // Covers: T21
        it('is appealed against for the time that the silence gave, and by nobody else', async () => {
          const { appealUntil = '' } = transfer().silent ?? {};
          expect(await codeOf(appealBefore(tree.basic, tree.beijing.root))).to.equal('PROVINCE_FOREIGN');
          tree.clock.set(Date.parse(appealUntil));
          expect(await codeOf(appealBefore())).to.equal('APPEAL_TOO_LATE');
          tree.clock.set(Date.parse(appealUntil) - 1);
          await appealBefore();
          const value = tree.ledger.state(ledgerKey.transfer(member.identityId)) ?? '';
          const { silent, ...rest } = JSON.parse(value) as TransferRecord;
          const size = (record: unknown): number => Buffer.byteLength(JSON.stringify(record));
          expect(size(rest)).to.be.at.most(900);
          expect(size({ silent })).to.be.at.most(450);
        });
      });

      it('is at most 1,150 bytes with all that a request by the member’s code or past it adds', async () => {
        await goBySilence();
        await release({ codeKey: CODE_KEY.publicKey }, tree.beijing.root);
        await request({ to: await foundSister(tree.sichuan) }, tree.sichuan.root);
        const { before: kept, ...rest } = transfer();
        const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
        expect(size(rest)).to.be.at.most(700);
        expect(size({ before: kept })).to.be.at.most(450);
      });
    });

    it('is at most 900 bytes with all that an appeal adds, of whom was decided on before', async () => {
      await request();
      await object('stillEmployed');
      await judge('stay');
      await request(ANOTHER);
      tree.clock.set(Date.parse(transfer().silentAt));
      await complete();
      await appeal('expulsionPending');
      const value = tree.ledger.state(ledgerKey.transfer(member.identityId)) ?? '';
      expect(Buffer.byteLength(value)).to.be.at.most(900);
    });
  });

  it('within a province is judged by the lowest union above both', async () => {
    const inCity = newOrganisationEntry(tree, tree.city, {
      employers: [
        {
          name: '示范二厂',
          creditCode: EMPLOYER,
          nature: '',
          economicType: '110',
          industry: '',
          district: '',
          headcount: 1,
        },
      ],
    });
    await tree.submit('organisation.register', inCity, { by: tree.sichuan.root });
    await request({ to: inCity.orgId, root: member.root }, await colleagueOf(tree, tree.sichuan));
    await object('stillEmployed');
    expect(transfer().judge).to.equal(tree.city);
  });

  // Covers: T16
  it('of all the members of one page at once meets none of the others', async () => {
    const members = Array.from({ length: ACCOUNTS_PER_PAGE }, (_, at) =>
      newMemberEntry(tree, tree.basic, { person: `page ${String(at)}` }),
    );
    const load = newImport(tree, members);
    await tree.submit('person.import', load.manifest, { by: tree.sichuan.root });
    await tree.call('person:importChunk', load.chunks[0] ?? '', { mspId: tree.sichuan.mspId });
    const placeOf = ({ personKey }: MemberEntry): string =>
      JSON.parse(tree.ledger.state(ledgerKey.person(personKey)) ?? '""') as string;
    const allAtOnce = async <T extends InstructionType>(
      type: T,
      payloadOf: (entry: MemberEntry) => PayloadOf<T>,
      { by, subjectVersion }: { readonly by: TestOperator; readonly subjectVersion: number },
    ): Promise<void> => {
      const endorsed = [];
      for (const entry of members) {
        const argument = await tree.instruct(type, payloadOf(entry), { by, subjectVersion });
        const call = { function: contractFunctionOf(type), argument, submitter: { mspId: by.mspId } };
        endorsed.push(await tree.ledger.endorse(call));
      }
      const { transactions } = tree.ledger.commit(endorsed);
      expect(new Set(transactions.map(({ code }) => code))).to.deep.equal(new Set([VALIDATION_CODE.VALID]));
    };
    const evidence = { kind: 'contract', digest: DIGEST } as const;
    await allAtOnce(
      'transfer.request',
      ({ identityId, personKey, nameTag }) => ({
        ...{ identityId, personKey, nameTag, root: DIGEST, to, evidence, employer: EMPLOYER },
        slot: members.findIndex((member) => member.identityId === identityId),
      }),
      { by: tree.beijing.root, subjectVersion: 0 },
    );
    const named = (entry: MemberEntry): { identityId: string; place: string } => {
      return { identityId: entry.identityId, place: placeOf(entry) };
    };
    await allAtOnce('transfer.release', named, { by: tree.sichuan.root, subjectVersion: 1 });
    await allAtOnce('transfer.complete', named, { by: tree.beijing.root, subjectVersion: 2 });
    for (const { identityId } of members) {
      const moved = JSON.parse(tree.ledger.state(ledgerKey.account(identityId)) ?? '{}') as AccountRecord;
      expect(moved).to.include({ org: to, province: '11', state: 'ACTIVE' });
    }
  });

  it('is void where the member has gone another way meanwhile', async () => {
    expect(await codeOf(release()), 'to nobody, without a code').to.equal('TRANSFER_CODE_NEEDED');
    expect(await codeOf(complete())).to.equal('TRANSFER_UNKNOWN');
  });

  // Covers: T8
  it('can not be completed by an endorsement that was held back over a tick', async () => {
    await request();
    await release();
    const argument = await tree.instruct('transfer.complete', named(), {
      ...{ by: tree.beijing.root, subjectVersion: version() },
    });
    const held = await tree.ledger.endorse({
      ...{ function: 'transfer:complete', argument, submitter: { mspId: tree.beijing.mspId } },
    });
    await tree.call('governance:tick', '{"hour":"2026-03-02T02:00:00.000Z"}', { mspId: tree.beijing.mspId });
    const { transactions } = tree.ledger.commit([held]);
    expect(transactions[0]?.code).not.to.equal(0);
    expect(account().org).to.equal(tree.basic);
  });
});
