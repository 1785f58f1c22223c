// SPDX-License-Identifier: Apache-2.0
import type { FundSource } from '@unionid/domain/ledger';
import { newMemberEntry, type Committed, type TestOperator } from '#src/testing/index.js';
import { DOCUMENT } from './benefit-plan.js';
import type { UnionTree } from './union-tree.js';

export interface Appointment {
  /** Who appoints: 经审 of a union above. */
  readonly by: TestOperator;
  readonly org: string;
  readonly sources?: readonly FundSource[];
  /** identityId of the person; a new member of `home` where none is named. */
  readonly identityId?: string;
  readonly home?: string;
  readonly root?: TestOperator;
}

export interface Appointed {
  readonly auditor: TestOperator;
  readonly committed: Promise<Committed>;
}

/** An auditor of a union and those below it, on its way to the ledger. */
export async function appoint(
  tree: UnionTree,
  { by, org, sources = ['central'], home = tree.otherCity, root = tree.sichuan.root, ...given }: Appointment,
): Promise<Appointed> {
  const auditor = tree.newOperator(by, by.org);
  const { operatorId, signer } = auditor;
  const identityId = given.identityId ?? (await newPerson(tree, { home, root, name: operatorId }));
  const proof = await tree.prove({ purpose: 'operator-key', holder: operatorId }, signer);
  const payload = {
    ...{ operatorId, audits: { org, sources: [...sources] }, identityId, place: '' },
    ...{ publicKey: signer.publicKey, proof, responsibility: DOCUMENT },
  };
  return { auditor, committed: tree.submit('auditor.appoint', payload, { by }) };
}

/** The same once it is there. */
export async function newAuditor(tree: UnionTree, appointment: Appointment): Promise<TestOperator> {
  const { auditor, committed } = await appoint(tree, appointment);
  await committed;
  return auditor;
}

/** A member, by whom nobody acts yet. */
export async function newPerson(
  tree: UnionTree,
  { home, root, name }: { readonly home: string; readonly root: TestOperator; readonly name: string },
): Promise<string> {
  const entry = newMemberEntry(tree, home, { person: name });
  await tree.submit('person.enrol', entry, { by: root });
  return entry.identityId;
}
