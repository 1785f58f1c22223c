// SPDX-License-Identifier: Apache-2.0
export { openTestNetwork, type TestNetwork, type TestNetworkSetup } from './setup/test-network.js';
export {
  BENEFIT,
  CHANNEL,
  IDENTITY,
  NATIONAL,
  newTestTopology,
  PROVINCES,
  UNIONS,
  unionOf,
  type Union,
} from './setup/topology.js';
export { Progress } from './progress/progress.js';
export { newMemberEntries, newMemberEntry } from './data/random-members.js';
export { contractErrorOf } from './setup/contract-error.js';
export { submitDirectly, type DirectSubmission } from './setup/direct-submission.js';
export { prepareEnrolment, submitEnrolment, type PreparedEnrolment } from './setup/enrol.js';
export {
  handInFile,
  importFile,
  prepareFile,
  waitWhile,
  type FileImport,
  type PreparedFile,
} from './setup/import-file.js';
export { prepareImport, type PreparedImport } from './setup/chunk-arguments.js';
export { openRootSigner, type RootOperator } from './setup/root-operators.js';
export { gatewayMetricsUrl } from './setup/gateway-nodes.js';
export { gatewaySecretFiles, readKeyPair } from './setup/secret-files.js';
export { appointAuditor, auditGrants, type Audited } from './tour/audit-steps.js';
export { newVerifier, SAMPLE_FILES } from './tour/tour.js';
export { ID_CARD, readSamplePerson } from './tour/sample-person.js';
export { WORKING_DAY_SECONDS } from './setup/bootstrap.js';
export { newUnionEntry } from './setup/union-entry.js';
export {
  EMPLOYER,
  foundReceivingUnion,
  prepareTransfer,
  prepareTransferParts,
  signTransferRequest,
  type Receiver,
} from './setup/transfer-request.js';
export { hireCadre, type NewCadre } from './setup/hire-cadre.js';
export { decide, reachHeight, type GovernorClient } from './setup/found-unions.js';
export { codeOf, patiently, submitPatiently } from './setup/patience.js';
export { approvePatiently, importPatiently, PlanCarrier, type PlanStaff } from './setup/plan-carrier.js';
