// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, toBase64url } from '@unionid/domain/encoding';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { decodeError } from '@unionid/domain/errors';
import { ledgerKey } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { VALIDATION_CODE, newMemberEntry, type TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

describe('funds, in a chaincode that asks identity who may act', () => {
  let tree: UnionTree;
  let cadre: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    cadre = await registerOperator(tree, { org: tree.sichuan.orgId, role: 'cadre', grants: ['fund'] });
  });

  const fundOf = (change: Partial<PayloadOf<'fund.open'>> = {}): PayloadOf<'fund.open'> => ({
    ...{ fundId: tree.newId('fund'), org: tree.basic, source: 'union', fen: 12_345_678 },
    ...{ document: toBase64url(new Uint8Array(32).fill(3)), ...change },
  });
  const open = (payload = fundOf(), by = cadre): ReturnType<UnionTree['submit']> =>
    tree.submit('fund.open', payload, { by });

  it('are opened for a union below the cadre’s own, in the state of benefit', async () => {
    const { fundId, org, source, document, fen } = fundOf();
    await open({ fundId, org, source, document, fen });
    const record = { v: 1, state: 'OPEN', province: '51', org, source, document, fen };
    expect(tree.ledger.state(ledgerKey.fund(fundId), 'benefit')).to.equal(canonicalJson(record));
    expect(tree.ledger.state(ledgerKey.fund(fundId))).to.equal(undefined);
    const argument = canonicalJson({ fundId });
    const call = { chaincode: 'benefit', function: 'fund:read', argument } as const;
    expect(await tree.ledger.evaluate({ ...call, submitter: { mspId: 'BeijingMSP' } })).to.equal(
      canonicalJson(record),
    );
    const other = { ...call, argument: canonicalJson({ fundId: tree.newId('fund') }) };
    const error = await tree.ledger.evaluate({ ...other, submitter: { mspId: 'BeijingMSP' } }).catch(String);
    expect(decodeError(error)?.code).to.equal('FUND_UNKNOWN');
  });

  it('are opened once, and an instruction is carried out once', async () => {
    const payload = fundOf();
    const argument = await tree.instruct('fund.open', payload, { by: cadre });
    await tree.call('fund:open', argument, { mspId: cadre.mspId }, 'benefit');
    expect(await codeOf(open(payload))).to.equal('FUND_EXISTS');
    const again = tree.call('fund:open', argument, { mspId: cadre.mspId }, 'benefit');
    expect(await codeOf(again)).to.equal('INSTRUCTION_REPLAYED');
  });

  it('are refused without the grant, for another province, out of scope, of no union', async () => {
    const members = await registerOperator(tree, {
      org: tree.sichuan.orgId,
      role: 'cadre',
      grants: ['member'],
    });
    const below = await registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['fund'] });
    expect(await codeOf(open(fundOf(), members))).to.equal('GRANT_MISSING');
    expect(await codeOf(open(fundOf({ org: tree.beijingBasic })))).to.equal('PROVINCE_FOREIGN');
    expect(await codeOf(open(fundOf(), tree.beijing.root))).to.equal('PROVINCE_FOREIGN');
    expect(await codeOf(open(fundOf({ org: tree.otherCity }), below))).to.equal('OUT_OF_SCOPE');
    expect(await codeOf(open(fundOf({ org: tree.newId('organisation') })))).to.equal('ORGANISATION_UNKNOWN');
    expect(await codeOf(open(fundOf({ fen: 0 })))).to.equal('INVALID_REQUEST');
  });

  it('are refused by a key that is revoked, and what it signed before is invalid at commit', async () => {
    const argument = await tree.instruct('fund.open', fundOf(), { by: cadre });
    const call = { chaincode: 'benefit', function: 'fund:open', argument } as const;
    const held = await tree.ledger.endorse({ ...call, submitter: { mspId: cadre.mspId } });
    const { operatorId, keyId } = cadre;
    await tree.submit(
      'operator.revokeKey',
      { operatorId, keyId },
      { by: tree.sichuan.root, subjectVersion: 1 },
    );
    expect(tree.ledger.commit([held]).transactions[0]?.code).to.equal(VALIDATION_CODE.MVCC_READ_CONFLICT);
    expect(await codeOf(open())).to.equal('KEY_REVOKED');
  });

  it('know their own chaincode: an instruction for the other is refused by each', async () => {
    const argument = await tree.instruct('fund.open', fundOf(), {
      by: cadre,
      change: { chaincode: 'identity' },
    });
    const refused = tree.call('fund:open', argument, { mspId: cadre.mspId }, 'benefit');
    expect(await codeOf(refused)).to.equal('WRONG_NETWORK');
  });

  it('identity asked by another chaincode answers, and writes nothing', async () => {
    const entry = newMemberEntry(tree, tree.basic, { person: 'carried' });
    const argument = await tree.instruct('person.enrol', entry, { by: tree.sichuan.root });
    const asked = tree.ledger.asAskedBy('benefit', {
      ...{ function: 'person:enrol', argument, submitter: { mspId: tree.sichuan.mspId } },
    });
    const refused = asked.catch((error: unknown) => Promise.reject(toDomainError(error)));
    expect(await codeOf(refused)).to.equal('PROPOSAL_FOREIGN');
    await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
  });
});

function toDomainError(error: unknown): Error {
  const found = error instanceof Error ? error : new Error(String(error));
  return decodeError(found.message) ?? found;
}
