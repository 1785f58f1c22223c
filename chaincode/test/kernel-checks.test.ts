// SPDX-License-Identifier: Apache-2.0
import { samplePayload } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import {
  instructionBytes,
  instructionDigest,
  keyIdOf,
  type Instruction,
  type InstructionDefinition,
  type SignedInstruction,
} from '@unionid/domain/instruction';
import {
  LEDGER as RECORDS,
  ledgerKey,
  type OperatorKeyRecord,
  type OperatorRecord,
} from '@unionid/domain/ledger';
import { newSm2KeyPair, signSm2 } from '@unionid/domain/signing';
import { expect } from 'chai';
import { isBelow, type AuthorityFacts } from '#src/kernel/authority.js';
import {
  assertLedger,
  assertNotSeen,
  assertSelfSigned,
  assertSigned,
  assertStillInService,
  assertTimely,
  assertUnchanged,
  seenKey,
  timeOf,
} from '#src/kernel/checks.js';
import type { Subject } from '#src/kernel/handler.js';
import { assertMayConfirm, assertMayDecide } from '#src/kernel/relations.js';
import { StateStore } from '#src/kernel/state-store.js';
import { assertAdmin, assertSubmitter } from '#src/kernel/submitter.js';
import { certificateOf } from '#src/testing/certificates.js';
import { codeOf, refusalOf } from './support/refusal.js';

const [KEYS, OTHERS] = [newSm2KeyPair(), newSm2KeyPair()];
const LEDGER = { network: 'n', channel: 'union-main', chaincode: 'identity' } as const;
const ISSUED = '2026-03-03T04:00:00.000Z';
const AT = Date.parse(ISSUED);
const [MINUTE, HOUR] = [60_000, 3_600_000];

const PAYLOAD = samplePayload('operator.revoke');
const INSTRUCTION: Instruction = {
  ...{ v: 1, ...LEDGER, type: 'operator.revoke', payload: PAYLOAD, subjectVersion: 2 },
  ...{
    actor: 'P040G2081046',
    actorKeyId: keyIdOf(KEYS.publicKey),
    instructionId: 'I040G2081040G2081040G208100',
  },
  ...{ issuedAt: ISSUED, expiresAt: '2026-03-04T04:00:00.000Z' },
};
const signed = (change: Partial<Instruction> = {}, by = KEYS): SignedInstruction => {
  const instruction = { ...INSTRUCTION, ...change };
  return {
    instruction,
    signature: signSm2({ message: instructionBytes(instruction), privateKey: by.privateKey }),
  };
};
const operator = (change: Partial<OperatorRecord> = {}): OperatorRecord => ({
  ...{ version: 1, org: 'U3', province: '51', role: 'cadre', grants: ['member'], state: 'ACTIVE' },
  ...{ grantedBy: '', responsibility: '', ...change },
});

/** The code and details that some work is refused with. */
function refused(work: () => unknown): readonly [string, object] {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return [error.code, error.details];
    throw error;
  }
  return ['allowed', {}];
}

