// SPDX-License-Identifier: Apache-2.0
import { contractFunctionOf, instructionArgument, type SignedInstruction } from '@unionid/domain/instruction';
import { connect, connectionOf } from '@unionid/network';
import { CHANNEL, IDENTITY, type TestNetwork } from '@unionid/test-network';

/** peer.TxValidationCode. */
export const VALIDATION = { VALID: 0, ENDORSEMENT_POLICY_FAILURE: 10, MVCC_READ_CONFLICT: 11 } as const;

export interface EndorsedBy {
  readonly signed: SignedInstruction;
  readonly endorsers: readonly string[];
  /** What happens between endorsement and submission. */
  readonly meanwhile?: () => Promise<unknown>;
}

/** Submits an instruction with the endorsements of exactly these organisations; answers the peers' validation code. */
export async function submitEndorsedBy(
  { network }: TestNetwork,
  organization: string,
  { signed, endorsers, meanwhile }: EndorsedBy,
): Promise<number> {
  const connection = connect(connectionOf(network.connectionProfile(organization), 'User1'));
  try {
    const proposal = connection.gateway
      .getNetwork(CHANNEL)
      .getContract(IDENTITY)
      .newProposal(contractFunctionOf(signed.instruction.type), {
        arguments: [instructionArgument(signed)],
        endorsingOrganizations: [...endorsers],
      });
    const endorsed = await proposal.endorse();
    await meanwhile?.();
    const commit = await endorsed.submit();
    return (await commit.getStatus()).code;
  } finally {
    connection.close();
  }
}
