// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { parseSignedInstruction } from '@unionid/domain/catalogue';
import { isId } from '@unionid/domain/ids';
import { instructionArgument, isSignedBy, keyIdOf } from '@unionid/domain/instruction';
import { expectCode } from '@unionid/domain/testing';
import { newInstruction, signInstruction } from '#src/index.js';
import { CONTEXT, OPERATOR, randomDigest, SIGNER } from '../support/fixtures.js';
import { newId } from '#src/index.js';

const NOW = Date.parse('2026-11-21T08:00:00.000Z');

describe('a new instruction', () => {
  const grant = (): ReturnType<typeof newInstruction<'operator.grant'>> =>
    newInstruction({
      ...CONTEXT,
      type: 'operator.grant',
      payload: { operatorId: OPERATOR, grants: ['member', 'verify'] },
      subjectVersion: 4,
      now: NOW,
    });

  it('names ledger, actor, key and version, and is valid for half an hour', () => {
    const { instructionId, payload, ...rest } = grant();
    expect(rest).to.deep.equal({
      v: 1,
      network: 'union-test',
      channel: 'union-main',
      chaincode: 'identity',
      type: 'operator.grant',
      subjectVersion: 4,
      actor: OPERATOR,
      actorKeyId: keyIdOf(SIGNER.publicKey),
      issuedAt: '2026-11-21T08:00:00.000Z',
      expiresAt: '2026-11-21T08:30:00.000Z',
    });
    expect(payload.grants).to.deep.equal(['member', 'verify']);
    expect(isId('instruction', instructionId)).to.equal(true);
    expect(grant().instructionId).not.to.equal(instructionId);
  });

  it('of a manifest is valid for seven days', () => {
    const { expiresAt } = newInstruction({
      ...CONTEXT,
      type: 'person.import',
      payload: {
        manifestId: newId('manifest'),
        rows: 1,
        chunks: 1,
        root: randomDigest(),
        file: randomDigest(),
      },
      now: NOW,
    });
    expect(expiresAt).to.equal('2026-11-28T08:00:00.000Z');
  });

  it('is read by the contract’s own parser once signed', async () => {
    const signed = parseSignedInstruction(instructionArgument(await signInstruction(grant(), SIGNER)));
    expect(isSignedBy(signed, SIGNER.publicKey)).to.equal(true);
  });

  it('is not made from a payload the contract would refuse', () => {
    expectCode(
      () =>
        newInstruction({
          ...CONTEXT,
          type: 'operator.grant',
          payload: { operatorId: 'somebody', grants: [] },
        }),
      'INVALID_REQUEST',
    );
  });
});
