// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { DatabaseUnavailableError } from '#src/database/database-errors.js';
import { projectBlock, type Before } from '#src/read-model/project-block.js';
import { blockOf, writeOf } from '../support/ledger-blocks.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';

describe('a block', () => {
  it('that needs what the database does not give says which fault that was: it is waited for, and no alarm', async () => {
    const fault = new DatabaseUnavailableError('away');
    const away = (): Promise<never> => Promise.reject(fault);
    const before: Before = { findManifest: away, findPage: away, unreadable: { has: () => false } };
    const { key, record } = SAMPLE_RECORDS.person;
    const ofPage = { writes: [writeOf(key, JSON.stringify(record))] };
    const ofManifest = {
      writes: [writeOf(SAMPLE_RECORDS.clock.key, '{}')],
      argument: '{"chunk":{"index":0,"manifestId":"M"}}',
    };
    for (const part of [ofPage, ofManifest]) {
      const failed = await projectBlock(blockOf(0, part), before).catch((error: unknown) => error);
      expect(failed).to.equal(fault);
    }
  });
});
