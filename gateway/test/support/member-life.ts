// SPDX-License-Identifier: Apache-2.0
import {
  newMemberEntry,
  newOrganisationEntry,
  type TestLedger,
  type TestOperator,
} from '@unionid/chaincode/testing';
import {
  parseSignedInstruction,
  samplePayload,
  type InstructionType,
  type PayloadOf,
} from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { decodeError, type ErrorCode } from '@unionid/domain/errors';
import { contractFunctionOf, instructionDigest } from '@unionid/domain/instruction';
import {
  ledgerKey,
  type AccountRecord,
  type LedgerKey,
  type OrganisationRecord,
  type TransferRecord,
} from '@unionid/domain/ledger';
import { ABSENT_MONTHS, type MembershipAction } from '@unionid/domain/membership';
import type { MemberEntry } from '@unionid/domain/person';
import { addMonths, chinaDateAt } from '@unionid/domain/values';
import type { TransferAction } from '@unionid/domain/transfer';
import { bindPerson, registerOperator } from './register-operator.js';
import type { TestNetwork } from './test-network.js';

const DIGEST = 'A'.repeat(43);
const HOUR = 3_600_000;
const LONG_AGO = '2021-01-31';
const EMPLOYER = '91999900MA00000019';
/** Three basic unions under one city, and those above them; the member begins in the first. */
export const UNIONS = ['first', 'second', 'third', 'city', 'province'] as const;
export type Union = (typeof UNIONS)[number];
export type BasicUnion = Extract<Union, 'first' | 'second' | 'third'>;

/** One member of 四川, a cadre with a person in each union, and whatever they sign about the member. */
export class MemberLife {
  readonly orgs: Readonly<Record<Union, string>>;
  readonly cadres: Readonly<Record<Union, TestOperator>>;
  /** Two more of the province, with persons. */
  readonly #others: readonly [TestOperator, TestOperator];
  readonly member: MemberEntry;
  readonly #test: TestLedger;
  #documents = 0;

  private constructor(
    test: TestLedger,
    life: Pick<MemberLife, 'orgs' | 'cadres' | 'member'> & {
      readonly others: readonly [TestOperator, TestOperator];
    },
  ) {
    this.#test = test;
    this.#others = life.others;
    [this.orgs, this.cadres, this.member] = [life.orgs, life.cadres, life.member];
  }

  static async open({ test, sichuan: { union } }: TestNetwork): Promise<MemberLife> {
    const found = async (parent: string, level: 2 | 5): Promise<string> => {
      const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
      const employers = [{ ...employer, industry: '', district: '', headcount: 12 }];
      const entry = newOrganisationEntry(test, parent, level === 5 ? { level, employers } : { level });
      await test.submit('organisation.register', entry, { by: union.root });
      return entry.orgId;
    };
    const [city, beside] = [await found(union.orgId, 2), await found(union.orgId, 2)];
    const [first, second, third] = [await found(city, 5), await found(city, 5), await found(city, 5)];
    const orgs = { first, second, third, city, province: union.orgId };
    const cadre = async (org: string): Promise<TestOperator> => {
      const role = org === union.orgId ? 'cadre' : 'superadmin';
      const operator = await registerOperator(test, union, { org, role, grants: ['member', 'organisation'] });
      await bindPerson(test, union, { ...operator, org: beside });
      return operator;
    };
    const cadres: Partial<Record<Union, TestOperator>> = {};
    for (const each of UNIONS) cadres[each] = await cadre(orgs[each]);
    const others = [await cadre(union.orgId), await cadre(union.orgId)] as const;
    const member = newMemberEntry(test, first, { person: 'the member' });
    await test.submit('person.enrol', member, { by: union.root });
    return new MemberLife(test, { orgs, cadres: cadres as Record<Union, TestOperator>, others, member });
  }

  account(): AccountRecord {
    return this.#read(ledgerKey.account(this.member.identityId)) as AccountRecord;
  }

  transfer(): TransferRecord | undefined {
    return this.#read(ledgerKey.transfer(this.member.identityId)) as TransferRecord | undefined;
  }

