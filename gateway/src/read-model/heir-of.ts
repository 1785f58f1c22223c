// SPDX-License-Identifier: Apache-2.0
import type { OrganisationQueries } from './read-model.js';

type Unions = Pick<OrganisationQueries, 'organisation'>;

/** The union, or where it ends whoever has its members (ADR 45), as the contract finds it. */
export async function heirOf(
  orgId: string,
  readModel: Unions,
  before: readonly string[] = [],
): Promise<string> {
  const heir = (await readModel.organisation(orgId))?.heir;
  // Heirs in a circle are nobody's, and only altered contracts write them.
  if (heir === undefined || before.includes(heir)) return orgId;
  return heirOf(heir, readModel, [...before, orgId]);
}

/** The union, or once it is closed whoever has its members, under which it stands (ADR 53), as the contract finds it. */
export async function answeringFor(
  orgId: string,
  readModel: Unions,
  before: readonly string[] = [],
): Promise<string> {
  const union = await readModel.organisation(orgId);
  const heir = union?.parent ?? '';
  // As above.
  if (union?.state !== 'CLOSED' || before.includes(heir)) return orgId;
  return answeringFor(heir, readModel, [...before, orgId]);
}
