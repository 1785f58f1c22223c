// SPDX-License-Identifier: Apache-2.0
import { instructionArgument, type SignedInstruction } from '@unionid/domain/instruction';
import { connect, connectionOf } from '@unionid/network';
import { CHANNEL, IDENTITY, type TestNetwork } from '@unionid/test-network';

/** peer.TxValidationCode. */
export const VALIDATION = { VALID: 0, ENDORSEMENT_POLICY_FAILURE: 10 } as const;

/** Submits an instruction with the endorsements of exactly these organisations; answers the peers' validation code. */
export async function submitEndorsedBy(
  { network }: TestNetwork,
  organization: string,
  { signed, endorsers }: { readonly signed: SignedInstruction; readonly endorsers: readonly string[] },
): Promise<number> {
  const connection = connect(connectionOf(network.connectionProfile(organization), 'User1'));
  try {
    const proposal = connection.gateway
      .getNetwork(CHANNEL)
      .getContract(IDENTITY)
      .newProposal(signed.instruction.type.replace('.', ':'), {
        arguments: [instructionArgument(signed)],
        endorsingOrganizations: [...endorsers],
      });
    const commit = await (await proposal.endorse()).submit();
    return (await commit.getStatus()).code;
  } finally {
    connection.close();
  }
}
