// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  describeInstruction,
  toSignedInstruction,
  type InstructionType,
  type PayloadOf,
} from '#src/catalogue/index.js';
import { TRANSFER_EVIDENCE } from '#src/ledger/index.js';
import { newInstruction, PAYLOADS, TYPES } from '../support/instructions.js';

const wordsOf = <T extends InstructionType>(
  type: T,
  change: Partial<PayloadOf<T>> = {},
): { readonly zh: string; readonly en: string } => {
  const payload = { ...PAYLOADS[type], ...change };
  return describeInstruction({ instruction: newInstruction(type, payload as PayloadOf<T>) });
};

/** What a reader must find in both texts, where more than one word of the payload is. */
const NAMED: { readonly [T in InstructionType]?: (payload: PayloadOf<T>) => readonly (string | number)[] } = {
  'governance.bootstrap': (p) => [p.organisation.name, p.provinces.length],
  'governance.joinProvince': (p) => [p.province, p.organisation.name, p.root.operatorId],
  'governance.addProvince': (p) => [p.code, p.name, p.mspId],
  'governance.registerGatewayKey': (p) => [p.publicKey.slice(0, 18)],
  'governance.revokeGatewayKey': (p) => [p.keyId],
  'governance.pruneInstructions': (p) => [p.day, p.limit],
  'organisation.register': (p) => [p.name, p.orgId, p.parent, p.employers.length],
  'organisation.import': (p) => [p.manifestId, p.rows, p.chunks],
  'operator.register': (p) => [p.operatorId, p.org, ...p.grants],
  'operator.grant': (p) => [p.operatorId, ...p.grants],
  'operator.revoke': (p) => [p.operatorId],
  'operator.rotateKey': (p) => [p.operatorId, p.revokeKeyId],
  'operator.revokeKey': (p) => [p.operatorId, p.keyId],
  'person.openAccount': (p) => [p.identityId],
  'person.enrol': (p) => [p.identityId, p.org, p.joined],
  'person.import': (p) => [p.manifestId, p.rows, p.chunks],
  'membership.change': (p) => [p.manifestId, p.rows, p.chunks],
  'transfer.requestMany': (p) => [p.manifestId, p.rows, p.chunks],
};

function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value).slice(0, 18)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

describe('an instruction in words', () => {
  for (const type of TYPES) {
    it(`of type ${type} names what it decides, in Chinese and English`, () => {
      const { zh, en } = wordsOf(type);
      expect(zh).to.match(/\p{Script=Han}{2}/u);
      expect(en).to.match(/^[A-Z][a-z]+ /);
      const namedOf = NAMED[type] as ((payload: unknown) => readonly (string | number)[]) | undefined;
      for (const word of namedOf?.(PAYLOADS[type]) ?? []) {
        expect(zh).to.include(String(word));
        expect(en).to.include(String(word));
      }
      const isNamed = (leaf: string): boolean => leaf !== '' && zh.includes(leaf) && en.includes(leaf);
      expect(leavesOf(PAYLOADS[type]).some(isNamed), 'no value of the payload in the words').to.equal(true);
      for (const text of [zh, en]) expect(text).to.not.match(/undefined|null|object|NaN/);
    });
  }

  it('of a confirmation says what is confirmed, as the decision itself does', () => {
    const { decision } = PAYLOADS['decision.confirm'];
    const inner = describeInstruction(toSignedInstruction(decision));
    const { zh, en } = wordsOf('decision.confirm');
    expect(zh).to.contain(inner.zh).and.not.to.contain(decision.instruction.type);
    expect(en).to.contain(inner.en).and.not.to.contain(decision.instruction.type);
    const later = { ...decision, instruction: { ...decision.instruction, type: 'later.type' } };
    expect(wordsOf('decision.confirm', { decision: later }).zh).to.contain('later.type');
  });

  it('says by what a list of members is asked for', () => {
    const digest = PAYLOADS['transfer.requestMany'].evidence.digest;
    const wordsBy = TRANSFER_EVIDENCE.map((kind) =>
      wordsOf('transfer.requestMany', { evidence: { kind, digest } }),
    );
    expect(new Set(wordsBy.map(({ zh }) => zh)).size).to.equal(TRANSFER_EVIDENCE.length);
    expect(new Set(wordsBy.map(({ en }) => en)).size).to.equal(TRANSFER_EVIDENCE.length);
    expect(wordsBy[0]?.zh).to.include('劳动合同');
  });

  it('tells roles, states, reasons, missing grants and a revoked key apart', () => {
    expect(wordsOf('operator.register').zh).to.include('超级管理员');
    expect(wordsOf('operator.register', { role: 'cadre' }).zh).to.include('工会干部');
    expect(wordsOf('operator.register', { grants: [] }).zh).to.include('授权 无');
    expect(wordsOf('operator.register', { grants: [] }).en).to.include('no grants');
    expect(wordsOf('operator.grant', { grants: [] }).zh).to.match(/无$/);
    expect(wordsOf('operator.grant', { grants: [] }).en).to.match(/none$/);
    expect(wordsOf('operator.rotateKey', { revokeKeyId: '' }).zh).to.not.include('吊销');
    expect(wordsOf('operator.rotateKey', { revokeKeyId: '' }).en).to.not.include('revoke');
    expect(wordsOf('person.enrol').zh).to.include('在籍');
    expect(wordsOf('person.enrol', { state: 'RETAINED' }).zh).to.include('保留会籍');
    const reasons = (['left', 'moved', 'misuse', 'other'] as const).map(
      (reason) => wordsOf('operator.revoke', { reason }).zh,
    );
    expect(new Set(reasons).size).to.equal(4);
  });
});
