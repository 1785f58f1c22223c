// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import fabricContractApi, { type Context } from 'fabric-contract-api';
import { add, bootstrap, join } from '../governance/founding-handlers.js';
import { registerKey, revokeKey } from '../governance/gateway-key-handlers.js';
import { prune } from '../governance/prune-handler.js';
import { readNetwork, readProvinces } from '../governance/queries.js';
import { executeFounding, executeInstruction } from '../kernel/execute-instruction.js';
import { runTransaction } from '../kernel/run-transaction.js';
import { runtimeInfo } from '../kernel/runtime-info.js';

/** `governance:…`: who is part of the network. Every method is a transaction function of one JSON argument. */
export class GovernanceContract extends fabricContractApi.Contract {
  constructor() {
    super('governance');
  }

  bootstrap(ctx: Context, argument: string): Promise<string> {
    const type = 'governance.bootstrap';
    return runTransaction(ctx, (stub) => executeFounding(stub, { type, argument, handler: bootstrap }));
  }

  joinProvince(ctx: Context, argument: string): Promise<string> {
    const type = 'governance.joinProvince';
    return runTransaction(ctx, (stub) => executeFounding(stub, { type, argument, handler: join }));
  }

  addProvince(ctx: Context, argument: string): Promise<string> {
    const type = 'governance.addProvince';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: add }));
  }

  registerGatewayKey(ctx: Context, argument: string): Promise<string> {
    const type = 'governance.registerGatewayKey';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: registerKey }));
  }

  revokeGatewayKey(ctx: Context, argument: string): Promise<string> {
    const type = 'governance.revokeGatewayKey';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: revokeKey }));
  }

  pruneInstructions(ctx: Context, argument: string): Promise<string> {
    const type = 'governance.pruneInstructions';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: prune }));
  }

  /** Query: `{}` → NetworkRecord. */
  network(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => readNetwork(stub, argument));
  }

  /** Query: `{codes}` → ProvinceRecord by code. */
  provinces(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => readProvinces(stub, argument));
  }

  /** Query: which bundle this peer's server runs, `{version, bundleDigest}`. */
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the shim counts parameters
  runtime(ctx: Context, _argument: string): Promise<string> {
    return runTransaction(ctx, () => Promise.resolve(canonicalJson(runtimeInfo())));
  }
}
