// SPDX-License-Identifier: Apache-2.0
import { samplePayload } from '@unionid/domain/catalogue';
import { newKeySigner } from '@unionid/domain/signing';
import { codeClaimBytes } from '@unionid/domain/transfer';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newMemberEntry, type TestOperator } from '#src/testing/index.js';
import { appoint } from './support/auditors.js';
import { endDuplicate } from './support/duplicate.js';
import { DIGEST, OneTransfer } from './support/one-transfer.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { registerOperator } from './support/union-tree.js';

const CODE = newKeySigner('7'.repeat(64));
const TODAY = '2026-03-02';
const HOUR = 3_600_000;

describe('whoever was entered twice', () => {
  let one: OneTransfer;
  /** Of one person: under a wrong number, and under the right one. */
  let [wrong, right]: [MemberEntry, MemberEntry] = [] as never;
  /** Acts by the account under the wrong number, as long as that stands. */
  let before: TestOperator;
  let other: TestOperator;
  /** A union beside the member's, that covers the employer. */
  let to: string;

  beforeEach(async () => {
    one = await OneTransfer.open();
    const { tree } = one;
    [wrong, right] = [
      newMemberEntry(tree, tree.basic, { person: 'mistyped' }),
      newMemberEntry(tree, tree.basic, { person: 'as it is' }),
    ];
    for (const entry of [wrong, right]) await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
    before = await operatorOf(wrong);
    other = await boundCadre(tree, { org: tree.city, person: 'other' });
    to = await one.found(tree.city, tree.sichuan.root);
  });

  async function operatorOf({ identityId }: MemberEntry): Promise<TestOperator> {
    const { tree } = one;
    const role = 'superadmin';
    const operator = await registerOperator(tree, { org: tree.city, role, grants: ['member'] });
    const bound = { operatorId: operator.operatorId, identityId, place: '' };
    await tree.submit('operator.bindPerson', bound, { by: tree.sichuan.root, subjectVersion: 1 });
    return operator;
  }

  const revoke = ({ operatorId }: TestOperator): Promise<unknown> =>
    one.tree.submit(
      'operator.revoke',
      { operatorId, reason: 'other' },
      { by: one.tree.sichuan.root, subjectVersion: 2 },
    );
  /** The same person, by the account that stands. */
  async function after(): Promise<TestOperator> {
    await revoke(before);
    await endDuplicate(one.tree, { wrong, right });
    return operatorOf(right);
  }
  const ask = (by: TestOperator): Promise<unknown> => one.request({ to, root: one.member.root }, by);
  const giveCode = (by: TestOperator): Promise<unknown> =>
    one.step('transfer.release', by, { codeKey: CODE.publicKey });
  async function askByCode(by: TestOperator): Promise<unknown> {
    const { identityId, root } = one.member;
    const expires = new Date(one.tree.clock.now() + HOUR).toISOString();
    const claim = { identityId, number: one.transfer().number, to, expires };
    const signature = await CODE.sign(codeClaimBytes(one.tree.name, claim));
    return one.request({ to, root, code: { expires, signature } }, by);
  }
  const refused = async (work: Promise<unknown>): Promise<void> => {
    expect(await codeOf(work)).to.equal('SAME_PERSON');
  };

  // Covers: T19
  it('acts for no side of a transfer past having acted for another by the account that has ended', async () => {
    await ask(before);
    const same = await after();
    await refused(one.step('transfer.release', same));
    await refused(one.dispute('transfer.object', same));
    await one.dispute('transfer.object', other);
    await refused(one.decide('go', same));
    await one.step('transfer.cancel', same);
  });

  // Covers: T19
  it('takes nobody over whom it has let go by the account that has ended', async () => {
    await ask(other);
    await one.step('transfer.release', before);
    const same = await after();
    await refused(one.step('transfer.cancel', same));
    await refused(one.step('transfer.complete', same));
    await one.step('transfer.complete', other);
  });

  // Covers: T19
  it('uses no code that it gave by the account that has ended, nor asks past it', async () => {
    await giveCode(before);
    const same = await after();
    await refused(askByCode(same));
    await refused(ask(same));
    await askByCode(other);
  });

  // Covers: T19
  it('answers no claim that it opened by the account that has ended, nor settles one that it yielded to', async () => {
    const { tree, member } = one;
    // On an account that was registered with the owner's number.
    const opened = newMemberEntry(tree, to, { person: 'one' });
    const open = (by: TestOperator): Promise<unknown> =>
      tree.submit(
        'claim.open',
        {
          ...{ identityId: opened.identityId, personKey: opened.personKey, nameTag: opened.nameTag },
          ...{ root: opened.root, level: 1, org: to, claimed: member.identityId, kind: 'notMe' },
          ...{ evidence: DIGEST },
        },
        { by },
      );
    const answer = (by: TestOperator): Promise<unknown> =>
      tree.submit(
        'claim.answer',
        { identityId: member.identityId, place: '', evidence: DIGEST, outcome: 'yield' },
        { by, subjectVersion: 1 },
      );
    await open(before);
    const same = await after();
    await refused(answer(same));
    await answer(other);
    const named = { identityId: member.identityId, place: '' };
    await refused(tree.submit('claim.settle', named, { by: other, subjectVersion: 2 }));
    await tree.submit('claim.settle', named, { by: same, subjectVersion: 2 });
  });

  it('is nobody by an account that is void: no operator and no auditor is bound to it', async () => {
    const { tree } = one;
    await revoke(before);
    await endDuplicate(tree, { wrong, right });
    expect(await codeOf(operatorOf(wrong))).to.equal('PERSON_VOIDED');
    const by = await boundCadre(tree, { org: tree.sichuan.orgId, person: 'audits', grants: ['audit'] });
    const { identityId } = wrong;
    const { committed } = await appoint(tree, { by, org: tree.otherCity, identityId });
    expect(await codeOf(committed)).to.equal('PERSON_VOIDED');
    await operatorOf(right);
  });

  it('keeps the account as long as somebody acts by it, for whatever reason that is to be void', async () => {
    const { tree } = one;
    const first = await boundCadre(tree, { org: tree.basic, person: 'first' });
    const second = await boundCadre(tree, { org: tree.city, person: 'second' });
    const end = (reason: 'duplicate' | 'mistake'): Promise<void> => {
      const payload = {
        ...{ ...samplePayload('membership.void'), identityId: wrong.identityId, on: TODAY, reason },
      };
      return decideByTwo(tree, 'membership.void', { payload, subjectVersion: 1, first, second });
    };
    for (const reason of ['duplicate', 'mistake'] as const)
      expect(await codeOf(end(reason)), reason).to.equal('ACCOUNT_OF_OPERATOR');
    await revoke(before);
    await end('mistake');
  });
});