describe('what the kernel checks of any instruction', () => {
  it('is that it is for this very ledger', () => {
    expect(assertLedger({ ...LEDGER }, LEDGER)).to.deep.equal(LEDGER);
    for (const part of ['network', 'channel', 'chaincode'] as const)
      expect(refused(() => assertLedger({ ...LEDGER, [part]: 'benefit' }, LEDGER))).to.deep.equal([
        ...['WRONG_NETWORK', LEDGER],
      ]);
  });

  it('is its time: two minutes ahead, until its very end, no longer than its type allows', () => {
    const at = (now: number, change: Partial<Instruction> = {}, maxHours = 24): readonly [string, object] =>
      refused(() => {
        assertTimely({ ...INSTRUCTION, ...change }, { maxHours }, now);
      });
    const { expiresAt } = INSTRUCTION;
    expect(at(AT - 2 * MINUTE)[0]).to.equal('allowed');
    expect(at(AT - 2 * MINUTE - 1)).to.deep.equal(['INSTRUCTION_FROM_FUTURE', { issuedAt: ISSUED }]);
    expect(at(AT + 24 * HOUR)[0]).to.equal('allowed');
    expect(at(AT + 24 * HOUR + 1)).to.deep.equal(['INSTRUCTION_EXPIRED', { expiresAt }]);
    const longer = { expiresAt: '2026-03-04T04:00:00.001Z' };
    expect(at(AT, longer)).to.deep.equal(['INSTRUCTION_LIFETIME', { maxHours: 24 }]);
    expect(at(AT, longer, 25)[0]).to.equal('allowed');
  });

  it('is that it was not carried out, whose place is under its last day and its actor', async () => {
    const { actor, instructionId } = INSTRUCTION;
    expect(seenKey(INSTRUCTION)).to.equal(ledgerKey.seen('2026-03-04', actor, instructionId));
    const after = async (digest: string | undefined): Promise<readonly [string, object]> => {
      const seen =
        digest === undefined ? undefined : JSON.stringify({ digest, transactionId: 'a'.repeat(64) });
      const state = new StateStore({
        records: RECORDS,
        readStates: (keys) => Promise.resolve(keys.map(() => seen)),
        readRange: () => Promise.resolve([]),
        writeStates: () => Promise.resolve(),
      });
      await state.read([seenKey(INSTRUCTION)]);
      return refused(() => {
        assertNotSeen(state, INSTRUCTION);
      });
    };
    const details = { transactionId: 'a'.repeat(64) };
    expect(await after(undefined)).to.deep.equal(['allowed', {}]);
    expect(await after(instructionDigest(INSTRUCTION))).to.deep.equal(['INSTRUCTION_REPLAYED', details]);
    expect(await after(instructionDigest({ ...INSTRUCTION, subjectVersion: 3 }))).to.deep.equal([
      ...['INSTRUCTION_ID_TAKEN', details],
    ]);
  });

  it('is that the record is as who signed saw it', () => {
    const subject: Subject = { org: 'U3', province: '51', version: 2 };
    const unchanged = (version: number): readonly [string, object] =>
      refused(() => {
        assertUnchanged(INSTRUCTION, { ...subject, version });
      });
    expect(unchanged(2)[0]).to.equal('allowed');
    expect(unchanged(3)).to.deep.equal(['STALE_SUBJECT', { seen: 2, current: 3 }]);
  });

  it('counts by the later of its transaction and the clock, and its day in China by that', () => {
    const time = Date.parse('2026-03-03T15:59:59.999Z');
    expect(timeOf({ time }, undefined)).to.deep.equal({ now: time, today: '2026-03-03' });
    const clock = { v: 1, hour: '2026-03-03T16:00:00.000Z' };
    expect(timeOf({ time }, clock)).to.deep.equal({ now: time + 1, today: '2026-03-04' });
  });
});

describe('who signs an instruction', () => {
  const facts = (
    of: { operator?: OperatorRecord | undefined; key?: OperatorKeyRecord | undefined } = {},
  ): AuthorityFacts => {
    const known = {
      operator: operator(),
      key: { publicKey: KEYS.publicKey, state: 'ACTIVE' as const },
      ...of,
    };
    return {
      operator: () => known.operator,
      operatorKey: () => known.key,
    } as Partial<AuthorityFacts> as AuthorityFacts;
  };
  const revokedKey = { key: { publicKey: KEYS.publicKey, state: 'REVOKED' } } as const;
  const revoked = { operator: operator({ state: 'REVOKED' }) };

  it('is known, by a known key that is its own, and in service', () => {
    expect(assertSigned(facts(), signed())).to.deep.equal(operator());
    const by = (of: Parameters<typeof facts>[0], what = signed()): string =>
      refused(() => assertSigned(facts(of), what))[0];
    expect(by({ operator: undefined })).to.equal('ACTOR_UNKNOWN');
    expect(by({ key: undefined })).to.equal('KEY_UNKNOWN');
    expect(by({}, signed({}, OTHERS))).to.equal('SIGNATURE_INVALID');
    expect(by(revokedKey)).to.equal('KEY_REVOKED');
    expect(by(revoked)).to.equal('OPERATOR_REVOKED');
    // Whoever can not sign learns nothing of the key's state.
    expect(by(revokedKey, signed({}, OTHERS))).to.equal('SIGNATURE_INVALID');
  });

  it('is in service still where something is carried out later', () => {
    const still = (of: Parameters<typeof facts>[0]): string =>
      refused(() => assertStillInService(facts(of), INSTRUCTION))[0];
    expect(assertStillInService(facts(), INSTRUCTION)).to.deep.equal(operator());
    expect(still({ operator: undefined })).to.equal('ACTOR_UNKNOWN');
    expect(still({ key: undefined })).to.equal('KEY_UNKNOWN');
    expect(still(revokedKey)).to.equal('KEY_REVOKED');
    expect(still(revoked)).to.equal('OPERATOR_REVOKED');
  });

  it('is the payload’s own operator where it registers itself', () => {
    const own = (
      what: SignedInstruction,
      publicKey = KEYS.publicKey,
      operatorId = INSTRUCTION.actor,
    ): string =>
      refused(() => {
        assertSelfSigned(what, { operatorId, publicKey });
      })[0];
    expect(own(signed())).to.equal('allowed');
    expect(own(signed(), KEYS.publicKey, 'P081040G208V')).to.equal('ACTOR_UNKNOWN');
    expect(own(signed(), OTHERS.publicKey)).to.equal('KEY_UNKNOWN');
    expect(own(signed({}, OTHERS))).to.equal('SIGNATURE_INVALID');
  });

  it('submits through its province’s organisation, and founds by an admin of it', () => {
    const creator = { mspId: 'SichuanMSP', certificate: certificateOf({ admin: false }) };
    assertSubmitter(creator, 'SichuanMSP');
    const foreign = refused(() => {
      assertSubmitter(creator, 'BeijingMSP');
    });
    expect(foreign).to.deep.equal(['SUBMITTER_FOREIGN', { submitter: 'SichuanMSP' }]);
    expect(
      refused(() => {
        assertAdmin(creator);
      })[0],
    ).to.equal('ADMIN_REQUIRED');
    assertAdmin({ ...creator, certificate: certificateOf({ admin: true }) });
  });
});

