// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { common, gateway as gatewayProtos, msp } from '@hyperledger/fabric-protos';
import { connect, type Connection } from './connection.js';
import { newNativeSigner } from './native-signer.js';

/** What a client has ordered, whether or not it is a transaction. */
export interface AnyEnvelope {
  readonly channel: string;
  /** In the place of a transaction. */
  readonly data: Uint8Array;
  /** The header's time, whole seconds since 1970. */
  readonly seconds: number;
}

const NONCE_BYTES = 24;
const SUBMIT_MS = 15_000;

/**
 * Has any bytes ordered under a client certificate, as its holder can: the ordering service looks at the signature alone, and
 * peers mark in the block what they do not take for valid. For tests of what reads blocks.
 */
export async function orderEnvelope(connection: Connection, envelope: AnyEnvelope): Promise<void> {
  const open = connect(connection);
  try {
    const request = new gatewayProtos.SubmitRequest();
    request.setChannelId(envelope.channel);
    request.setPreparedTransaction(await signedEnvelope(connection, envelope));
    await new Promise<void>((resolve, reject) => {
      open.client.makeUnaryRequest(
        '/gateway.Gateway/Submit',
        (message: gatewayProtos.SubmitRequest) => Buffer.from(message.serializeBinary()),
        (bytes: Buffer) => gatewayProtos.SubmitResponse.deserializeBinary(bytes),
        request,
        { deadline: Date.now() + SUBMIT_MS },
        (error) => {
          if (error) reject(error);
          else resolve();
        },
      );
    });
  } finally {
    open.close();
  }
}

async function signedEnvelope(
  { mspId, certificate, privateKey }: Connection,
  { channel, data, seconds }: AnyEnvelope,
): Promise<common.Envelope> {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(certificate);
  const creator = identity.serializeBinary();
  const nonce = randomBytes(NONCE_BYTES);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator);
  signatureHeader.setNonce(nonce);
  const channelHeader = common.ChannelHeader.deserializeBinary(timestampField(seconds));
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setChannelId(channel);
  channelHeader.setTxId(createHash('sha256').update(nonce).update(creator).digest('hex'));
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(data);
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(await newNativeSigner(privateKey)(envelope.getPayload_asU8()));
  return envelope;
}

// Field 3 of ChannelHeader, google.protobuf.Timestamp: its class is of a package that is not ours to import.
function timestampField(seconds: number): Uint8Array {
  const whole = varint(seconds);
  return Uint8Array.of(0x1a, whole.length + 1, 0x08, ...whole);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
