// SPDX-License-Identifier: Apache-2.0
import { samplePayload } from '@unionid/domain/catalogue';
import type { MemberEntry } from '@unionid/domain/person';
import { boundCadre, decideByTwo } from './two-persons.js';
import type { UnionTree } from './union-tree.js';

const TODAY = '2026-03-02';
const DIGEST = 'A'.repeat(43);

/** Of a person of 四川 who was entered twice ends the account under the wrong number: by its union's claim, to which its superior yields. */
export async function endDuplicate(
  tree: UnionTree,
  {
    wrong,
    right,
    version = 1,
    claims = 0,
  }: {
    readonly wrong: MemberEntry;
    readonly right: MemberEntry;
    /** Of the account that ends, and of the newest claim on the one that stands. */
    readonly version?: number;
    readonly claims?: number;
  },
): Promise<void> {
  const first = await boundCadre(tree, { org: tree.basic, person: `claims ${wrong.identityId}` });
  const second = await boundCadre(tree, { org: tree.city, person: `confirms ${wrong.identityId}` });
  const { personKey, nameTag, level, org, identityId: claimed } = right;
  const opening = {
    ...{ identityId: wrong.identityId, place: '', personKey, nameTag, root: wrong.root, level },
    ...({ org, claimed, kind: 'duplicate', evidence: DIGEST } as const),
  };
  await tree.submit('claim.open', opening, { by: first, subjectVersion: claims });
  const answer = { identityId: claimed, place: '', evidence: DIGEST, outcome: 'yield' } as const;
  await tree.submit('claim.answer', answer, { by: tree.sichuan.root, subjectVersion: claims + 1 });
  const payload = {
    ...{ ...samplePayload('membership.void'), identityId: wrong.identityId, on: TODAY },
    into: { identityId: claimed, place: '' },
  };
  await decideByTwo(tree, 'membership.void', { payload, subjectVersion: version, first, second });
}
