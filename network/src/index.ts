// SPDX-License-Identifier: Apache-2.0
export { createNetwork, generatedRuntime, type Network, type NetworkOptions } from './create-network.js';
export { type ChannelStatus, type NetworkStatus } from './network-status.js';
export { type ChaincodeServerCommand, type ChaincodeServerContext } from './chaincode/chaincode-servers.js';
export { type DeployedChaincode, type DeployOptions } from './chaincode/deploy-chaincode.js';
export { STEP_TITLES, type ProgressEvent, type ProgressListener, type Step } from './base/progress.js';
export { NetworkError, reasonOf, type NetworkErrorCode } from './base/errors.js';
export { FABRIC_VERSION } from './binaries/fabric-version.js';
export {
  ensureFabricBinaries,
  type BinariesOptions,
  type FabricBinaries,
} from './binaries/ensure-fabric-binaries.js';
export { assertDocker, readDocker } from './images/docker.js';
export {
  ensureImages,
  OFFICIAL_IMAGES,
  type Applications,
  type Images,
  type ImagesOptions,
  type ImageSource,
} from './images/ensure-images.js';
export { type Application, type ApplicationRole } from './images/application-recipe.js';
export { type ImageState } from './images/build-image.js';
export { type ImageRole } from './images/image-recipe.js';
export { type PackageSelection } from './images/production-packages.js';
export { pollUntil, retryWhile } from './base/poll-until.js';

export { organizationOf, parseTopology } from './topology/parse-topology.js';
export {
  gatewayHost,
  nationalOf,
  ordererHost,
  peerHost,
  peerName,
  provincesOf,
  withDefaults,
  type BatchSettings,
  type Chaincode,
  type Channel,
  type OrdererOrganization,
  type Organization,
  type Settings,
  type Topology,
  type TopologyInput,
} from './topology/topology.js';
export {
  chaincodeServerPort,
  peerPortsOf,
  portCount,
  portsOf,
  type OrdererPorts,
  type PeerPorts,
  type Ports,
} from './topology/ports.js';
export { organizationsHere, wholeOf, type Part } from './topology/part.js';
export { findFreePortBase, whichAreBusy, whichStayBusy } from './topology/find-free-ports.js';

export { configtx, type GenerateContext } from './generate/configtx.js';
export { cryptoConfig, type CryptoConfig } from './generate/crypto-config.js';
export { fabricNodeSpecs, ordererName } from './generate/node-specs.js';
export {
  connectionProfile,
  type ConnectionProfile,
  type Endpoint,
  type UserName,
} from './generate/connection-profile.js';
export { ENDORSEMENT_POLICY_PATH, NATIONAL_AND_PROVINCE, provinceMajority } from './generate/policies.js';
export { placementOf, PROCESSES, type Placement, type Runtime } from './generate/placement.js';
export { RunPaths } from './generate/run-paths.js';

export { type Launcher, type NodeStatus, type StartOptions } from './launch/launcher.js';
export { type HealthCheck, type NodeFile, type NodeKind, type NodeSpec } from './launch/node-spec.js';
export { ProcessLauncher, type ProcessLauncherOptions } from './launch/process-launcher.js';
export { ComposeLauncher, projectOf, type ComposeLauncherOptions } from './containers/compose-launcher.js';
export { composeFile, type ComposeInput } from './containers/compose-file.js';
export { envFile, type EnvInput } from './containers/env-file.js';
export { type ContainerImages, type NodeSoftware } from './containers/images.js';
export { isHealthy } from './launch/check-health.js';
export { identifyProcess, isSameProcess, type ProcessIdentity } from './base/process-identity.js';

export {
  connect,
  connectionOf,
  readConnectionProfile,
  type Connection,
  type Deadlines,
  type OpenConnection,
} from './admin/connection.js';
export { newNativeSigner, signLowS } from './admin/native-signer.js';
export { orderEnvelope, type AnyEnvelope } from './admin/order-envelope.js';

export { PeerAdmin } from './admin/peer-admin.js';
export { joinPeerToChannel, listPeerChannels } from './admin/channel.js';
export {
  joinOrdererToChannel,
  newOrdererAdmin,
  readOrdererChannel,
  type OrdererAdmin,
  type OrdererChannel,
} from './admin/participation.js';
export { newChaincodePackage, type ChaincodePackage } from './chaincode/chaincode-package.js';
export {
  approveChaincode,
  commitChaincode,
  installChaincode,
  listCommittedChaincodes,
  listInstalledChaincodes,
  readApprovals,
  readApprovedPackage,
  type ChaincodeDefinition,
} from './admin/lifecycle.js';
export {
  readBlock,
  readChainInfo,
  readConfigBlock,
  readTransaction,
  type ChainInfo,
} from './admin/ledger.js';
export { readApplicationPolicies, type PolicyRules } from './admin/channel-policies.js';
export { listDiscoveredPeers, type DiscoveredPeer } from './admin/discovery.js';
export { isRaftLeader } from './admin/raft.js';
