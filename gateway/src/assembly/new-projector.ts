// SPDX-License-Identifier: Apache-2.0
import { readLedgerValue } from '@unionid/domain/ledger';
import { Projector, type BeforeCommit, type BlockStore } from '../read-model/projector.js';
import type { Services } from '../resources/services.js';
import type { RowChange } from '../read-model/shape/table.js';
import type { Rooted, Vault } from '../vault/vault.js';
import { reportForeignChanges, reportUndecodable } from './report-alarms.js';

/** What brings the ledger's blocks into the read model, with all that a gateway does at a block. */
export function newProjector(services: Services, store: BlockStore): Projector {
  const { ledger, log, metrics, vault, config, following } = services;
  return new Projector({
    ...{ ledger, store, log, following, beforeCommit: activateIn(vault, config.province) },
    watch: (block) => {
      reportUndecodable(block, services);
      return reportForeignChanges(block, services);
    },
    onApplied: ({ number }) => metrics.blockApplied(number + 1),
  });
}

/** Real-name records turn ACTIVE by this gateway's own block event, before the block counts as applied. */
function activateIn(vault: Vault, province: string): BeforeCommit {
  return async ({ accounts, changes }) => {
    const members = [...accounts].filter(([, account]) => account.province === province);
    // The contact of a union waits under its orgId.
    const unions = changes.filter(({ table, row }) => table === 'organisation' && row.province === province);
    const [first, changed] = [
      members.filter(([, account]) => account.v === 1),
      members.filter(([, account]) => account.v > 1),
    ];
    const prepared = [
      ...first.map(([identityId]) => identityId),
      ...unions.map(({ row }) => String(row.org_id)),
    ];
    if (prepared.length > 0) await vault.activate(prepared);
    // Whoever comes, or comes back, under another root, and what a correction made, counts by the root; a first version has no other.
    if (changed.length > 0)
      await vault.follow(changed.map(([identityId, { root }]) => ({ identityId, root })));
    const released = changes.flatMap(releasedBy);
    if (released.length > 0) await vault.unlist(released);
  };
}

/** The record that a claim has taken its number from, and where numbers changed places the other. */
function releasedBy({ table, row }: RowChange): readonly Rooted[] {
  if (table !== 'claim' || row.status !== 'SETTLED') return [];
  const { released, exchange, owner = '' } = readLedgerValue('claim', String(row.record)) ?? {};
  return [
    ...(released === undefined ? [] : [{ identityId: String(row.identity_id), root: released }]),
    ...(exchange?.released === undefined ? [] : [{ identityId: owner, root: exchange.released }]),
  ];
}
