// SPDX-License-Identifier: Apache-2.0
import type { SignedInstructionOf } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import type { CloseKeyVersionPayload } from '@unionid/domain/governance';
import { chinaDateAt } from '@unionid/domain/values';
import type { ReadModel } from '../read-model/read-model.js';

/**
 * That a version of the matching key is closed only once no open hardship file knows anybody by it alone, unless it has to go at once:
 * nobody can make its tags again, and a tag is signed by the filing union (ADR 69). `identity` can not ask `benefit`, so the contract does not.
 * @throws DomainError KEY_VERSION_IN_USE
 */
export async function assertKeyUnused(
  { instruction: { type, payload } }: SignedInstructionOf,
  { readModel, now }: { readonly readModel: Pick<ReadModel, 'filesUnderKey'>; readonly now: () => number },
): Promise<void> {
  if (type !== 'governance.closeKeyVersion') return;
  const { keyVersion, atOnce } = payload as CloseKeyVersionPayload;
  if (atOnce === true) return;
  const files = await readModel.filesUnderKey(keyVersion, chinaDateAt(now()));
  if (files > 0) throw new DomainError('KEY_VERSION_IN_USE', { keyVersion, files });
}
