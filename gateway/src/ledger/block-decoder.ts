// SPDX-License-Identifier: Apache-2.0
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import type { ChaincodeName } from '@unionid/domain/ledger';
import { blockHash } from './block-hash.js';
import { sealOf } from './block-seal.js';
import type { LedgerBlock, LedgerTransaction } from './ledger.js';

// Any certificate of any organisation can have any bytes ordered, and peers that were altered can have them marked valid. So
// what a block holds is believed part by part, and whatever does not decode is left out of its transaction, never of the block.

// As contracts read (`decodeUtf8`): a mark of the order of bytes is a character like others, and no JSON begins by it.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NOTHING = new Uint8Array(0);
const ENDORSED: number = common.HeaderType.ENDORSER_TRANSACTION;
const VALID: number = peer.TxValidationCode.VALID;
/** Where a header names no time that a date can be. */
const NO_TIME = '1970-01-01T00:00:00.000Z';
const TRANSACTION_ID = /^[0-9a-f]{64}$/;
/** No JSON: what stands in the place of a value that is no text. */
const NO_TEXT = '\ufffd';

/**
 * Codes that a peer gives only after the creator's signature and the identifier that follows from it held
 * (fabric-facts.md §4.4). Under any other, the identifier may be one that somebody else's transaction has.
 */
const IDENTIFIED: ReadonlySet<number> = new Set([
  peer.TxValidationCode.DUPLICATE_TXID,
  peer.TxValidationCode.ENDORSEMENT_POLICY_FAILURE,
  peer.TxValidationCode.MVCC_READ_CONFLICT,
  peer.TxValidationCode.PHANTOM_READ_CONFLICT,
  peer.TxValidationCode.EXPIRED_CHAINCODE,
  peer.TxValidationCode.CHAINCODE_VERSION_CONFLICT,
]);

/** The parts of a Fabric block that concern chaincodes of ours; every transaction keeps its position. Throws for no content. */
export function decodeBlock(block: common.Block, chaincodes: readonly ChaincodeName[]): LedgerBlock {
  const codes = validationCodes(block);
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  const seal = sealOf(block);
  return {
    ...headOf(block.getHeader()),
    ...(seal !== undefined && { seal }),
    transactions: envelopes.map((bytes, index) => {
      const code = codes[index] ?? peer.TxValidationCode.NOT_VALIDATED;
      return code === VALID ? decodeValid(bytes, chaincodes) : decodeInvalid(bytes, code);
    }),
  };
}

function headOf(header: common.BlockHeader | undefined): Pick<LedgerBlock, 'number' | 'hash'> {
  if (header === undefined) return { number: 0 };
  const number = header.getNumber();
  const [previous, data] = [header.getPreviousHash_asU8(), header.getDataHash_asU8()];
  return { number, hash: blockHash({ number, previous, data }) };
}

function validationCodes(block: common.Block): Uint8Array {
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  return metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? NOTHING;
}

type Call = Pick<LedgerTransaction, 'chaincode' | 'version' | 'function' | 'argument' | 'result' | 'event'>;
type Action = Call & Pick<LedgerTransaction, 'writes' | 'endorsers' | 'undecodable'>;

/** Of a chaincode that is not ours, the lifecycle's among them: only what it wrote in a state of ours matters. */
const FOREIGN: Call = { chaincode: '', function: '', argument: '', result: '', event: undefined };
/** A change of the configuration. */
const OTHER: Action = { ...FOREIGN, writes: [], endorsers: [] };
const UNDECODABLE: Action = { ...OTHER, undecodable: true };

/** A position: nothing that the peers refused is read, but for an identifier that they had checked. */
function decodeInvalid(bytes: Uint8Array, code: number): LedgerTransaction {
  const transactionId = IDENTIFIED.has(code) ? attempt(() => headerOf(bytes).channel.getTxId(), '') : '';
  return {
    ...OTHER,
    transactionId: TRANSACTION_ID.test(transactionId) ? transactionId : '',
    ...{ valid: false, code, submitter: '', time: NO_TIME },
  };
}

function decodeValid(bytes: Uint8Array, chaincodes: readonly ChaincodeName[]): LedgerTransaction {
  const header = attempt(() => headerOf(bytes), undefined);
  const known = {
    ...{ transactionId: header?.channel.getTxId() ?? '', valid: true, code: VALID },
    ...{ submitter: header?.submitter ?? '', time: timeOf(header?.channel) },
  };
  if (header === undefined) return { ...known, ...UNDECODABLE };
  if (header.channel.getType() !== ENDORSED) return { ...known, ...OTHER };
  const action = attempt(() => decodeAction(header.data, chaincodes), UNDECODABLE);
  return { ...known, ...action };
}

interface Header {
  readonly channel: common.ChannelHeader;
  readonly submitter: string;
  readonly data: Uint8Array;
}

