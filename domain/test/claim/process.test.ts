// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  CLAIM_ACTIONS,
  CLAIM_PROCESS,
  claimAt,
  claimFutures,
  claimRefusalOf,
  claimStepOf,
  claimWaits,
  isClaimOpen,
} from '#src/claim/index.js';
import { claimSchema } from '#src/ledger/record-schemas.js';
import type { ClaimRecord, ClaimStatus } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';

const STATUSES = Object.keys(CLAIM_PROCESS) as ClaimStatus[];

describe('the process of a claim', () => {
  // Covers: T17
  it('allows this and refuses all else', () => {
    const matrix = STATUSES.map((status) => {
      const cells = CLAIM_ACTIONS.map((action) => {
        const step = claimStepOf(status, action);
        if (step === undefined) return claimRefusalOf(action, status);
        return `${step.by} → ${[step.to, step.otherwise ?? []].flat().join('/')}`;
      });
      return [status, ...cells].join(' | ');
    });
    const over = 'claimant → OPENED | CLAIM_ENDED | CLAIM_ENDED | CLAIM_ENDED | CLAIM_ENDED';
    expect([['', ...CLAIM_ACTIONS].join(' | '), ...matrix]).to.deep.equal([
      ' | open | answer | decide | settle | withdraw',
      'OPENED | CLAIM_OPEN | holder → UPHELD/CONTESTED | CLAIM_NOT_CONTESTED | CLAIM_TOO_EARLY | claimant → WITHDRAWN',
      'CONTESTED | CLAIM_OPEN | CLAIM_CONTESTED | judge → UPHELD/DISMISSED | CLAIM_CONTESTED | claimant → WITHDRAWN',
      'UPHELD | CLAIM_OPEN | CLAIM_UPHELD | CLAIM_UPHELD | claimant → SETTLED | claimant → WITHDRAWN',
      ...['SETTLED', 'DISMISSED', 'WITHDRAWN', 'LAPSED'].map((status) => `${status} | ${over}`),
    ]);
  });

  it('is told beforehand what silence makes of it, which is what then happens', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATUSES), fc.integer({ min: 0, max: 60 * 24 }), (status, hours) => {
        const record = recordOf(status);
        const time = new Date(Date.parse(record.asked) + hours * 3_600_000).toISOString();
        const told = claimFutures(record).findLast(({ at }) => at <= time)?.status ?? status;
        expect(claimAt(record, time).status).to.equal(told);
      }),
    );
    const told = STATUSES.map((status) => [
      status,
      ...claimFutures(recordOf(status)).map(
        (future) => `${future.status} ${future.way} ${future.at.slice(0, 10)}`,
      ),
    ]);
    expect(told).to.deep.equal([
      ['OPENED', 'UPHELD silence 2026-12-10', 'LAPSED  2026-12-20'],
      ['CONTESTED', 'DISMISSED judgeSilence 2026-12-15'],
      ['UPHELD', 'LAPSED  2026-12-20'],
      ...[['SETTLED'], ['DISMISSED'], ['WITHDRAWN'], ['LAPSED']],
    ]);
  });

  it('waits for somebody as long as it is open, and for nobody else', () => {
    const turns = STATUSES.map((status) => [
      status,
      ...claimWaits(recordOf(status)).map(({ side, actions }) => `${side}: ${actions.join()}`),
    ]);
    expect(turns).to.deep.equal([
      ['OPENED', 'holder: answer', 'claimant: settle'],
      ['CONTESTED', 'judge: decide'],
      ['UPHELD', 'claimant: settle'],
      ...[['SETTLED'], ['DISMISSED'], ['WITHDRAWN'], ['LAPSED']],
    ]);
    for (const status of STATUSES)
      expect(isClaimOpen(status)).to.equal(claimWaits(recordOf(status)).length > 0, status);
  });

  it('is kept in records that the ledger believes', () => {
    for (const status of STATUSES) expect(claimSchema.safeParse(recordOf(status)).success).to.equal(true);
    expect(claimSchema.safeParse({ ...recordOf('OPENED'), keys: [] }).success).to.equal(false);
  });
});

function recordOf(status: ClaimStatus): ClaimRecord {
  return {
    ...{ v: 1, status, way: '', kind: 'wrongDocument', keys: [`1.${'A'.repeat(22)}`] },
    ...{ owner: SAMPLE.identityId, org: SAMPLE.orgId, province: '11', level: 1 },
    ...{ tag: SAMPLE.tag, root: SAMPLE.digest, evidence: SAMPLE.digest, by: SAMPLE.operatorId },
    ...{ asked: '2026-12-01T00:00:00.000Z', due: '2026-12-10T00:00:00.000Z' },
    ...{ silentAt: '2026-12-10T00:30:00.000Z', lapsesAt: '2026-12-20T00:00:00.000Z' },
    ...(status === 'CONTESTED' && { contest: { digest: SAMPLE.digest, until: '2026-12-15T00:00:00.000Z' } }),
  };
}
