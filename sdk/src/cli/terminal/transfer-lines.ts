// SPDX-License-Identifier: Apache-2.0
import type { TransferView } from '@unionid/domain/api';
import type { Terminal } from './terminal.js';

/** A transfer in words. */
export function transferLines(terminal: Terminal, transfer: TransferView): string[] {
  const { identityId, status, way, from, to, asked, due, objection, futures, windows, actions } = transfer;
  return [
    `${identityId}  ${terminal.text(`transfer${status}`)}${way === '' ? '' : `  ${terminal.text(`way_${way}`)}`}`,
    terminal.text('transferSides', { from, to: to === '' ? '–' : to }),
    ...(to === ''
      ? [terminal.text('transferCodeGiven', { asked })]
      : [terminal.text('transferTimes', { asked, due })]),
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

function ruleLines(terminal: Terminal, { rules }: TransferView): string[] {
  const named = rules.map(({ scope, year, version }) =>
    year === undefined
      ? terminal.text('rulePolicy', { scope, version })
      : terminal.text('ruleCalendar', { scope, year, version }),
  );
  const said = named.join(terminal.text('termBetween'));
  return named.length === 0 ? [] : [terminal.text('transferRules', { rules: said })];
}
