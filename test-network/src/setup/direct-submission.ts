// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '@unionid/domain/errors';
import type { ChaincodeName } from '@unionid/domain/ledger';
import { connect, connectionOf, type Network, type UserName } from '@unionid/network';
import { CHANNEL, IDENTITY, NATIONAL } from './topology.js';
import { contractErrorOf } from './contract-error.js';

/** One transaction past the gateways, with a Fabric certificate of an organisation. */
export interface DirectSubmission {
  readonly organization: string;
  readonly user: UserName;
  /** Endorses beside the national peer; only these two are asked. */
  readonly endorserMsp: string;
  /** `identity` when absent. */
  readonly chaincode?: ChaincodeName;
  /** `contract:function`. */
  readonly function: string;
  readonly argument: string;
}

/**
 * Submits a transaction and waits for its commit. Only the bootstrap and a province's joining need this: they want the
 * organisation's admin certificate (architecture.md §4).
 * @throws DomainError that the contract refused with
 */
export async function submitDirectly(network: Network, submission: DirectSubmission): Promise<string> {
  const { organization, user, endorserMsp, chaincode = IDENTITY, argument } = submission;
  const connection = connect(connectionOf(network.connectionProfile(organization), user));
  try {
    const contract = connection.gateway.getNetwork(CHANNEL).getContract(chaincode);
    const endorsingOrganizations = [...new Set([NATIONAL.mspId, endorserMsp])];
    const result = await contract.submit(submission.function, {
      arguments: [argument],
      endorsingOrganizations,
    });
    return new TextDecoder().decode(result);
  } catch (error) {
    throw contractErrorOf(error) ?? error;
  } finally {
    connection.close();
  }
}

/** Submits what may have been done before: the codes named mean that it was. Answers whether it was new. */
export async function submitOnce(
  network: Network,
  submission: DirectSubmission,
  doneCodes: readonly ErrorCode[],
): Promise<boolean> {
  try {
    await submitDirectly(network, submission);
    return true;
  } catch (error) {
    const refused = contractErrorOf(error);
    if (refused !== undefined && doneCodes.includes(refused.code)) return false;
    throw error;
  }
}
