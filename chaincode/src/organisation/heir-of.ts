// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type Closing } from '@unionid/domain/ledger';
import type { StateStore } from '../kernel/state-store.js';

/** Who has the members of a union that ends, on what ground and since which day. */
export type Heritage = Pick<Closing, 'heir' | 'ground' | 'on'>;

/** Of a union that ends, whoever has its members: its heir, which may end itself. Undefined where it does not end. */
export async function heritageOf(state: StateStore, orgId: string): Promise<Heritage | undefined> {
  const key = ledgerKey.organisation(orgId);
  await state.read([key]);
  const closing = state.get(key)?.closing;
  if (closing === undefined) return undefined;
  const { heir, ground, on } = (await heritageOf(state, closing.heir)) ?? closing;
  return {
    heir,
    // Dissolved where any union on the way was, and from the last day on that one of them ended: the days before were not the heir's.
    ground: closing.ground === 'dissolved' ? 'dissolved' : ground,
    on: closing.on > on ? closing.on : on,
  };
}

/** The union, or where it ends whoever has its members. */
export async function heirOf(state: StateStore, orgId: string): Promise<string> {
  return (await heritageOf(state, orgId))?.heir ?? orgId;
}

/** Reads what `heirIn` needs of unions. Nobody's unreadable union keeps the others from being read. */
export async function readHeirs(state: StateStore, orgIds: readonly string[]): Promise<void> {
  if (orgIds.length === 0) return;
  const keys = [...new Set(orgIds)].map(ledgerKey.organisation);
  await state.read(keys);
  const heirs = keys.flatMap((key) => state.readable(key)?.closing?.heir ?? []);
  await readHeirs(state, heirs);
}

/** The same as `heirOf`, of unions that were read. */
export function heirIn(state: StateStore, orgId: string): string {
  const heir = state.get(ledgerKey.organisation(orgId))?.closing?.heir;
  return heir === undefined ? orgId : heirIn(state, heir);
}

/** The union that answers for what is a union's: itself, or once that is closed whoever has its members, under which it stands. */
export async function answeringFor(state: StateStore, orgId: string): Promise<string> {
  const key = ledgerKey.organisation(orgId);
  await state.read([key]);
  const union = state.get(key);
  return union?.state === 'CLOSED' ? answeringFor(state, union.parent) : orgId;
}
