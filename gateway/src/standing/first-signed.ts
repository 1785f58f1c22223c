// SPDX-License-Identifier: Apache-2.0
import type { FirstSigned } from '@unionid/domain/decision';
import type { OrganisationQueries } from '../read-model/read-model.js';

/** Where an operator of a union would stand who signs first about a record of a union. */
export async function firstSigned(
  { org }: Pick<FirstSigned, 'org'>,
  subject: FirstSigned['subject'],
  readModel: Pick<OrganisationQueries, 'organisation'>,
): Promise<FirstSigned> {
  const { parent = '' } = (await readModel.organisation(subject.org)) ?? {};
  return { org, subject, above: await readModel.organisation(parent) };
}
