// SPDX-License-Identifier: Apache-2.0
import {
  approveChaincode,
  type ChaincodeDefinition,
  commitChaincode,
  listCommittedChaincodes,
  readApprovals,
} from '../admin/lifecycle.js';
import { NetworkError, reasonOf } from '../base/errors.js';
import { pollUntil, retryWhile } from '../base/poll-until.js';
import { type ProgressListener, runStep } from '../base/progress.js';
import { isDiscoveryIncomplete } from '../channels/join-channels.js';
import { type GenerateContext } from '../generate/configtx.js';
import { provinceMajority } from '../generate/policies.js';
import { type AdministeredPeer, findNationalPeer } from '../admin/administered-peers.js';
import { nationalOf, provincesOf } from '../topology/topology.js';
import { type Deployment } from './plan-deployment.js';

const TIMEOUT_MS = 120_000;

interface Agreement {
  readonly peers: readonly AdministeredPeer[];
  readonly deployment: Deployment;
  readonly listener: ProgressListener;
}

/**
 * Every organisation here approves the definition, and where it is not committed yet, national commits it with the
 * endorsements that the channel asks for. What was done before is not done again.
 */
export async function agreeDefinition(context: GenerateContext, agreement: Agreement): Promise<void> {
  const { deployment, listener } = agreement;
  if (deployment.standing === 'committed') return;
  await runStep(listener, 'chaincode-approve', () => approve(agreement));
  if (deployment.standing === 'to approve') return;
  await runStep(listener, 'chaincode-commit', () => commit(context, agreement));
}

async function approve({ peers, deployment }: Agreement): Promise<{ readonly detail: string }> {
  const { channel, definition, pkg, standing } = deployment;
  const onePeerEach = peers.filter(({ name }) => name.startsWith('peer0-'));
  const approval = { channel, definition, packageId: pkg.packageId };
  await Promise.all(onePeerEach.map(({ admin }) => approveOnce(admin, approval)));
  // Of a committed definition a peer answers no more who approved it.
  if (standing === 'new') {
    const wanted = onePeerEach.length;
    await Promise.all(peers.map((peer) => waitApproved(peer, { channel, definition, wanted })));
  }
  return { detail: onePeerEach.map(({ admin }) => admin.mspId).join(', ') };
}

async function commit(
  context: GenerateContext,
  { peers, deployment: { channel, definition } }: Agreement,
): Promise<{ readonly detail: string }> {
  const { admin } = findNationalPeer(peers) ?? failNoNational();
  const endorsingMspIds = lifecycleEndorsers(context);
  await retryWhile(() => commitChaincode(admin, { channel, definition, endorsingMspIds }), {
    isTransient: isDiscoveryIncomplete,
    timeoutMs: TIMEOUT_MS,
  });
  await Promise.all(peers.map((peer) => waitCommitted(peer, { channel, definition })));
  return { detail: `${definition.name} ${definition.version}, sequence ${definition.sequence}` };
}

async function approveOnce(
  admin: AdministeredPeer['admin'],
  approval: Parameters<typeof approveChaincode>[1],
): Promise<void> {
  const attempt = (): Promise<void> => approveChaincode(admin, approval);
  await retryWhile(attempt, { isTransient: isDiscoveryIncomplete, timeoutMs: TIMEOUT_MS }).catch(
    (error: unknown) => {
      // An earlier, interrupted deployment approved the very same thing.
      if (!reasonOf(error).includes('unchanged content')) throw error;
    },
  );
}

async function waitApproved(
  { name, admin }: AdministeredPeer,
  { channel, definition, wanted }: { channel: string; definition: ChaincodeDefinition; wanted: number },
): Promise<void> {
  const hasAll = async (): Promise<true | undefined> => {
    const approvals = await readApprovals(admin, { channel, definition });
    return [...approvals.values()].filter(Boolean).length === wanted ? true : undefined;
  };
  await pollUntil(hasAll, {
    what: `${name} seeing ${wanted} approvals of ${definition.name}`,
    timeoutMs: TIMEOUT_MS,
  }).catch((cause: unknown) => {
    throw new NetworkError('COMMIT_NOT_READY', { reason: reasonOf(cause), cause });
  });
}

async function waitCommitted(
  { name, admin }: AdministeredPeer,
  { channel, definition }: { channel: string; definition: ChaincodeDefinition },
): Promise<void> {
  const hasIt = async (): Promise<true | undefined> => {
    const found = (await listCommittedChaincodes(admin, channel)).find(
      (each) => each.name === definition.name,
    );
    return found?.sequence === definition.sequence ? true : undefined;
  };
  await pollUntil(hasIt, {
    what: `${name} seeing ${definition.name} ${definition.sequence}`,
    timeoutMs: TIMEOUT_MS,
  });
}

// Named, because the plan that the gateway would make by itself fails when some peer is down (fabric-facts.md §1.2, #5456).
function lifecycleEndorsers({ topology, part }: GenerateContext): string[] {
  const provinces = provincesOf(topology)
    .toSorted((one, other) => Number(part.has(other.name)) - Number(part.has(one.name)))
    .slice(0, provinceMajority(topology));
  return [nationalOf(topology), ...provinces].map(({ mspId }) => mspId);
}

function failNoNational(): never {
  throw new TypeError('only a part with the national organisation commits');
}
