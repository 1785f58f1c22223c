// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { bootstrapTestLedger, newOrganisationEntry } from '@unionid/chaincode/testing';
import { submitInstruction } from '../support/enrol.js';
import { expectProblem, plainFetch } from '../support/signed-fetch.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestGateway } from '../support/test-gateway.js';

describeOnDatabases('more requests at once than the gateway carries', () => {
  const folder = useTemporaryFolder();

  it('are told to come again, while it still says that it lives', async () => {
    const test = await bootstrapTestLedger();
    const union = test.provinces['51'];
    const gateway = await openTestGateway(test, union, { dataDir: folder(), config: { maxRequests: 1 } });
    await gateway.catchUp();
    const argument = await test.instruct('organisation.register', newOrganisationEntry(test, union.orgId), {
      by: union.root,
    });
    test.ledger.holdBlocks = true;
    const waiting = submitInstruction(gateway, union.root, { argument, wait: 30 });
    while ((await gateway.services.metrics.text()).includes('unionid_ledger_in_flight 0'))
      await new Promise((resolve) => setTimeout(resolve, 2));
    const refused = await plainFetch(gateway, '/v1/network');
    expectProblem(refused, 'TOO_MANY_REQUESTS');
    expect(refused.headers.get('retry-after')).to.equal('1');
    expect((await plainFetch(gateway, '/livez')).status).to.equal(200);
    test.ledger.holdBlocks = false;
    test.ledger.cutBlock();
    expect((await waiting).status).to.equal(200);
    expect((await plainFetch(gateway, '/v1/network')).status).to.equal(200);
    await gateway.close();
  });
});
