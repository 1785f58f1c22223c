// SPDX-License-Identifier: Apache-2.0
import fabricContractApi, { type Context } from 'fabric-contract-api';
import { contractFunctionOf } from '@unionid/domain/instruction';
import { executeInstruction } from './execute-instruction.js';
import type { Kernel } from './handler.js';
import type { LedgerStub } from './ledger-stub.js';
import { runTransaction } from './run-transaction.js';

/** A function of a contract that is no instruction type: a query, or what stands on somebody else's signature. */
export type ContractFunction = (kernel: Kernel, stub: LedgerStub, argument: string) => Promise<string>;

/** By contract and function, as a client spells them: `'person:read'`. */
export type FurtherFunctions = Readonly<Record<string, ContractFunction>>;

type ContractClass = new () => fabricContractApi.Contract;

/**
 * The classes that the shim makes contracts of: one for each area, with a transaction function of one JSON argument for each
 * instruction type, named like it, and for each further function.
 */
export function newContracts(kernel: Kernel, further: FurtherFunctions): ContractClass[] {
  const instructions = Object.keys(kernel.handlers).map((type): [string, ContractFunction] => [
    contractFunctionOf(type),
    (_kernel, stub, argument) => executeInstruction(kernel, stub, { type, argument }),
  ]);
  const functions = [...instructions, ...Object.entries(further)];
  const byContract = Map.groupBy(functions, ([name]) => name.slice(0, name.indexOf(':')));
  return [...byContract].sort(byName).map(([name, own]) => newContractClass(kernel, name, new Map(own)));
}

function newContractClass(
  kernel: Kernel,
  contract: string,
  functions: ReadonlyMap<string, ContractFunction>,
): ContractClass {
  class UnionContract extends fabricContractApi.Contract {
    constructor() {
      super(contract);
    }
  }
  for (const [name, run] of functions) {
    // The shim reads names and number of parameters from the function's source: these two, and no default.
    const transaction = function (ctx: Context, argument: string): Promise<string> {
      return runTransaction(ctx, kernel, (stub) => run(kernel, stub, argument));
    };
    Object.defineProperty(UnionContract.prototype, name.slice(contract.length + 1), {
      value: transaction,
      enumerable: false,
    });
  }
  return UnionContract;
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
