// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type AllotmentRecord, type LedgerKey } from '@unionid/domain/ledger';
import { assertOffered, type AllotGround, type AllotPayload, type Offered } from '@unionid/domain/line';
import type { Receipt, Subject, Work } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';

/** Keys of a movement between the lines of two unions. */
export function movementKeys({ allotmentId, fund, from }: AllotPayload): LedgerKey[] {
  return [ledgerKey.allotment(allotmentId), ledgerKey.fund(fund), ledgerKey.line(fund, from)];
}

/** Whoever gives decides. @throws DomainError ORGANISATION_UNKNOWN */
export function locateGiver({
  authority,
  payload: { from },
}: Pick<Work, 'authority'> & { readonly payload: AllotPayload }): Subject {
  const union = authority.organisation(from);
  if (union === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId: from });
  return { org: from, province: union.province, version: 0 };
}

/** What is known of a movement; `direction` says which of the two has to stand below the other. */
export function movementGround(
  { state, authority }: Pick<Work, 'state' | 'authority'>,
  { allotmentId, fund, from, to }: AllotPayload,
  direction: 'down' | 'up',
): AllotGround {
  const [below, above] = direction === 'down' ? [to, from] : [from, to];
  return {
    fund: state.get(ledgerKey.fund(fund)),
    line: state.get(ledgerKey.line(fund, from)),
    existing: state.get(ledgerKey.allotment(allotmentId)),
    ...{ from: authority.organisation(from), to: authority.organisation(to) },
    isBelow: below !== above && authority.isWithin(below, above),
  };
}

/** The offer that was read. @throws DomainError ALLOTMENT_UNKNOWN, ALLOTMENT_ENDED */
export function offeredOn(state: StateStore, allotmentId: string): AllotmentRecord {
  return assertOffered(state.get(ledgerKey.allotment(allotmentId)));
}

/** Puts an offer, and the line that changes with it. */
export function putMovement(
  state: StateStore,
  allotmentId: string,
  { offered: { allotment, line }, org }: { readonly offered: Offered; readonly org: string },
): Receipt {
  state.put(ledgerKey.allotment(allotmentId), allotment);
  state.put(ledgerKey.line(allotment.fund, org), line);
  return { result: { allotmentId, version: allotment.v }, subjects: 1, id: allotmentId };
}
