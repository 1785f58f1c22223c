// SPDX-License-Identifier: Apache-2.0
import fabricProtos from '@hyperledger/fabric-protos';
import type { Context } from 'fabric-contract-api';

const { peer } = fabricProtos;

/** What the shim makes of the signed proposal; its own types say `object`. */
interface DecodedProposal {
  readonly proposal: { readonly header: { readonly channelHeader: { getExtension_asU8(): Uint8Array } } };
}

/**
 * The chaincode that the client's own signed proposal names. A peer hands that proposal on unchanged when one chaincode
 * calls another (Fabric core/chaincode/handler.go, HandleInvokeChaincode), so it tells who was really asked. Undefined where
 * there is none: nothing is written for that.
 */
export function proposedChaincode(stub: Context['stub']): string | undefined {
  const signed = stub.getSignedProposal() as unknown as DecodedProposal | undefined;
  if (signed === undefined) return undefined;
  const extension = signed.proposal.header.channelHeader.getExtension_asU8();
  return peer.ChaincodeHeaderExtension.deserializeBinary(extension).getChaincodeId()?.getName();
}
