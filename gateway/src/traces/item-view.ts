// SPDX-License-Identifier: Apache-2.0
import type { PlanItemView, TracedItem } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { ITEM_STATE_OF } from '@unionid/domain/trace';
import type { KnownItem } from '../read-model/read-model.js';

/** An item as it is shown. @throws DomainError RECORD_UNREADABLE */
export function toItemView({ letter, planId, item, record }: KnownItem): PlanItemView {
  const { id: identityId, ...terms } = record;
  const state = ITEM_STATE_OF[letter];
  if (state === undefined) throw new DomainError('RECORD_UNREADABLE', { type: 'itemStates' });
  return { planId, item, identityId, ...terms, state };
}

/** The same as it was granted, which never changes. @throws DomainError RECORD_UNREADABLE */
export function toTracedItem(known: KnownItem): TracedItem {
  const item = toItemView(known);
  delete item.account;
  return item;
}
