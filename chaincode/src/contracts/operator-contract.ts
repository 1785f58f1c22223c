// SPDX-License-Identifier: Apache-2.0
import fabricContractApi, { type Context } from 'fabric-contract-api';
import { executeInstruction } from '../kernel/execute-instruction.js';
import { runTransaction } from '../kernel/run-transaction.js';
import { revokeKey, rotateKey } from '../operator/key-handlers.js';
import { grant, register, revoke } from '../operator/operator-handlers.js';
import { readOperator } from '../operator/queries.js';

/** `operator:…`: who may act, and by which keys. Every method is a transaction function of one JSON argument. */
export class OperatorContract extends fabricContractApi.Contract {
  constructor() {
    super('operator');
  }

  register(ctx: Context, argument: string): Promise<string> {
    const type = 'operator.register';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: register }));
  }

  grant(ctx: Context, argument: string): Promise<string> {
    const type = 'operator.grant';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: grant }));
  }

  revoke(ctx: Context, argument: string): Promise<string> {
    const type = 'operator.revoke';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: revoke }));
  }

  rotateKey(ctx: Context, argument: string): Promise<string> {
    const type = 'operator.rotateKey';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: rotateKey }));
  }

  revokeKey(ctx: Context, argument: string): Promise<string> {
    const type = 'operator.revokeKey';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: revokeKey }));
  }

  /** Query: `{operatorId}` → the operator with its keys. */
  read(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => readOperator(stub, argument));
  }
}
