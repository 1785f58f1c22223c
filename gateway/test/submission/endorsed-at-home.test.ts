// SPDX-License-Identifier: Apache-2.0
import type { DecisionView } from '@unionid/domain/api';
import { samplePayload, toSignedInstruction } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import type { PlanRecord } from '@unionid/domain/ledger';
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import { endorsedAtHome } from '#src/submission/endorsed-at-home.js';

const CALL = { chaincode: 'identity', function: 'decision:confirm', argument: '' } as const;
const SUBMISSION = { key: 'k', digest: 'd', call: CALL };
const NATION = { mspId: 'NationalMSP', nationalMspId: 'NationalMSP' };
const payload = samplePayload('decision.confirm');
const signed = toSignedInstruction({
  ...payload.decision,
  instruction: { ...payload.decision.instruction, type: 'decision.confirm', payload },
});

const approval = samplePayload('plan.approve');
const approved = toSignedInstruction({
  ...payload.decision,
  instruction: { ...payload.decision.instruction, type: 'plan.approve', payload: approval },
});

describe('what the national union confirms or approves of a province', () => {
  const ground = (waiting: { readonly province: string } | undefined, config = NATION) => ({
    config,
    readModel: {
      pending: () => Promise.resolve(waiting as DecisionView | undefined),
      plan: (planId: string) =>
        Promise.resolve(planId === approval.planId ? (waiting as PlanRecord | undefined) : undefined),
      provinces: () => Promise.resolve([{ code: '51', version: 1, mspId: 'SichuanMSP', name: '四川' }]),
    },
  });

  it('is endorsed by that province’s peer, or it would be an alarm there', async () => {
    for (const each of [signed, approved]) {
      const atHome = await endorsedAtHome(SUBMISSION, each, ground({ province: '51' }));
      expect(atHome).to.deep.equal({ ...SUBMISSION, call: { ...CALL, province: 'SichuanMSP' } });
    }
  });

  it('is refused where nobody can read whose decision it is', async () => {
    const { config, readModel } = ground(undefined);
    const pending = () => Promise.reject(new DomainError('RECORD_UNREADABLE'));
    const unreadable = { config, readModel: { ...readModel, pending, plan: pending } };
    for (const each of [signed, approved])
      await expectCode(endorsedAtHome(SUBMISSION, each, unreadable), 'RECORD_UNREADABLE');
  });

  it('goes as anything else where nothing waits, or where it is not the national gateway that asks', async () => {
    const sichuan = { ...NATION, mspId: 'SichuanMSP' };
    for (const each of [signed, approved]) {
      const there = (...of: Parameters<typeof ground>) => endorsedAtHome(SUBMISSION, each, ground(...of));
      expect(await there(undefined)).to.equal(SUBMISSION);
      expect(await there({ province: '00' })).to.equal(SUBMISSION);
      expect(await there({ province: '51' }, sichuan)).to.equal(SUBMISSION);
    }
    const other = toSignedInstruction(payload.decision);
    expect(await endorsedAtHome(SUBMISSION, other, ground({ province: '51' }))).to.equal(SUBMISSION);
  });
});
