// SPDX-License-Identifier: Apache-2.0
import type { PayloadOf } from '@unionid/domain/catalogue';
import { asDomainError } from '@unionid/domain/errors';
import {
  ledgerKey,
  OBJECTION_GROUNDS,
  readLedgerValue,
  splitKey,
  type TransferRecord,
} from '@unionid/domain/ledger';
import { newKeySigner } from '@unionid/domain/signing';
import { fuzz } from '@unionid/domain/testing';
import { codeClaimBytes, isOpen, transferAt } from '@unionid/domain/transfer';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { newMemberEntry, newOrganisationEntry, type TestUnion } from '#src/testing/index.js';
import { TransferModel, WHOEVER_MAY, type Action, type Step } from './support/transfer-model.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

// Found within 60 runs where silence counts only when the transfer lapses (11), where Saturdays count as working days (15), where an
// objection is taken after the deadline (29), and where a cancelled request takes the member's code along (45).

const EMPLOYER = '91999900MA00000019';
const DIGEST = 'A'.repeat(43);
const HOUR = 3_600_000;
const CODES = [newKeySigner('7'.repeat(64)), newKeySigner('8'.repeat(64))] as const;
const SIDES = ['51', '11', '34'] as const;

const code = fc.constantFrom(0, 0, 1, undefined, undefined);
/** Who acts: the root operator of 四川, 北京 or 安徽, the national one, or mostly whoever it is up to. */
const by = fc.constantFrom(0, 0, 1, 1, 2, 3, ...Array<number>(6).fill(WHOEVER_MAY));
const early = fc.boolean();
const ground = fc.constantFrom(...OBJECTION_GROUNDS);
const outcome = fc.constantFrom('go' as const, 'stay' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ is: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ is: fc.constant('waitFor' as const), which: fc.integer({ min: 0, max: 3 }), early }),
  fc.record({ is: fc.constant('release' as const), code, by }),
  { weight: 2, arbitrary: fc.record({ is: fc.constant('request' as const), code, by }) },
  fc.record({ is: fc.constant('object' as const), ground, by }),
  fc.record({ is: fc.constant('decide' as const), outcome, by }),
  { weight: 2, arbitrary: fc.record({ is: fc.constantFrom('cancel' as const, 'complete' as const), by }) },
  fc.record({ is: fc.constant('undo' as const), by }),
  { weight: 2, arbitrary: fc.record({ is: fc.constant('appeal' as const), ground, by }) },
);

/** Some histories begin with a transfer by silence, or an appeal against one: what may follow is too far for most to get there. */
const bySilence: readonly Step[] = [
  { is: 'request', code: undefined, by: 1 },
  { is: 'waitFor', which: 1, early: false },
  { is: 'complete', by: 1 },
];
const begin = fc.oneof(
  fc.constant<readonly Step[]>([]),
  fc.constant(bySilence),
  ground.map((why) => [...bySilence, { is: 'appeal', ground: why, by: 0 } as const]),
);
const history = fc
  .tuple(begin, fc.array(step, { maxLength: 20, size: 'max' }))
  .map(([first, steps]) => [...first, ...steps]);

describe('histories of one member’s transfers', () => {
  fuzz(
    'transfers',
    fc.asyncProperty(history, async (steps) => {
      const world = await newWorld();
      const model = new TransferModel();
      const { clock } = world.tree;
      for (const step of steps) {
        const tried = model.cast(step);
        if (tried.is === 'wait') clock.advance(tried.hours * HOUR);
        else if (tried.is === 'waitFor') waitFor(tried, { clock, model });
        else {
          const expected = model.take(tried, clock.now());
          expect(await world.isDone(tried), JSON.stringify(tried)).to.equal(expected);
        }
        model.wait(clock.now());
        world.assertAs(model);
      }
    }),
    { runs: 60 },
  );
});

function waitFor(
  { which, early: isEarly }: Extract<Step, { readonly is: 'waitFor' }>,
  { clock, model }: { readonly clock: UnionTree['clock']; readonly model: TransferModel },
): void {
  const time = (model.boundaries()[which] ?? 0) - Number(isEarly);
  if (time > clock.now()) clock.set(time);
}

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
  async isDone(tried: Action): Promise<boolean> {
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
    const account = readLedgerValue('account', this.tree.ledger.state(ledgerKey.account(identityId)) ?? '');
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
    expect(status !== undefined && isOpen(status) ? status : undefined).to.equal(model.status);
  }

  #submit(tried: Action): Promise<unknown> {
    const named = { identityId: this.#member.identityId, place: '' };
    const union = this.#unions[tried.by] ?? this.tree.national;
    const options = { by: union.root, subjectVersion: this.#transfer()?.v ?? 0 };
    const { tree } = this;
    switch (tried.is) {
      case 'release':
        return tree.submit('transfer.release', { ...named, ...codeKeyOf(tried.code) }, options);
      case 'request':
        return this.#request(tried, options);
      case 'object':
      case 'appeal':
        return tree.submit(
          `transfer.${tried.is}`,
          { ...named, ground: tried.ground, evidence: DIGEST },
          options,
        );
      case 'decide':
        return tree.submit(
          'transfer.decide',
          { ...named, outcome: tried.outcome, evidence: DIGEST },
          options,
        );
      default:
        return tree.submit(`transfer.${tried.is}`, named, options);
    }
  }

  async #request(
    { code: used, by: to }: Extract<Action, { readonly is: 'request' }>,
    options: { readonly by: TestUnion['root']; readonly subjectVersion: number },
  ): Promise<unknown> {
    const { identityId, personKey, nameTag } = this.#member;
    const org = this.#orgs[to] ?? this.tree.national.orgId;
    const payload: PayloadOf<'transfer.request'> = {
      ...{ identityId, personKey, nameTag, root: DIGEST, to: org, employer: EMPLOYER },
      evidence: { kind: 'contract', digest: DIGEST },
      ...(used === undefined ? { slot: 0 } : { code: await this.#use(used, org) }),
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
    const text = this.tree.ledger.state(ledgerKey.transfer(this.#member.identityId));
    return text === undefined ? undefined : readLedgerValue('transfer', text);
  }
}

function codeKeyOf(at: number | undefined): { readonly codeKey?: string } {
  const codeKey = at === undefined ? undefined : CODES[at === 0 ? 0 : 1].publicKey;
  return codeKey === undefined ? {} : { codeKey };
}
