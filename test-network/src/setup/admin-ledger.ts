// SPDX-License-Identifier: Apache-2.0
import { connect, connectionOf, type Network } from '@unionid/network';
import type { ErrorCode } from '@unionid/domain';
import { contractErrorOf } from './contract-error.js';
import { CHAINCODE, CHANNEL, NATIONAL } from '../topology.js';

/**
 * Submits one transaction with an organisation's Fabric admin certificate: only the bootstrap and a province's joining
 * need it (architecture.md §4). Endorsed by the national peer and `endorser`'s.
 * @throws DomainError that the contract refused with
 */
export async function submitAsAdmin(
  network: Network,
  options: {
    readonly organization: string;
    readonly endorserMsp: string;
    readonly function: string;
    readonly argument: string;
  },
): Promise<string> {
  const { gateway, close } = connect(connectionOf(network.connectionProfile(options.organization), 'Admin'));
  try {
    const result = await gateway
      .getNetwork(CHANNEL)
      .getContract(CHAINCODE)
      .submit(options.function, {
        arguments: [options.argument],
        endorsingOrganizations: [NATIONAL.mspId, options.endorserMsp],
      });
    return new TextDecoder().decode(result);
  } catch (error) {
    throw contractErrorOf(error) ?? error;
  } finally {
    close();
  }
}

/** Submits what may have been done before: the codes named are taken as done. */
export async function submitOnce(
  network: Network,
  options: Parameters<typeof submitAsAdmin>[1],
  doneCodes: readonly ErrorCode[],
): Promise<boolean> {
  try {
    await submitAsAdmin(network, options);
    return true;
  } catch (error) {
    const refused = contractErrorOf(error);
    if (refused !== undefined && doneCodes.includes(refused.code)) return false;
    throw error;
  }
}