function headerOf(bytes: Uint8Array): Header {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
  );
  const header = payload.getHeader();
  return {
    channel: common.ChannelHeader.deserializeBinary(header?.getChannelHeader_asU8() ?? NOTHING),
    submitter: attempt(() => submitterOf(header?.getSignatureHeader_asU8() ?? NOTHING), ''),
    data: payload.getData_asU8(),
  };
}

function decodeAction(data: Uint8Array, chaincodes: readonly ChaincodeName[]): Action {
  const [action] = peer.Transaction.deserializeBinary(data).getActionsList();
  if (action === undefined) return OTHER;
  const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  const outcome = outcomeOf(payload);
  return {
    ...attempt(() => callOf(payload, { outcome, chaincodes }), FOREIGN),
    ...writesOf(outcome, chaincodes),
    endorsers: endorsersOf(payload),
  };
}

function callOf(
  payload: peer.ChaincodeActionPayload,
  { outcome, chaincodes }: { outcome: peer.ChaincodeAction; chaincodes: readonly ChaincodeName[] },
): Call {
  const spec = invocationOf(payload);
  const chaincode = chaincodes.find((name) => name === spec?.getChaincodeId()?.getName());
  if (spec === undefined || chaincode === undefined) return FOREIGN;
  const [name = NOTHING, argument = NOTHING] = spec.getInput()?.getArgsList_asU8() ?? [];
  return {
    version: versionOf(outcome),
    ...{ chaincode, function: utf8.decode(name), argument: utf8.decode(argument) },
    result: utf8.decode(outcome.getResponse()?.getPayload_asU8() ?? NOTHING),
    event: attempt(() => eventOf(outcome, chaincode), undefined),
  };
}

/** The version that the endorsing peers ran. */
function versionOf(outcome: peer.ChaincodeAction): string {
  return outcome.getChaincodeId()?.getVersion() ?? '';
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

/** What it wrote where ours do; a set that does not decode says nothing of the others. */
function writesOf(
  outcome: peer.ChaincodeAction,
  chaincodes: readonly ChaincodeName[],
): Pick<Action, 'writes' | 'undecodable'> {
  const sets = ledger.rwset.TxReadWriteSet.deserializeBinary(outcome.getResults_asU8()).getNsRwsetList();
  const writes = sets.map((set) => {
    const chaincode = chaincodes.find((name) => name === set.getNamespace());
    return chaincode === undefined
      ? []
      : attempt(() => writesOfSet(set.getRwset_asU8(), chaincode), undefined);
  });
  return {
    writes: writes.flatMap((decoded) => decoded ?? []),
    ...(writes.includes(undefined) && { undecodable: true }),
  };
}

function writesOfSet(bytes: Uint8Array, chaincode: ChaincodeName): LedgerTransaction['writes'] {
  const set = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(bytes);
  return set.getWritesList().map((write) => ({ chaincode, key: write.getKey(), value: valueOf(write) }));
}

// A peer takes an empty value for a deletion, too (Fabric core/ledger/kvledger/txmgmt/rwsetutil, IsKVWriteDelete).
function valueOf(write: ledger.rwset.kvrwset.KVWrite): string | undefined {
  const bytes = write.getValue_asU8();
  if (write.getIsDelete() || bytes.length === 0) return undefined;
  return attempt(() => strictUtf8.decode(bytes), NO_TEXT);
}

function eventOf(outcome: peer.ChaincodeAction, chaincode: string): LedgerTransaction['event'] {
  const event = peer.ChaincodeEvent.deserializeBinary(outcome.getEvents_asU8());
  if (event.getChaincodeId() !== chaincode) return undefined;
  return { name: event.getEventName(), payload: utf8.decode(event.getPayload_asU8()) };
}

function endorsersOf(payload: peer.ChaincodeActionPayload): string[] {
  const endorsements = payload.getAction()?.getEndorsementsList() ?? [];
  return endorsements.map((endorsement) => attempt(() => mspIdOf(endorsement.getEndorser_asU8()), ''));
}

function submitterOf(signatureHeader: Uint8Array): string {
  return mspIdOf(common.SignatureHeader.deserializeBinary(signatureHeader).getCreator_asU8());
}

function mspIdOf(identity: Uint8Array): string {
  return msp.SerializedIdentity.deserializeBinary(identity).getMspid();
}

/** Peers compare a header's time with nothing: it may be of the year 300000, which no date can be. */
function timeOf(header: common.ChannelHeader | undefined): string {
  const time = header?.getTimestamp()?.toDate().toJSON() as string | null | undefined;
  return time?.length === NO_TIME.length ? time : NO_TIME;
}

/** What `decode` makes of bytes that may be anything. */
function attempt<T, U>(decode: () => T, otherwise: U): T | U {
  try {
    return decode();
  } catch {
    return otherwise;
  }
}
