// SPDX-License-Identifier: Apache-2.0
import { DomainError, unlessRefused } from '@unionid/domain/errors';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey, type BatchSides, type ManifestRecord } from '@unionid/domain/ledger';
import { provenChunkOf } from '@unionid/domain/manifest';
import { personKeysOf } from '@unionid/domain/person';
import { batchChunk, batchInstruction, transferAgreed, type BatchRow } from '@unionid/domain/transfer';
import { Accounts } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import type { RowHandler } from '../manifest/execute-chunk.js';

/** Members who change unions by the agreement of both, as rows of a chunk: accounts and indexes, without transfers. */
export const batchRows: RowHandler<BatchRow> = {
  definition: batchInstruction,
  schema: provenChunkOf(batchChunk),
  home: ({ to }) => to,
  once: ({ identityId }) => identityId,
  keys: (row) => [
    ...[ledgerKey.organisation(row.to), ledgerKey.transfer(row.identityId)],
    ...personKeysOf(row).map(ledgerKey.person),
  ],
  open: async ({ state, rows, manifest, persons, authority, now, today }) => {
    const sides = sidesOf(manifest);
    const accounts = new Accounts(state);
    await accounts.readByPersonKeys(rows.flatMap(personKeysOf));
    const homes = rows.flatMap(
      (row) => unlessRefused(() => accounts.byPersonKeys(personKeysOf(row)))?.account.org ?? [],
    );
    // All the way up: whoever is named twice has changed unions meanwhile.
    await authority.readTree([...homes, ...rows.map(({ to }) => to)], '');
    const ground = { keyVersions: keyVersionsOf(networkOf(state)), signers: persons, now, today };
    return {
      put: (row) => {
        const known = accounts.byPersonKeys(personKeysOf(row));
        const key = ledgerKey.transfer(row.identityId);
        const { account, transfer } = transferAgreed(row, {
          ...{ ...ground, known, transfer: state.get(key) },
          org: state.get(ledgerKey.organisation(row.to)),
          isOfOld: known !== undefined && authority.isWithin(known.account.org, sides.from),
          isOfNew: authority.isWithin(row.to, sides.to),
        });
        if (known !== undefined) accounts.change(known, account);
        if (transfer !== undefined) state.put(key, transfer);
      },
      end: () => undefined,
    };
  },
};

/** What both agreed on. @throws DomainError MANIFEST_UNKNOWN for one that no batch of ours has left */
function sidesOf({ sides, second }: ManifestRecord): BatchSides {
  if (sides === undefined || second === undefined) throw new DomainError('MANIFEST_UNKNOWN');
  return sides;
}
