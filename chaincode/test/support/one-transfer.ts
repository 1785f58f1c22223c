// SPDX-License-Identifier: Apache-2.0
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { ledgerKey, type AccountRecord, type TransferRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import {
  newMemberEntry,
  newOrganisationEntry,
  type Committed,
  type TestOperator,
} from '#src/testing/index.js';
import { newUnionTree, type UnionTree } from './union-tree.js';

export const EMPLOYER = '91999900MA00000019';
export const DIGEST = 'A'.repeat(43);

type StepType = 'transfer.release' | 'transfer.cancel' | 'transfer.complete' | 'transfer.undo';
type DisputeType = 'transfer.object' | 'transfer.appeal';

/** One member of 四川, the union of 北京 that asks for the member, and every step between them. */
export class OneTransfer {
  readonly tree: UnionTree;
  readonly member: MemberEntry;
  /** Of 北京; covers the employer. */
  readonly to: string;

  private constructor(tree: UnionTree, { member, to }: Pick<OneTransfer, 'member' | 'to'>) {
    [this.tree, this.member, this.to] = [tree, member, to];
  }

  static async open(): Promise<OneTransfer> {
    const tree = await newUnionTree();
    const to = await found(tree, tree.beijing.orgId, tree.beijing.root);
    const member = newMemberEntry(tree, tree.basic, { person: 'one' });
    await tree.submit('person.enrol', member, { by: tree.sichuan.root });
    return new OneTransfer(tree, { member, to });
  }

  /** Another union that covers the employer. */
  found(parent: string, by: TestOperator): Promise<string> {
    return found(this.tree, parent, by);
  }

  account(): AccountRecord {
    return this.#read(ledgerKey.account(this.member.identityId)) as AccountRecord;
  }

  transfer(): TransferRecord {
    return this.#read(ledgerKey.transfer(this.member.identityId)) as TransferRecord;
  }

  today(): string {
    return new Date(this.tree.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  }

  request(
    change: Partial<PayloadOf<'transfer.request'>> = {},
    by = this.tree.beijing.root,
  ): Promise<Committed> {
    const { identityId, personKey, nameTag } = this.member;
    const payload = {
      ...{ identityId, personKey, nameTag, root: DIGEST, to: this.to },
      ...{ evidence: { kind: 'contract' as const, digest: DIGEST }, employer: EMPLOYER },
      ...(change.code === undefined && { slot: 0 }),
      ...change,
    };
    return this.#submit('transfer.request', payload, by);
  }

  step(type: StepType, by: TestOperator, change: { readonly codeKey?: string } = {}): Promise<Committed> {
    return this.#submit(type, { ...this.#named(), ...change }, by);
  }

  dispute(
    type: DisputeType,
    by = this.tree.sichuan.root,
    ground: PayloadOf<DisputeType>['ground'] = 'stillEmployed',
  ): Promise<Committed> {
    return this.#submit(type, { ...this.#named(), ground, evidence: DIGEST }, by);
  }

  decide(outcome: 'go' | 'stay', by = this.tree.national.root): Promise<Committed> {
    return this.#submit('transfer.decide', { ...this.#named(), outcome, evidence: DIGEST }, by);
  }

  /** The old union is silent, and the new one takes the member over. */
  async silence(by = this.tree.beijing.root): Promise<void> {
    this.tree.clock.set(Date.parse(this.transfer().silentAt));
    await this.step('transfer.complete', by);
  }

  /** A change of the membership, by one person. */
  change<T extends InstructionType & `membership.${string}`>(
    type: T,
    change: Partial<PayloadOf<T>>,
    by = this.tree.sichuan.root,
  ): Promise<Committed> {
    const payload = { ...this.#named(), on: this.today(), evidence: DIGEST, ...change } as PayloadOf<T>;
    return this.tree.submit(type, payload, { by, subjectVersion: this.account().v });
  }

  /** Whoever has left joins again, under the same identifier. */
  joinAnew(org: string, by = this.tree.sichuan.root): Promise<Committed> {
    const [joined, subjectVersion] = [this.today(), this.account().v];
    const entry = { ...this.member, org, joined, since: joined };
    return this.tree.submit('person.enrol', entry, { by, subjectVersion });
  }

  #submit<T extends InstructionType>(type: T, payload: PayloadOf<T>, by: TestOperator): Promise<Committed> {
    const { v = 0 } = this.transfer() as Partial<TransferRecord>;
    return this.tree.submit(type, payload, { by, subjectVersion: v });
  }

  #named(): { readonly identityId: string; readonly place: string } {
    return { identityId: this.member.identityId, place: '' };
  }

  #read(key: string): unknown {
    return JSON.parse(this.tree.ledger.state(key) ?? '{}');
  }
}

async function found(tree: UnionTree, parent: string, by: TestOperator): Promise<string> {
  const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
  const union = newOrganisationEntry(tree, parent, {
    employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
  });
  await tree.submit('organisation.register', union, { by });
  return union.orgId;
}
