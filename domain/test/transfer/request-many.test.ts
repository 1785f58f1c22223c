// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { SAMPLE } from '#src/schema/sample.js';
import { requestOfRow, type RequestRow } from '#src/transfer/index.js';
import { expectCode } from '../support/expect-code.js';

const ROW: RequestRow = {
  ...{ identityId: SAMPLE.identityId, personKey: `1.${SAMPLE.digest}`, nameTag: SAMPLE.tag },
  ...{ root: SAMPLE.digest, to: SAMPLE.orgId, employer: '91510100MA00000019', slot: 3, version: 0 },
};

describe('a row of a list of requests', () => {
  it('is a request by the evidence of its list, and none without', () => {
    const evidence = { kind: 'contract', digest: SAMPLE.digest } as const;
    expect(requestOfRow(ROW, { evidence })).to.deep.include({ to: SAMPLE.orgId, slot: 3, evidence });
    expectCode(() => requestOfRow(ROW, {}), 'MANIFEST_UNKNOWN');
  });
});
