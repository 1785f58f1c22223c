// SPDX-License-Identifier: Apache-2.0
import type { PayloadOf } from '@unionid/domain/catalogue';
import { asDomainError } from '@unionid/domain/errors';
import {
  ledgerKey,
  OBJECTION_GROUNDS,
  splitKey,
  type AccountRecord,
  type TransferRecord,
} from '@unionid/domain/ledger';
import { newKeySigner } from '@unionid/domain/signing';
import { fuzz } from '@unionid/domain/testing';
import { codeClaimBytes, transferAt } from '@unionid/domain/transfer';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { newMemberEntry, newOrganisationEntry, type TestUnion } from '#src/testing/index.js';
import { TransferModel, type Step } from './support/transfer-model.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

// Found within 60 runs where `transferAt` looks at `due` and not at `silentAt`, where a cancelled request takes the member's
// code along, where the switch leaves the old union's index, or where an objection is taken after the deadline.

const EMPLOYER = '91999900MA00000019';
const DIGEST = 'A'.repeat(43);
const HOUR = 3_600_000;
const CODES = [newKeySigner('7'.repeat(64)), newKeySigner('8'.repeat(64))] as const;
const SIDES = ['51', '11', '34'] as const;

const code = fc.option(fc.constantFrom(0, 1), { nil: undefined });
/** Who acts: the root operator of 四川, 北京 or 安徽, or the national one. */
const by = fc.integer({ min: 0, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant('wait'), hours: fc.integer({ min: 1, max: 150 }) }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('release'), code, by }) },
  { weight: 6, arbitrary: fc.record({ is: fc.constant('request'), code, by }) },
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant('object'), ground: fc.constantFrom(...OBJECTION_GROUNDS), by }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant('decide'), outcome: fc.constantFrom('go', 'stay'), by }),
  },
  { weight: 4, arbitrary: fc.record({ is: fc.constantFrom('cancel', 'complete'), by }) },
) as fc.Arbitrary<Step>;

describe('histories of one member’s transfers', () => {
  fuzz(
    'transfers',
    fc.asyncProperty(fc.array(step, { maxLength: 24 }), async (steps) => {
      const world = await newWorld();
      const model = new TransferModel();
      for (const tried of steps) {
        if (tried.is === 'wait') world.tree.clock.advance(tried.hours * HOUR);
        const now = world.tree.clock.now();
        const expected = model.take(tried, now);
        if (tried.is !== 'wait') expect(await world.isDone(tried), JSON.stringify(tried)).to.equal(expected);
        world.assertAs(model);
      }
    }),
    { runs: 60 },
  );
});

async function newWorld(): Promise<World> {
  const tree = await newUnionTree();
  const unions = SIDES.map((side) => tree.provinces[side]);
  const orgs: string[] = [];
  for (const union of unions) {
    const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const entry = newOrganisationEntry(tree, union.orgId, {
      employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
    });
    await tree.submit('organisation.register', entry, { by: union.root });
    orgs.push(entry.orgId);
  }
  const member = newMemberEntry(tree, orgs[0] ?? '', { person: 'one' });
  await tree.submit('person.enrol', member, { by: tree.sichuan.root });
  return new World(tree, { unions: [...unions, tree.national], orgs, member });
}

/** The contract, asked as the sides of a transfer do. */
class World {
  readonly tree: UnionTree;
  readonly #unions: readonly TestUnion[];
  readonly #orgs: readonly string[];
  readonly #member: ReturnType<typeof newMemberEntry>;

  constructor(
    tree: UnionTree,
    {
      unions,
      orgs,
      member,
    }: {
      readonly unions: readonly TestUnion[];
      readonly orgs: readonly string[];
      readonly member: ReturnType<typeof newMemberEntry>;
    },
  ) {
    this.tree = tree;
    this.#unions = unions;
    this.#orgs = orgs;
    this.#member = member;
  }

