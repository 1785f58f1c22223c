// SPDX-License-Identifier: Apache-2.0
import { isBoundToUnion, type FirstSigned } from '@unionid/domain/decision';
import type { AccountRecord } from '@unionid/domain/ledger';
import type { OrganisationQueries } from '../read-model/read-model.js';

/** Where an operator of a union would stand who signs first about a record of a union, of an account one with a state. */
export async function firstSigned(
  { org }: Pick<FirstSigned, 'org'>,
  record: Pick<AccountRecord, 'org' | 'province'> & Partial<Pick<AccountRecord, 'state'>>,
  readModel: Pick<OrganisationQueries, 'organisation'>,
): Promise<FirstSigned> {
  const { province, state } = record;
  const answering = await answeringFor(record.org, readModel);
  const isBound = state !== undefined && isBoundToUnion({ org: record.org, state }, answering);
  const { parent = '' } = (await readModel.organisation(answering)) ?? {};
  return { org, subject: { org: answering, province, isBound }, above: await readModel.organisation(parent) };
}

/** The union, or once it is closed whoever has its members (ADR 45), as the contract finds it. */
async function answeringFor(
  orgId: string,
  readModel: Pick<OrganisationQueries, 'organisation'>,
  before: readonly string[] = [],
): Promise<string> {
  const union = await readModel.organisation(orgId);
  const heir = union?.heir ?? union?.parent ?? '';
  // Heirs in a circle are nobody's, and only altered contracts write them.
  if (union?.state !== 'CLOSED' || before.includes(heir)) return orgId;
  return answeringFor(heir, readModel, [...before, orgId]);
}
