// SPDX-License-Identifier: Apache-2.0
import type { PreparedParts } from '@unionid/domain/api';
import type { Terminal } from '../terminal/terminal.js';

/** That a record was there and stays, so that what else was entered is corrected afterwards. */
export function standingLines(terminal: Terminal, { identityId, record }: PreparedParts): readonly string[] {
  return record.is === 'standing' ? [terminal.text('recordStands', { identityId })] : [];
}