  /** Whether the contract carries a step out; a refusal that it does not declare, or that two peers tell apart, throws. */
  async isDone(tried: Exclude<Step, { readonly is: 'wait' }>): Promise<boolean> {
    try {
      await this.#submit(tried);
      return true;
    } catch (error) {
      if (asDomainError(error) === undefined) throw error;
      return false;
    }
  }

  /** That the ledger says what the model does: the member in exactly one union, the transfer where time has brought it. */
  assertAs(model: TransferModel): void {
    const { identityId } = this.#member;
    const account = this.#read<AccountRecord>(ledgerKey.account(identityId));
    expect(account?.org).to.equal(this.#orgs[model.home]);
    const counted = this.tree.ledger
      .entries()
      .filter(([key]) => splitKey(key)?.type === 'm' && splitKey(key)?.attributes[1] === identityId);
    expect(counted.map(([key, value]) => [splitKey(key)?.attributes[0], value])).to.deep.equal([
      [account?.org, '1'],
    ]);
    const transfer = this.#transfer();
    const time = new Date(this.tree.clock.now()).toISOString();
    const status = transfer === undefined ? undefined : transferAt(transfer, time).status;
    const isOpen = status !== undefined && ['RELEASED', 'REQUESTED', 'OBJECTED', 'AGREED'].includes(status);
    expect(isOpen ? status : undefined).to.equal(model.status);
  }

  #submit(tried: Exclude<Step, { readonly is: 'wait' }>): Promise<unknown> {
    const { identityId } = this.#member;
    const named = { identityId, place: '' };
    const union = this.#unions[tried.by] ?? this.tree.national;
    const options = { by: union.root, subjectVersion: this.#transfer()?.v ?? 0 };
    switch (tried.is) {
      case 'release': {
        const codeKey = tried.code === undefined ? undefined : CODES[tried.code]?.publicKey;
        const payload = { ...named, ...(codeKey !== undefined && { codeKey }) };
        return this.tree.submit('transfer.release', payload, options);
      }
      case 'request':
        return this.#request(tried, options);
      case 'object': {
        const payload = { ...named, ground: tried.ground, evidence: DIGEST };
        return this.tree.submit('transfer.object', payload, options);
      }
      case 'decide': {
        const payload = { ...named, outcome: tried.outcome, evidence: DIGEST };
        return this.tree.submit('transfer.decide', payload, options);
      }
      case 'cancel':
        return this.tree.submit('transfer.cancel', named, options);
      case 'complete':
        return this.tree.submit('transfer.complete', named, options);
    }
  }

  async #request(
    { code: used, by: to }: Extract<Step, { readonly is: 'request' }>,
    options: { readonly by: TestUnion['root']; readonly subjectVersion: number },
  ): Promise<unknown> {
    const { identityId, personKey, nameTag } = this.#member;
    const org = this.#orgs[to] ?? this.tree.national.orgId;
    const payload: PayloadOf<'transfer.request'> = {
      ...{ identityId, personKey, nameTag, root: DIGEST, to: org, employer: EMPLOYER },
      evidence: { kind: 'contract', digest: DIGEST },
      ...(used !== undefined && { code: await this.#use(used, org) }),
    };
    return this.tree.submit('transfer.request', payload, options);
  }

  async #use(used: number, to: string): Promise<NonNullable<PayloadOf<'transfer.request'>['code']>> {
    const expires = new Date(this.tree.clock.now() + HOUR).toISOString();
    const number = this.#transfer()?.number ?? 1;
    const claim = { identityId: this.#member.identityId, number, to, expires };
    const signature = await CODES[used === 0 ? 0 : 1].sign(codeClaimBytes(this.tree.name, claim));
    return { expires, signature };
  }

  #transfer(): TransferRecord | undefined {
    return this.#read<TransferRecord>(ledgerKey.transfer(this.#member.identityId));
  }

  #read<R>(key: string): R | undefined {
    const text = this.tree.ledger.state(key);
    return text === undefined ? undefined : (JSON.parse(text) as R);
  }
}
