// SPDX-License-Identifier: Apache-2.0
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import type { AuditPages } from '#src/audits/audit-source.js';
import { CheckEnded, Checks, type ChecksOptions } from '#src/audits/checks.js';
import { AUDIT_ROWS, type NamedRow } from '#src/read-model/aggregates/audit-source.js';
import { idOf } from '../support/ledger-blocks.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';

const SCOPE = { org: idOf('organisation', 'o'), sources: ['union'] } as const;
const ASKED = { code: 'DUP-1', scope: SCOPE, height: 3 };

/** A ledger on which nothing stands. */
const EMPTY: AuditPages = {
  auditVersions: () => Promise.resolve([]),
  auditVersionsOf: () => Promise.resolve([]),
  auditPlaces: () => Promise.resolve([]),
  auditPages: () => Promise.resolve([]),
  auditAccounts: () => Promise.resolve([]),
  auditBlocks: () => Promise.resolve([]),
  unreadableBefore: () => Promise.resolve([]),
  paidBefore: () => Promise.resolve(new Map()),
};

const PLAN = JSON.stringify(SAMPLE_RECORDS.plan.record);

function planRow(block: number): NamedRow {
  const made = { transaction_id: 'a'.repeat(64), time: '2026-03-01T00:00:00.000Z', type: 'plan.open' };
  const name = idOf('manifest', `plan ${String(block)}`);
  return { ...made, name, block, position: 0, actor: '', key_id: '', contract: '1.0.0', record: PLAN };
}

describe('checks in a process of their own', function () {
  this.timeout(60_000);
  let checks: Checks;
  const open = (options: Partial<ChecksOptions> = {}): Checks =>
    (checks = new Checks({ pages: EMPTY, megabytes: 256, ...options }));
  afterEach(() => checks.close());

  it('say what the check says, and refuse what it refuses', async () => {
    const { result, digest } = await open().run(ASKED);
    expect(result).to.deep.include({ check: 'DUP-1', scope: SCOPE, height: 3, findings: [] });
    expect(digest).to.have.length(43);
    await expectCode(checks.run({ ...ASKED, code: 'NOT-1' }), 'CHECK_UNKNOWN');
  });

  it('run one at a time, and let no more wait than there are places', async () => {
    let [asking, most] = [0, 0];
    const auditVersions = async (): Promise<readonly never[]> => {
      asking += 1;
      most = Math.max(most, asking);
      await new Promise((resolve) => setImmediate(resolve));
      asking -= 1;
      return [];
    };
    open({ pages: { ...EMPTY, auditVersions } });
    const runs = Array.from({ length: 8 }, () => checks.run(ASKED));
    await expectCode(checks.run(ASKED), 'TOO_MANY_REQUESTS');
    const digests = new Set((await Promise.all(runs)).map(({ digest }) => digest));
    expect(digests.size).to.equal(1);
    expect(most).to.equal(1);
    expect((await checks.run(ASKED)).result.check, 'there is room again').to.equal('DUP-1');
  });

  it('end without harm where their memory does not suffice', async () => {
    // More plans than any heap holds.
    let made = 0;
    const auditVersions: AuditPages['auditVersions'] = (type) =>
      Promise.resolve(type === 'plan' ? Array.from({ length: AUDIT_ROWS }, () => planRow((made += 1))) : []);
    await expectCode(
      open({ pages: { ...EMPTY, auditVersions }, megabytes: 48 }).run(ASKED),
      'CHECK_TOO_LARGE',
    );
    expect(made).to.be.greaterThan(AUDIT_ROWS);
  });

  it('end with what the database says, and when the gateway does', async () => {
    const auditVersions = (): Promise<never> => Promise.reject(new Error('no database'));
    const failed = await open({ pages: { ...EMPTY, auditVersions } })
      .run(ASKED)
      .catch((error: unknown) => error);
    expect(failed).to.be.an('error').with.property('message', 'no database');
    const hanging = open({
      pages: {
        ...EMPTY,
        auditVersions: () => {
          checks.close();
          return new Promise(() => undefined);
        },
      },
    });
    expect(await hanging.run(ASKED).catch((error: unknown) => error)).to.be.instanceOf(CheckEnded);
    expect(await hanging.run(ASKED).catch((error: unknown) => error)).to.be.instanceOf(CheckEnded);
  });
});
