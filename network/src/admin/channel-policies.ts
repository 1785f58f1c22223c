// SPDX-License-Identifier: Apache-2.0
import { common, msp } from '@hyperledger/fabric-protos';
import { readConfigBlock } from './ledger.js';
import { type PeerAdmin } from './peer-admin.js';

/** Rules by name as they stand on the ledger, e.g. `AND('A.peer', OutOf(1, 'B.peer', 'C.peer'))`. */
export type PolicyRules = Readonly<Record<string, string>>;

/** The policies of a channel's application group, read from its last configuration block and put in words. */
export async function readApplicationPolicies(admin: PeerAdmin, channel: string): Promise<PolicyRules> {
  const config = configOf(await readConfigBlock(admin, channel));
  const policies = config.getChannelGroup()?.getGroupsMap().get('Application')?.getPoliciesMap();
  if (policies === undefined) throw new TypeError(`channel ${channel} has no application group`);
  const rules = policies
    .toArray()
    .map(([name]) => [name, describePolicy(policies.get(name)?.getPolicy())] as const);
  return Object.fromEntries(rules);
}

function configOf(block: common.Block): common.Config {
  const [data] = block.getData()?.getDataList_asU8() ?? [];
  if (data === undefined) throw new TypeError('a configuration block holds one envelope');
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(data).getPayload_asU8());
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
  if (config === undefined) throw new TypeError('a configuration envelope holds the configuration');
  return config;
}

function describePolicy(policy: common.Policy | undefined): string {
  if (policy?.getType() === common.Policy.PolicyType.SIGNATURE) {
    return describeSignaturePolicy(common.SignaturePolicyEnvelope.deserializeBinary(policy.getValue_asU8()));
  }
  const meta = common.ImplicitMetaPolicy.deserializeBinary(policy?.getValue_asU8() ?? new Uint8Array());
  const rule =
    Object.entries(common.ImplicitMetaPolicy.Rule).find(([, value]) => value === meta.getRule())?.[0] ?? '?';
  return `${rule} ${meta.getSubPolicy()}`;
}

function describeSignaturePolicy(envelope: common.SignaturePolicyEnvelope): string {
  const principals = envelope.getIdentitiesList().map(describePrincipal);
  const rule = envelope.getRule();
  return rule === undefined ? '?' : describeRule(rule, principals);
}

function describeRule(rule: common.SignaturePolicy, principals: readonly string[]): string {
  const outOf = rule.getNOutOf();
  if (outOf === undefined) return `'${principals[rule.getSignedBy()] ?? '?'}'`;
  const parts = outOf.getRulesList().map((each) => describeRule(each, principals));
  if (parts.length > 1 && outOf.getN() === parts.length) return `AND(${parts.join(', ')})`;
  return `OutOf(${[outOf.getN(), ...parts].join(', ')})`;
}

function describePrincipal(principal: msp.MSPPrincipal): string {
  const role = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
  const name =
    Object.entries(msp.MSPRole.MSPRoleType).find(([, value]) => value === role.getRole())?.[0] ?? '?';
  return `${role.getMspIdentifier()}.${name.toLowerCase()}`;
}
