// SPDX-License-Identifier: Apache-2.0
import type { TransferView } from '@unionid/domain/api';
import type { Terminal } from './terminal.js';

/** A transfer in words. */
export function transferLines(terminal: Terminal, transfer: TransferView): string[] {
  const { identityId, status, way, from, to, objection, futures, windows, actions } = transfer;
  return [
    `${identityId}  ${terminal.text(`transfer${status}`)}${way === '' ? '' : `  ${terminal.text(`way_${way}`)}`}`,
    terminal.text('transferSides', { from, to: to === '' ? '–' : to }),
    ...timeLines(terminal, transfer),
    ...(objection === undefined
      ? []
      : [terminal.text(`ground_${objection.ground}`), terminal.text('transferJudged', objection)]),
    ...(status === 'REFUSED' && objection?.ground === 'notThisPerson'
      ? [terminal.text('transferClaim')]
      : []),
    ...futures.map((future) =>
      terminal.text('transferFuture', { at: future.at, status: terminal.text(`transfer${future.status}`) }),
    ),
    ...ruleLines(terminal, transfer),
    ...windows.map(({ action, until }) => terminal.text(`window_${action}`, { until })),
    ...actions
      .filter(({ allowed }) => allowed)
      .map(({ action }) => terminal.text('transferAction', { command: `unionid transfers ${action}` })),
  ];
}

/** When a code was given nobody knows who sees the transfer: a request without it may have come and gone since. */
function timeLines(terminal: Terminal, { status, to, asked, due }: TransferView): string[] {
  if (to !== '') return [terminal.text('transferTimes', { asked, due })];
  return status === 'RELEASED' ? [terminal.text('transferCodeGiven', { due })] : [];
}

function ruleLines(terminal: Terminal, { rules }: TransferView): string[] {
  const named = rules.map(({ scope, year, version }) =>
    year === undefined
      ? terminal.text('rulePolicy', { scope, version })
      : terminal.text('ruleCalendar', { scope, year, version }),
  );
  const said = named.join(terminal.text('termBetween'));
  return named.length === 0 ? [] : [terminal.text('transferRules', { rules: said })];
}
