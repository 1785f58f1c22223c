// SPDX-License-Identifier: Apache-2.0
import {
  bootstrapTestLedger,
  newInMemoryGatewayLedger,
  newOrganisationEntry,
  type TestLedger,
  type TestOperator,
} from '@unionid/chaincode/testing';
import { INSTRUCTION_TYPES, isInstructionType } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import { IMPORT_KINDS } from '@unionid/domain/forms';
import { instructionArgument } from '@unionid/domain/instruction';
import type { EndorsedTransaction, LedgerCall } from '#src/ledger/ledger.js';
import { contractErrors } from '#src/submission/contract-errors.js';
import { submitInstruction } from '../support/enrol.js';
import { FaultyLedger } from '../support/faulty-ledger.js';
import { csvText, ORGANISATION_COLUMNS, organisationRow } from '../support/import-files.js';
import { find, readImport, signManifest } from '../support/run-import.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

/** Whose contracts refuse everything while `refusal` is set. */
class RefusingLedger extends FaultyLedger {
  refusal: DomainError | undefined;

  override endorse(call: LedgerCall): Promise<EndorsedTransaction> {
    return this.refusal === undefined ? super.endorse(call) : Promise.reject(this.refusal);
  }
}

// Which of them a type is really refused with is held by the tests of the contracts; on one database, none of it is stored there.
describe('what contracts may refuse with leaves the gateway under the same code', function () {
  this.timeout(30_000);
  const folder = useTemporaryFolder();
  let test: TestLedger;
  let root: TestOperator;
  let ledger: RefusingLedger;
  let gateway: TestGateway;

  beforeEach(async () => {
    test = await bootstrapTestLedger();
    const union = test.provinces['51'];
    ({ root } = union);
    ledger = new RefusingLedger(newInMemoryGatewayLedger(test.ledger, { mspId: union.mspId }));
    gateway = await openTestGateway(test, union, { dataDir: folder(), ledger });
    await gateway.catchUp();
  });
  afterEach(() => gateway.close());

  it('at whoever hands an instruction in', async () => {
    for (const code of contractErrors(Object.keys(INSTRUCTION_TYPES).filter(isInstructionType))) {
      ledger.refusal = new DomainError(code);
      const entry = newOrganisationEntry(test, root.org);
      const argument = await test.instruct('organisation.register', entry, { by: root });
      expectProblem(await submitInstruction(gateway, root, { argument }), code);
    }
  });

  it('at whoever hands a manifest in, who can sign it again', async () => {
    const content = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    const { importId } = await readImport(gateway, { kind: 'organisations', content });
    const target = `/v1/imports/${importId}/manifest`;
    for (const code of contractErrors(Object.values(IMPORT_KINDS).map((kind) => kind.instructionType))) {
      ledger.refusal = new DomainError(code);
      const view = await find(gateway.services.imports, importId);
      const body = instructionArgument(await signManifest(test, view, root));
      expectProblem(await signedFetch(gateway, root, { target, body }), code);
    }
  });
});
