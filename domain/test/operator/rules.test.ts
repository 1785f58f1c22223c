// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { OperatorRecord } from '#src/ledger/index.js';
import {
  changeKeys,
  registerOperator,
  regrantOperator,
  revokedKey,
  revokeOperator,
  type Granter,
  type RegisterOperatorPayload,
} from '#src/operator/index.js';
import { expectCode } from '../support/expect-code.js';

const SUPERADMIN: OperatorRecord = {
  ...{ version: 3, org: 'O1', province: '51', role: 'superadmin', grants: ['member', 'operator'] },
  ...{ state: 'ACTIVE', grantedBy: '', responsibility: '' },
};
const CADRE: OperatorRecord = { ...SUPERADMIN, role: 'cadre', grants: ['member'] };
const LOWER: OperatorRecord = { ...SUPERADMIN, org: 'O2' };
const ROOT: Granter = { operatorId: 'P1', record: SUPERADMIN };
const PAYLOAD: RegisterOperatorPayload = {
  ...{ operatorId: 'P2', org: 'O1', role: 'cadre', grants: ['member'] },
  ...{ publicKey: '', proof: '', responsibility: 'd' },
};

describe('who may make and unmake operators', () => {
  const register = (payload: Partial<RegisterOperatorPayload>, record = SUPERADMIN): OperatorRecord =>
    registerOperator({ ...PAYLOAD, ...payload }, { operatorId: 'P1', record }, undefined);
  const regrant = (
    target: OperatorRecord,
    grants: OperatorRecord['grants'],
    granter = ROOT,
  ): OperatorRecord => regrantOperator(target, { grants, granter });

  it('a superadmin makes cadres of its own union, and superadmins of its subtree', () => {
    expect(register({})).to.deep.equal({
      ...{ version: 1, org: 'O1', province: '51', role: 'cadre', grants: ['member'] },
      ...{ state: 'ACTIVE', grantedBy: 'P1', responsibility: 'd' },
    });
    expect(register({ org: 'O2', role: 'superadmin', grants: ['operator', 'member'] }).grants).to.deep.equal([
      ...['member', 'operator'],
    ]);
    expectCode(() => register({ org: 'O2' }), 'OUT_OF_SCOPE');
  });

  it('nobody grants what it does not hold, and no cadre holds what makes operators', () => {
    expect(() => register({ grants: ['member', 'verify', 'operator'] }))
      .to.throw()
      .that.deep.includes({ code: 'GRANT_EXCEEDS', details: { grants: ['verify', 'operator'] } });
    expectCode(() => regrant(LOWER, ['organisation']), 'GRANT_EXCEEDS');
    expectCode(() => regrant(CADRE, ['operator']), 'GRANT_EXCEEDS');
  });

  it('a cadre makes nobody, and an operator is made once', () => {
    expectCode(() => register({}, CADRE), 'GRANT_MISSING');
    expectCode(() => registerOperator(PAYLOAD, ROOT, CADRE), 'OPERATOR_EXISTS');
  });

  it('grants are replaced from above only', () => {
    expect(regrant(LOWER, ['operator', 'member'])).to.include({ version: 4, grantedBy: 'P1' });
    expect(regrant(CADRE, []).grants).to.deep.equal([]);
    expectCode(() => regrant(SUPERADMIN, []), 'OUT_OF_SCOPE');
    expectCode(() => regrant(LOWER, [], { operatorId: 'P2', record: CADRE }), 'GRANT_MISSING');
    expectCode(() => regrant({ ...LOWER, state: 'REVOKED' }, []), 'OPERATOR_REVOKED');
  });

  it('operators are revoked from above only, once', () => {
    expect(revokeOperator(CADRE, ROOT)).to.include({ version: 4, state: 'REVOKED' });
    expectCode(() => revokeOperator(SUPERADMIN, ROOT), 'OUT_OF_SCOPE');
    expectCode(() => revokeOperator({ ...CADRE, state: 'REVOKED' }, ROOT), 'OPERATOR_REVOKED');
  });

  it('an auditor is out of reach of whoever is audited', () => {
    for (const org of ['O1', 'O2']) {
      const auditor: OperatorRecord = { ...SUPERADMIN, org, role: 'auditor', grants: [] };
      expectCode(() => regrant(auditor, []), 'OUT_OF_SCOPE');
      expectCode(() => revokeOperator(auditor, ROOT), 'OUT_OF_SCOPE');
      expectCode(() => changeKeys({ operatorId: 'P2', record: auditor }, ROOT), 'OUT_OF_SCOPE');
    }
  });

  it('a cadre with 经审 holds nothing beside it; a superadmin may, and each other kind of work goes with others', () => {
    const all: Granter = {
      operatorId: 'P1',
      record: { ...SUPERADMIN, grants: ['audit', 'member', 'operator', 'verify'] },
    };
    const { details } = expectCode(() => regrant(CADRE, ['audit', 'member'], all), 'GRANT_EXCEEDS');
    expect(details).to.deep.equal({ grants: ['audit', 'member'] });
    expect(regrant(CADRE, ['audit'], all).grants).to.deep.equal(['audit']);
    expect(regrant(CADRE, ['verify', 'member'], all).grants).to.deep.equal(['member', 'verify']);
    expect(regrant(LOWER, ['audit', 'member'], all).grants).to.deep.equal(['audit', 'member']);
  });

  it('keys are changed by their holder, or from above by who makes operators', () => {
    const change = (operatorId: string, record: OperatorRecord, actor: Granter): OperatorRecord =>
      changeKeys({ operatorId, record }, actor);
    expect(change('P1', SUPERADMIN, ROOT).version).to.equal(4);
    expect(change('P2', CADRE, { operatorId: 'P2', record: CADRE }).version).to.equal(4);
    expect(change('P2', CADRE, ROOT).version).to.equal(4);
    expectCode(() => change('P2', SUPERADMIN, ROOT), 'OUT_OF_SCOPE');
    expectCode(() => change('P2', CADRE, { operatorId: 'P3', record: CADRE }), 'GRANT_MISSING');
    const withoutGrant = { operatorId: 'P1', record: { ...SUPERADMIN, grants: [] } };
    expectCode(() => change('P2', CADRE, withoutGrant), 'GRANT_MISSING');
    expectCode(() => change('P2', { ...CADRE, state: 'REVOKED' }, ROOT), 'OPERATOR_REVOKED');
  });

  it('a key ends once', () => {
    expect(revokedKey({ publicKey: 'k', state: 'ACTIVE' })).to.deep.equal({
      publicKey: 'k',
      state: 'REVOKED',
    });
    expectCode(() => revokedKey({ publicKey: 'k', state: 'REVOKED' }), 'KEY_REVOKED');
    expectCode(() => revokedKey(undefined), 'KEY_UNKNOWN');
  });
});
