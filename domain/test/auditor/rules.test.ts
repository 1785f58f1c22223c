// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { appointAuditor, removeAuditor } from '#src/auditor/index.js';
import { appointPresentation } from '#src/auditor/appoint.js';
import { removePresentation } from '#src/auditor/remove.js';
import { MEMBERSHIP_STATES, type MembershipState, type OperatorRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';

const PAYLOAD = appointPresentation.sample();
const APPOINTER = {
  operatorId: SAMPLE.operatorId,
  record: { org: SAMPLE.orgId, province: '51' } as OperatorRecord,
};
const GROUND = {
  ...{ appointer: APPOINTER, existing: undefined, isCadre: false },
  account: { state: 'NONE' as MembershipState },
};

describe('an auditor', () => {
  it('is of the union that appoints it, for its scope, without grants', () => {
    const sources: (typeof PAYLOAD.audits.sources)[number][] = ['union', 'central'];
    const audits = { org: SAMPLE.otherOrgId, sources };
    expect(appointAuditor({ ...PAYLOAD, audits }, GROUND)).to.deep.equal({
      ...{ version: 1, org: SAMPLE.orgId, province: '51', role: 'auditor', grants: [], state: 'ACTIVE' },
      ...{ grantedBy: SAMPLE.operatorId, responsibility: SAMPLE.digest, person: SAMPLE.identityId },
      audits: { org: SAMPLE.otherOrgId, sources: ['central', 'union'] },
    });
    expect(sources, 'what was signed stays').to.deep.equal(['union', 'central']);
    const existing = appointAuditor(PAYLOAD, GROUND);
    expectCode(() => appointAuditor(PAYLOAD, { ...GROUND, existing }), 'OPERATOR_EXISTS');
    expectCode(() => appointAuditor(PAYLOAD, { ...GROUND, isCadre: true }), 'AUDITOR_IS_CADRE');
  });

  it('is somebody by an account that stands, in whatever state of membership', () => {
    for (const state of MEMBERSHIP_STATES) {
      const ground = { ...GROUND, account: { state } };
      if (state === 'VOIDED') expectCode(() => appointAuditor(PAYLOAD, ground), 'PERSON_VOIDED');
      else expect(appointAuditor(PAYLOAD, ground), state).to.include({ person: SAMPLE.identityId });
    }
  });

  it('is removed once, and no cadre is', () => {
    const auditor = appointAuditor(PAYLOAD, GROUND);
    const removed = removeAuditor(auditor);
    expect(removed).to.deep.equal({ ...auditor, version: 2, state: 'REVOKED' });
    expectCode(() => removeAuditor(removed), 'OPERATOR_REVOKED');
    expectCode(() => removeAuditor({ ...auditor, role: 'cadre' }), 'OPERATOR_UNKNOWN');
  });

  it('is told with scope and reason', () => {
    expect(appointPresentation.words(PAYLOAD).zh).to.contain('中央财政、工会经费');
    expect(appointPresentation.words(PAYLOAD).en).to.contain('central, union');
    expect(removePresentation.words({ operatorId: SAMPLE.operatorId, reason: 'left' }).zh).to.contain('离职');
  });
});
