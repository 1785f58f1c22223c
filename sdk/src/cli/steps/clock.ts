// SPDX-License-Identifier: Apache-2.0
import type { ClaimView, InstructionStatus, TransferView } from '@unionid/domain/api';
import { ApiError } from '../../transport/api-error.js';
import type { CommandContext } from '../command/command.js';
import type { MessageKey } from '../terminal/messages.js';
import type { Terminal } from '../terminal/terminal.js';
import type { After, Told } from './decide.js';

/** What is due now, of whom and until when; the words of it are a message with `by` and `until`. */
interface Due {
  readonly key: MessageKey;
  readonly by: string;
  readonly until: string;
}

/** After a step of a transfer: the time that runs from now on, and what silence makes of it. */
export function transferClock(context: CommandContext, identityId: string): After {
  return clock(context, `unionid transfers show ${identityId}`, async (minHeight) => {
    const view = await (await context.session.client()).transfers.get(identityId, minHeight);
    return toldOfTransfer(context.terminal, view);
  });
}

/** The same after a step of a claim. */
export function claimClock(context: CommandContext, identityId: string): After {
  return clock(context, `unionid claims show ${identityId}`, async (minHeight) => {
    const view = await (await context.session.client()).claims.get(identityId, minHeight);
    return toldOfClaim(context.terminal, view);
  });
}

/** What was done was done: where the gateway does not tell the time any more, the command is named that asks again. */
function clock(
  { terminal }: CommandContext,
  command: string,
  ask: (options: { readonly minHeight?: number }) => Promise<Told>,
): After {
  return async ({ block }: InstructionStatus) => {
    try {
      return await ask(block === undefined ? {} : { minHeight: block + 1 });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { lines: [terminal.text('clockUnknown', { command })], more: {} };
    }
  };
}

function toldOfTransfer(terminal: Terminal, view: TransferView): Told {
  const { futures, windows } = view;
  const due = dueOfTransfer(view);
  return {
    lines: [
      ...dueLines(terminal, due),
      ...futures.map(({ at, status }) =>
        terminal.text('transferFuture', { at, status: terminal.text(`transfer${status}`) }),
      ),
      ...windows.map(({ action, until }) => terminal.text(`window_${action}`, { until })),
    ],
    more: { clock: { ...partsOf(due), futures, windows } },
  };
}

function dueOfTransfer({
  status,
  from,
  to,
  due,
  objection,
  judge = '',
  futures,
}: TransferView): Due | undefined {
  const [{ at: until } = { at: due }] = futures;
  switch (status) {
    case 'RELEASED':
      return { key: 'clockCode', by: '', until: due };
    case 'REQUESTED':
      return { key: 'clockAnswer', by: from, until: due };
    case 'OBJECTED':
    case 'APPEALED':
      return objection && { key: 'clockJudge', by: judge, until: objection.until };
    case 'AGREED':
      return { key: 'clockTake', by: to, until };
    default:
      return undefined;
  }
}

function toldOfClaim(terminal: Terminal, view: ClaimView): Told {
  const { futures } = view;
  const due = dueOfClaim(view);
  return {
    lines: [
      ...dueLines(terminal, due),
      ...futures.map(({ at, status }) =>
        terminal.text('claimFuture', { at, status: terminal.text(`claim${status}`) }),
      ),
    ],
    more: { clock: { ...partsOf(due), futures } },
  };
}

function dueOfClaim({ status, holder, org, due, contest, judge = '', futures }: ClaimView): Due | undefined {
  const [future] = futures;
  switch (status) {
    case 'OPENED':
      return { key: 'clockAnswer', by: holder, until: due };
    case 'CONTESTED':
      return contest && { key: 'clockJudge', by: judge, until: contest.until };
    case 'UPHELD':
      return future && { key: 'clockSettle', by: org, until: future.at };
    default:
      return undefined;
  }
}

function dueLines(terminal: Terminal, due: Due | undefined): string[] {
  return due === undefined ? [] : [terminal.text(due.key, { by: due.by, until: due.until })];
}

/** For programs: whose turn it is, '' where it is anybody's who has the code, and until when. */
function partsOf(due: Due | undefined): Partial<Pick<Due, 'by' | 'until'>> {
  return due === undefined ? {} : { by: due.by, until: due.until };
}
