// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  addProvince,
  assertPrunable,
  bootstrapNetwork,
  foundUnion,
  joinProvince,
  revokeGatewayKey,
  type BootstrapPayload,
} from '#src/governance/index.js';
import { GRANTS, type GatewayKeyRecord, type ProvinceRecord } from '#src/ledger/index.js';
import { expectCode } from '../support/expect-code.js';

const DAY = 86_400_000;
const UNION = {
  organisation: { orgId: 'O1', name: '四川省总工会', creditCode: '' },
  root: { operatorId: 'P1', publicKey: '04' },
};
const SICHUAN = { code: '51', mspId: 'SichuanMSP', name: '四川' };
const PAYLOAD: BootstrapPayload = { ...UNION, mspId: 'NationalMSP', provinces: [SICHUAN] };
const WAITING: ProvinceRecord = { version: 1, mspId: 'SichuanMSP', name: '四川' };

describe('a network', () => {
  const bootstrap = (change: Partial<BootstrapPayload>): unknown =>
    bootstrapNetwork({ ...PAYLOAD, ...change }, { network: 'n', existing: undefined });

  it('is bootstrapped once', () => {
    const record = bootstrapNetwork(PAYLOAD, { network: 'n', existing: undefined });
    expect(record).to.deep.equal({
      ...{ version: 1, network: 'n', nationalMspId: 'NationalMSP', nationalOrg: 'O1', rootOperator: 'P1' },
    });
    expectCode(() => bootstrapNetwork(PAYLOAD, { network: 'n', existing: record }), 'ALREADY_BOOTSTRAPPED');
  });

  it('has each code and each organisation once, the national one among them', () => {
    expectCode(() => bootstrap({ provinces: [SICHUAN, { ...SICHUAN, code: '11' }] }), 'INVALID_REQUEST');
    expectCode(
      () => bootstrap({ provinces: [SICHUAN, { ...SICHUAN, mspId: 'BeijingMSP' }] }),
      'INVALID_REQUEST',
    );
    expectCode(() => bootstrap({ provinces: [{ ...SICHUAN, code: '00' }] }), 'INVALID_REQUEST');
    expectCode(() => bootstrap({ mspId: 'SichuanMSP' }), 'INVALID_REQUEST');
  });

  it('adds a province once, never the national code', () => {
    expect(addProvince(SICHUAN, undefined)).to.deep.equal(WAITING);
    expectCode(() => addProvince(SICHUAN, WAITING), 'PROVINCE_REGISTERED');
    expectCode(() => addProvince({ ...SICHUAN, code: '00' }, undefined), 'INVALID_REQUEST');
  });

  it('lets a province that it knows join once', () => {
    const joined = joinProvince({ province: '51', ...UNION }, WAITING);
    expect(joined).to.deep.equal({ ...WAITING, version: 2, rootOrg: 'O1', rootOperator: 'P1' });
    expectCode(() => joinProvince({ province: '51', ...UNION }, undefined), 'PROVINCE_UNKNOWN');
    expectCode(() => joinProvince({ province: '51', ...UNION }, joined), 'PROVINCE_REGISTERED');
  });

  it('gives the root operator of a governing union every grant, and the union its level', () => {
    const province = foundUnion(UNION, { province: '51', parent: 'O0' });
    expect(province.operator.grants).to.have.members([...GRANTS]);
    expect(province.organisation).to.include({ level: 1, parent: 'O0', province: '51' });
    expect(foundUnion(UNION, { province: '00', parent: '' }).organisation.level).to.equal(0);
  });

  it('ends a gateway key once', () => {
    const key: GatewayKeyRecord = { version: 1, publicKey: '04', province: '51', state: 'ACTIVE' };
    expect(revokeGatewayKey(key)).to.include({ version: 2, state: 'REVOKED' });
    expectCode(() => revokeGatewayKey({ ...key, state: 'REVOKED' }), 'KEY_REVOKED');
    expectCode(() => revokeGatewayKey(undefined), 'KEY_UNKNOWN');
  });

  it('forgets instructions of a day that is over by 30, and of no day that is none', () => {
    const end = Date.parse('2026-03-03T00:00:00.000Z');
    assertPrunable('2026-03-02', end + 30 * DAY);
    const tooEarly = (): void => {
      assertPrunable('2026-03-02', end + 30 * DAY - 1);
    };
    expectCode(tooEarly, 'RETENTION_TOO_EARLY');
    expectCode(() => {
      assertPrunable('2026-99-99', end + 300 * DAY);
    }, 'RETENTION_TOO_EARLY');
  });
});
