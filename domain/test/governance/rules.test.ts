// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { UNION_NODES } from '#src/codes/index.js';
import {
  addProvince,
  addProvincePayload,
  assertPrunable,
  bootstrapNetwork,
  foundUnion,
  joinProvince,
  recoverRoot,
  revokeGatewayKey,
  type BootstrapPayload,
} from '#src/governance/index.js';
import {
  GRANTS,
  NATIONAL_CODE,
  PROVINCE_CODES,
  type GatewayKeyRecord,
  type ProvinceRecord,
} from '#src/ledger/index.js';
import { parseWith } from '#src/schema/index.js';
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
    for (const mspId of ['SichuanMSP', 'sichuanmsp'])
      expectCode(() => bootstrap({ mspId }), 'INVALID_REQUEST');
  });

  it('adds a province once, of a node that there is, and an MSP once', () => {
    const taken = ['NationalMSP', 'BeijingMSP'];
    expect(addProvince(SICHUAN, { existing: undefined, taken })).to.deep.equal(WAITING);
    expectCode(() => addProvince(SICHUAN, { existing: WAITING, taken }), 'PROVINCE_REGISTERED');
    for (const mspId of [...taken, 'nationalmsp', 'BEIJINGMSP'])
      expectCode(() => addProvince({ ...SICHUAN, mspId }, { existing: undefined, taken }), 'MSP_TAKEN');
    for (const code of [NATIONAL_CODE, '71', '81', '82', '99'])
      expectCode(() => parseWith(addProvincePayload, { ...SICHUAN, code }), 'INVALID_REQUEST');
  });

  it('knows the nodes of the list, and no other', () => {
    const listed = UNION_NODES.entries.map(({ code }) => code);
    expect([NATIONAL_CODE, ...PROVINCE_CODES].sort()).to.deep.equal(listed.sort());
  });

  it('puts another root operator in the place of one, who is out of service', () => {
    const { operator: before } = foundUnion(UNION, { province: '51', parent: 'O0' });
    expect(before).to.include({ version: 1, state: 'ACTIVE' });
    const root = { operatorId: 'P2', publicKey: 'k2' };
    const recovered = recoverRoot({ province: '51', root }, { before, existing: undefined });
    expect(recovered.before).to.deep.equal({ ...before, version: 2, state: 'REVOKED' });
    expect(recovered.operator).to.deep.equal(before);
    expect(recovered.key).to.deep.equal({ publicKey: 'k2', state: 'ACTIVE' });
    expectCode(() => recoverRoot({ province: '51', root }, { before, existing: before }), 'OPERATOR_EXISTS');
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
