// SPDX-License-Identifier: Apache-2.0
import { samplePayload, toSignedInstruction } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import { endorsedAtHome } from '#src/submission/endorsed-at-home.js';
import type { DecisionView } from '@unionid/domain/api';

const CALL = { chaincode: 'identity', function: 'decision:confirm', argument: '' } as const;
const SUBMISSION = { key: 'k', digest: 'd', call: CALL };
const NATION = { mspId: 'NationalMSP', nationalMspId: 'NationalMSP' };
const payload = samplePayload('decision.confirm');
const signed = toSignedInstruction({
  ...payload.decision,
  instruction: { ...payload.decision.instruction, type: 'decision.confirm', payload },
});

describe('what the national union confirms of a province', () => {
  const ground = (waiting: { readonly province: string } | undefined, config = NATION) => ({
    config,
    readModel: {
      pending: () => Promise.resolve(waiting as DecisionView | undefined),
      provinces: () => Promise.resolve([{ code: '51', version: 1, mspId: 'SichuanMSP', name: '四川' }]),
    },
  });

  it('is endorsed by that province’s peer, or it would be an alarm there', async () => {
    const atHome = await endorsedAtHome(SUBMISSION, signed, ground({ province: '51' }));
    expect(atHome).to.deep.equal({ ...SUBMISSION, call: { ...CALL, province: 'SichuanMSP' } });
  });

  it('is refused where nobody can read whose decision it is', async () => {
    const { config, readModel } = ground(undefined);
    const pending = () => Promise.reject(new DomainError('RECORD_UNREADABLE'));
    await expectCode(
      endorsedAtHome(SUBMISSION, signed, { config, readModel: { ...readModel, pending } }),
      'RECORD_UNREADABLE',
    );
  });

  it('goes as anything else where nothing waits, or where it is not the national gateway that asks', async () => {
    expect(await endorsedAtHome(SUBMISSION, signed, ground(undefined))).to.equal(SUBMISSION);
    expect(await endorsedAtHome(SUBMISSION, signed, ground({ province: '00' }))).to.equal(SUBMISSION);
    const sichuan = { ...NATION, mspId: 'SichuanMSP' };
    expect(await endorsedAtHome(SUBMISSION, signed, ground({ province: '51' }, sichuan))).to.equal(
      SUBMISSION,
    );
    const other = toSignedInstruction(payload.decision);
    expect(await endorsedAtHome(SUBMISSION, other, ground({ province: '51' }))).to.equal(SUBMISSION);
  });
});
