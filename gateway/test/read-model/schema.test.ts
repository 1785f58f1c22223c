// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { canonicalJson } from '@unionid/domain/encoding';
import { LEDGER } from '@unionid/domain/ledger';
import { expect } from 'chai';
import * as z from 'zod/mini';
import { SQLITE_COLUMNS } from '#src/database/column-types.js';
import { READ_MODEL_MIGRATIONS, readModelStatements } from '#src/read-model/schema.js';

const WHAT_TO_DO =
  'what the read model keeps is another: add a migration to READ_MODEL_MIGRATIONS, then write its name and this digest here';

describe('the read model’s tables', () => {
  // A database of before has neither the new table nor what the gateway passed over in blocks that it has applied.
  it('are made anew by a migration of their own whenever there is more or other to keep', () => {
    const records = Object.entries(LEDGER).map(([type, { chaincodes, schema, versions }]) => [
      ...[type, chaincodes, versions],
      z.toJSONSchema(schema),
    ]);
    const tables = readModelStatements(SQLITE_COLUMNS).map((statement) => statement.replaceAll(/\s+/g, ' '));
    // zod parses what it makes, and an object that was parsed has no order of its own.
    const digest = createHash('sha256')
      .update(canonicalJson([records, tables]))
      .digest('hex');
    const migration = Object.keys(READ_MODEL_MIGRATIONS(SQLITE_COLUMNS)).at(-1);
    expect({ migration, digest: digest.slice(0, 16) }, WHAT_TO_DO).to.deep.equal({
      migration: '0062_states',
      digest: '4513947c9ad9a3a3',
    });
  });
});
