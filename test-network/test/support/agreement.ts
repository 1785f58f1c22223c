// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ImportView } from '@unionid/domain/api';
import type { ManifestRecord } from '@unionid/domain/ledger';
import type { TestNetwork } from '@unionid/test-network';
import { gatewayFiles } from './gateway-files.js';
import { sameHeight, type Peer } from './peers.js';
import { readWholeReport } from './read-report.js';

export interface FinishedImport {
  /** The organisation whose gateway did it. */
  readonly organization: string;
  /** The unions that its members joined, and nobody else. */
  readonly orgs: readonly string[];
  readonly view: ImportView;
}

/**
 * Holds vault, ledger and report of an import against each other, row by row: an ACTIVE record, an account of one version
 * and a row reported as done for each member, none more anywhere, none left PENDING.
 */
export async function expectAgreement(
  test: TestNetwork,
  peers: readonly Peer[],
  { organization, orgs, view: { importId, counts, chunks } }: FinishedImport,
): Promise<void> {
  const height = await sameHeight(peers);
  const report = await readWholeReport(test.clientOf(organization), importId);
  const done = report.filter(({ outcome }) => outcome === 'done').map(({ identityId }) => identityId ?? '');
  expect(new Set(done).size).to.equal(counts.done);

  const vault = await gatewayFiles(test, organization).vaultStates(`import/${importId}`);
  expect(new Set(vault.values())).to.deep.equal(new Set(['ACTIVE']));
  expect(new Set(vault.keys())).to.deep.equal(new Set(done));

  // Each organisation's copy of the ledger, from its own peer's blocks.
  const [someUnion = ''] = orgs;
  for (const { union, client } of test.clients()) {
    await client.organisations.get(someUnion, { minHeight: height });
    const accounts = await gatewayFiles(test, union.organization).accountsOf(orgs);
    expect(new Set(accounts.keys()), union.organization).to.deep.equal(new Set(done));
    expect(new Set(accounts.values()), union.organization).to.deep.equal(new Set([1]));
  }

  for (const peer of peers) {
    const manifest = (await peer.read('person:readManifest', { manifestId: importId })) as ManifestRecord;
    expect(manifest, peer.organization).to.deep.include({ state: 'CLOSED', chunks });
    expect(manifest.outcomes, peer.organization).to.deep.equal({ DONE: counts.done });
  }
}