describe('what who acts must be to the record', () => {
  // U1 is the province’s, U2 under it, U3 under U2, U4 beside U3; N stands above all.
  const PARENTS: Readonly<Record<string, string>> = { U4: 'U2', U3: 'U2', U2: 'U1', U1: 'N', N: '' };
  const authority = {
    readTree: () => Promise.resolve(),
    isWithin: (orgId: string, top: string) => isBelow(orgId, top, (org) => PARENTS[org] ?? ''),
    organisation: (org: string) =>
      org in PARENTS ? { parent: PARENTS[org], province: org === 'N' ? '00' : '51' } : undefined,
  } as Partial<AuthorityFacts> as AuthorityFacts;
  const decide = (
    relation: InstructionDefinition['relation'],
    {
      by = 'U2',
      on = 'U3',
      ...change
    }: {
      by?: string;
      on?: string;
      record?: Partial<OperatorRecord>;
      subject?: Partial<Subject>;
      grant?: 'verify';
    },
    confirms = false,
  ): Promise<string> => {
    const standing = {
      record: operator({ org: by, ...(by === 'N' && { province: '00' }), ...change.record }),
      ...{ subject: { org: on, province: '51', ...change.subject }, authority },
    };
    const definition = { relation, grant: change.grant ?? ('member' as const) };
    const secondSignature = { needed: () => true, relation, days: 1 };
    const work = confirms
      ? assertMayConfirm(
          { ...definition, relation: 'own', secondSignature } as unknown as InstructionDefinition,
          standing,
        )
      : assertMayDecide(definition, standing);
    return work.then(
      () => 'allowed',
      (error: unknown) => codeOf(Promise.reject(error as Error)),
    );
  };

  it('is by relation, in the province but for what stands above it', async () => {
    const told = async (relation: InstructionDefinition['relation']): Promise<string> =>
      (await Promise.all(['U3', 'U2', 'U1', 'U4', 'N'].map((by) => decide(relation, { by })))).join();
    expect(await told('own')).to.equal('allowed,OUT_OF_SCOPE,OUT_OF_SCOPE,OUT_OF_SCOPE,PROVINCE_FOREIGN');
    expect(await told('subtree')).to.equal('allowed,allowed,allowed,OUT_OF_SCOPE,PROVINCE_FOREIGN');
    expect(await told('above')).to.equal('OUT_OF_SCOPE,allowed,allowed,OUT_OF_SCOPE,allowed');
    expect(await told('supervises')).to.equal(await told('above'));
    expect(await decide('supervises', { by: 'N', on: 'N' })).to.equal('allowed');
    expect(await decide('supervises', { by: 'U1', on: 'U1' })).to.equal('OUT_OF_SCOPE');
    expect(await told('approves')).to.equal(await told('subtree'));
    const foreign = 'PROVINCE_FOREIGN,PROVINCE_FOREIGN,PROVINCE_FOREIGN,PROVINCE_FOREIGN';
    expect(await told('superior')).to.equal(`${foreign},allowed`);
    expect(await told('any')).to.equal('allowed,allowed,allowed,allowed,allowed');
    expect(await told('oldSide')).to.equal(await told('subtree'));
    const old = { subject: { old: { org: 'U4', province: '51' } } };
    expect(await decide('oldSide', { by: 'U4', ...old })).to.equal('allowed');
    expect(await decide('oldSide', { by: 'U3', ...old })).to.equal('OUT_OF_SCOPE');
    const there = { record: { province: '34' }, subject: { province: '34' } };
    expect(await decide('subtree', { by: 'U2', ...there })).to.equal('allowed');
    const across = { subject: { old: { org: 'U4', province: '34' } } };
    expect(await decide('oldSide', { by: 'U4', ...across })).to.equal('PROVINCE_FOREIGN');
  });

  it('is for approvals the national union, too, where no other union of the province stands above', async () => {
    const ofProvince = (by: string, record?: Partial<OperatorRecord>): Promise<string> =>
      decide('approves', { by, on: 'U1', ...(record && { record }) });
    expect(await ofProvince('N')).to.equal('allowed');
    expect(await ofProvince('U1')).to.equal('allowed');
    expect(await ofProvince('U2')).to.equal('OUT_OF_SCOPE');
    expect(await ofProvince('X', { province: '34' })).to.equal('PROVINCE_FOREIGN');
    expect(await ofProvince('X', { province: '00' }), 'beside the national union').to.equal('OUT_OF_SCOPE');
    expect(await ofProvince('N', { grants: ['plan'] })).to.equal('GRANT_MISSING');
    const nations = { subject: { province: '00' } };
    expect(await decide('approves', { by: 'N', on: 'N', ...nations })).to.equal('allowed');
    expect(await decide('approves', { by: 'U1', on: 'N', ...nations })).to.equal('PROVINCE_FOREIGN');
  });

  it('is told with the province that the record is of', async () => {
    const subject = { org: 'U3', province: '51' };
    const standing = { record: operator({ org: 'U3', province: '34' }), subject, authority };
    for (const relation of ['own', 'subtree', 'superior'] as const) {
      const { details } = await refusalOf(assertMayDecide({ relation, grant: 'member' }, standing));
      expect(details).to.deep.equal({ province: '51' });
    }
  });

  it('is an auditor’s scope, by union and source, and the kind that the type is for', async () => {
    const standing = (org: string, source: 'central' | 'union' | undefined, role: 'auditor' | 'cadre') => ({
      record: operator({
        ...{ org: 'N', province: '00', role, grants: role === 'auditor' ? [] : ['member'] },
        ...(role === 'auditor' && { audits: { org: 'U2', sources: ['central' as const] } }),
      }),
      subject: { org, province: '51', ...(source !== undefined && { source }) },
      authority,
    });
    const audits = { relation: 'audited', grant: undefined, actor: 'auditor' } as const;
    const told = (...args: Parameters<typeof standing>): Promise<string> =>
      assertMayDecide(audits, standing(...args)).then(
        () => 'allowed',
        (error: unknown) => codeOf(Promise.reject(error as Error)),
      );
    expect(await told('U3', 'central', 'auditor')).to.equal('allowed');
    expect(await told('U2', 'central', 'auditor')).to.equal('allowed');
    expect(await told('U1', 'central', 'auditor')).to.equal('OUT_OF_SCOPE');
    expect(await told('N', 'central', 'auditor')).to.equal('OUT_OF_SCOPE');
    expect(await told('U3', 'union', 'auditor')).to.equal('OUT_OF_SCOPE');
    expect(await told('U3', undefined, 'auditor')).to.equal('OUT_OF_SCOPE');
    expect(await told('U3', 'central', 'cadre')).to.equal('GRANT_MISSING');
    const kinds = (actor: InstructionDefinition['actor'], role: 'auditor' | 'cadre'): Promise<string> =>
      assertMayDecide({ relation: 'any', grant: undefined, actor }, standing('U3', 'central', role)).then(
        () => 'allowed',
        (error: unknown) => codeOf(Promise.reject(error as Error)),
      );
    expect(await kinds('operator', 'auditor')).to.equal('GRANT_MISSING');
    expect(await kinds('auditor', 'cadre')).to.equal('GRANT_MISSING');
    expect(await kinds('either', 'auditor')).to.equal('allowed');
    expect(await kinds('either', 'cadre')).to.equal('allowed');
  });

  it('has the grant, and is not the person whose account it is', async () => {
    expect(await decide('own', { by: 'U3', grant: 'verify' })).to.equal('GRANT_MISSING');
    const own = { by: 'U3', subject: { identityId: 'A' } };
    expect(await decide('own', { ...own, record: { person: 'A' } })).to.equal('OWN_ACCOUNT');
    expect(await decide('own', { ...own, record: { person: 'B' } })).to.equal('allowed');
    expect(await decide('own', own)).to.equal('allowed');
    // Nobody’s account, by an operator whom nobody knows.
    expect(await decide('own', { by: 'U3' })).to.equal('allowed');
  });

  it('is for the second signature what that asks for, and else what the first one does', async () => {
    expect(await decide('above', { by: 'U3' }, true)).to.equal('OUT_OF_SCOPE');
    expect(await decide('above', { by: 'U1' }, true)).to.equal('allowed');
    const plain = { relation: 'own', grant: 'member' } as InstructionDefinition;
    const standing = { record: operator({ org: 'U2' }), subject: { org: 'U3', province: '51' }, authority };
    expect(await codeOf(assertMayConfirm(plain, standing))).to.equal('OUT_OF_SCOPE');
  });
});