  today(): string {
    return chinaDateAt(this.#test.clock.now());
  }

  /** A step of a transfer; `to` is who asks. */
  transferPayload(action: TransferAction, to: Union): object {
    const { identityId, personKey, nameTag } = this.member;
    const named = { identityId, place: '' };
    if (action === 'decide') return { ...named, outcome: 'stay', evidence: DIGEST };
    const disputed = { ...named, ground: 'stillEmployed', evidence: DIGEST };
    if (action === 'object') return disputed;
    if (action === 'appeal') {
      const { from } = this.transfer()?.silent ?? {};
      return from === undefined ? disputed : { ...disputed, from };
    }
    if (action !== 'request') return named;
    // Of what was decided on one nobody asks again.
    const digest = String((this.#documents += 1))
      .padStart(42, 'B')
      .concat('A');
    const evidence = { kind: 'contract', digest };
    const root = this.account().root;
    return { identityId, personKey, nameTag, root, to: this.orgs[to], evidence, employer: EMPLOYER, slot: 0 };
  }

  membershipPayload(action: MembershipAction, change: object = {}): object {
    const { state, since, org } = this.account();
    // Nobody is lent to the own union.
    const host = org === this.orgs.city ? this.orgs.province : this.orgs.city;
    return {
      ...samplePayload(`membership.${action}`),
      ...{ identityId: this.member.identityId, place: '', on: this.today(), evidence: DIGEST },
      ...(action === 'entrust' && { host, until: '2027-12-31' }),
      // Long enough, and no longer than of the union where that is long enough.
      ...(action === 'deem' && {
        absentSince: addMonths(since, ABSENT_MONTHS) > this.today() ? LONG_AGO : since,
      }),
      ...(action === 'rescind' && { reason: state === 'RETAINED' ? 'notRetained' : 'mistake' }),
      ...change,
    };
  }

  /** Signs by one; or by two, where it takes two, the second from above. */
  async sign(type: InstructionType, payload: object, by: TestOperator): Promise<void> {
    const { argument, call } = await this.#call(type, payload, by);
    const { result } = await this.#test.call(call.function, argument, call.submitter);
    if (!('pending' in result)) return;
    const decision = parseSignedInstruction(argument);
    const digest = instructionDigest(decision.instruction);
    const [one, other] = this.#others;
    const second = by.operatorId === one.operatorId ? other : one;
    await this.#test.submit('decision.confirm', { decision, digest }, { by: second, subjectVersion: 1 });
  }

  /** The code by which the contract refuses what one signs; undefined where it is taken. Nothing is committed. */
  async refusal(type: InstructionType, payload: object, by: TestOperator): Promise<ErrorCode | undefined> {
    const { call } = await this.#call(type, payload, by);
    return this.#test.ledger.endorse(call).then(
      () => undefined,
      (error: unknown) => {
        const refusal = error instanceof Error ? decodeError(error.message) : undefined;
        if (refusal === undefined) throw error;
        return refusal.code;
      },
    );
  }

  /** Joins anew. */
  async join(union: BasicUnion): Promise<void> {
    const [joined, subjectVersion] = [this.today(), this.account().v];
    const { root } = this.account();
    const entry = { ...this.member, root, org: this.orgs[union], joined, since: joined };
    await this.#test.submit('person.enrol', entry, { by: this.cadres[union], subjectVersion });
  }

  /** The ledger clock at the hour that comes, where that is near. */
  async tick(): Promise<void> {
    const hour = new Date(Math.ceil(this.#test.clock.now() / HOUR) * HOUR).toISOString();
    await this.#test.call('governance:tick', canonicalJson({ hour }), { mspId: this.#others[0].mspId });
  }

  /** Ends in another, whose members it gives it. */
  async merge(union: BasicUnion, heir: BasicUnion | 'city'): Promise<void> {
    const orgId = this.orgs[union];
    const ground = heir === 'city' ? 'dissolved' : 'merged';
    const payload = { orgId, ground, heir: this.orgs[heir], on: this.today(), evidence: DIGEST };
    const signed = await this.#test.instruct('organisation.beginClosing', payload as never, {
      ...{ by: this.#others[0], subjectVersion: this.#union(orgId).version },
    });
    const { mspId } = this.#others[0];
    await this.#test.call('organisation:beginClosing', signed, { mspId });
    const decision = parseSignedInstruction(signed);
    const digest = instructionDigest(decision.instruction);
    await this.#test.submit(
      'decision.confirm',
      { decision, digest },
      { by: this.#others[1], subjectVersion: 1 },
    );
  }

  /** Gives the members over, and closes where nobody is left. */
  async close(union: BasicUnion): Promise<void> {
    const orgId = this.orgs[union];
    const [by] = this.#others;
    const fold = async (): Promise<boolean> =>
      (await this.#test.call('organisation:fold', canonicalJson({ orgId }), { mspId: by.mspId })).result
        .empty === true;
    while (!(await fold()));
    const { version: subjectVersion } = this.#union(orgId);
    await this.#test.submit('organisation.close', { orgId }, { by, subjectVersion });
  }

  #union(orgId: string): OrganisationRecord {
    return this.#read(ledgerKey.organisation(orgId)) as OrganisationRecord;
  }

  async #call(type: InstructionType, payload: object, by: TestOperator) {
    const { v = 0 } = this.transfer() ?? {};
    const subjectVersion = type.startsWith('transfer.') ? v : this.account().v;
    const argument = await this.#test.instruct(type, payload as PayloadOf<InstructionType>, {
      by,
      subjectVersion,
    });
    const submitter = { mspId: by.mspId };
    const call = { chaincode: 'identity' as const, function: contractFunctionOf(type), argument, submitter };
    return { argument, call };
  }

  #read(key: LedgerKey): unknown {
    const value = this.#test.ledger.state(key);
    return value === undefined ? undefined : JSON.parse(value);
  }
}
