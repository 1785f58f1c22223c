// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { describeInstruction, type InstructionType, type PayloadOf } from '#src/catalogue/index.js';
import {
  APPLICATION_MEANS,
  OBJECTION_GROUNDS,
  REFUSAL_REASONS,
  TRANSFER_EVIDENCE,
} from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { newInstruction, PAYLOADS } from '../support/instructions.js';
import { without } from '../support/without.js';

// What people sign is these words: a choice that is told as its opposite is signed for by nobody who reads it.

const wordsOf = <T extends InstructionType>(type: T, payload: PayloadOf<T>): { zh: string; en: string } =>
  describeInstruction({ instruction: newInstruction(type, payload) });
const says = <T extends InstructionType>(
  type: T,
  change: Partial<PayloadOf<T>>,
  zh: string,
  en: string,
): void => {
  const said = wordsOf(type, { ...PAYLOADS[type], ...change });
  expect(said.zh).to.include(zh);
  expect(said.en).to.include(en);
};

describe('a choice in words', () => {
  it('of a claim is told as it is, whatever was chosen', () => {
    says('claim.answer', { outcome: 'yield' }, '予以交还', 'is given up');
    says('claim.answer', { outcome: 'contest' }, '有异议', 'contested');
    says('claim.decide', { outcome: 'uphold' }, '归认领人', "is the claimant's");
    says('claim.decide', { outcome: 'dismiss' }, '认领不成立', 'keeps its number');
    says('claim.open', { kind: 'wrongDocument' }, '证件录错', 'by mistake');
    says('claim.open', { kind: 'notMe' }, '并非本人', 'never joined');
    for (const kind of ['wrongDocument', 'notMe'] as const) {
      says('claim.open', { kind, place: '' }, '转到其已有的账户', 'the account that the owner has');
      expect(wordsOf('claim.open', { ...PAYLOADS['claim.open'], kind }).zh).not.to.include('已有的账户');
    }
    says(
      'claim.open',
      { kind: 'duplicate', place: '' },
      '是同一人（重复登记）；保留',
      "is the same person's",
    );
    const { identityId, place } = PAYLOADS['claim.answer'];
    const { personKey, nameTag, root } = PAYLOADS['claim.open'];
    says('claim.answer', { exchange: { personKey, nameTag, root } }, '予以互换', 'change places');
    const there = { identityId, place };
    says(
      'person.rebind',
      { claimed: there },
      `号码由账户 ${identityId} 转来`,
      `comes from account ${identityId}`,
    );
    says('membership.void', { into: there }, `保留同一人的账户 ${identityId}`, 'of the same person stands');
  });

  it('of a transfer is told as it is', () => {
    says('transfer.decide', { outcome: 'go' }, '归转入工会', 'goes to the new union');
    says('transfer.decide', { outcome: 'stay' }, '归原工会', 'stays with the old union');
    says('transfer.release', { codeKey: SAMPLE.publicKey }, '开出接转码', 'a release code');
    const released = wordsOf('transfer.release', without(PAYLOADS['transfer.release'], 'codeKey'));
    expect(released.zh).to.match(/^放行会员/);
    expect(released.en).to.match(/^Agree to the transfer/);
    const [employer, code] = [
      '91510100MA00000019',
      { expires: '2026-02-01T08:00:00.000Z', signature: SAMPLE.signature },
    ];
    says('transfer.request', { employer }, `（新单位 ${employer}）`, `(new employer ${employer})`);
    says('transfer.request', { employer, code }, `${employer}，凭接转码）`, `${employer}, by release code)`);
    says('transfer.request', { employer: '' }, '（按居住地）', '(by residence)');
  });

  it('of a policy and a calendar tells what is set, and what is not as for the country', () => {
    const policy = {
      scope: '00',
      days: { answer: 4, undo: 3 },
      floor: { judge: 6 },
      cap: { take: 9 },
      holidays: 12,
    };
    expect(wordsOf('governance.setPolicy', policy)).to.deep.equal({
      zh: '设定 00 的接转期限（天）：答复 4、撤销 3；不少于 裁决 6；不多于 接收 9；各省一年另放至多 12 天',
      en: 'Set the terms of transfers of 00, in days: answer 4, undo 3; at least judge 6; at most take 9; at most 12 further days off a year',
    });
    expect(wordsOf('governance.setPolicy', { scope: '51', days: {} })).to.deep.equal({
      zh: '设定 51 的接转期限（天）：按全国',
      en: 'Set the terms of transfers of 51, in days: as for the country',
    });
    says('governance.setCalendar', { holidays: [], workdays: [] }, '放假 无；调休上班 无', 'none');
    says('governance.bootstrap', { workingDaySeconds: 60 }, '测试网络', '60');
    expect(
      wordsOf('governance.bootstrap', without(PAYLOADS['governance.bootstrap'], 'workingDaySeconds')).zh,
    ).to.match(/^初始化网络/);
  });

  it('of a union tells each thing that changes, and nothing else', () => {
    const { orgId } = PAYLOADS['organisation.revise'];
    const base = { orgId };
    const told = (change: Partial<PayloadOf<'organisation.revise'>>): string =>
      wordsOf('organisation.revise', { ...base, ...change }).en;
    const parts = [
      'name becomes',
      'kind becomes',
      'address becomes',
      'leader and phone',
      ' employers',
      'no more',
    ];
    const { cover = [] } = PAYLOADS['organisation.revise'];
    const changes = [
      ...[{ name: '新名' }, { kind: '02' }, { address: '成都' }, { contactRoot: SAMPLE.digest }, { cover }],
      { release: ['91510100MA00000019'] },
    ];
    for (const [at, change] of changes.entries()) {
      const found = parts.filter((part) => told(change).includes(part));
      expect(found, JSON.stringify(change)).to.deep.equal([parts[at]]);
    }
    says('organisation.beginClosing', { ground: 'merged' }, '并入', 'merged into');
    says('organisation.beginClosing', { ground: 'dissolved' }, '撤销', 'dissolved');
  });

  it('of a reason, a ground or a way tells all of its list apart', () => {
    const apart = <T extends InstructionType>(type: T, changes: readonly Partial<PayloadOf<T>>[]): void => {
      const said = changes.map((change) => wordsOf(type, { ...PAYLOADS[type], ...change }));
      for (const language of ['zh', 'en'] as const)
        expect(new Set(said.map((words) => words[language])).size, type).to.equal(changes.length);
      expect(JSON.stringify(said)).not.to.include('undefined');
    };
    apart(
      'transfer.object',
      OBJECTION_GROUNDS.map((ground) => ({ ground })),
    );
    apart(
      'transfer.appeal',
      OBJECTION_GROUNDS.map((ground) => ({ ground })),
    );
    apart(
      'application.refuse',
      REFUSAL_REASONS.map((reason) => ({ reason })),
    );
    apart(
      'application.open',
      APPLICATION_MEANS.map((means) => ({ means })),
    );
    for (const type of ['person.correct', 'person.correctIdentity', 'person.rebind'] as const)
      apart(type, [{ reason: 'changed' }, { reason: 'mistake' }]);
    const evidence = TRANSFER_EVIDENCE.map((kind) => ({ evidence: { kind, digest: SAMPLE.digest } }));
    apart('transfer.requestMany', evidence);
    says('person.correctIdentity', { fields: ['birthDate', 'name'] }, '、', 'birthDate, name');
  });
});
