// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AccountRecord, TransferRecord } from '#src/ledger/index.js';
import { MANIFEST_SAMPLE } from '#src/manifest/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import {
  assertOldSide,
  openBatch,
  transferAgreed,
  type AgreedGround,
  type BatchRow,
} from '#src/transfer/index.js';
import { expectCode } from '../support/expect-code.js';

import { ASKED, MEMBER, NEW, NOW, OLD, OTHER_DIGEST, THIRD, UNION } from './support.js';

const TODAY = '2026-03-03';
const WHO = SAMPLE.identityId;
const row: BatchRow = {
  ...{ identityId: WHO, personKey: `1.${SAMPLE.digest}`, nameTag: MEMBER.tag, root: OTHER_DIGEST, to: NEW },
};
const known = (change: Partial<AccountRecord> = {}): AgreedGround['known'] => ({
  ...{ identityId: WHO, account: { ...MEMBER, ...change } },
});
const ground = (transfer?: TransferRecord, change: Partial<AgreedGround> = {}): AgreedGround => ({
  ...{ transfer, now: NOW, known: known(), org: UNION, keyVersions: [1], isOfOld: true, isOfNew: true },
  ...{ signers: [], today: TODAY, ...change },
});
const MOVED = {
  ...MEMBER,
  v: 8,
  org: NEW,
  province: '34',
  since: TODAY,
  here: TODAY,
  held: MEMBER.since,
  root: OTHER_DIGEST,
};

describe('a batch of transfers', () => {
  it('is between two unions that are apart, the new one at work, the old one perhaps ending', () => {
    const origin = {
      ...{ type: 'transfer.batch' as const, actor: SAMPLE.operatorId, actorKeyId: SAMPLE.keyId },
      ...{ province: '34', expiresAt: '2026-03-10T00:00:00.000Z' },
    };
    const sides = { from: OLD, to: NEW };
    const payload = { ...MANIFEST_SAMPLE, rows: 500, ...sides };
    const old = { ...UNION, province: '51' };
    const at = { existing: undefined, from: old, to: UNION, overlap: false };
    const opened = openBatch(payload, origin, at);
    expect(opened).to.deep.include({ sides: { ...sides, fromProvince: '51' }, rows: 500, state: 'OPEN' });
    expect(openBatch(payload, origin, { ...at, from: { ...old, state: 'CLOSED' } }).rows).to.equal(500);
    expectCode(() => openBatch(payload, origin, { ...at, overlap: true }), 'SIDES_OVERLAP');
    expectCode(() => openBatch(payload, origin, { ...at, existing: opened }), 'MANIFEST_EXISTS');
    const closed = { ...at, to: { ...UNION, state: 'CLOSED' as const } };
    expectCode(() => openBatch(payload, origin, closed), 'ORGANISATION_CLOSED');
    expect(expectCode(() => assertOldSide(OLD, undefined), 'ORGANISATION_UNKNOWN').details).to.deep.equal({
      orgId: OLD,
    });
    const foreign = expectCode(() => assertOldSide(OLD, { ...UNION, province: '00' }), 'PROVINCE_FOREIGN');
    expect(foreign.details).to.deep.equal({ province: '00' });
  });

  it('moves a member of the old side to the new one at once, nobody else, and not who signed', () => {
    expect(transferAgreed(row, ground())).to.deep.equal({ account: MOVED });
    const refused = (change: Partial<AgreedGround>, code: Parameters<typeof expectCode>[1]): void => {
      expectCode(() => transferAgreed(row, ground(undefined, change)), code);
    };
    refused({ isOfNew: false }, 'OUT_OF_SCOPE');
    refused({ isOfOld: false }, 'MEMBER_NOT_FOUND');
    refused({ signers: [SAMPLE.manifestId, WHO] }, 'OWN_ACCOUNT');
    refused({ known: known({ org: NEW }) }, 'MEMBER_UNCHANGED');
    refused({ known: known({ state: 'EXPELLED' }) }, 'MEMBERSHIP_NONE');
    refused({ keyVersions: [2] }, 'KEY_VERSION_NOT_IN_FORCE');
    refused({ org: undefined }, 'ORGANISATION_UNKNOWN');
  });

  it('ends what was open between the same unions, with its code, and nothing else', () => {
    const coded = { ...ASKED, codeKey: SAMPLE.publicKey };
    expect(transferAgreed(row, ground(coded))).to.deep.equal({
      ...{ account: MOVED, transfer: { ...ASKED, v: 5, status: 'CANCELLED' } },
    });
    const released: TransferRecord = { ...ASKED, status: 'RELEASED', to: '', toProvince: '' };
    expect(transferAgreed(row, ground({ ...released, codeKey: SAMPLE.publicKey })).transfer).to.deep.equal({
      ...{ ...released, v: 5, status: 'CANCELLED' },
    });
    expectCode(() => transferAgreed(row, ground({ ...ASKED, to: THIRD })), 'TRANSFER_OPEN');
    for (const status of ['COMPLETED', 'CANCELLED', 'LAPSED'] as const)
      expect(transferAgreed(row, ground({ ...ASKED, status })), status).not.to.have.property('transfer');
    // The old union took it from the other side, which has appealed.
    const there = { ...ASKED, from: NEW, to: OLD };
    for (const [status, code] of [
      ['APPEALED', 'TRANSFER_APPEALED'],
      ['RECALLED', 'TRANSFER_RECALLED'],
    ] as const)
      expectCode(() => transferAgreed(row, ground({ ...there, status })), code);
  });

  it('writes down what time has ended: no clock that is behind finds it open when the member is back', () => {
    const lapsed = { ...ASKED, lapsesAt: ASKED.asked };
    expect(transferAgreed(row, ground(lapsed)).transfer).to.deep.equal({ ...lapsed, v: 5, status: 'LAPSED' });
    const objection = { ground: 'expulsionPending', digest: OTHER_DIGEST, until: ASKED.asked } as const;
    const heard: TransferRecord = { ...ASKED, from: NEW, to: OLD, status: 'APPEALED', objection };
    expect(transferAgreed(row, ground(heard)).transfer).to.deep.equal({
      ...{ ...heard, v: 5, status: 'COMPLETED', way: 'judgeSilence' },
    });
  });
});
