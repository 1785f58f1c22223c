// SPDX-License-Identifier: Apache-2.0
// Entry of the bundle that the peers' servers of chaincode `identity` run.
import { IDENTITY_ROWS, KERNEL_ROWS } from '@unionid/domain/ledger';
import { changeInstruction } from '@unionid/domain/membership';
import { importInstruction as organisationImport } from '@unionid/domain/organisation';
import { importInstruction as personImport } from '@unionid/domain/person';
import { assertKnownAnswers } from '@unionid/domain/sm';
import { batchInstruction, requestManyInstruction } from '@unionid/domain/transfer';
import { readAuthorityFacts } from '../authority/facts.js';
import { readNetwork, readProvinces, readRuntime } from '../governance/queries.js';
import { tick } from '../governance/tick.js';
import { newContracts } from '../kernel/new-contract.js';
import { ownAuthority } from '../authority/own-authority.js';
import { closeManifestOf } from '../manifest/close-manifest.js';
import { executeChunkOf } from '../manifest/execute-chunk.js';
import { readManifestOf } from '../manifest/queries.js';
import { changeRows } from '../membership/change-rows.js';
import { readOperator } from '../operator/queries.js';
import { fold } from '../organisation/fold.js';
import { organisationRows } from '../organisation/organisation-rows.js';
import { readOrganisation } from '../organisation/queries.js';
import { memberRows } from '../person/member-rows.js';
import { readAccount, readAccountHistory } from '../person/queries.js';
import { batchRows } from '../transfer/batch-rows.js';
import { requestRows } from '../transfer/request-rows.js';
import { HANDLERS } from './handlers.js';

export { setRuntimeInfo } from '../kernel/runtime-info.js';

// A Node whose OpenSSL computes SM2 or SM3 otherwise must not endorse.
assertKnownAnswers();

/** Classes that the shim makes contracts of. */
export const contracts = newContracts(
  {
    chaincode: 'identity',
    records: { ...KERNEL_ROWS, ...IDENTITY_ROWS },
    authority: ownAuthority,
    handlers: HANDLERS,
  },
  {
    'authority:facts': readAuthorityFacts,
    'governance:network': readNetwork,
    'governance:provinces': readProvinces,
    'governance:runtime': readRuntime,
    'governance:tick': tick,
    'membership:changeChunk': executeChunkOf(changeRows),
    'membership:closeChange': closeManifestOf(changeInstruction),
    'membership:readManifest': readManifestOf(changeInstruction),
    'operator:read': readOperator,
    'organisation:fold': fold,
    'organisation:importChunk': executeChunkOf(organisationRows),
    'organisation:closeImport': closeManifestOf(organisationImport),
    'organisation:read': readOrganisation,
    'organisation:readManifest': readManifestOf(organisationImport),
    'person:importChunk': executeChunkOf(memberRows),
    'person:closeImport': closeManifestOf(personImport),
    'person:history': readAccountHistory,
    'person:read': readAccount,
    'person:readManifest': readManifestOf(personImport),
    'transfer:batchChunk': executeChunkOf(batchRows),
    'transfer:closeBatch': closeManifestOf(batchInstruction),
    'transfer:closeRequestMany': closeManifestOf(requestManyInstruction),
    'transfer:readManifest': readManifestOf(batchInstruction),
    'transfer:requestManyChunk': executeChunkOf(requestRows),
  },
);
