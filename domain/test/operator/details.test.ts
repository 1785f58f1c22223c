// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  MEMBERSHIP_STATES,
  type MembershipState,
  type OperatorRecord,
  type OperatorRole,
} from '#src/ledger/index.js';
import {
  assertOtherKey,
  bindPerson,
  changeKeys,
  grantOperatorPayload,
  registerOperator,
  regrantOperator,
  type Granter,
} from '#src/operator/index.js';
import { parseWith } from '#src/schema/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';

const SUPERADMIN: OperatorRecord = {
  ...{
    version: 3,
    org: 'O1',
    province: '51',
    role: 'superadmin',
    grants: ['governance', 'member', 'operator'],
  },
  ...{ state: 'ACTIVE', grantedBy: '', responsibility: '' },
};
const CADRE: OperatorRecord = { ...SUPERADMIN, role: 'cadre', grants: ['member'] };
const ROOT: Granter = { operatorId: 'P1', record: SUPERADMIN };

describe('the person behind an operator', () => {
  const bind = (
    operatorId: string,
    record: OperatorRecord,
    isRoot: boolean,
    { actor = ROOT, state = 'NONE' }: { actor?: Granter; state?: MembershipState } = {},
  ): OperatorRecord =>
    bindPerson({ operatorId, record }, { identityId: SAMPLE.identityId, account: { state }, actor, isRoot });

  it('is said once by who stands above, and by a root operator of itself alone', () => {
    expect(bind('P2', CADRE, false)).to.deep.equal({ ...CADRE, version: 4, person: SAMPLE.identityId });
    expect(bind('P1', SUPERADMIN, true)).to.include({ version: 4, person: SAMPLE.identityId });
    expectCode(() => bind('P1', SUPERADMIN, false), 'OUT_OF_SCOPE');
    // A root operator is nobody's but its own in its union.
    expectCode(() => bind('P2', SUPERADMIN, true), 'OUT_OF_SCOPE');
    expectCode(
      () => bind('P2', CADRE, false, { actor: { operatorId: 'P3', record: CADRE } }),
      'GRANT_MISSING',
    );
    expectCode(() => bind('P2', { ...CADRE, state: 'REVOKED' }, false), 'OPERATOR_REVOKED');
    expectCode(() => bind('P2', { ...CADRE, person: SAMPLE.identityId }, false), 'PERSON_BOUND');
  });

  it('is by an account that stands, in whatever state of membership', () => {
    for (const state of MEMBERSHIP_STATES)
      if (state === 'VOIDED') expectCode(() => bind('P2', CADRE, false, { state }), 'PERSON_VOIDED');
      else expect(bind('P2', CADRE, false, { state }), state).to.include({ person: SAMPLE.identityId });
  });
});

describe('what an operator may do', () => {
  it('is told with what is missing', () => {
    const byCadre = { operatorId: 'P3', record: CADRE };
    const cadre = expectCode(() => regrantOperator(CADRE, { grants: [], granter: byCadre }), 'GRANT_MISSING');
    expect(cadre.details).to.deep.equal({ role: 'superadmin' });
    const keys = expectCode(() => changeKeys({ operatorId: 'P2', record: CADRE }, byCadre), 'GRANT_MISSING');
    expect(keys.details).to.deep.equal({ grant: 'operator' });
  });

  it('of a cadre is never to make operators or to govern, whoever grants it; of a superadmin it is', () => {
    for (const grant of ['operator', 'governance'] as const) {
      const give = (role: OperatorRole, org: string): OperatorRecord =>
        registerOperator(
          {
            ...{ operatorId: 'P2', org, role, grants: [grant], publicKey: '', proof: '', responsibility: '' },
          },
          ROOT,
          undefined,
        );
      const { details } = expectCode(() => give('cadre', 'O1'), 'GRANT_EXCEEDS');
      expect(details).to.deep.equal({ grants: [grant] });
      expect(give('superadmin', 'O2').grants).to.deep.equal([grant]);
      expectCode(() => give('superadmin', 'O1'), 'OUT_OF_SCOPE');
    }
  });

  it('names each kind of work once', () => {
    const grants = (list: readonly string[]): unknown =>
      parseWith(grantOperatorPayload, { operatorId: SAMPLE.operatorId, grants: list });
    expect(grants([])).to.deep.include({ grants: [] });
    expect(grants(['member', 'verify'])).to.deep.include({ grants: ['member', 'verify'] });
    expectCode(() => grants(['member', 'member']), 'INVALID_REQUEST');
  });
});

describe('the keys of a root operator', () => {
  it('are one at least that is in use', () => {
    const [active, revoked] = (['ACTIVE', 'REVOKED'] as const).map((state) => ({ publicKey: 'k', state }));
    assertOtherKey([revoked, active, undefined]);
    for (const keys of [[], [revoked], [undefined]])
      expectCode(() => {
        assertOtherKey(keys);
      }, 'LAST_KEY');
  });
});
