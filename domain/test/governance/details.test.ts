// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  addProvince,
  allTermDays,
  assertKeyVersions,
  assertPrunable,
  bootstrapNetwork,
  closeKeyVersion,
  foundUnion,
  joinProvince,
  ledgerTime,
  nextCalendar,
  nextPolicy,
  openKeyVersion,
  setPolicyPayload,
  tick,
  TICK_AHEAD_MS,
} from '#src/governance/index.js';
import { GRANTS, type NetworkRecord } from '#src/ledger/index.js';
import { parseWith } from '#src/schema/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';

const NETWORK: NetworkRecord = {
  ...{ version: 1, network: 'n', nationalMspId: 'NationalMSP', nationalOrg: 'O1', rootOperator: 'P1' },
};
const UNION = {
  organisation: { orgId: 'O1', name: '四川省总工会', creditCode: '' },
  root: { operatorId: 'P1', publicKey: SAMPLE.publicKey },
};
const SICHUAN = { code: '51', mspId: 'SichuanMSP', name: '四川' };
const WAITING = { version: 1, mspId: 'SichuanMSP', name: '四川' };
const details = (work: () => unknown, code: Parameters<typeof expectCode>[1]): object =>
  expectCode(work, code).details;

describe('the clock of the ledger', () => {
  const [HOUR, NEXT] = ['2026-03-03T04:00:00.000Z', '2026-03-03T05:00:00.000Z'];

  it('goes forward only, half an hour ahead of its transaction at the most', () => {
    const time = Date.parse(NEXT) - 30 * 60_000;
    expect(TICK_AHEAD_MS).to.equal(30 * 60_000);
    expect(tick(HOUR, { clock: undefined, time })).to.deep.equal({ v: 1, hour: HOUR });
    const clock = { v: 7, hour: HOUR };
    expect(tick(NEXT, { clock, time })).to.deep.equal({ v: 8, hour: NEXT });
    expect(details(() => tick(NEXT, { clock, time: time - 1 }), 'CLOCK_AHEAD')).to.deep.equal({ hour: NEXT });
    for (const hour of [HOUR, '2026-03-03T03:00:00.000Z'])
      expect(details(() => tick(hour, { clock, time }), 'CLOCK_NOT_LATER')).to.deep.equal({ hour: HOUR });
  });

  it('counts where it is later than the transaction says', () => {
    const at = Date.parse(HOUR);
    expect(ledgerTime(5, undefined)).to.equal(5);
    expect(ledgerTime(at - 1, { v: 1, hour: HOUR })).to.equal(at);
    expect(ledgerTime(at + 1, { v: 1, hour: HOUR })).to.equal(at + 1);
  });
});

describe('a policy and a calendar', () => {
  const set = (policy: object): unknown => parseWith(setPolicyPayload, { days: {}, ...policy });

  it('of a province sets none of the limits that the country sets it', () => {
    for (const limit of [{ floor: { answer: 3 } }, { cap: { answer: 9 } }, { holidays: 9 }]) {
      expect(set({ scope: '00', ...limit })).to.deep.include(limit);
      expectCode(() => set({ scope: '51', ...limit }), 'INVALID_REQUEST');
    }
    expect(set({ scope: '51', days: { answer: 4 } })).to.deep.include({ scope: '51' });
    const ground = { current: undefined, national: undefined };
    const wrong = details(
      () => nextPolicy({ scope: '00', days: { answer: 11 } }, ground),
      'POLICY_DISORDERED',
    );
    expect(wrong).to.deep.equal({ term: 'answer', floor: 3, days: 11, cap: 10 });
    expect(allTermDays({ own: { days: { undo: 4 } }, national: undefined })).to.deep.equal({
      ...{ answer: 5, judge: 10, take: 10, undo: 4, appeal: 15 },
    });
  });

  it('of the country is as long as it wants', () => {
    const weekdays = Array.from({ length: 31 }, (_, day) => `2026-03-${String(day + 1).padStart(2, '0')}`);
    const calendar = { scope: '00', year: 2026, holidays: weekdays, workdays: [] };
    const ground = { own: undefined, national: undefined, policy: undefined };
    expect(nextCalendar(calendar, ground)).to.deep.equal({ v: 1, holidays: weekdays, workdays: [] });
    expect(details(() => nextCalendar({ ...calendar, scope: '51' }, ground), 'CALENDAR_WIDER')).to.deep.equal(
      {
        ...{ holidays: 22, cap: 15 },
      },
    );
  });
});

