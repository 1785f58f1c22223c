// SPDX-License-Identifier: Apache-2.0
import { parseLead, parsePlace } from '@unionid/domain/ledger';
import type { BlockRows, RecordWrite } from '../shape/aggregate.js';
import { attributeOf } from '../shape/table.js';
import { NUMBERLESS } from './claims.js';

/** Whom a personKey leads to from now on, by an own record or by a place in a page. */
export function projectPerson(
  { attributes, record }: RecordWrite<'person'>,
  rows: BlockRows,
): void | Promise<void> {
  const key = { person_index: attributeOf(attributes, 0) };
  if (record === undefined) {
    rows.delete('person_key', key);
    return;
  }
  const { holder, formerTag = '' } = parseLead(record);
  const place = parsePlace(holder);
  if (place === undefined) {
    // A number that counts is the account's again; a bulk load binds none to an account that there is.
    if (formerTag === '') rows.delete(NUMBERLESS, { identity_id: holder });
    rows.put('person_key', { ...key, identity_id: holder, former_tag: formerTag });
    return;
  }
  return putPlaced(rows, { ...key, former_tag: formerTag }, place);
}

async function putPlaced(
  rows: BlockRows,
  key: { readonly person_index: string; readonly former_tag: string },
  { pageId, slot }: { readonly pageId: string; readonly slot: number },
): Promise<void> {
  const members = await rows.page(pageId);
  const identityId = members?.[slot]?.identityId;
  // Only an altered contract writes a place that is none: nobody knows to whom it leads.
  if (identityId === undefined) rows.markUnreadable();
  else rows.put('person_key', { ...key, identity_id: identityId });
}
