// SPDX-License-Identifier: Apache-2.0
import fabricContractApi, { type Context } from 'fabric-contract-api';
import { closeImport } from '../import/close-import.js';
import { executeChunk } from '../import/execute-chunk.js';
import { openImport } from '../import/open-import.js';
import { readManifest } from '../import/queries.js';
import { executeInstruction } from '../kernel/execute-instruction.js';
import { runTransaction } from '../kernel/run-transaction.js';
import { enrol, open } from '../person/enrol-handlers.js';
import { memberRows } from '../person/member-rows.js';
import { readAccount, readAccountHistory } from '../person/queries.js';

const IMPORT = 'person.import';

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

  import(ctx: Context, argument: string): Promise<string> {
    const type = IMPORT;
    return runTransaction(ctx, (stub) => executeInstruction(stub, { type, argument, handler: openImport }));
  }

  /** `{chunk: {manifestId, index, rows}, path}` → ChunkRecord; stands on the manifest's signature. */
  importChunk(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => executeChunk(stub, { argument, handler: memberRows }));
  }

  /** `{manifestId}` → outcomes added up. */
  closeImport(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => closeImport(stub, { argument, type: IMPORT }));
  }

  /** Query: `{personKey}` → `{identityId, account}`. */
  read(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => readAccount(stub, argument));
  }

  /** Query: `{personKey, limit}` → states, newest first. */
  history(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => readAccountHistory(stub, argument));
  }

  /** Query: `{manifestId}` → ManifestRecord. */
  readManifest(ctx: Context, argument: string): Promise<string> {
    return runTransaction(ctx, (stub) => readManifest(stub, { argument, type: IMPORT }));
  }
}
