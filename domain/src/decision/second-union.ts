// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { InstructionDefinition } from '../instruction/index.js';
import type { OrganisationRecord } from '../ledger/index.js';

/** Where whoever signs first stands to the record. */
export interface FirstSigned {
  /** Union of who signs first. */
  readonly org: string;
  /** The record's union and province. */
  readonly subject: { readonly org: string; readonly province: string };
  /** The union above the record's. */
  readonly above: Pick<OrganisationRecord, 'province'> | undefined;
}

/**
 * That there is a union whose people could confirm, where it must be another than that of who signs first: the record's own, or one
 * above it in the province. Nothing is left waiting for somebody who can not be.
 * @throws DomainError SECOND_NOBODY
 */
export function assertSecondUnion(
  { secondSignature }: Pick<InstructionDefinition, 'secondSignature'>,
  { org, subject, above }: FirstSigned,
): void {
  if (secondSignature?.otherUnion !== true || org !== subject.org) return;
  if (above?.province !== subject.province) throw new DomainError('SECOND_NOBODY');
}
