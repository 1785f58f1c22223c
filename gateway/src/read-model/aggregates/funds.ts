// SPDX-License-Identifier: Apache-2.0
import type { FundView } from '@unionid/domain/api';
import type { BenefitClassCode, FundRecord, FundSource } from '@unionid/domain/ledger';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { attributeOf } from '../shape/table.js';
import type { RecordVersion } from '../shape/versions.js';

/** Funds of chaincode `benefit`. @throws DomainError RECORD_UNREADABLE, each of them */
export interface FundQueries {
  fund(fundId: string): Promise<FundView | undefined>;
  /** The fund once `block` was applied. */
  fundAsOf(fundId: string, block: number): Promise<RecordVersion<'fund'> | undefined>;
}

export interface FundTables {
  fund: {
    fund_id: string;
    version: number;
    state: string;
    province: string;
    org: string;
    source: string;
    document: string;
    fen: number;
    /** Separated by a comma, '' where it may be spent on any. */
    classes: string;
    /** '' where it has none. */
    title: string;
    /** What was left when it was closed; 0 before. */
    left_fen: number;
  };
}

export const funds: Aggregate<'fund', FundTables, FundQueries, 'fund'> = {
  tables: {
    fund: {
      key: ['fund_id'],
      create: ({ text, integer }) => [
        `create table fund (fund_id ${text} primary key, version ${integer} not null, state ${text} not null,
           province ${text} not null, org ${text} not null, source ${text} not null, document ${text} not null,
           fen ${integer} not null, classes ${text} not null, title ${text} not null, left_fen ${integer} not null)`,
      ],
    },
  },
  projections: {
    fund: ({ attributes, record }, rows) => {
      const key = { fund_id: attributeOf(attributes, 0) };
      if (record === undefined) rows.delete('fund', key);
      else rows.put('fund', { ...key, ...toColumns(record) });
    },
  },
  owners: { fund: { table: 'fund', id: 'fund_id' } },
  open: openFunds,
};

function toColumns(fund: FundRecord) {
  const { v, state, province, org, source, document, fen, classes, title = '', left = 0 } = fund;
  const ring = classes === undefined ? '' : classes.join(',');
  return { version: v, state, province, org, source, document, fen, classes: ring, title, left_fen: left };
}

function openFunds({ db, unreadable, versions }: ReadAccess<FundTables>): FundQueries {
  return {
    async fund(fundId) {
      unreadable.assertReadable('fund', fundId);
      const row = await db.selectFrom('fund').selectAll().where('fund_id', '=', fundId).executeTakeFirst();
      return row && toView(row);
    },
    fundAsOf: (fundId, block) => versions.asOf('fund', fundId, block),
  };
}

function toView({
  fund_id,
  version,
  state,
  province,
  org,
  source,
  document,
  fen,
  classes,
  title,
  left_fen,
}: FundTables['fund']): FundView {
  return {
    ...(title !== '' && { title }),
    ...(state === 'CLOSED' && { left: left_fen }),
    ...(classes !== '' && { classes: classes.split(',') as BenefitClassCode[] }),
    ...{ fundId: fund_id, version, province, org, document, fen },
    ...{ state: state as FundRecord['state'], source: source as FundSource },
  };
}
