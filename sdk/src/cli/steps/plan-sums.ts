// SPDX-License-Identifier: Apache-2.0
import { yuan } from '@unionid/domain/fund';
import type { Sums } from '@unionid/domain/ledger';
import type { Terminal } from '../terminal/terminal.js';

const SUMS = [
  ['ordered', 'planOrdered'],
  ['voided', 'planVoided'],
  ['returned', 'planReturned'],
  ['recovered', 'planRecovered'],
  ['partly', 'planPartly'],
  ['writtenOff', 'planWrittenOff'],
  ['paid', 'planPaid'],
] as const;

/** What a plan says of its money, line by line. */
export function planSumLines(
  terminal: Terminal,
  plan: Readonly<Partial<Record<(typeof SUMS)[number][0], Sums | undefined>>>,
): readonly string[] {
  return SUMS.flatMap(([name, message]) => {
    const sums = plan[name];
    return sums === undefined ? [] : [terminal.text(message, { items: sums.items, yuan: yuan(sums.fen) })];
  });
}
