// SPDX-License-Identifier: Apache-2.0
import fabricContractApi, { type Context } from 'fabric-contract-api';
import { executeInstruction } from '../kernel/execute-instruction.js';
import { runTransaction } from '../kernel/run-transaction.js';
import { register } from '../organisation/register-handler.js';

/** `organisation:…`: the tree of unions. Every method is a transaction function of one JSON argument. */
export class OrganisationContract extends fabricContractApi.Contract {
  constructor() {
    super('organisation');
  }

  register(ctx: Context, argument: string): Promise<string> {
    const type = 'organisation.register';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: register }));
  }
}
