// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { Caller } from '../http/route.js';
import type { Services } from './services.js';

/** That a union is the operator's own or stands below it. @throws DomainError OUT_OF_SCOPE */
export async function assertWithin(
  { readModel }: Pick<Services, 'readModel'>,
  org: string,
  { operator }: Caller,
): Promise<void> {
  if (!(await readModel.isWithin(org, operator.org)))
    throw new DomainError('OUT_OF_SCOPE', { scope: operator.org });
}
