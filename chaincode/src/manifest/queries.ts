// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { closeManifestRequest } from '@unionid/domain/manifest';
import { parseWith } from '@unionid/domain/schema';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';
import { manifestOf } from './manifest-on-ledger.js';
import type { ManifestRule } from './open-manifest.js';

/** `{manifestId}` → ManifestRecord. @throws DomainError MANIFEST_UNKNOWN */
export function readManifestOf({ type }: Pick<ManifestRule, 'type'>): ContractFunction {
  return async (_kernel, stub, argument) => {
    const { manifestId } = parseWith(closeManifestRequest, parseArgument(argument));
    const state = new StateStore(stub);
    await state.read([ledgerKey.manifest(manifestId)]);
    return canonicalJson(manifestOf(state, { manifestId, type }));
  };
}
