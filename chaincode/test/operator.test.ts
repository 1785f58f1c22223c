// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type Grant, type OperatorRecord, type OperatorRole } from '@unionid/domain/ledger';
import { expect } from 'chai';
import type { TestOperator } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

describe('operators', () => {
  let tree: UnionTree;
  let root: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    ({ root } = tree.sichuan);
  });

  const recordOf = ({ operatorId }: TestOperator): OperatorRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.operator(operatorId)) ?? 'null') as OperatorRecord;
  const register = (
    org: string,
    {
      role = 'superadmin',
      grants = [],
      by,
    }: { role?: OperatorRole; grants?: Grant[]; by?: TestOperator } = {},
  ): Promise<TestOperator> => registerOperator(tree, { org, role, grants, by: by ?? root });
  const rotate = async (
    target: TestOperator,
    {
      by,
      next,
      revokeKeyId = '',
      holder = target.operatorId,
    }: {
      by: TestOperator;
      next: TestOperator;
      revokeKeyId?: string;
      holder?: string;
    },
  ): Promise<unknown> => {
    const { operatorId } = target;
    const { publicKey } = next.signer;
    const proof = await tree.prove({ purpose: 'operator-key', holder }, next.signer);
    const subjectVersion = recordOf(target).version;
    return tree.submit(
      'operator.rotateKey',
      { operatorId, publicKey, proof, revokeKeyId },
      { by, subjectVersion },
    );
  };

  describe('registration', () => {
    it('records who granted what', async () => {
      const cadre = await register(tree.sichuan.orgId, { role: 'cadre', grants: ['verify', 'member'] });
      expect(recordOf(cadre)).to.deep.equal({
        ...{
          version: 1,
          org: tree.sichuan.orgId,
          province: '51',
          role: 'cadre',
          grants: ['member', 'verify'],
        },
        ...{ state: 'ACTIVE', grantedBy: root.operatorId, responsibility: '' },
      });
    });

    it('lets a superadmin of the subtree go on downwards, never beyond its own grants', async () => {
      const city = await register(tree.city, { grants: ['operator', 'member'] });
      await register(tree.basic, { grants: ['member'], by: city });
      await register(tree.city, { role: 'cadre', grants: ['member'], by: city });
      expect(await codeOf(register(tree.basic, { grants: ['organisation'], by: city }))).to.equal(
        'GRANT_EXCEEDS',
      );
      expect(await codeOf(register(tree.otherCity, { by: city }))).to.equal('OUT_OF_SCOPE');
      expect(await codeOf(register(tree.sichuan.orgId, { by: city }))).to.equal('OUT_OF_SCOPE');
    });

    it("refuses a cadre of another union, and a superadmin's grants for a cadre", async () => {
      expect(await codeOf(register(tree.city, { role: 'cadre' }))).to.equal('OUT_OF_SCOPE');
      for (const grant of ['operator', 'governance'] as const) {
        const work = register(tree.sichuan.orgId, { role: 'cadre', grants: [grant] });
        expect(await codeOf(work)).to.equal('GRANT_EXCEEDS');
      }
    });

    it('refuses a cadre as the one who registers', async () => {
      const cadre = await register(tree.sichuan.orgId, { role: 'cadre', grants: ['member'] });
      expect(await codeOf(register(tree.city, { by: cadre }))).to.equal('GRANT_MISSING');
    });

    it('refuses a taken identifier, an unknown union, a foreign one and a bad proof', async () => {
      const operator = tree.newOperator(tree.sichuan, tree.city);
      const { operatorId, signer } = operator;
      const publicKey = signer.publicKey;
      const base = {
        operatorId,
        org: tree.city,
        role: 'superadmin' as const,
        grants: [],
        publicKey,
        responsibility: '',
      };
      const proof = await tree.prove({ purpose: 'operator-key', holder: operatorId }, signer);
      const submit = (change: object): Promise<unknown> =>
        tree.submit('operator.register', { ...base, proof, ...change }, { by: root });
      const foreignProof = await tree.prove({ purpose: 'gateway-key', holder: operatorId }, signer);
      expect(await codeOf(submit({ proof: foreignProof }))).to.equal('PROOF_OF_POSSESSION_INVALID');
      expect(await codeOf(submit({ org: tree.newId('organisation') }))).to.equal('ORGANISATION_UNKNOWN');
      expect(await codeOf(submit({ org: tree.beijingBasic }))).to.equal('PROVINCE_FOREIGN');
      expect(await codeOf(submit({ operatorId: root.operatorId }))).to.equal('OPERATOR_EXISTS');
    });
  });

  describe('grants', () => {
    const regrant = (target: TestOperator, grants: Grant[], by = root): Promise<unknown> =>
      tree.submit(
        'operator.grant',
        { operatorId: target.operatorId, grants },
        { by, subjectVersion: recordOf(target).version },
      );

    it('are replaced by a superior and take effect at once', async () => {
      const city = await register(tree.city, { grants: ['member'] });
      await regrant(city, ['organisation']);
      expect(recordOf(city)).to.deep.include({ version: 2, grants: ['organisation'] });
    });

    it('do not go sideways or upwards, nor to oneself, nor to the revoked', async () => {
      const city = await register(tree.city, { grants: ['operator', 'member'] });
      expect(await codeOf(regrant(root, ['member']))).to.equal('OUT_OF_SCOPE');
      expect(await codeOf(register(tree.sichuan.orgId, { grants: ['operator'] }))).to.equal('OUT_OF_SCOPE');
      const peer = await register(tree.city, { grants: ['operator'] });
      expect(await codeOf(regrant(peer, [], city))).to.equal('OUT_OF_SCOPE');
      expect(await codeOf(regrant(root, [], city))).to.equal('OUT_OF_SCOPE');
      const below = await register(tree.basic, { by: city });
      expect(await codeOf(regrant(below, ['member', 'organisation'], city))).to.equal('GRANT_EXCEEDS');
      const payload = { operatorId: city.operatorId, reason: 'left' as const };
      await tree.submit('operator.revoke', payload, { by: root, subjectVersion: 1 });
      expect(await codeOf(regrant(city, []))).to.equal('OPERATOR_REVOKED');
      const again = tree.submit('operator.revoke', payload, { by: root, subjectVersion: 2 });
      expect(await codeOf(again)).to.equal('OPERATOR_REVOKED');
    });

    it('are not given to who does not exist', async () => {
      const operatorId = tree.newId('operator');
      const work = tree.submit('operator.grant', { operatorId, grants: [] }, { by: root });
      expect(await codeOf(work)).to.equal('OPERATOR_UNKNOWN');
    });
  });

  describe('keys', () => {
    it('are rotated by the operator itself: the new one serves, the old one no longer', async () => {
      const city = await register(tree.city, { role: 'superadmin', grants: ['verify'] });
      const next = { ...tree.newOperator(tree.sichuan, tree.city), operatorId: city.operatorId };
      await rotate(city, { by: city, next, revokeKeyId: city.keyId });
      const { operatorId, keyId } = next;
      const end = (by: TestOperator): Promise<unknown> =>
        tree.submit(
          'operator.revokeKey',
          { operatorId, keyId },
          { by, subjectVersion: recordOf(city).version },
        );
      expect(await codeOf(end(city))).to.equal('KEY_REVOKED');
      await end(next);
      expect(await codeOf(end(next))).to.equal('KEY_REVOKED');
    });

    it('are given by a superior where one was lost, not by a subordinate or a peer', async () => {
      const city = await register(tree.city, { grants: ['operator'] });
      const peer = await register(tree.city, { grants: ['operator'] });
      const plain = await register(tree.sichuan.orgId, { role: 'cadre', grants: ['member'] });
      const next = { ...tree.newOperator(tree.sichuan, tree.city), operatorId: city.operatorId };
      expect(await codeOf(rotate(city, { by: peer, next }))).to.equal('OUT_OF_SCOPE');
      expect(await codeOf(rotate(city, { by: plain, next }))).to.equal('GRANT_MISSING');
      expect(await codeOf(rotate(root, { by: city, next }))).to.equal('OUT_OF_SCOPE');
      await rotate(city, { by: root, next });
      expect(await codeOf(rotate(city, { by: root, next }))).to.equal('KEY_EXISTS');
    });

    it('need a proof, an existing key to revoke, and an operator in service', async () => {
      const city = await register(tree.city);
      const next = tree.newOperator(tree.sichuan, tree.city);
      const { operatorId } = next;
      expect(await codeOf(rotate(city, { by: root, next, holder: operatorId }))).to.equal(
        'PROOF_OF_POSSESSION_INVALID',
      );
      expect(await codeOf(rotate(city, { by: root, next, revokeKeyId: '0'.repeat(16) }))).to.equal(
        'KEY_UNKNOWN',
      );
      const payload = { operatorId: city.operatorId, reason: 'left' as const };
      await tree.submit('operator.revoke', payload, { by: root, subjectVersion: 1 });
      expect(await codeOf(rotate(city, { by: root, next }))).to.equal('OPERATOR_REVOKED');
    });
  });

  it('are readable with their keys', async () => {
    const call = { function: 'operator:read', submitter: { mspId: 'BeijingMSP' } };
    const argument = JSON.stringify({ operatorId: root.operatorId });
    const { operator, keys } = JSON.parse(await tree.ledger.evaluate({ ...call, argument })) as {
      operator: OperatorRecord;
      keys: unknown;
    };
    expect(operator.role).to.equal('superadmin');
    expect(keys).to.deep.equal([{ keyId: root.keyId, publicKey: root.signer.publicKey, state: 'ACTIVE' }]);
    const unknown = JSON.stringify({ operatorId: tree.newId('operator') });
    expect(await codeOf(tree.call('operator:read', unknown, { mspId: 'BeijingMSP' }))).to.equal(
      'OPERATOR_UNKNOWN',
    );
  });
});
