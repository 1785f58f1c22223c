// SPDX-License-Identifier: Apache-2.0
import type { UnionNames } from '../api/index.js';

/** An orgId that stands by itself, not as part of another word. */
const ORG_ID = /(?<![0-9A-Za-z_-])O[0-9A-HJKMNP-TV-Z]{10}[0-9A-Z](?![0-9A-Za-z_-])/g;

/** A union as people read it: its name beside its orgId, or that alone where the name is not known. */
export function namedUnion(orgId: string, names: UnionNames = {}): string {
  const name = Object.hasOwn(names, orgId) ? names[orgId] : undefined;
  return name === undefined || name === '' ? orgId : `${name} ${orgId}`;
}

/** A text in which each union that it names by its orgId has its name beside it. */
export function withUnionNames(text: string, names: UnionNames = {}): string {
  return text.replace(ORG_ID, (orgId) => namedUnion(orgId, names));
}