describe('what governs a network', () => {
  it('is refused with what is there already, or missing', () => {
    const existing = WAITING;
    expect(details(() => addProvince(SICHUAN, { existing, taken: [] }), 'PROVINCE_REGISTERED')).to.deep.equal(
      {
        province: '51',
      },
    );
    expect(
      details(() => addProvince(SICHUAN, { existing: undefined, taken: ['sichuanMSP'] }), 'MSP_TAKEN'),
    ).to.deep.equal({
      mspId: 'SichuanMSP',
    });
    const joining = { province: '51', ...UNION };
    expect(details(() => joinProvince(joining, undefined), 'PROVINCE_UNKNOWN')).to.deep.equal({
      province: '51',
    });
    const joined = { ...WAITING, rootOrg: 'O1', rootOperator: 'P1' };
    expect(details(() => joinProvince(joining, joined), 'PROVINCE_REGISTERED')).to.deep.equal({
      province: '51',
    });
    const twice = { ...UNION, mspId: 'NationalMSP', provinces: [SICHUAN, SICHUAN] };
    const repeated = details(
      () => bootstrapNetwork(twice, { network: 'n', existing: undefined }),
      'INVALID_REQUEST',
    );
    expect(repeated).to.deep.equal({ reason: 'repeated province' });
    expect(details(() => assertPrunableOn('2026-03-02'), 'RETENTION_TOO_EARLY')).to.deep.equal({
      day: '2026-03-02',
    });
  });

  it('counts a working day of a test network in seconds', () => {
    const payload = { ...UNION, mspId: 'NationalMSP', provinces: [SICHUAN], workingDaySeconds: 60 };
    const network = bootstrapNetwork(payload, { network: 'n', existing: undefined });
    expect(network).to.deep.equal({ ...NETWORK, workingDaySeconds: 60 });
  });

  it('is a union with an operator who holds all, from the first', () => {
    const { organisation, profile, operator, key } = foundUnion(UNION, { province: '51', parent: 'O0' });
    expect(organisation).to.deep.equal({
      version: 1,
      state: 'ACTIVE',
      province: '51',
      parent: 'O0',
      level: 1,
    });
    expect(profile).to.include({
      version: 1,
      name: '四川省总工会',
      creditCode: '',
      foundedOn: '',
      contactRoot: '',
    });
    expect(operator).to.deep.equal({
      ...{ version: 1, org: 'O1', province: '51', role: 'superadmin', grants: [...GRANTS].sort() },
      ...{ state: 'ACTIVE', grantedBy: '', responsibility: '' },
    });
    expect(key).to.deep.equal({ publicKey: SAMPLE.publicKey, state: 'ACTIVE' });
    const mistyped = { ...UNION, organisation: { ...UNION.organisation, creditCode: '81510000MB0000001Y' } };
    expect(
      details(() => foundUnion(mistyped, { province: '51', parent: '' }), 'CREDIT_CODE_CHECK'),
    ).to.deep.equal({
      field: 'creditCode',
    });
  });

  it('opens and closes one version of the matching key after the other', () => {
    const two = openKeyVersion(2, NETWORK);
    expect(two).to.deep.equal({ ...NETWORK, version: 2, keyVersions: [1, 2] });
    expect(closeKeyVersion(1, two)).to.deep.equal({ ...NETWORK, version: 3, keyVersions: [2] });
    expect(details(() => openKeyVersion(3, two), 'KEY_VERSION_ORDER')).to.deep.equal({
      ...{ keyVersion: 3, inForce: ['1', '2'] },
    });
    expectCode(() => openKeyVersion(3, NETWORK), 'KEY_VERSION_ORDER');
    for (const [version, network] of [
      [1, NETWORK],
      [2, two],
    ] as const)
      expectCode(() => closeKeyVersion(version, network), 'KEY_VERSION_ORDER');
    const stray = details(() => {
      assertKeyVersions(['3.a'], [1, 2]);
    }, 'KEY_VERSION_NOT_IN_FORCE');
    expect(stray).to.deep.equal({ keyVersion: 3, inForce: ['1', '2'] });
    const missing = details(() => {
      assertKeyVersions(['2.a'], [1, 2]);
    }, 'FORMER_KEY_NEEDED');
    expect(missing).to.deep.equal({ keyVersion: 1 });
  });
});

function assertPrunableOn(day: string): void {
  assertPrunable(day, Date.parse(`${day}T00:00:00.000Z`));
}
