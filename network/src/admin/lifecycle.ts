// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import { reasonOf } from '../base/errors.js';
import { type PeerAdmin } from './peer-admin.js';

const { lifecycle } = peer;

/** What organisations approve and commit: which code version, in which turn, under which endorsement policy. */
export interface ChaincodeDefinition {
  readonly name: string;
  readonly version: string;
  /** 1 for the first definition, one more for each change. */
  readonly sequence: number;
  /** Path of a channel policy, e.g. `/Channel/Application/NationalAndProvince`. */
  readonly endorsementPolicy: string;
}

/** Installs a package on one peer and answers its id; installing again does nothing. */
export async function installChaincode(
  admin: PeerAdmin,
  { packageId, bytes }: { readonly packageId: string; readonly bytes: Uint8Array },
): Promise<void> {
  if ((await listInstalledChaincodes(admin)).includes(packageId)) return;
  const args = new lifecycle.InstallChaincodeArgs();
  args.setChaincodeInstallPackage(bytes);
  await admin.call('_lifecycle', { fn: 'InstallChaincode', args: [args.serializeBinary()] });
}

/** The ids of the packages installed on one peer. */
export async function listInstalledChaincodes(admin: PeerAdmin): Promise<readonly string[]> {
  const args = new lifecycle.QueryInstalledChaincodesArgs().serializeBinary();
  const payload = await admin.call('_lifecycle', { fn: 'QueryInstalledChaincodes', args: [args] });
  const result = lifecycle.QueryInstalledChaincodesResult.deserializeBinary(payload);
  return result.getInstalledChaincodesList().map((each) => each.getPackageId());
}

/** Approves a definition, and the package that implements it, for the administrator's own organisation. */
export async function approveChaincode(
  admin: PeerAdmin,
  {
    channel,
    definition,
    packageId,
  }: { readonly channel: string; readonly definition: ChaincodeDefinition; readonly packageId: string },
): Promise<void> {
  const local = new lifecycle.ChaincodeSource.Local();
  local.setPackageId(packageId);
  const source = new lifecycle.ChaincodeSource();
  source.setLocalPackage(local);
  const args = new lifecycle.ApproveChaincodeDefinitionForMyOrgArgs();
  fill(args, definition);
  args.setSource(source);
  await admin.systemContract(channel, '_lifecycle').submit('ApproveChaincodeDefinitionForMyOrg', {
    arguments: [args.serializeBinary()],
    endorsingOrganizations: [admin.mspId],
  });
}

/** Who has approved exactly this definition, by MSP id, as this peer sees it. */
export async function readApprovals(
  admin: PeerAdmin,
  { channel, definition }: { readonly channel: string; readonly definition: ChaincodeDefinition },
): Promise<ReadonlyMap<string, boolean>> {
  const args = new lifecycle.CheckCommitReadinessArgs();
  fill(args, definition);
  const payload = await admin.call('_lifecycle', {
    channel,
    fn: 'CheckCommitReadiness',
    args: [args.serializeBinary()],
  });
  const map = lifecycle.CheckCommitReadinessResult.deserializeBinary(payload).getApprovalsMap();
  return new Map(map.toArray());
}

/** Commits a definition with the endorsements of the organisations named; the channel's policy judges them. */
export async function commitChaincode(
  admin: PeerAdmin,
  options: {
    readonly channel: string;
    readonly definition: ChaincodeDefinition;
    readonly endorsingMspIds: readonly string[];
  },
): Promise<void> {
  const args = new lifecycle.CommitChaincodeDefinitionArgs();
  fill(args, options.definition);
  await admin.systemContract(options.channel, '_lifecycle').submit('CommitChaincodeDefinition', {
    arguments: [args.serializeBinary()],
    endorsingOrganizations: [...options.endorsingMspIds],
  });
}

/** The definitions committed on a channel, as this peer sees them. */
export async function listCommittedChaincodes(
  admin: PeerAdmin,
  channel: string,
): Promise<readonly ChaincodeDefinition[]> {
  const args = new lifecycle.QueryChaincodeDefinitionsArgs().serializeBinary();
  const payload = await admin.call('_lifecycle', { channel, fn: 'QueryChaincodeDefinitions', args: [args] });
  const result = lifecycle.QueryChaincodeDefinitionsResult.deserializeBinary(payload);
  return result.getChaincodeDefinitionsList().map((each) => ({
    name: each.getName(),
    version: each.getVersion(),
    sequence: each.getSequence(),
    endorsementPolicy: policyPath(each.getValidationParameter_asU8()),
  }));
}

/** The package that the administrator's organisation approved for a sequence; undefined when it approved none. */
export async function readApprovedPackage(
  admin: PeerAdmin,
  { channel, name, sequence }: { readonly channel: string; readonly name: string; readonly sequence: number },
): Promise<string | undefined> {
  const args = new lifecycle.QueryApprovedChaincodeDefinitionArgs();
  args.setName(name);
  args.setSequence(sequence);
  const bytes = args.serializeBinary();
  const query = { channel, fn: 'QueryApprovedChaincodeDefinition', args: [bytes] };
  const payload = await admin.call('_lifecycle', query).catch((error: unknown) => {
    if (reasonOf(error).includes('could not fetch approved chaincode definition')) return undefined;
    throw error;
  });
  if (payload === undefined) return undefined;
  const result = lifecycle.QueryApprovedChaincodeDefinitionResult.deserializeBinary(payload);
  return result.getSource()?.getLocalPackage()?.getPackageId();
}

interface DefinitionArgs {
  setName(name: string): unknown;
  setVersion(version: string): unknown;
  setSequence(sequence: number): unknown;
  setValidationParameter(parameter: Uint8Array): unknown;
}

function fill(
  args: DefinitionArgs,
  { name, version, sequence, endorsementPolicy }: ChaincodeDefinition,
): void {
  const policy = new common.ApplicationPolicy();
  policy.setChannelConfigPolicyReference(endorsementPolicy);
  args.setName(name);
  args.setVersion(version);
  args.setSequence(sequence);
  args.setValidationParameter(policy.serializeBinary());
}

function policyPath(parameter: Uint8Array): string {
  return common.ApplicationPolicy.deserializeBinary(parameter).getChannelConfigPolicyReference();
}
