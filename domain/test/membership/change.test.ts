// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { changeByRow, type ChangeRow } from '#src/membership/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';
import { MEMBER } from '../transfer/support.js';

describe('a row of a list of changes', () => {
  const row: ChangeRow = {
    ...{ identityId: SAMPLE.identityId, place: '', root: MEMBER.root, version: MEMBER.v },
    ...{ action: 'decease', on: '2026-03-03', evidence: SAMPLE.digest },
  };
  const ground = {
    ...{ account: MEMBER, transfer: undefined },
    ...{ today: '2026-03-03', time: '2026-03-03T04:00:00.000Z' },
  };

  it('is of the account as it was when the row was prepared, to the version', () => {
    expect(changeByRow(row, ground)).to.include({ state: 'DECEASED', v: MEMBER.v + 1 });
    for (const by of [-1, 1]) {
      const seen = MEMBER.v + by;
      const { details } = expectCode(() => changeByRow({ ...row, version: seen }, ground), 'STALE_SUBJECT');
      expect(details).to.deep.equal({ seen, current: MEMBER.v });
    }
  });

  it('is of nobody whose record has another root', () => {
    const { details } = expectCode(
      () => changeByRow({ ...row, root: `${'B'.repeat(42)}A` }, ground),
      'STALE_SUBJECT',
    );
    expect(details).to.deep.equal({});
  });
});
