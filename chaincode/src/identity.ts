// SPDX-License-Identifier: Apache-2.0
// Entry of the bundle that the peers' chaincode servers run.
import { assertKnownAnswers } from '@unionid/domain/sm';
import { GovernanceContract } from './contracts/governance-contract.js';
import { OperatorContract } from './contracts/operator-contract.js';
import { OrganisationContract } from './contracts/organisation-contract.js';
import { PersonContract } from './contracts/person-contract.js';

export { setRuntimeInfo } from './kernel/runtime-info.js';

// A Node whose OpenSSL computes SM2 or SM3 otherwise must not endorse.
assertKnownAnswers();

/** Classes that the shim makes contracts of. */
export const contracts = [GovernanceContract, OperatorContract, OrganisationContract, PersonContract];
