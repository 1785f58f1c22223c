// SPDX-License-Identifier: Apache-2.0
import type { UnionNames } from '../api/index.js';

/** An orgId that stands by itself, not as part of another word. */
const ORG_ID = /(?<![0-9A-Za-z_-])O[0-9A-HJKMNP-TV-Z]{10}[0-9A-Z](?![0-9A-Za-z_-])/g;

/** A union as people read it: its name beside its orgId, or that alone where the name is not known. */
export function namedUnion(orgId: string, names?: UnionNames): string {
  const name = unionName(orgId, names);
  return name === '' ? orgId : `${name} ${orgId}`;
}

/** What a union is called, '' where nobody knows. */
export function unionName(orgId: string, names: UnionNames = {}): string {
  return (Object.hasOwn(names, orgId) ? names[orgId] : undefined) ?? '';
}

/** A text in which each union that it names by its orgId has its name beside it. */
export function withUnionNames(text: string, names?: UnionNames): string {
  return text.replace(ORG_ID, (orgId) => namedUnion(orgId, names));
}
