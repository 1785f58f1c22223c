// SPDX-License-Identifier: Apache-2.0
import { CHAINCODES } from '@unionid/domain/ledger';
import { parseTopology, withDefaults, type Topology } from '@unionid/network';

/** The unions of the test network: 全总 and the pilots the plan names (总工办发〔2021〕17号 附件 六（一）). */
export const UNIONS = [
  { organization: 'national', code: '00', province: '全国', union: '中华全国总工会', mspId: 'NationalMSP' },
  { organization: 'beijing', code: '11', province: '北京', union: '北京市总工会', mspId: 'BeijingMSP' },
  { organization: 'shandong', code: '37', province: '山东', union: '山东省总工会', mspId: 'ShandongMSP' },
  { organization: 'anhui', code: '34', province: '安徽', union: '安徽省总工会', mspId: 'AnhuiMSP' },
  { organization: 'sichuan', code: '51', province: '四川', union: '四川省总工会', mspId: 'SichuanMSP' },
] as const;

export type Union = (typeof UNIONS)[number];
export const [NATIONAL, ...PROVINCES] = UNIONS;
export const CHANNEL = 'union-main';
export const [IDENTITY, BENEFIT] = CHAINCODES;
/** Ordering service: four consenters of four organisations, each with an MSP of its own (architecture.md §2). */
const ORDERER_OPERATORS = ['national', 'beijing', 'shandong', 'sichuan'] as const;

/** The union that an organisation of the topology is. */
export function unionOf(organization: string): Union {
  const union = UNIONS.find((candidate) => candidate.organization === organization);
  if (union === undefined) throw new RangeError(`no union ${organization}`);
  return union;
}

export interface TestNetworkOptions {
  readonly name?: string;
  readonly portBase?: number | 'auto';
  /** Chaincodes beside ours, on the same channel under the same policy. */
  readonly furtherChaincodes?: readonly string[];
  /** 'mutual' where a peer and its chaincode server talk over a network. */
  readonly chaincodeTls?: 'off' | 'mutual';
}

/** The concrete network as data; everything else about its nodes follows from it. */
export function newTestTopology({
  name = 'unionid',
  portBase = 'auto',
  furtherChaincodes = [],
  chaincodeTls = 'off',
}: TestNetworkOptions = {}): Topology {
  return parseTopology(
    withDefaults({
      name,
      portBase,
      organizations: UNIONS.map(({ organization, code, union, mspId }) => ({
        name: organization,
        displayName: union,
        mspId,
        domain: `${organization}.unionid.example`,
        ...(organization === 'national'
          ? { kind: 'national' as const }
          : { kind: 'province' as const, provinceCode: code }),
      })),
      orderers: ORDERER_OPERATORS.map((operator) => ({
        name: `orderer-${operator}`,
        mspId: unionOf(operator).mspId.replace('MSP', 'OrdererMSP'),
        domain: `orderer-${operator}.unionid.example`,
        operatedBy: operator,
      })),
      channels: [{ name: CHANNEL }],
      // In the order in which they came: ports follow from the position.
      chaincodes: [...CHAINCODES, ...furtherChaincodes].map((chaincode) => ({
        name: chaincode,
        channel: CHANNEL,
      })),
      settings: { chaincodeTls },
    }),
  );
}
