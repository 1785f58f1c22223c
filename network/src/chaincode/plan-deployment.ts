// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import {
  type ChaincodeDefinition,
  listCommittedChaincodes,
  readApprovedPackage,
} from '../admin/lifecycle.js';
import { NetworkError, reasonOf } from '../base/errors.js';
import { pollUntil } from '../base/poll-until.js';
import { ENDORSEMENT_POLICY_PATH } from '../generate/policies.js';
import { type AdministeredPeer, findNationalPeer } from '../admin/administered-peers.js';
import { type Topology } from '../topology/topology.js';
import { type ChaincodePackage, newChaincodePackage } from './chaincode-package.js';

/** The version of a chaincode that is wanted on its channel. */
export interface WantedChaincode {
  /** A chaincode of the topology. */
  readonly name: string;
  readonly version: string;
  /** The one file of code that servers run; its digest is what organisations approve. */
  readonly bundlePath: string;
  /** Path of a channel policy; national and a province when absent. */
  readonly endorsementPolicy?: string;
}

/** What a deployment comes down to, given what the channel has already. */
export interface Deployment {
  readonly channel: string;
  /** Position in the topology, from which ports follow. */
  readonly chaincodeIndex: number;
  readonly pkg: ChaincodePackage;
  readonly definition: ChaincodeDefinition;
  readonly standing: Standing;
}

/**
 * What is left to be agreed on: all, nothing, or only that the organisations here approve what the others have
 * committed, which is how one that comes later takes part.
 */
export type Standing = 'new' | 'committed' | 'to approve';

const COMMITTED_TIMEOUT_MS = 120_000;

/** @throws NetworkError TOPOLOGY_INVALID, BUNDLE_MISSING, COMMIT_NOT_READY */
export async function planDeployment(
  { chaincodes }: Topology,
  { wanted, peers }: { wanted: WantedChaincode; peers: readonly AdministeredPeer[] },
): Promise<Deployment> {
  const { name, version, bundlePath, endorsementPolicy = ENDORSEMENT_POLICY_PATH } = wanted;
  const chaincodeIndex = chaincodes.findIndex((each) => each.name === name);
  const chaincode = chaincodes[chaincodeIndex];
  if (chaincode === undefined)
    throw new NetworkError('TOPOLOGY_INVALID', { reason: `no chaincode '${name}'` });
  const { channel } = chaincode;
  const pkg = newChaincodePackage({ name, version, bundle: readBundle(bundlePath) });
  const terms = { name, version, endorsementPolicy };
  const { committed, standing } = await readStanding(peers, { channel, terms, packageId: pkg.packageId });
  const sequence = (committed?.sequence ?? 0) + (standing === 'new' ? 1 : 0);
  return { channel, chaincodeIndex, pkg, definition: { ...terms, sequence }, standing };
}

/** A definition before its turn is known, and the package that is to implement it. */
interface Proposal {
  readonly channel: string;
  readonly terms: Omit<ChaincodeDefinition, 'sequence'>;
  readonly packageId: string;
}

interface Found {
  readonly committed: ChaincodeDefinition | undefined;
  readonly standing: Standing;
}

// A peer that has just joined does not know yet what was committed: where somebody else commits, that is waited for.
async function readStanding(peers: readonly AdministeredPeer[], proposal: Proposal): Promise<Found> {
  const read = (): Promise<Found> => readStandingNow(somePeer(peers), proposal);
  if (findNationalPeer(peers) !== undefined) return read();
  const readAgreed = async (): Promise<Found | undefined> => {
    const found = await read();
    return found.standing === 'new' ? undefined : found;
  };
  const { name, version } = proposal.terms;
  const what = `a committed ${name} ${version}`;
  return pollUntil(readAgreed, { what, timeoutMs: COMMITTED_TIMEOUT_MS }).catch((cause: unknown) => {
    const reason = `who commits it, the national organisation, runs elsewhere: ${reasonOf(cause)}`;
    throw new NetworkError('COMMIT_NOT_READY', { reason, cause });
  });
}

async function readStandingNow({ admin }: AdministeredPeer, proposal: Proposal): Promise<Found> {
  const { channel, terms } = proposal;
  const { name } = terms;
  const committed = (await listCommittedChaincodes(admin, channel)).find((each) => each.name === name);
  const approved =
    committed && (await readApprovedPackage(admin, { channel, name, sequence: committed.sequence }));
  return { committed, standing: standingOf(proposal, { committed, approved }) };
}

function standingOf(
  { terms, packageId }: Proposal,
  { committed, approved }: { committed: ChaincodeDefinition | undefined; approved: string | undefined },
): Standing {
  if (committed?.endorsementPolicy !== terms.endorsementPolicy) return 'new';
  if (approved === packageId) return 'committed';
  return approved === undefined && committed.version === terms.version ? 'to approve' : 'new';
}

function readBundle(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new NetworkError('BUNDLE_MISSING', { reason: path, cause });
  }
}

function somePeer([first]: readonly AdministeredPeer[]): AdministeredPeer {
  if (first === undefined) throw new TypeError('an organisation has a peer');
  return first;
}
