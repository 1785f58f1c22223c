// SPDX-License-Identifier: Apache-2.0
import { nationalOf, provincesOf, type Topology } from '../topology/topology.js';

/** The channel policy that chaincode definitions refer to, so that adding a province is one config update. */
export const NATIONAL_AND_PROVINCE = 'NationalAndProvince';
export const ENDORSEMENT_POLICY_PATH = `/Channel/Application/${NATIONAL_AND_PROVINCE}`;

export interface ConfigtxPolicy {
  readonly Type: 'Signature' | 'ImplicitMeta';
  readonly Rule: string;
}

export type ConfigtxPolicies = Readonly<Record<string, ConfigtxPolicy>>;

/** How many provinces make a majority: more than half of them. */
export function provinceMajority(topology: Topology): number {
  return Math.floor(provincesOf(topology).length / 2) + 1;
}

/**
 * Who may act for the application: national and a province write, national and a majority of the provinces
 * change contracts and policies. Never the stock MAJORITY, under which provinces could outvote national and
 * national could be left out (architecture.md §2).
 */
export function applicationPolicies(topology: Topology, endorsingProvinces: number): ConfigtxPolicies {
  const majority = provinceMajority(topology);
  const endorsement = signature(nationalAnd(topology, { provinces: endorsingProvinces, role: 'peer' }));
  return {
    Readers: { Type: 'ImplicitMeta', Rule: 'ANY Readers' },
    Writers: { Type: 'ImplicitMeta', Rule: 'ANY Writers' },
    Admins: signature(nationalAnd(topology, { provinces: majority, role: 'admin' })),
    LifecycleEndorsement: signature(nationalAnd(topology, { provinces: majority, role: 'peer' })),
    Endorsement: endorsement,
    [NATIONAL_AND_PROVINCE]: endorsement,
  };
}

/** The ordering service is administered by a majority of those who run it. */
export function ordererPolicies(): ConfigtxPolicies {
  return { ...metaPolicies(), BlockValidation: { Type: 'ImplicitMeta', Rule: 'ANY Writers' } };
}

/** Top of the channel: changing it takes the application's and the ordering service's administrators. */
export function channelPolicies(): ConfigtxPolicies {
  return metaPolicies();
}

export function peerOrganizationPolicies(mspId: string): ConfigtxPolicies {
  return {
    Readers: signature(`OR('${mspId}.admin', '${mspId}.peer', '${mspId}.client')`),
    Writers: signature(`OR('${mspId}.admin', '${mspId}.client')`),
    Admins: signature(`OR('${mspId}.admin')`),
    Endorsement: signature(`OR('${mspId}.peer')`),
  };
}

export function ordererOrganizationPolicies(mspId: string): ConfigtxPolicies {
  return {
    Readers: signature(`OR('${mspId}.member')`),
    Writers: signature(`OR('${mspId}.member')`),
    Admins: signature(`OR('${mspId}.admin')`),
    Endorsement: signature(`OR('${mspId}.member')`),
  };
}

function nationalAnd(topology: Topology, options: { provinces: number; role: 'peer' | 'admin' }): string {
  const principals = provincesOf(topology).map(({ mspId }) => `'${mspId}.${options.role}'`);
  const provinces = `OutOf(${options.provinces}, ${principals.join(', ')})`;
  return `AND('${nationalOf(topology).mspId}.${options.role}', ${provinces})`;
}

function metaPolicies(): ConfigtxPolicies {
  return {
    Readers: { Type: 'ImplicitMeta', Rule: 'ANY Readers' },
    Writers: { Type: 'ImplicitMeta', Rule: 'ANY Writers' },
    Admins: { Type: 'ImplicitMeta', Rule: 'MAJORITY Admins' },
  };
}

function signature(rule: string): ConfigtxPolicy {
  return { Type: 'Signature', Rule: rule };
}
