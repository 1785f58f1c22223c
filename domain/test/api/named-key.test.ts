// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as z from 'zod/mini';
import * as api from '#src/api/index.js';
import { namedKey } from '#src/api/named-key.js';
import { fingerprintOf, keyIdOf } from '#src/instruction/index.js';
import { newSm2KeyPair } from '#src/signing.js';

describe('a key beside its label', () => {
  it('is refused where the label is of another key', () => {
    const schema = namedKey({ state: z.string() });
    const { publicKey } = newSm2KeyPair();
    const key = { keyId: keyIdOf(publicKey), publicKey, state: 'ACTIVE' };
    expect(schema.parse(key)).to.deep.equal(key);
    const other = { ...key, publicKey: newSm2KeyPair().publicKey };
    expect(schema.safeParse(other).success).to.equal(false);
  });

  it('stands so in every body of the interface', () => {
    const pairs = Object.values<unknown>(api)
      .filter((value) => value instanceof z.ZodMiniType)
      .flatMap((schema) => [...objectsIn(schema, new Set())])
      .filter(({ shape }) => 'keyId' in shape && 'publicKey' in shape);
    expect(pairs).not.to.deep.equal([]);
    for (const { def } of pairs) expect(def.checks).to.have.length(1);
  });

  it('has a fingerprint, whole, that begins with the label', () => {
    const { publicKey } = newSm2KeyPair();
    expect(fingerprintOf(publicKey)).to.match(new RegExp(`^${keyIdOf(publicKey)}[0-9a-f]{48}$`));
  });
});

/** Every object schema within one. */
function* objectsIn(schema: z.ZodMiniType, seen: Set<z.ZodMiniType>): Generator<z.ZodMiniObject> {
  if (seen.has(schema)) return;
  seen.add(schema);
  if (schema instanceof z.ZodMiniObject) yield schema;
  for (const inner of innerOf(schema)) yield* objectsIn(inner, seen);
}

function innerOf(schema: z.ZodMiniType): z.ZodMiniType[] {
  if (schema instanceof z.ZodMiniObject) return Object.values(schema.shape) as z.ZodMiniType[];
  if (schema instanceof z.ZodMiniArray) return [schema.def.element as z.ZodMiniType];
  if (schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniDefault)
    return [schema.def.innerType as z.ZodMiniType];
  if (schema instanceof z.ZodMiniUnion) return schema.def.options as z.ZodMiniType[];
  return [];
}
