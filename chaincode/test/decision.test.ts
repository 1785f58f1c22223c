// SPDX-License-Identifier: Apache-2.0
import { parseSignedInstruction, toSignedInstruction } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { instructionDigest, type SignedInstruction } from '@unionid/domain/instruction';
import { LEDGER, ledgerKey, type OperatorRecord } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { HANDLERS } from '#src/identity/handlers.js';
import { newContracts } from '#src/kernel/new-contract.js';
import { ownAuthority } from '#src/authority/own-authority.js';
import { revokeHandler } from '#src/operator/revoke.js';
import { enrolHandler } from '#src/person/enrol.js';
import { newAccountPayload, newMemberEntry, VALIDATION_CODE, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const HOUR = 3_600_000;
const DAYS = 7;

// Revoking an operator for misuse, and enrolling somebody as retained, made decisions of two: whatever type asks for two works
// alike.
const secondSignature = {
  needed: ({ reason }: { readonly reason: string }) => reason === 'misuse',
  relation: 'subtree',
  days: DAYS,
} as const;
const enrolByTwo = {
  ...enrolHandler,
  definition: {
    ...enrolHandler.definition,
    secondSignature: {
      ...secondSignature,
      needed: ({ state }: { readonly state: string }) => state === 'RETAINED',
    },
  },
};
const revokeByTwo = { ...revokeHandler, definition: { ...revokeHandler.definition, secondSignature } };
const identity = newContracts(
  {
    chaincode: 'identity',
    records: LEDGER,
    authority: ownAuthority,
    handlers: { ...HANDLERS, 'operator.revoke': revokeByTwo, 'person.enrol': enrolByTwo },
  },
  {
    'governance:tick': async (kernel, stub, argument) =>
      (await import('#src/governance/tick.js')).tick(kernel, stub, argument),
  },
);

describe('a decision of two persons', () => {
  let tree: UnionTree;
  let first: TestOperator;
  let second: TestOperator;
  let target: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree({ chaincodes: { identity } });
    const admin = { role: 'superadmin', grants: ['operator', 'member'] } as const;
    first = await registerOperator(tree, { org: tree.city, ...admin });
    second = await registerOperator(tree, { org: tree.city, ...admin });
    target = await registerOperator(tree, { org: tree.basic, role: 'superadmin', grants: [] });
    await bind(first, 'one');
    await bind(second, 'two');
  });

  it('takes effect when another person confirms it', async () => {
    const decision = await openDecision();
    expect(stateOf(target)).to.equal('ACTIVE');
    const { result, block } = await confirm(decision);
    expect(result).to.deep.equal({ operatorId: target.operatorId, version: 2 });
    expect(stateOf(target)).to.equal('REVOKED');
    expect(block.transactions[0]?.event?.name).to.equal('decision.confirm');
    expect(tree.ledger.state(pendingKey(decision))).to.equal(undefined);
    expect(await codeOf(confirm(decision))).to.equal('PENDING_UNKNOWN');
  });

  it('is one signature where the payload does not ask for two', async () => {
    await submitRevoke('left');
    expect(stateOf(target)).to.equal('REVOKED');
  });

  it('is refused to the same person under another operator, and to who has no person', async () => {
    const admin = { org: tree.city, role: 'superadmin', grants: ['operator'] } as const;
    const unbound = await registerOperator(tree, admin);
    const again = await registerOperator(tree, admin);
    await bindTo(again, await personOf(first));
    const decision = await openDecision();
    expect(await codeOf(confirm(decision, first))).to.equal('SAME_PERSON');
    expect(await codeOf(confirm(decision, again))).to.equal('SAME_PERSON');
    expect(await codeOf(confirm(decision, unbound))).to.equal('PERSON_UNBOUND');
    expect(await codeOf(submitRevoke('misuse', unbound))).to.equal('PERSON_UNBOUND');
    expect(stateOf(target)).to.equal('ACTIVE');
  });

  it('is refused to who could not have decided it', async () => {
    const decision = await openDecision();
    const outside = await registerOperator(tree, {
      org: tree.otherCity,
      role: 'superadmin',
      grants: ['operator'],
    });
    const cadre = await registerOperator(tree, {
      org: tree.city,
      role: 'cadre',
      grants: ['member'],
      by: first,
    });
    await bind(outside, 'outside');
    await bind(cadre, 'cadre');
    expect(await codeOf(confirm(decision, outside))).to.equal('OUT_OF_SCOPE');
    expect(await codeOf(confirm(decision, cadre))).to.equal('GRANT_MISSING');
  });

  it('is about no account of who confirms it', async () => {
    const opened = newAccountPayload(tree, tree.basic, { person: 'own' });
    await tree.submit('person.openAccount', opened, { by: tree.sichuan.root });
    const { on, ...identity } = opened;
    const entry = { ...identity, state: 'RETAINED', joined: on, since: on, change: '3', reason: '' } as const;
    const { block } = await tree.submit('person.enrol', entry, { by: first, subjectVersion: 1 });
    const decision = parseSignedInstruction(block.transactions[0]?.argument ?? '');
    const own = await registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['member'] });
    await bindTo(own, opened.identityId);
    expect(await codeOf(confirm(decision, own))).to.equal('OWN_ACCOUNT');
    const { actor, instructionId } = decision.instruction;
    const withdraw = tree.submit(
      'decision.withdraw',
      { actor, instructionId },
      { by: own, subjectVersion: 1 },
    );
    expect(await codeOf(withdraw), 'nor does who it is about take it back').to.equal('OWN_ACCOUNT');
    await confirm(decision, second);
  });

  it('is carried out as it was signed or not at all', async () => {
    const decision = await openDecision();
    const { instruction, signature } = decision;
    const altered = { instruction: { ...instruction, expiresAt: '2026-03-02T03:00:00.001Z' }, signature };
    expect(await codeOf(confirm(altered))).to.equal('DECISION_DIFFERS');
    const digest = instructionDigest({ ...instruction, subjectVersion: 2 });
    expect(await codeOf(confirm(decision, second, { digest }))).to.equal('DECISION_DIFFERS');
    const other = { instruction: { ...instruction, type: 'decision.confirm', payload: {} }, signature };
    expect(await codeOf(confirm(other))).to.equal('INVALID_REQUEST');
    const unsigned = { instruction, signature: '00'.repeat(64) };
    expect(await codeOf(confirm(unsigned))).to.equal('SIGNATURE_INVALID');
    expect(stateOf(target)).to.equal('ACTIVE');
    await confirm(decision);
    expect(stateOf(target)).to.equal('REVOKED');
  });

  it('keeps its identifier until it has ended, whatever day another of the same expires', async () => {
    const { instruction } = await openDecision();
    const { instructionId } = instruction;
    tree.clock.advance(24 * HOUR);
    const again = tree.submit(
      'operator.revoke',
      { operatorId: target.operatorId, reason: 'misuse' },
      { by: first, subjectVersion: 1, change: { instructionId } },
    );
    expect(await codeOf(again)).to.equal('INSTRUCTION_ID_TAKEN');
  });

  it('is no confirmation itself, nor any other decision that one signature is enough for', async () => {
    const decision = await openDecision();
    const payload = { decision, digest: instructionDigest(decision.instruction) };
    for (const by of [first, second]) {
      const argument = await tree.instruct('decision.confirm', payload, { by, subjectVersion: 1 });
      expect(await codeOf(confirm(toSignedInstruction(JSON.parse(argument))))).to.equal('PENDING_UNKNOWN');
    }
    const { operatorId } = target;
    const bound = { operatorId, identityId: tree.newId('identity'), place: '' };
    const granted = await tree.instruct('operator.bindPerson', bound, { by: first, subjectVersion: 1 });
    expect(await codeOf(confirm(toSignedInstruction(JSON.parse(granted))))).to.equal('PENDING_UNKNOWN');
  });

  it('is checked again: who signed first must be in service, and the record as it was seen', async () => {
    const decision = await openDecision();
    await tree.submit(
      'operator.grant',
      { operatorId: target.operatorId, grants: ['member'] },
      { by: first, subjectVersion: 1 },
    );
    expect(await codeOf(confirm(decision))).to.equal('STALE_SUBJECT');
    const next = await openDecision(2);
    const { operatorId, keyId } = first;
    await tree.submit(
      'operator.revokeKey',
      { operatorId, keyId },
      { by: tree.sichuan.root, subjectVersion: 2 },
    );
    expect(await codeOf(confirm(next))).to.equal('KEY_REVOKED');
  });

  it('waits so many days, by the ledger clock too', async () => {
    const decision = await openDecision();
    tree.clock.advance(DAYS * 24 * HOUR);
    const held = await tree.ledger.endorse(await confirmCall(decision, second));
    await tick();
    expect(tree.ledger.commit([held]).transactions[0]?.code).to.equal(VALIDATION_CODE.MVCC_READ_CONFLICT);
    tree.clock.advance(1);
    expect(await codeOf(confirm(decision))).to.equal('PENDING_EXPIRED');
  });

  it('is withdrawn by who signed it, or by who could confirm it', async () => {
    const outside = await registerOperator(tree, {
      org: tree.otherCity,
      role: 'superadmin',
      grants: ['operator'],
    });
    const mine = await openDecision();
    expect(await codeOf(withdraw(mine, outside))).to.equal('OUT_OF_SCOPE');
    expect(await codeOf(withdraw(mine, tree.beijing.root))).to.equal('PROVINCE_FOREIGN');
    await withdraw(mine, first);
    expect(await codeOf(confirm(mine))).to.equal('PENDING_UNKNOWN');
    expect(await codeOf(withdraw(mine, first))).to.equal('PENDING_UNKNOWN');
    await withdraw(await openDecision(), second);
  });

  it('is withdrawn by either where its record has moved on, so that nobody waits for what can not be', async () => {
    const mine = await openDecision();
    const theirs = await openDecision();
    const payload = { operatorId: target.operatorId, grants: ['member' as const] };
    await tree.submit('operator.grant', payload, { by: first, subjectVersion: 1 });
    expect(await codeOf(confirm(mine))).to.equal('STALE_SUBJECT');
    await withdraw(mine, first);
    await withdraw(theirs, second);
    for (const decision of [mine, theirs])
      expect(await codeOf(confirm(decision))).to.equal('PENDING_UNKNOWN');
  });

  async function openDecision(subjectVersion = 1): Promise<SignedInstruction> {
    const { block, result } = await submitRevoke('misuse', first, subjectVersion);
    const decision = parseSignedInstruction(block.transactions[0]?.argument ?? '');
    const { actor, instructionId } = decision.instruction;
    const until = new Date(tree.clock.now() + DAYS * 24 * HOUR).toISOString();
    const digest = instructionDigest(decision.instruction);
    expect(result).to.deep.equal({ pending: { actor, instructionId, digest, until } });
    return decision;
  }

  function submitRevoke(
    reason: 'left' | 'misuse',
    by = first,
    subjectVersion = 1,
  ): ReturnType<UnionTree['submit']> {
    const { operatorId } = target;
    return tree.submit('operator.revoke', { operatorId, reason }, { by, subjectVersion });
  }

  function confirm(
    decision: SignedInstruction,
    by = second,
    { digest = instructionDigest(decision.instruction) } = {},
  ): ReturnType<UnionTree['submit']> {
    const payload = { decision, digest } as never;
    const subjectVersion = tree.ledger.state(pendingKey(decision)) === undefined ? 0 : 1;
    return tree.submit('decision.confirm', payload, { by, subjectVersion });
  }

  async function confirmCall(
    decision: SignedInstruction,
    by: TestOperator,
  ): Promise<Parameters<UnionTree['ledger']['endorse']>[0]> {
    const payload = { decision, digest: instructionDigest(decision.instruction) } as never;
    const argument = await tree.instruct('decision.confirm', payload, { by, subjectVersion: 1 });
    return { function: 'decision:confirm', argument, submitter: { mspId: by.mspId } };
  }

  function withdraw({ instruction }: SignedInstruction, by: TestOperator): ReturnType<UnionTree['submit']> {
    const { actor, instructionId } = instruction;
    const isThere = tree.ledger.state(ledgerKey.pending(actor, instructionId)) !== undefined;
    return tree.submit(
      'decision.withdraw',
      { actor, instructionId },
      { by, subjectVersion: isThere ? 1 : 0 },
    );
  }

  async function tick(): Promise<void> {
    const hour = `${new Date(tree.clock.now()).toISOString().slice(0, 13)}:00:00.000Z`;
    await tree.call('governance:tick', canonicalJson({ hour }), { mspId: tree.beijing.mspId });
  }

  async function bind(operator: TestOperator, person: string): Promise<void> {
    const entry = newMemberEntry(tree, tree.basic, { person });
    await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
    await bindTo(operator, entry.identityId);
  }

  async function bindTo({ operatorId }: TestOperator, identityId: string): Promise<void> {
    const payload = { operatorId, identityId, place: '' };
    await tree.submit('operator.bindPerson', payload, { by: tree.sichuan.root, subjectVersion: 1 });
  }

  function personOf(operator: TestOperator): Promise<string> {
    return Promise.resolve(recordOf(operator).person ?? '');
  }

  function stateOf(operator: TestOperator): string {
    return recordOf(operator).state;
  }

  function recordOf({ operatorId }: TestOperator): OperatorRecord {
    return JSON.parse(tree.ledger.state(ledgerKey.operator(operatorId)) ?? 'null') as OperatorRecord;
  }

  function pendingKey({ instruction }: SignedInstruction): ReturnType<typeof ledgerKey.pending> {
    return ledgerKey.pending(instruction.actor, instruction.instructionId);
  }
});
