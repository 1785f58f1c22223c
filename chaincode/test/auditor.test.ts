// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES, samplePayload, type InstructionType } from '@unionid/domain/catalogue';
import { decodeError } from '@unionid/domain/errors';
import { contractFunctionOf } from '@unionid/domain/instruction';
import { ledgerKey, readLedgerValue, type OperatorRecord } from '@unionid/domain/ledger';
import { expect } from 'chai';
import type { Committed, TestOperator } from '#src/testing/index.js';
import { appoint, newAuditor, newPerson } from './support/auditors.js';
import { codeOf } from './support/refusal.js';
import { boundCadre } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

describe('an auditor', () => {
  let tree: UnionTree;
  /** 经审 of the province, and of the national union. */
  let provincial: TestOperator;
  let national: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    const staff = (org: string, by: TestOperator): Promise<TestOperator> =>
      registerOperator(tree, { org, role: 'cadre', grants: ['audit'], by });
    provincial = await staff(tree.sichuan.orgId, tree.sichuan.root);
    national = await staff(tree.national.orgId, tree.national.root);
  });

  const recordOf = ({ operatorId }: TestOperator): OperatorRecord | undefined =>
    readLedgerValue('operator', tree.ledger.state(ledgerKey.operator(operatorId)) ?? '');
  const remove = ({ operatorId }: TestOperator, by: TestOperator, subjectVersion = 1): Promise<Committed> =>
    tree.submit('auditor.remove', { operatorId, reason: 'ended' }, { by, subjectVersion });

  it('is appointed by 经审 of a union above, of that union and for its scope, with its person', async () => {
    const auditor = await newAuditor(tree, {
      by: provincial,
      org: tree.city,
      sources: ['union', 'central'],
    });
    expect(recordOf(auditor)).to.deep.include({
      ...{ version: 1, org: tree.sichuan.orgId, province: '51', role: 'auditor', grants: [] },
      ...{ state: 'ACTIVE', audits: { org: tree.city, sources: ['central', 'union'] } },
    });
    expect(recordOf(auditor)?.person).to.be.a('string');
    const across = await newAuditor(tree, { by: national, org: tree.sichuan.orgId });
    expect(recordOf(across)).to.deep.include({ org: tree.national.orgId, province: '00' });
    // Nobody stands above the national union: its own 经审 appoints.
    const whole = await newAuditor(tree, { by: national, org: tree.national.orgId });
    expect(recordOf(whole)?.audits?.org).to.equal(tree.national.orgId);
  });

  it('is appointed by nobody else', async () => {
    const own = async (by: TestOperator, org: string): Promise<string> =>
      codeOf((await appoint(tree, { by, org })).committed);
    expect(await own(provincial, tree.sichuan.orgId), 'its own union').to.equal('OUT_OF_SCOPE');
    expect(await own(provincial, tree.beijingBasic), 'another province').to.equal('OUT_OF_SCOPE');
    const city = await registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['audit'] });
    expect(await own(city, tree.sichuan.orgId), 'below').to.equal('OUT_OF_SCOPE');
    expect(await own(city, tree.otherCity), 'beside').to.equal('OUT_OF_SCOPE');
    const { orgId } = tree.sichuan;
    const other = await registerOperator(tree, { org: orgId, role: 'cadre', grants: ['member', 'fund'] });
    expect(await own(other, tree.city)).to.equal('GRANT_MISSING');
  });

  it('is a person of its own: no cadre of whom it audits, then or later, and not who appoints', async () => {
    const city = await boundCadre(tree, { org: tree.basic, person: 'cadre', grants: ['plan'] });
    const cadre = recordOf(city)?.person ?? '';
    const inside = await appoint(tree, { by: provincial, org: tree.city, identityId: cadre });
    expect(await codeOf(inside.committed)).to.equal('AUDITOR_IS_CADRE');
    await newAuditor(tree, { by: provincial, org: tree.otherCity, identityId: cadre });
    // Once out of service there it may be.
    const { operatorId } = city;
    await tree.submit(
      'operator.revoke',
      { operatorId, reason: 'moved' },
      { by: tree.sichuan.root, subjectVersion: 2 },
    );
    await newAuditor(tree, { by: provincial, org: tree.city, identityId: cadre });
    const late = await registerOperator(tree, { org: tree.basic, role: 'superadmin', grants: ['plan'] });
    const bind = (operator: TestOperator): Promise<Committed> => {
      const bound = { operatorId: operator.operatorId, identityId: cadre, place: '' };
      return tree.submit('operator.bindPerson', bound, { by: tree.sichuan.root, subjectVersion: 1 });
    };
    expect(await codeOf(bind(late))).to.equal('AUDITOR_IS_CADRE');
    const elsewhere = { org: tree.sichuan.orgId, role: 'cadre', grants: ['verify'] } as const;
    await bind(await registerOperator(tree, elsewhere));
    const own = await newPerson(tree, { home: tree.basic, root: tree.sichuan.root, name: 'own' });
    await tree.submit(
      'operator.bindPerson',
      { operatorId: provincial.operatorId, identityId: own, place: '' },
      { by: tree.sichuan.root, subjectVersion: 1 },
    );
    const himself = await appoint(tree, { by: provincial, org: tree.city, identityId: own });
    expect(await codeOf(himself.committed)).to.equal('OWN_ACCOUNT');
    const nobody = { by: provincial, org: tree.city, identityId: tree.newId('identity') };
    expect(await codeOf((await appoint(tree, nobody)).committed)).to.equal('ACCOUNT_UNKNOWN');
  });

  it('is removed by who appointed it or stands above, never by whom it audits', async () => {
    const auditor = await newAuditor(tree, { by: provincial, org: tree.city });
    const { operatorId } = auditor;
    const city = await registerOperator(tree, {
      ...{ org: tree.city, role: 'superadmin', grants: ['audit', 'operator'] },
    });
    expect(await codeOf(remove(auditor, city))).to.equal('OUT_OF_SCOPE');
    const root = tree.sichuan.root;
    const reason = 'other' as const;
    const options = { by: root, subjectVersion: 1 };
    expect(await codeOf(tree.submit('operator.revoke', { operatorId, reason }, options))).to.equal(
      'OUT_OF_SCOPE',
    );
    expect(await codeOf(tree.submit('operator.grant', { operatorId, grants: ['fund'] }, options))).to.equal(
      'OUT_OF_SCOPE',
    );
    const { keyId } = auditor;
    expect(await codeOf(tree.submit('operator.revokeKey', { operatorId, keyId }, options))).to.equal(
      'OUT_OF_SCOPE',
    );
    await remove(auditor, provincial);
    expect(recordOf(auditor)).to.deep.include({ version: 2, state: 'REVOKED' });
    expect(await codeOf(remove(auditor, provincial, 2))).to.equal('OPERATOR_REVOKED');
    expect(await codeOf(remove(city, provincial))).to.equal('OPERATOR_UNKNOWN');
    const across = await newAuditor(tree, { by: national, org: tree.sichuan.orgId });
    expect(await codeOf(remove(across, provincial))).to.equal('PROVINCE_FOREIGN');
    await remove(across, national);
  });

  it('changes its own key and does nothing else that is not audit, whatever type and whoever appoints', async () => {
    const auditor = await newAuditor(tree, { by: provincial, org: tree.city });
    const { signer } = tree.newOperator(auditor, auditor.org);
    const { operatorId } = auditor;
    const proof = await tree.prove({ purpose: 'operator-key', holder: operatorId }, signer);
    const rotation = { operatorId, publicKey: signer.publicKey, proof, revokeKeyId: '' };
    await tree.submit('operator.rotateKey', rotation, { by: auditor, subjectVersion: 1 });
    const types = Object.values(INSTRUCTION_TYPES).filter(({ actor }) => actor === 'operator');
    for (const { type } of types) {
      const code = await attempt(type, auditor);
      expect(code, type).to.not.equal('done');
    }
  });

  it('has no cadre that does its work', async () => {
    const types = Object.values(INSTRUCTION_TYPES).filter(({ actor }) => actor === 'auditor');
    expect(types.map(({ type }) => type)).to.have.members([
      ...['finding.open', 'finding.close', 'unmask.request', 'sample.commit', 'sample.record'],
    ]);
    for (const { type } of types) expect(await attempt(type, provincial), type).to.not.equal('done');
  });

  it('needs 经审 that spends nothing: the grant goes with no other, but of a superadmin', async () => {
    const { orgId } = tree.sichuan;
    const mixed = { org: orgId, role: 'cadre', grants: ['audit', 'pay'] } as const;
    expect(await codeOf(registerOperator(tree, mixed))).to.equal('GRANT_EXCEEDS');
    await registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['audit', 'operator'] });
  });

  async function attempt(type: InstructionType, by: TestOperator): Promise<string> {
    const payload = samplePayload(type);
    const argument = await tree.instruct(type, payload, { by, subjectVersion: 1 });
    const { chaincode } = INSTRUCTION_TYPES[type];
    const call = { function: contractFunctionOf(type), argument, submitter: { mspId: by.mspId } };
    return tree.ledger.endorse({ ...call, chaincode: chaincode === 'each' ? 'identity' : chaincode }).then(
      () => 'done',
      (error: unknown) => {
        const code = error instanceof Error ? decodeError(error.message)?.code : undefined;
        if (code === undefined) throw error;
        return code;
      },
    );
  }
});
