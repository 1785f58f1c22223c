// SPDX-License-Identifier: Apache-2.0
import fabricContractApi, { type Context } from 'fabric-contract-api';
import { executeInstruction } from '../kernel/execute-instruction.js';
import { runTransaction } from '../kernel/run-transaction.js';
import { enrol, open } from '../person/enrol-handlers.js';

/** `person:…`: accounts and membership. Every method is a transaction function of one JSON argument. */
export class PersonContract extends fabricContractApi.Contract {
  constructor() {
    super('person');
  }

  openAccount(ctx: Context, argument: string): Promise<string> {
    const type = 'person.openAccount';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: open }));
  }

  enrol(ctx: Context, argument: string): Promise<string> {
    const type = 'person.enrol';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: enrol }));
  }
}
