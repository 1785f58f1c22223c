// SPDX-License-Identifier: Apache-2.0
import type { BenefitClassCode, GrantedRecord } from '@unionid/domain/ledger';
import type { ReadAccess } from '../shape/aggregate.js';
import { recordOf } from '../shape/record-text.js';
import type { PlanTables } from './plan-tables.js';

/** Whose and what a grant is counted for. */
export interface GrantedName {
  readonly class: BenefitClassCode;
  readonly window: string;
  /** identityId, or the union of whose total it is. */
  readonly subject: string;
}

/** A number in the books of a line. */
export interface VoucherName {
  readonly fund: string;
  readonly org: string;
  readonly number: string;
}

/** What stands in the way of another grant. */
export interface GrantedQueries {
  granted(name: GrantedName): Promise<GrantedRecord | undefined>;
  /** The plan that has an item under this number of a line's books. */
  voucher(name: VoucherName): Promise<string | undefined>;
}

export function openGranted({ db, unreadable }: ReadAccess<PlanTables>): GrantedQueries {
  return {
    async granted({ class: benefitClass, window, subject }) {
      const name = [benefitClass, window, subject].join('/');
      unreadable.assertReadable('granted', name);
      const row = await db.selectFrom('granted').select('record').where('name', '=', name).executeTakeFirst();
      return row && recordOf('granted', row.record);
    },
    async voucher({ fund, org, number }) {
      const name = [fund, org, number].join('/');
      unreadable.assertReadable('voucher', name);
      const row = await db
        .selectFrom('voucher')
        .select('plan_id')
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.plan_id;
    },
  };
}
