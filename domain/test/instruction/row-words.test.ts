// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  describeInstruction,
  describeRow,
  samplePayload,
  toSignedInstruction,
} from '#src/catalogue/index.js';
import { canonicalJson } from '#src/encoding/index.js';
import { SAMPLE } from '#src/schema/sample.js';

const ACTIONS = ['retain', 'resume', 'leave', 'expel', 'decease'] as const;

describe('a row of a list in words', () => {
  for (const action of ACTIONS)
    it(`says what the instruction would say by itself: ${action}`, () => {
      const payload = samplePayload(`membership.${action}`);
      const row = describeRow(canonicalJson({ ...payload, root: SAMPLE.digest, version: 1, action }));
      const sample = samplePayload('decision.confirm').decision;
      const signed = toSignedInstruction({
        ...sample,
        instruction: { ...sample.instruction, type: `membership.${action}`, payload },
      });
      expect(row).to.deep.equal({ words: describeInstruction(signed), evidence: payload.evidence });
    });

  it('says of a batch who went where', () => {
    const { identityId, personKey, nameTag, root, to } = samplePayload('transfer.request');
    const row = describeRow(canonicalJson({ identityId, personKey, nameTag, root, to }));
    expect(row?.words.zh).to.include(identityId).and.to.include(to);
    expect(row).not.to.have.property('evidence');
  });

  it('is no other text', () => {
    for (const text of [
      '',
      '{',
      '{}',
      '{"action":"leave"}',
      canonicalJson(samplePayload('transfer.request')),
    ])
      expect(describeRow(text), text).to.equal(undefined);
  });
});
