// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type Closing } from '@unionid/domain/ledger';
import type { StateStore } from '../kernel/state-store.js';

/** Who has the members of a union, and on what ground. */
export interface Heritage {
  /** The union itself where it does not end. */
  readonly heir: string;
  /** Dissolved where any union on the way was. */
  readonly ground: Closing['ground'] | undefined;
}

/** The union, or where it ends whoever has its members: its heir, which may end itself. */
export async function heritageOf(state: StateStore, orgId: string): Promise<Heritage> {
  const key = ledgerKey.organisation(orgId);
  await state.read([key]);
  const closing = state.get(key)?.closing;
  if (closing === undefined) return { heir: orgId, ground: undefined };
  const { heir, ground = closing.ground } = await heritageOf(state, closing.heir);
  return { heir, ground: closing.ground === 'dissolved' ? 'dissolved' : ground };
}

/** The same, the union only. */
export async function heirOf(state: StateStore, orgId: string): Promise<string> {
  return (await heritageOf(state, orgId)).heir;
}

/** The union that answers for what is a union's: itself, or once that is closed whoever has its members, under which it stands. */
export async function answeringFor(state: StateStore, orgId: string): Promise<string> {
  const key = ledgerKey.organisation(orgId);
  await state.read([key]);
  const union = state.get(key);
  return union?.state === 'CLOSED' ? answeringFor(state, union.parent) : orgId;
}
