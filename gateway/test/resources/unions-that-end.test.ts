// SPDX-License-Identifier: Apache-2.0
import {
  bindRoot,
  newMemberEntry,
  newOrganisationEntry,
  type TestLedger,
  type TestOperator,
} from '@unionid/chaincode/testing';
import { claimView, pageOf, transferView } from '@unionid/domain/api';
import { parseSignedInstruction, type InstructionType, type PayloadOf } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { contractFunctionOf, instructionDigest } from '@unionid/domain/instruction';
import { ledgerKey, type OrganisationRecord, type TransferRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { Folder } from '#src/closing/folder.js';
import { inboxOf } from '../support/inbox-of.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const DIGEST = 'A'.repeat(43);
const EMPLOYER = '91999900MA00000019';
const UNIONS = ['old', 'new', 'beside', 'city', 'otherCity', 'province'] as const;
type Union = (typeof UNIONS)[number];
/** Of a transfer in which somebody owes an answer, or may. */
type Status = 'REQUESTED' | 'OBJECTED' | 'AGREED' | 'COMPLETED' | 'APPEALED' | 'RECALLED';
const ACTIONS = ['object', 'decide', 'cancel', 'complete', 'undo', 'appeal'] as const;
type Action = (typeof ACTIONS)[number];

describeOnDatabases('what waits while unions move and end', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let test: TestLedger;
  let root: TestOperator;
  let orgs: Readonly<Record<Union, string>>;
  let operators: Readonly<Record<Union, TestOperator>>;
  let signers: readonly [TestOperator, TestOperator];
  let made = 0;

  // A gateway folds what is ending every five seconds: what is asked of a union that is about to end must find it so.
  const start = Object.getOwnPropertyDescriptor(Folder.prototype, 'start')!;
  before(() => {
    Object.defineProperty(Folder.prototype, 'start', { ...start, value: () => undefined });
  });
  after(() => {
    Object.defineProperty(Folder.prototype, 'start', start);
  });
  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ test } = network);
    const { sichuan } = network;
    ({ root } = sichuan.union);
    await bindRoot(test, sichuan.union);
    const city = await found(sichuan.union.orgId, 2);
    const otherCity = await found(sichuan.union.orgId, 2);
    orgs = {
      ...{ city, otherCity, province: sichuan.union.orgId },
      ...{ old: await found(city), new: await found(city), beside: await found(city) },
    };
    const made: Partial<Record<Union, TestOperator>> = {};
    for (const union of UNIONS) made[union] = await operatorOf(orgs[union]);
    operators = made as Record<Union, TestOperator>;
    signers = [
      await operatorOf(orgs.province, orgs.otherCity),
      await operatorOf(orgs.province, orgs.otherCity),
    ];
  });
  afterEach(() => network.close());

  const changes: Readonly<Record<string, () => Promise<void>>> = {
    'nothing has changed': () => Promise.resolve(),
    'the old union stands under another city': () => move('old', 'otherCity'),
    'both unions stand under another city': async () => {
      await move('old', 'otherCity');
      await move('new', 'otherCity');
    },
    'the new union is about to be merged with another': () => end('new', 'beside', 'begun'),
    'the new union has been merged with another': () => end('new', 'beside', 'closed'),
    'the old union is about to be merged with another': () => end('old', 'beside', 'begun'),
    'the old union has been merged with another': () => end('old', 'beside', 'closed'),
    'the old union is about to be merged with the new one': () => end('old', 'new', 'begun'),
    'the old union has been merged with the new one': () => end('old', 'new', 'closed'),
    'the new union is about to be dissolved into the city': () => end('new', 'city', 'begun'),
    'the new union has been dissolved into the city': () => end('new', 'city', 'closed'),
    'the old union has been dissolved into the city': () => end('old', 'city', 'closed'),
  };

  for (const [what, change] of Object.entries(changes))
    it(`is answered and placed as the contract decides, where ${what}`, async () => {
      const members = await transfers();
      const claimed = await contested();
      await change();
      await network.catchUp();
      const actors = new Map<Status, number>();
      for (const union of UNIONS) {
        const by = operators[union];
        for (const [status, { identityId }] of members) {
          const mine = await expectTransfer(identityId, status, { union, by });
          actors.set(status, (actors.get(status) ?? 0) + Math.sign(mine));
        }
        await expectClaim(claimed.identityId, { union, by });
      }
      // Whoever has the member is the heir of whoever lost it: some wait for nobody.
      if (what.endsWith('with the new one')) return;
      for (const [status, count] of actors) expect(count, `somebody acts on ${status}`).to.be.greaterThan(0);
    });

  interface Asking {
    readonly union: Union;
    readonly by: TestOperator;
  }

  /** That view, inbox and lists say of a caller what the contract does. */
  async function expectTransfer(identityId: string, status: string, { union, by }: Asking): Promise<number> {
    const { v: subjectVersion } = transfer(identityId);
    const may: Action[] = [];
    for (const action of ACTIONS) {
      const payload = payloadOf(action, identityId);
      if (await isTaken(`transfer.${action}`, payload as never, { by, subjectVersion })) may.push(action);
    }
    const what = `${union}, ${status}`;
    const response = await signedFetch(network.sichuan, by, { target: `/v1/transfers/${identityId}` });
    const view = response.status === 200 ? transferView.parse(response.json) : undefined;
    const told = view?.actions.filter(({ action, allowed }) => allowed && action !== 'request') ?? [];
    expect(
      told.map(({ action }) => action).filter((action) => action !== 'release'),
      what,
    ).to.have.members(may);
    const { items } = await inboxOf(network.sichuan, by, '?limit=50');
    const turn = items.find((item) => item.kind === 'transfer' && item.identityId === identityId);
    const owed = may.filter((action) => action !== 'cancel' && action !== 'undo');
    // Within a release is an answer, too; nothing else stands in an inbox without being allowed.
    expect(
      turn?.actions.filter((action) => action !== 'transfer.release') ?? [],
      `inbox of ${what}`,
    ).to.deep.equal(owed.map((action) => `transfer.${action}`));
    const judges = await listed(`/v1/transfers?side=judge&limit=50`, by, transferView);
    expect(judges.includes(identityId), `list of ${what}`).to.equal(may.includes('decide'));
    for (const [side, mine] of [
      ['in', ['AGREED complete', 'APPEALED undo']],
      ['out', ['REQUESTED object', 'COMPLETED appeal', 'RECALLED complete']],
    ] as const)
      if (may.some((action) => (mine as readonly string[]).includes(`${status} ${action}`)))
        expect(
          await listed(`/v1/transfers?side=${side}&limit=50`, by, transferView),
          `${side} of ${what}`,
        ).to.include(identityId);
    return may.length;
  }

  async function expectClaim(identityId: string, { union, by }: Asking): Promise<void> {
    const subjectVersion = 2;
    const payload = { identityId, place: '', outcome: 'dismiss' as const, evidence: DIGEST };
    const may = await isTaken('claim.decide', payload, { by, subjectVersion });
    const response = await signedFetch(network.sichuan, by, { target: `/v1/claims/${identityId}` });
    const view = response.status === 200 ? claimView.parse(response.json) : undefined;
    const told = view?.actions.some(({ action, allowed }) => action === 'decide' && allowed) ?? false;
    expect(told, `claim, ${union}`).to.equal(may);
    const { items } = await inboxOf(network.sichuan, by, '?limit=50');
    const isWaiting = items.some((item) => item.kind === 'claim' && item.identityId === identityId);
    expect(isWaiting, `inbox, claim, ${union}`).to.equal(may);
    const list = await listed('/v1/claims?side=judge&limit=50', by, claimView);
    expect(list.includes(identityId), `list, claim, ${union}`).to.equal(may);
  }

  async function listed(
    target: string,
    by: TestOperator,
    view: typeof transferView | typeof claimView,
  ): Promise<readonly string[]> {
    const { json, status, text } = await signedFetch(network.sichuan, by, { target });
    expect(status, text).to.equal(200);
    return (pageOf(view).parse(json).items as readonly { identityId: string }[]).map(
      (each) => each.identityId,
    );
  }

  /** Whether the contract would endorse it; nothing is committed. */
  async function isTaken<T extends InstructionType>(
    type: T,
    payload: PayloadOf<T>,
    { by, subjectVersion }: { readonly by: TestOperator; readonly subjectVersion: number },
  ): Promise<boolean> {
    const argument = await test.instruct(type, payload, { by, subjectVersion });
    const call = { function: contractFunctionOf(type), argument, submitter: { mspId: by.mspId } };
    return test.ledger.endorse({ ...call, chaincode: 'identity' }).then(
      () => true,
      () => false,
    );
  }

  const transfer = (identityId: string): TransferRecord =>
    JSON.parse(test.ledger.state(ledgerKey.transfer(identityId)) ?? '{"v":0}') as TransferRecord;

  function payloadOf(action: Action, identityId: string): object {
    const named = { identityId, place: '' };
    if (action === 'decide') return { ...named, outcome: 'go', evidence: DIGEST };
    const isDispute = action === 'object' || action === 'appeal';
    return isDispute ? { ...named, ground: 'stillEmployed', evidence: DIGEST } : named;
  }

  async function step(action: Action, member: MemberEntry, change: object = {}, by = root): Promise<void> {
    const { identityId } = member;
    const payload = { ...payloadOf(action, identityId), ...change } as never;
    await test.submit(`transfer.${action}`, payload, { by, subjectVersion: transfer(identityId).v });
  }

  /** Members of the old union whose transfers to the new one stand at each status. */
  async function transfers(): Promise<readonly (readonly [Status, MemberEntry])[]> {
    const silent = [await requested(0), await requested(1), await requested(2)] as const;
    const [completed, appealed, recalled] = silent;
    test.clock.set(Date.parse(transfer(completed.identityId).silentAt));
    for (const member of silent) await step('complete', member);
    // Root has asked, and is one side of them.
    const [other] = signers;
    for (const member of [appealed, recalled]) await step('appeal', member, {}, other);
    await step('decide', recalled, { outcome: 'stay' }, operators.city);
    const [asked, objected, agreed] = [await requested(3), await requested(4), await requested(5)];
    await step('object', objected, {}, other);
    const { identityId } = agreed;
    await test.submit('transfer.release', { identityId, place: '' }, { by: other, subjectVersion: 1 });
    return [
      ...([
        ['REQUESTED', asked],
        ['OBJECTED', objected],
        ['AGREED', agreed],
      ] as const),
      ...([
        ['COMPLETED', completed],
        ['APPEALED', appealed],
        ['RECALLED', recalled],
      ] as const),
    ];
  }

  async function requested(slot: number): Promise<MemberEntry> {
    const member = await enrolled(orgs.old);
    const { identityId, personKey, nameTag, root: held } = member;
    const evidence = { kind: 'contract', digest: DIGEST } as const;
    const named = { identityId, personKey, nameTag, root: held, to: orgs.new };
    await test.submit(
      'transfer.request',
      { ...named, employer: EMPLOYER, evidence, slot },
      { by: root, subjectVersion: 0 },
    );
    return member;
  }

  async function contested(): Promise<MemberEntry> {
    const wrong = newMemberEntry(test, orgs.old, { person: 'owner', nameTag: `${'B'.repeat(21)}A` });
    await test.submit('person.enrol', wrong, { by: root });
    const {
      identityId,
      personKey,
      nameTag,
      root: held,
      level,
      org,
    } = newMemberEntry(test, orgs.new, {
      person: 'owner',
    });
    const owner = { identityId, personKey, nameTag, root: held, level, org, claimed: wrong.identityId };
    const opening = { ...owner, kind: 'wrongDocument', evidence: DIGEST } as const;
    await test.submit('claim.open', opening, { by: root, subjectVersion: 0 });
    const answer = { identityId: wrong.identityId, place: '', outcome: 'contest', evidence: DIGEST } as const;
    await test.submit('claim.answer', answer, { by: operators.old, subjectVersion: 1 });
    return wrong;
  }

  async function enrolled(org: string): Promise<MemberEntry> {
    const entry = newMemberEntry(test, org, { person: `member ${(made += 1)}` });
    await test.submit('person.enrol', entry, { by: root });
    return entry;
  }

  async function found(parent: string, level: 2 | 5 = 5): Promise<string> {
    const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const employers = [{ ...employer, industry: '', district: '', headcount: 12 }];
    const entry = newOrganisationEntry(test, parent, level === 5 ? { level, employers } : { level });
    await test.submit('organisation.register', entry, { by: root });
    return entry.orgId;
  }

  async function operatorOf(org: string, home = org): Promise<TestOperator> {
    const role = org === root.org ? 'cadre' : 'superadmin';
    const grants = ['member', 'organisation'] as const;
    const operator = await registerOperator(test, network.sichuan.union, { org, role, grants: [...grants] });
    await bindPerson(test, network.sichuan.union, { ...operator, org: home });
    return operator;
  }

  const versionOf = (orgId: string): number =>
    (JSON.parse(test.ledger.state(ledgerKey.organisation(orgId)) ?? '{}') as OrganisationRecord).version;

  async function byTwo<T extends InstructionType>(type: T, payload: PayloadOf<T>, of: string): Promise<void> {
    const [first, second] = signers;
    const argument = await test.instruct(type, payload, { by: first, subjectVersion: versionOf(of) });
    await test.call(contractFunctionOf(type), argument, { mspId: first.mspId });
    const decision = parseSignedInstruction(argument);
    const digest = instructionDigest(decision.instruction);
    await test.submit('decision.confirm', { decision, digest }, { by: second, subjectVersion: 1 });
  }

  const today = (): string => new Date(test.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);

  function move(union: Union, parent: Union): Promise<void> {
    const payload = { orgId: orgs[union], parent: orgs[parent], evidence: DIGEST };
    return byTwo('organisation.move', payload, orgs[union]);
  }

  async function end(union: Union, heir: Union, stage: 'begun' | 'closed'): Promise<void> {
    const orgId = orgs[union];
    const ground = heir === 'city' ? ('dissolved' as const) : ('merged' as const);
    const payload = { orgId, ground, heir: orgs[heir], on: today(), evidence: DIGEST };
    await byTwo('organisation.beginClosing', payload, orgId);
    if (stage === 'begun') return;
    const fold = (): ReturnType<TestLedger['call']> =>
      test.call('organisation:fold', canonicalJson({ orgId }), { mspId: root.mspId });
    while ((await fold()).result.empty !== true);
    await test.submit('organisation.close', { orgId }, { by: signers[0], subjectVersion: versionOf(orgId) });
  }
});
