// SPDX-License-Identifier: Apache-2.0
import { type ChaincodeDefinition, installChaincode } from '../admin/lifecycle.js';
import { type ProgressListener, runStep } from '../base/progress.js';
import { waitDiscovered } from '../channels/join-channels.js';
import { type AdministeredPeer, withPeers } from '../admin/administered-peers.js';
import { type NetworkContext } from '../run-folder/network-context.js';
import { peerPortsOf } from '../topology/ports.js';
import { nationalOf, peerHost, peerName } from '../topology/topology.js';
import { agreeDefinition } from './agree-definition.js';
import {
  type ServerProgram,
  startServers,
  stopFormerServers,
  writeConnections,
} from './chaincode-servers.js';
import { planDeployment, type WantedChaincode } from './plan-deployment.js';

/** Which version of a chaincode is wanted, and how the server of one peer is run. */
export type DeployOptions = WantedChaincode & ServerProgram;

export interface DeployedChaincode {
  readonly definition: ChaincodeDefinition;
  readonly packageId: string;
  readonly bundleDigest: string;
}

/**
 * Makes a version of each chaincode run on every peer and be the committed one: the first, an upgrade, or, when it is
 * committed already, only its servers. Chaincodes have no state in common, so that they are deployed side by side, and
 * one that is not named is not touched. Safe to repeat after a failure at any point.
 * @throws the first failure, once the others have ended
 */
export async function deployChaincodes(
  context: NetworkContext,
  { chaincodes, listener }: { chaincodes: readonly DeployOptions[]; listener: ProgressListener },
): Promise<readonly DeployedChaincode[]> {
  return withPeers(context, async (peers) => {
    const outcomes = await Promise.allSettled(
      chaincodes.map((options) => {
        const named: ProgressListener = (event) => listener({ ...event, subject: options.name });
        return deployChaincode(context, { peers, options, listener: named });
      }),
    );
    return outcomes.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  });
}

async function deployChaincode(
  context: NetworkContext,
  {
    peers,
    options,
    listener,
  }: { peers: readonly AdministeredPeer[]; options: DeployOptions; listener: ProgressListener },
): Promise<DeployedChaincode> {
  const deployment = await planDeployment(context.topology, { wanted: options, peers });
  const { channel, definition, pkg, standing } = deployment;
  writeConnections(context, { peers, deployment });
  await runStep(listener, 'chaincode-install', async () => {
    await Promise.all(peers.map(({ admin }) => installChaincode(admin, pkg)));
    return { detail: pkg.packageId, skipped: standing === 'committed' };
  });
  await runStep(listener, 'chaincode-start', async () => {
    await startServers(context, { peers, deployment, program: options });
    return { detail: `${peers.length} × ${definition.name}` };
  });
  await agreeDefinition(context, { peers, deployment, listener });
  await waitDiscovered(peers, {
    channel,
    // Gossip tells a definition's sequence where it says version (fabric core/chaincode/lifecycle/metadata_provider.go).
    chaincode: `${definition.name}:${definition.sequence}`,
    elsewhere: nationalElsewhere(context),
  });
  await stopFormerServers(context, { peers, deployment });
  return { definition, packageId: pkg.packageId, bundleDigest: pkg.bundleDigest };
}

// Without the national organisation nothing is endorsed; a province that is away for the moment is not waited for.
function nationalElsewhere({ topology, part, ports, placement }: NetworkContext): string[] {
  const national = nationalOf(topology);
  if (part.has(national.name)) return [];
  const { listen } = peerPortsOf(ports, peerName(national, 0));
  return [`${placement.hostOf(peerHost(national, 0))}:${listen}`];
}
