// SPDX-License-Identifier: Apache-2.0
import type { PreparedParts } from '@unionid/domain/api';
import type { Terminal } from '../terminal/terminal.js';

/**
 * That a record was there and stays, so that what else was entered is corrected afterwards. It is said before the signature, for whoever
 * knows that the person is new here (only the gateway tells what the province has), and given back to be said after it.
 */
export function noteStanding(terminal: Terminal, { identityId, record }: PreparedParts): readonly string[] {
  const lines = record.is === 'standing' ? [terminal.text('recordStands', { identityId })] : [];
  for (const line of lines) terminal.note(line);
  return lines;
}
