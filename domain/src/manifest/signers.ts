// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { assertGrant, assertInService, type InstructionDefinition } from '../instruction/index.js';
import type { ManifestRecord, OperatorKeyRecord, OperatorRecord } from '../ledger/index.js';

/** An operator, and the key that it signed by. */
export interface ManifestSigner {
  readonly actor: string;
  readonly actorKeyId: string;
}

/** What is known of one who signed. */
export interface KnownSigner<Operator> {
  readonly operator: Operator | undefined;
  readonly key: Pick<OperatorKeyRecord, 'state'> | undefined;
}

type Signed = Pick<ManifestRecord, 'actor' | 'actorKeyId' | 'second'>;
type OneOrMore<T> = readonly [T, ...T[]];

/** Who signed a manifest, one or two. @throws DomainError KEY_UNKNOWN where the second's key was not kept yet */
export function manifestSigners({ actor, actorKeyId, second }: Signed): OneOrMore<ManifestSigner> {
  const first = { actor, actorKeyId };
  if (second === undefined) return [first];
  if (second.keyId === undefined) throw new DomainError('KEY_UNKNOWN');
  return [first, { actor: second.operatorId, actorKeyId: second.keyId }];
}

/**
 * That all who signed a manifest are entitled still, whenever something of it is carried out: its days are long, and either ends
 * what it signed by its service, its key or its grant. Answers them, who signed first before the other.
 * @throws DomainError ACTOR_UNKNOWN, KEY_UNKNOWN, KEY_REVOKED, OPERATOR_REVOKED, GRANT_MISSING
 */
export function assertStillEntitled<
  Operator extends Pick<OperatorRecord, 'state' | 'role'> & { readonly grants: readonly string[] },
>(
  definition: Pick<InstructionDefinition, 'grant'>,
  {
    manifest,
    known,
  }: { readonly manifest: Signed; readonly known: (signer: ManifestSigner) => KnownSigner<Operator> },
): OneOrMore<Operator> {
  const entitled = (signer: ManifestSigner): Operator => {
    const { operator, key } = known(signer);
    if (operator === undefined) throw new DomainError('ACTOR_UNKNOWN');
    if (key === undefined) throw new DomainError('KEY_UNKNOWN');
    assertInService(operator, key);
    assertGrant(definition, operator);
    return operator;
  };
  const [first, ...others] = manifestSigners(manifest);
  return [entitled(first), ...others.map(entitled)];
}
