// SPDX-License-Identifier: Apache-2.0
import { isBoundToUnion, type FirstSigned } from '@unionid/domain/decision';
import type { AccountRecord } from '@unionid/domain/ledger';
import { answeringFor } from '../read-model/heir-of.js';
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
