// SPDX-License-Identifier: Apache-2.0
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import type { ChaincodeName } from '@unionid/domain/ledger';
import type { LedgerBlock, LedgerTransaction } from './ledger.js';

const utf8 = new TextDecoder();
const NOTHING = new Uint8Array(0);
const ENDORSED: number = common.HeaderType.ENDORSER_TRANSACTION;
const VALID: number = peer.TxValidationCode.VALID;

/** The parts of a Fabric block that concern chaincodes of ours; every transaction keeps its position. */
export function decodeBlock(block: common.Block, chaincodes: readonly ChaincodeName[]): LedgerBlock {
  const codes = validationCodes(block);
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return {
    number: block.getHeader()?.getNumber() ?? 0,
    transactions: envelopes.map((bytes, index) =>
      decodeTransaction(bytes, codes[index] ?? peer.TxValidationCode.NOT_VALIDATED, chaincodes),
    ),
  };
}

function validationCodes(block: common.Block): Uint8Array {
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  return metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? NOTHING;
}

function decodeTransaction(
  bytes: Uint8Array,
  code: number,
  chaincodes: readonly ChaincodeName[],
): LedgerTransaction {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
  );
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? NOTHING,
  );
  const isEndorsed = header.getType() === ENDORSED;
  return {
    transactionId: header.getTxId(),
    valid: code === VALID,
    code,
    submitter: submitterOf(payload),
    time: timeOf(header),
    ...(isEndorsed ? decodeAction(payload.getData_asU8(), chaincodes) : OTHER),
  };
}

type Call = Pick<LedgerTransaction, 'chaincode' | 'function' | 'argument' | 'result' | 'event'>;
type Action = Call & Pick<LedgerTransaction, 'writes' | 'endorsers'>;

/** Of a chaincode that is not ours, the lifecycle's among them: only what it wrote in a state of ours matters. */
const FOREIGN: Call = { chaincode: '', function: '', argument: '', result: '', event: undefined };
/** A change of the configuration. */
const OTHER: Action = { ...FOREIGN, writes: [], endorsers: [] };

function decodeAction(data: Uint8Array, chaincodes: readonly ChaincodeName[]): Action {
  const [action] = peer.Transaction.deserializeBinary(data).getActionsList();
  if (action === undefined) return OTHER;
  const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  const spec = invocationOf(payload);
  const called = chaincodes.find((chaincode) => chaincode === spec?.getChaincodeId()?.getName());
  const outcome = outcomeOf(payload);
  return {
    ...(spec !== undefined && called !== undefined ? callOf(spec, { outcome, chaincode: called }) : FOREIGN),
    writes: writesOf(outcome, chaincodes),
    endorsers: endorsersOf(payload),
  };
}

function callOf(
  spec: peer.ChaincodeSpec,
  { outcome, chaincode }: { readonly outcome: peer.ChaincodeAction; readonly chaincode: ChaincodeName },
): Call {
  const [name = NOTHING, argument = NOTHING] = spec.getInput()?.getArgsList_asU8() ?? [];
  return {
    ...{ chaincode, function: utf8.decode(name), argument: utf8.decode(argument) },
    result: utf8.decode(outcome.getResponse()?.getPayload_asU8() ?? NOTHING),
    event: eventOf(outcome, chaincode),
  };
}

function invocationOf(payload: peer.ChaincodeActionPayload): peer.ChaincodeSpec | undefined {
  const proposal = peer.ChaincodeProposalPayload.deserializeBinary(
    payload.getChaincodeProposalPayload_asU8(),
  );
  return peer.ChaincodeInvocationSpec.deserializeBinary(proposal.getInput_asU8()).getChaincodeSpec();
}

function outcomeOf(payload: peer.ChaincodeActionPayload): peer.ChaincodeAction {
  const response = peer.ProposalResponsePayload.deserializeBinary(
    payload.getAction()?.getProposalResponsePayload_asU8() ?? NOTHING,
  );
  return peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
}

function writesOf(
  outcome: peer.ChaincodeAction,
  chaincodes: readonly ChaincodeName[],
): LedgerTransaction['writes'] {
  const sets = ledger.rwset.TxReadWriteSet.deserializeBinary(outcome.getResults_asU8()).getNsRwsetList();
  return sets.flatMap((set) => {
    const chaincode = chaincodes.find((name) => name === set.getNamespace());
    return chaincode === undefined ? [] : writesOfSet(set.getRwset_asU8(), chaincode);
  });
}

function writesOfSet(bytes: Uint8Array, chaincode: ChaincodeName): LedgerTransaction['writes'] {
  const set = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(bytes);
  return set.getWritesList().map((write) => ({
    chaincode,
    key: write.getKey(),
    value: write.getIsDelete() ? undefined : utf8.decode(write.getValue_asU8()),
  }));
}

function eventOf(outcome: peer.ChaincodeAction, chaincode: string): LedgerTransaction['event'] {
  const event = peer.ChaincodeEvent.deserializeBinary(outcome.getEvents_asU8());
  if (event.getChaincodeId() !== chaincode) return undefined;
  return { name: event.getEventName(), payload: utf8.decode(event.getPayload_asU8()) };
}

function endorsersOf(payload: peer.ChaincodeActionPayload): string[] {
  const endorsements = payload.getAction()?.getEndorsementsList() ?? [];
  return endorsements.map((endorsement) => mspIdOf(endorsement.getEndorser_asU8()));
}

function submitterOf(payload: common.Payload): string {
  const signature = common.SignatureHeader.deserializeBinary(
    payload.getHeader()?.getSignatureHeader_asU8() ?? NOTHING,
  );
  return mspIdOf(signature.getCreator_asU8());
}

function mspIdOf(identity: Uint8Array): string {
  return msp.SerializedIdentity.deserializeBinary(identity).getMspid();
}

function timeOf(header: common.ChannelHeader): string {
  return (header.getTimestamp()?.toDate() ?? new Date(0)).toISOString();
}
