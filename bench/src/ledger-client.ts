// SPDX-License-Identifier: Apache-2.0
import { connect, connectionOf, type Network } from '@unionid/network';
import { CHANNEL, contractErrorOf, NATIONAL, unionOf } from '@unionid/test-network';

/** Transactions straight to the peers, by one connection that stays open. */
export interface LedgerClient {
  /** Endorsed, ordered, committed and valid when this resolves, with what the contract answered. */
  submit(call: LedgerCall): Promise<string>;
  /** Asks the national peer alone, which lags behind the own one at times. */
  evaluateAtNational(call: LedgerCall): Promise<string>;
  close(): void;
}

export interface LedgerCall {
  readonly chaincode: string;
  /** `contract:function`. */
  readonly function: string;
  readonly arguments: readonly string[];
}

const utf8 = new TextDecoder();

/** A client of an organisation's own peer; its and the national peer endorse, as for its gateway. */
export function openLedgerClient(network: Network, organization: string): LedgerClient {
  const own = connect(connectionOf(network.connectionProfile(organization), 'User1'));
  const national = connect(connectionOf(network.connectionProfile(NATIONAL.organization), 'User1'));
  const endorsingOrganizations = [NATIONAL.mspId, unionOf(organization).mspId];
  const contractOf = ({ gateway }: typeof own, chaincode: string) =>
    gateway.getNetwork(CHANNEL).getContract(chaincode);
  return {
    submit: async (call) => {
      const contract = contractOf(own, call.chaincode);
      const options = { arguments: [...call.arguments], endorsingOrganizations };
      try {
        const commit = await contract.submitAsync(call.function, options);
        const { successful, code, transactionId } = await commit.getStatus();
        if (!successful) throw new Error(`${transactionId} was invalidated with code ${code}`);
        return utf8.decode(commit.getResult());
      } catch (error) {
        throw contractErrorOf(error) ?? error;
      }
    },
    evaluateAtNational: async (call) => {
      const contract = contractOf(national, call.chaincode);
      const options = { arguments: [...call.arguments], endorsingOrganizations: [NATIONAL.mspId] };
      return utf8.decode(await contract.evaluate(call.function, options));
    },
    close: () => {
      own.close();
      national.close();
    },
  };
}
