// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import type { Instruction } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import {
  newMemberEntry,
  newOrganisationEntry,
  newTestLedger,
  newTestClock,
  InMemoryLedger,
  type InstructOptions,
} from '#src/testing/index.js';
import { codeOf, refusalOf } from './support/refusal.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the checks of an instruction', () => {
  let tree: UnionTree;
  let entry: MemberEntry;

  beforeEach(async () => {
    tree = await newUnionTree();
    entry = newMemberEntry(tree, tree.basic, { person: 'one' });
  });

  const enrol = (
    options: Partial<InstructOptions> & { submitter?: { mspId: string } } = {},
  ): Promise<unknown> => tree.submit('person.enrol', entry, { by: tree.sichuan.root, ...options });
  const changed = (change: Partial<Instruction>): Promise<unknown> => enrol({ change });
  const at = (offset: number): string => new Date(tree.clock.now() + offset).toISOString();
  const call = (argument: string, name = 'person:enrol'): Promise<unknown> =>
    tree.call(name, argument, { mspId: tree.sichuan.mspId });
  const argument = (): Promise<string> => tree.instruct('person.enrol', entry, { by: tree.sichuan.root });

  it('pass for what an operator in charge has signed', async () => {
    await enrol();
    expect(tree.ledger.state(ledgerKey.account(entry.identityId))).to.be.a('string');
  });

  describe('form', () => {
    it('NOT_CANONICAL for a space, another key order, or no JSON', async () => {
      const canonical = await argument();
      expect(await codeOf(call(` ${canonical}`))).to.equal('NOT_CANONICAL');
      const { instruction, signature } = JSON.parse(canonical) as Record<string, unknown>;
      expect(await codeOf(call(JSON.stringify({ signature, instruction })))).to.equal('NOT_CANONICAL');
      expect(await codeOf(call('{'))).to.equal('NOT_CANONICAL');
    });

    it('INVALID_REQUEST for a further field, and for a type that is not of the function', async () => {
      const canonical = await argument();
      expect(await codeOf(call(canonical.replace('"v":1', '"v":1,"w":1')))).to.equal('INVALID_REQUEST');
      expect(await codeOf(call(canonical, 'person:openAccount'))).to.equal('INVALID_REQUEST');
    });

    it('UNKNOWN_INSTRUCTION for a type that does not exist', async () => {
      const canonical = (await argument()).replace('"type":"person.enrol"', '"type":"person.promote"');
      const { code, details } = await refusalOf(call(canonical));
      expect([code, details]).to.deep.equal(['UNKNOWN_INSTRUCTION', { type: 'person.promote' }]);
    });

    it('TOO_LARGE for an argument beyond any instruction', async () => {
      expect(await codeOf(call('x'.repeat(1_000_001)))).to.equal('TOO_LARGE');
    });
  });

  describe('ledger', () => {
    for (const field of ['network', 'channel', 'chaincode'] as const) {
      it(`WRONG_NETWORK for another ${field}`, async () => {
        expect(await codeOf(changed({ [field]: 'another' }))).to.equal('WRONG_NETWORK');
      });
    }

    it('NOT_BOOTSTRAPPED before there is a network', async () => {
      const bare = newTestLedger(new InMemoryLedger({ now: newTestClock().now }), newTestClock());
      const union = newOrganisationEntry(bare, bare.provinces[51].orgId);
      const work = bare.submit('organisation.register', union, { by: bare.provinces[51].root });
      expect(await codeOf(work)).to.equal('NOT_BOOTSTRAPPED');
    });
  });

  describe('signature', () => {
    it('SIGNATURE_INVALID for an altered payload', async () => {
      const altered = (await argument()).replace('"joined":"2020-05-04"', '"joined":"2020-05-03"');
      expect(await codeOf(call(altered))).to.equal('SIGNATURE_INVALID');
    });

    it('SIGNATURE_INVALID for a signature of other digits, and for another key', async () => {
      const zeroed = (await argument()).replace(
        /"signature":"[0-9a-f]{128}"/,
        `"signature":"${'0'.repeat(128)}"`,
      );
      expect(await codeOf(call(zeroed))).to.equal('SIGNATURE_INVALID');
      expect(await codeOf(enrol({ signer: tree.beijing.root.signer }))).to.equal('SIGNATURE_INVALID');
    });

    it('ACTOR_UNKNOWN and KEY_UNKNOWN for what was never registered', async () => {
      const stranger = tree.newOperator(tree.sichuan, tree.basic);
      expect(await codeOf(enrol({ by: stranger }))).to.equal('ACTOR_UNKNOWN');
      const { keyId, signer } = stranger;
      expect(await codeOf(enrol({ change: { actorKeyId: keyId }, signer }))).to.equal('KEY_UNKNOWN');
    });

    it('KEY_REVOKED and OPERATOR_REVOKED for who is out of service', async () => {
      const cadre = await registerOperator(tree, {
        org: tree.sichuan.orgId,
        role: 'cadre',
        grants: ['member'],
      });
      const { operatorId, keyId } = cadre;
      const { root: by } = tree.sichuan;
      await tree.submit('operator.revokeKey', { operatorId, keyId }, { by, subjectVersion: 1 });
      expect(await codeOf(enrol({ by: cadre }))).to.equal('KEY_REVOKED');
      const other = await registerOperator(tree, {
        org: tree.sichuan.orgId,
        role: 'cadre',
        grants: ['member'],
      });
      const payload = { operatorId: other.operatorId, reason: 'left' as const };
      await tree.submit('operator.revoke', payload, { by, subjectVersion: 1 });
      expect(await codeOf(enrol({ by: other }))).to.equal('OPERATOR_REVOKED');
    });
  });

  describe('time', () => {
    it('INSTRUCTION_FROM_FUTURE beyond two minutes ahead of the ledger', async () => {
      const future = { issuedAt: at(2 * MINUTE + 1), expiresAt: at(HOUR) };
      expect(await codeOf(changed(future))).to.equal('INSTRUCTION_FROM_FUTURE');
      await changed({ issuedAt: at(2 * MINUTE), expiresAt: at(HOUR) });
    });

    it('INSTRUCTION_EXPIRED after its end', async () => {
      expect(await codeOf(changed({ issuedAt: at(-HOUR), expiresAt: at(-1) }))).to.equal(
        'INSTRUCTION_EXPIRED',
      );
      await changed({ issuedAt: at(-HOUR), expiresAt: at(0) });
    });

    it('INSTRUCTION_LIFETIME for longer than its type allows', async () => {
      const tooLong = {
        issuedAt: at(0),
        expiresAt: at(INSTRUCTION_TYPES['person.enrol'].maxHours * HOUR + 1),
      };
      expect(await codeOf(changed(tooLong))).to.equal('INSTRUCTION_LIFETIME');
    });
  });

  it('INSTRUCTION_REPLAYED names the transaction that carried it out', async () => {
    const signed = await argument();
    const { transactionId } = await tree.call('person:enrol', signed, { mspId: tree.sichuan.mspId });
    const refusal = await refusalOf(call(signed));
    expect(refusal.code).to.equal('INSTRUCTION_REPLAYED');
    expect(refusal.details).to.deep.equal({ transactionId });
  });

  describe('authority', () => {
    it('SUBMITTER_FOREIGN where another organisation submits', async () => {
      expect(await codeOf(enrol({ submitter: { mspId: tree.beijing.mspId } }))).to.equal('SUBMITTER_FOREIGN');
      expect(await codeOf(enrol({ submitter: { mspId: tree.national.mspId } }))).to.equal(
        'SUBMITTER_FOREIGN',
      );
    });

    it("PROVINCE_FOREIGN for the national operator on a province's member, and for another province", async () => {
      expect(await codeOf(enrol({ by: tree.national.root }))).to.equal('PROVINCE_FOREIGN');
      expect(await codeOf(enrol({ by: tree.beijing.root }))).to.equal('PROVINCE_FOREIGN');
    });

    it("PROVINCE_FOREIGN for the national operator on a province's unions and operators", async () => {
      const by = tree.national.root;
      const union = newOrganisationEntry(tree, tree.city);
      expect(await codeOf(tree.submit('organisation.register', union, { by }))).to.equal('PROVINCE_FOREIGN');
      const payload = { operatorId: tree.sichuan.root.operatorId, reason: 'misuse' as const };
      const revoking = tree.submit('operator.revoke', payload, { by, subjectVersion: 1 });
      expect(await codeOf(revoking)).to.equal('PROVINCE_FOREIGN');
    });

    it('GRANT_MISSING for an operator who was not granted the work', async () => {
      const cadre = await registerOperator(tree, {
        org: tree.sichuan.orgId,
        role: 'cadre',
        grants: ['verify'],
      });
      const refusal = await refusalOf(enrol({ by: cadre }));
      expect(refusal.code).to.equal('GRANT_MISSING');
      expect(refusal.details).to.deep.equal({ grant: 'member' });
    });

    it('OUT_OF_SCOPE beside and above the own subtree, and no refusal within', async () => {
      const grants = ['member', 'organisation'] as const;
      const beside = await registerOperator(tree, { org: tree.otherCity, role: 'superadmin', grants });
      expect(await codeOf(enrol({ by: beside }))).to.equal('OUT_OF_SCOPE');
      const above = newOrganisationEntry(tree, tree.sichuan.orgId);
      const founding = tree.submit('organisation.register', above, { by: beside });
      expect(await codeOf(founding)).to.equal('OUT_OF_SCOPE');
      await enrol({ by: await registerOperator(tree, { org: tree.city, role: 'superadmin', grants }) });
    });
  });

  it('STALE_SUBJECT where the record is not what the actor saw', async () => {
    const cadre = await registerOperator(tree, {
      org: tree.sichuan.orgId,
      role: 'cadre',
      grants: ['member'],
    });
    const payload = { operatorId: cadre.operatorId, grants: [] };
    const regrant = (subjectVersion: number): Promise<unknown> =>
      tree.submit('operator.grant', payload, { by: tree.sichuan.root, subjectVersion });
    await regrant(1);
    const refusal = await refusalOf(regrant(1));
    expect(refusal.code).to.equal('STALE_SUBJECT');
    expect(refusal.details).to.deep.equal({ seen: 1, current: 2 });
    expect(await codeOf(enrol({ subjectVersion: 3 }))).to.equal('STALE_SUBJECT');
  });
});
