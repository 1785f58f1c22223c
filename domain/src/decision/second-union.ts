// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { InstructionDefinition } from '../instruction/index.js';
import { isHeld } from '../person/rights.js';
import type { AccountRecord, OrganisationRecord } from '../ledger/index.js';

/** Where whoever signs first stands to the record. */
export interface FirstSigned {
  /** Union of who signs first. */
  readonly org: string;
  /** The union that answers for the record, its province, and whether it stays with that whatever anybody does. */
  readonly subject: { readonly org: string; readonly province: string; readonly isBound?: boolean };
  /** The union above the record's. */
  readonly above: Pick<OrganisationRecord, 'province'> | undefined;
}

/**
 * That there is a union whose people could confirm, where it must be another than that of who signs first: the record's own, one
 * above it in the province, or the national one where it is asked for. Nothing is left waiting for somebody who can not be.
 * @throws DomainError SECOND_NOBODY
 */
export function assertSecondUnion(
  definition: Pick<InstructionDefinition, 'secondSignature'>,
  { org, subject, above }: FirstSigned,
): void {
  if (definition.secondSignature?.otherUnion !== true || org !== subject.org) return;
  if (asksNational(definition, { subject, above })) return;
  if (isFirstOf(subject.province, above)) throw new DomainError('SECOND_NOBODY');
}

/** Whether no other union of its province stands above a union. @param above the union above it */
export function isFirstOf(province: string, above: FirstSigned['above']): boolean {
  return above?.province !== province;
}

/**
 * Whether the national union confirms: where no other union of the province stands above the one that answers for an account, and
 * the account can not change to one below before.
 */
export function asksNational(
  { secondSignature }: Pick<InstructionDefinition, 'secondSignature'>,
  { subject, above }: Pick<FirstSigned, 'subject' | 'above'>,
): boolean {
  const isFirst = isFirstOf(subject.province, above);
  return secondSignature?.otherUnion === true && subject.isBound === true && isFirst;
}

/** Whether an account stays with the union that answers for it: its own is closed, or no membership is left to be moved. */
export function isBoundToUnion(
  { org, state }: Pick<AccountRecord, 'org' | 'state'>,
  answering: string,
): boolean {
  return org !== answering || !isHeld(state);
}
