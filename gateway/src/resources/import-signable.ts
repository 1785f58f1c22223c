// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { assertSecondUnion } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import { IMPORT_KINDS, type ImportKind } from '@unionid/domain/forms';
import type { Caller } from '../http/route.js';
import { firstSigned } from '../standing/first-signed.js';
import type { Services } from './services.js';

/** A kind of file, and of members to transfer between which unions. */
interface Listed {
  readonly kind: ImportKind;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * What would be refused when the list is signed is told before anybody works on it.
 * @throws DomainError SECOND_NOBODY, SIDES_OVERLAP
 */
export async function assertSignable(
  { kind, from, to }: Listed,
  { services: { readModel }, caller }: { readonly services: Services; readonly caller: Caller },
): Promise<void> {
  // A list is the business of the union that signs it first.
  const { org, province } = caller.operator;
  const first = await firstSigned({ org }, { org, province }, readModel);
  assertSecondUnion(INSTRUCTION_TYPES[IMPORT_KINDS[kind].instructionType], first);
  if (from === undefined || to === undefined) return;
  if ((await readModel.isWithin(from, to)) || (await readModel.isWithin(to, from)))
    throw new DomainError('SIDES_OVERLAP');
}
