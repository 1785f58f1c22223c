// SPDX-License-Identifier: Apache-2.0
// Entry of the bundle that the peers' servers of chaincode `benefit` run.
import { BENEFIT_ROWS, KERNEL_ROWS } from '@unionid/domain/ledger';
import { openInstruction, resultsInstruction } from '@unionid/domain/plan';
import { assertKnownAnswers } from '@unionid/domain/sm';
import { readFund } from '../fund/queries.js';
import { readRuntime } from '../governance/queries.js';
import { invokedAuthority } from '../kernel/invoked-authority.js';
import { newContracts } from '../kernel/new-contract.js';
import { closeManifestOf } from '../manifest/close-manifest.js';
import { executeChunkOf } from '../manifest/execute-chunk.js';
import { readManifestOf } from '../manifest/queries.js';
import { foldPlan } from '../plan/fold.js';
import { planRows } from '../plan/plan-rows.js';
import { readPlan } from '../plan/queries.js';
import { resultRows } from '../plan/result-rows.js';
import { screenPlan } from '../plan/screen.js';
import { HANDLERS } from './handlers.js';

export { setRuntimeInfo } from '../kernel/runtime-info.js';

// A Node whose OpenSSL computes SM2 or SM3 otherwise must not endorse.
assertKnownAnswers();

/** Classes that the shim makes contracts of. */
export const contracts = newContracts(
  {
    chaincode: 'benefit',
    records: { ...KERNEL_ROWS, ...BENEFIT_ROWS },
    authority: invokedAuthority,
    handlers: HANDLERS,
  },
  {
    'fund:read': readFund,
    'governance:runtime': readRuntime,
    'plan:closeOpen': closeManifestOf(openInstruction),
    'plan:closeResults': closeManifestOf(resultsInstruction),
    'plan:fold': foldPlan,
    'plan:readManifest': readManifestOf(openInstruction),
    'plan:openChunk': executeChunkOf(planRows),
    'plan:read': readPlan,
    'plan:resultsChunk': executeChunkOf(resultRows),
    'plan:screen': screenPlan,
  },
);
