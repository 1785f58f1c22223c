// SPDX-License-Identifier: Apache-2.0
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { newId } from '@unionid/sdk';
import type { Governor } from './bootstrap.js';

const BASIC = 5;
/** 基层工会类型: 独立基层工会 (union-law.md §5.2). */
const INDEPENDENT = '01';

/** An entry of a basic union under a governor's own. */
export function newUnionEntry({ operator }: Governor, name: string): OrganisationEntry {
  return {
    orgId: newId('organisation'),
    parent: operator.orgId,
    name,
    creditCode: '',
    level: BASIC,
    kind: INDEPENDENT,
    foundedOn: '2001-01-01',
    employers: [],
    contactRoot: '',
  };
}
