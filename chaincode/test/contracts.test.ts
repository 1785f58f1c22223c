// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { decodeError } from '@unionid/domain/errors';
import { contractFunctionOf } from '@unionid/domain/instruction';
import { CHAINCODES, LEDGER, type ChaincodeName } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { setRuntimeInfo } from '#src/kernel/runtime-info.js';
import { runTransaction } from '#src/kernel/run-transaction.js';
import { bootstrapTestLedger, CONTRACTS, type Contracts } from '#src/testing/index.js';

interface Described {
  readonly metadata: {
    readonly contracts: Record<
      string,
      {
        readonly transactions: readonly { readonly name: string; readonly parameters?: readonly unknown[] }[];
      }
    >;
  };
}

const require = createRequire(import.meta.url);

// What the shim makes of the classes when a server starts.
function describeContracts(contracts: Contracts, name: ChaincodeName): Described['metadata'] {
  const ChaincodeFromContract = require('fabric-shim/lib/contract-spi/chaincodefromcontract.js') as new (
    ...args: unknown[]
  ) => Described;
  const { JSONSerializer } = require('fabric-contract-api') as { JSONSerializer: unknown };
  const serializers = { transaction: 'json', serializers: { json: JSONSerializer } };
  return new ChaincodeFromContract([...contracts], serializers, {}, name, '0').metadata;
}

describe('contracts', () => {
  for (const chaincode of CHAINCODES) {
    it(`of ${chaincode} have a function of one argument for each of its instruction types`, () => {
      const described = describeContracts(CONTRACTS[chaincode], chaincode).contracts;
      const functions = Object.entries(described)
        .filter(([contract]) => contract !== 'org.hyperledger.fabric')
        .flatMap(([contract, { transactions }]) =>
          transactions.map(({ name, parameters }) => ({ name: `${contract}:${name}`, parameters })),
        );
      const own = Object.entries(INSTRUCTION_TYPES).filter(([, definition]) =>
        [chaincode, 'each'].includes(definition.chaincode),
      );
      const names = functions.map(({ name }) => name);
      expect(names).to.include.members(own.map(([type]) => contractFunctionOf(type)));
      for (const { name, parameters } of functions) expect(parameters, name).to.have.length(1);
    });
  }

  it('report the bundle that they run from', async () => {
    setRuntimeInfo({ version: '1.2.3', bundleDigest: 'ab' });
    const { ledger } = await bootstrapTestLedger();
    const call = { function: 'governance:runtime', argument: '{}', submitter: { mspId: 'BeijingMSP' } };
    expect(await ledger.evaluate(call)).to.equal('{"bundleDigest":"ab","version":"1.2.3"}');
    setRuntimeInfo({ version: '', bundleDigest: '' });
  });

  it('let nothing out of an unforeseen error but its code', async () => {
    const stub = {
      ...{ getChannelID: () => '', getTxID: () => '', getDateTimestamp: () => new Date(0) },
      getCreator: () => ({ mspid: '', idBytes: new Uint8Array() }),
    };
    const logged: string[] = [];
    const log = console.error;
    console.error = (text: string) => logged.push(text);
    const failing = runTransaction({ stub } as never, { chaincode: 'identity', records: LEDGER }, () =>
      Promise.reject(new TypeError('张三\n110101')),
    );
    const error = (await failing.catch((caught: unknown) => caught)) as Error;
    console.error = log;
    expect(logged.join()).to.match(/^unforeseen TypeError\n {4}at .*contracts\.test/);
    expect(logged.join()).to.not.match(/张三|110101/);
    expect(decodeError(error.message)?.code).to.equal('INTERNAL');
    expect(error.message).to.equal('{"code":"INTERNAL","details":{}}');
    expect(error.cause).to.equal(undefined);
  });

  it('are called by their own functions only', async () => {
    const { ledger } = await bootstrapTestLedger();
    for (const name of ['person:constructor', 'person:getName', 'person:toString', 'nobody:read', 'read']) {
      const call = { function: name, argument: '{}', submitter: { mspId: 'BeijingMSP' } };
      const error = (await ledger.endorse(call).catch((caught: unknown) => caught)) as Error;
      expect(error.message, name).to.include('does not exist');
    }
  });
});
