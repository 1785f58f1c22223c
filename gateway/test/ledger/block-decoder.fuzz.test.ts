// SPDX-License-Identifier: Apache-2.0
// Without `attempt` in src/ledger/block-decoder.ts it finds a block that fails within 20 runs; without the check of the code
// before everything else, a transaction that counts though peers refused it within 10.
import { decodeUtf8, encodeUtf8 } from '@unionid/domain/encoding';
import { CHAINCODES } from '@unionid/domain/ledger';
import { damage, fuzz } from '@unionid/domain/testing';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { decodeBlock } from '#src/ledger/block-decoder.js';
import type { LedgerTransaction } from '#src/ledger/ledger.js';
import {
  blockOfEnvelopes,
  newEnvelope,
  PARTS,
  transactionEnvelope,
  type Part,
  type TestTransaction,
} from '../support/fabric-blocks.js';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const transaction: fc.Arbitrary<TestTransaction> = fc.record({
  transactionId: fc.stringMatching(/^[0-9a-f]{64}$/),
  chaincode: fc.constantFrom(...CHAINCODES, '_lifecycle'),
  writes: fc.array(
    fc.tuple(
      fc.constantFrom(...CHAINCODES, '_lifecycle'),
      fc.string(),
      fc.option(fc.string(), { nil: undefined }),
    ),
    { maxLength: 3 },
  ),
});

const spoiled = fc
  .tuple(transaction, fc.constantFrom<Part>(...PARTS), damage)
  .map(([whole, part, change]) =>
    transactionEnvelope(whole, (name, bytes) => (name === part ? change(bytes) : bytes)),
  );
const ofAnyTime = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.maxSafeNat())
  .map(([type, seconds]) =>
    newEnvelope({ type, transactionId: 'a'.repeat(64), data: new Uint8Array(0), seconds }),
  );
const envelope = fc.record({
  bytes: fc.oneof(
    { weight: 4, arbitrary: spoiled },
    { weight: 1, arbitrary: ofAnyTime },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  ),
  code: fc.oneof(fc.constant(0), fc.nat(255)),
});

/** What contracts and gateways might read differently, too. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\ufeff{}', '\ufeff', '\u0000').map((mark) => `${mark}1`),
);

fuzz(
  'texts of the block decoder',
  fc.property(text, text, (key, value) => {
    const bytes = transactionEnvelope({
      transactionId: 'a',
      chaincode: 'identity',
      writes: [['identity', key, value]],
    });
    const [decoded] = decodeBlock(blockOfEnvelopes(7, [{ bytes, code: 0 }]), CHAINCODES).transactions;
    const read = value === '' ? undefined : decodeUtf8(encodeUtf8(value));
    expect(decoded?.writes).to.deep.equal([{ chaincode: 'identity', key, value: read }]);
  }),
  { runs: 100 },
);

fuzz(
  'block decoder',
  fc.property(fc.array(envelope, { minLength: 1, maxLength: 3 }), transaction, (envelopes, good) => {
    const last = { bytes: transactionEnvelope(good), code: 0 };
    const decoded = decodeBlock(blockOfEnvelopes(7, [...envelopes, last]), CHAINCODES);
    expect(decoded.number).to.equal(7);
    expect(decoded.transactions).to.have.length(envelopes.length + 1);
    // Whatever was before it, a transaction says what it says alone.
    const [alone] = decodeBlock(blockOfEnvelopes(7, [last]), CHAINCODES).transactions;
    expect(decoded.transactions.at(-1)).to.deep.equal(alone);
    for (const [index, { code }] of envelopes.entries()) assertSound(decoded.transactions[index]!, code);
  }),
  { runs: 500 },
);

function assertSound(decoded: LedgerTransaction, code: number): void {
  expect(decoded.code).to.equal(code);
  expect(decoded.valid).to.equal(code === 0);
  expect(decoded.time).to.match(TIME);
  if (decoded.valid) return;
  const { writes, function: name, argument, result, event, endorsers } = decoded;
  expect([writes, name, argument, result, event, endorsers]).to.deep.equal([[], '', '', '', undefined, []]);
}
