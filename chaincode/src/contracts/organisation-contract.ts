// SPDX-License-Identifier: Apache-2.0
import fabricContractApi, { type Context } from 'fabric-contract-api';
import { closeImport } from '../import/close-import.js';
import { executeChunk } from '../import/execute-chunk.js';
import { openImport } from '../import/open-import.js';
import { readManifest } from '../import/queries.js';
import { executeInstruction } from '../kernel/execute-instruction.js';
import { runTransaction } from '../kernel/run-transaction.js';
import { organisationRows } from '../organisation/organisation-rows.js';
import { readOrganisation } from '../organisation/queries.js';
import { register } from '../organisation/register-handler.js';

const IMPORT = 'organisation.import';

/** `organisation:…`: the tree of unions. Every method is a transaction function of one JSON argument. */
export class OrganisationContract extends fabricContractApi.Contract {
  constructor() {
    super('organisation');
  }

  register(ctx: Context, argument: string): Promise<string> {
    const type = 'organisation.register';
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: register }));
  }

  import(ctx: Context, argument: string): Promise<string> {
    const type = IMPORT;
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: openImport }));
  }

  /** `{chunk: {manifestId, index, rows}, path}` → ChunkRecord; stands on the manifest's signature. */
  importChunk(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => executeChunk(stub, { argument, handler: organisationRows }));
  }

  /** `{manifestId}` → outcomes added up. */
  closeImport(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => closeImport(stub, { argument, type: IMPORT }));
  }

  /** Query: `{orgId}` → authority record, profile and employers. */
  read(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => readOrganisation(stub, argument));
  }

  /** Query: `{manifestId}` → ManifestRecord. */
  readManifest(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => readManifest(stub, { argument, type: IMPORT }));
  }
}
