// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { chinaDateAt } from '#src/values/index.js';

describe('the date in China', () => {
  it('changes at 16:00 UTC, whatever the zone of the machine', () => {
    expect(chinaDateAt(Date.parse('2025-12-31T15:59:59.999Z'))).to.equal('2025-12-31');
    expect(chinaDateAt(Date.parse('2025-12-31T16:00:00.000Z'))).to.equal('2026-01-01');
  });
});
