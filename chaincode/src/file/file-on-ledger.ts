// SPDX-License-Identifier: Apache-2.0
import type { HouseholdGround, WrittenFile } from '@unionid/domain/file';
import { namesOf } from '@unionid/domain/file';
import { ledgerKey, type HouseholdMember, type LedgerKey } from '@unionid/domain/ledger';
import { DomainError, unlessRefused } from '@unionid/domain/errors';
import type { AuthorityFacts, MemberName } from '../kernel/authority.js';
import type { Actor, Receipt, Subject, Transaction, Work } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';

interface OfFile {
  readonly fileId: string;
}

/** What all that is done to a file has in common: what it reads first, and whose it is. */
export const ofFile = {
  keys: ({ fileId }: OfFile): readonly LedgerKey[] => [ledgerKey.hardshipFile(fileId)],
  unions: ({ fileId }: OfFile, { state }: Pick<Transaction, 'state'>): readonly string[] => {
    const file = state.get(ledgerKey.hardshipFile(fileId));
    return file === undefined ? [] : [file.org];
  },
  locate: ({ state, payload }: Pick<Work, 'state'> & { readonly payload: OfFile }): Subject => {
    const file = state.get(ledgerKey.hardshipFile(payload.fileId));
    if (file === undefined) throw new DomainError('HARDSHIP_UNKNOWN');
    return { org: file.org, province: file.province, version: file.v };
  },
};

/** Those of a household who have accounts, as `identity` is asked about them. Whoever stands for others has a record of its own (ADR 66). */
export function relativesOf(members: readonly HouseholdMember[]): readonly MemberName[] {
  return members.flatMap(({ id }) => (id === undefined ? [] : { identityId: id, place: '' }));
}

/** Other accounts of somebody: those that have ended for it, or for which it has ended; nothing of whom nobody can say. */
export function alsoIn(authority: AuthorityFacts): (identityId: string) => readonly string[] | undefined {
  return (identityId) => {
    const standing = authority.standingFor(identityId);
    return standing.length > 0 ? standing : unlessRefused(() => authority.member(identityId))?.also;
  };
}

/** Those of them of whom it matters whether another account stands for the person. */
export function endedOf(members: readonly HouseholdMember[]): readonly string[] {
  return members.flatMap(({ id }) => id ?? []);
}

/** Where these persons stand, and in what. */
export async function readHouseholds(
  state: StateStore,
  members: readonly HouseholdMember[],
): Promise<Pick<HouseholdGround, 'household' | 'file'>> {
  const keys = members.flatMap(namesOf).map((name) => ledgerKey.household(name));
  await state.read(keys);
  const files = new Set(keys.flatMap((key) => state.get(key)?.file ?? []));
  await state.read([...files].map((fileId) => ledgerKey.hardshipFile(fileId)));
  return {
    household: (name) => state.get(ledgerKey.household(name)),
    file: (fileId) => state.get(ledgerKey.hardshipFile(fileId)),
  };
}

export function putFile(state: StateStore, fileId: string, { file, households }: WrittenFile): Receipt {
  state.put(ledgerKey.hardshipFile(fileId), file);
  for (const [name, record] of households) state.put(ledgerKey.household(name), record);
  return { result: { fileId, version: file.v }, subjects: 1, id: fileId };
}

/** Every account of those who act (ADR 66): none of whom nobody is bound. */
export function accountsOfActors(authority: AuthorityFacts, actors: readonly Actor[]): readonly string[] {
  return actors.flatMap(({ operatorId, record: { person } }) =>
    person === undefined ? [] : [person, ...authority.formerOf(operatorId)],
  );
}
