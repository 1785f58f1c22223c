// SPDX-License-Identifier: Apache-2.0
import type { RekeyingPage } from '@unionid/domain/api';
import { newInstruction, signInstruction } from '../../signing/instructions.js';
import type { CommandContext } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';
import { declined, reportStatus, summaryOf } from './decide.js';

/** One union's accounts on their way. */
interface Run {
  readonly context: CommandContext;
  readonly org: string;
  readonly left: RekeyingPage['left'][number][];
  led: number;
  before: number;
  isConfirmed: boolean;
}

/**
 * Leads a union's accounts to the newer version of the matching key, one signed instruction a page; the person is asked before
 * the first. Where it ends early it says from where to go on; what was led is passed over then, and at any other time.
 */
export async function rekeyUnion(
  context: CommandContext,
  { org, from }: { readonly org: string; readonly from: string | undefined },
): Promise<Exit> {
  const run: Run = { context, org, left: [], led: 0, before: 0, isConfirmed: false };
  const { terminal, session } = context;
  const { rekeyings } = await session.client();
  let cursor = from;
  do {
    terminal.sayLast('interruptedRekey', { org, cursor: cursorOption(cursor) });
    let isDone = false;
    try {
      const page = await rekeyings.create({ org, ...(cursor !== undefined && { cursor }) });
      const ended = await leadPage(run, page);
      if (ended === 'declined') return declined(terminal);
      if (ended !== undefined) return ended;
      isDone = true;
      cursor = page.next;
    } finally {
      if (!isDone && run.isConfirmed)
        terminal.note(terminal.text('rekeyResume', { org, cursor: cursorOption(cursor) }));
    }
  } while (cursor !== undefined);
  return reportRun(run);
}

/** Undefined where it goes on. */
async function leadPage(run: Run, page: RekeyingPage): Promise<Exit | undefined> {
  const { context, org } = run;
  const { terminal, session } = context;
  if (page.items.length > 0) {
    const instruction = newInstruction({
      ...(await session.instructionContext()),
      type: 'person.rekey',
      payload: { org, accounts: page.items },
    });
    if (!run.isConfirmed) {
      for (const line of [...summaryOf(terminal, instruction), terminal.text('rekeyFurther')])
        terminal.note(line);
      run.isConfirmed = await terminal.confirm('confirmSign');
      if (!run.isConfirmed) return 'declined';
    }
    const signed = await signInstruction(instruction, await session.signer());
    const status = await (await session.client()).instructions.submit(signed);
    if (status.status !== 'COMMITTED') return reportStatus(terminal, { instruction, status });
  }
  run.led += page.items.length;
  run.before += page.led;
  run.left.push(...page.left);
  terminal.note(terminal.text('rekeyedSoFar', countsOf(run)));
  return undefined;
}

/** Accounts that could not be led are bad rows: somebody has to look at them before the older version is closed. */
function reportRun(run: Run): Exit {
  const { context, org, led, before, left } = run;
  const { terminal } = context;
  terminal.result({ org, led, before, left }, [
    terminal.text('rekeyed', { org, ...countsOf(run) }),
    ...left.map(({ identityId, because }) => terminal.text(LEFT_TEXTS[because], { identityId })),
  ]);
  return left.length > 0 ? 'badRows' : 'ok';
}

const LEFT_TEXTS = { ERASED: 'rekeyERASED', DIFFERS: 'rekeyDIFFERS' } as const;

function countsOf({ led, before, left }: Run): { led: number; before: number; left: number } {
  return { led, before, left: left.length };
}

function cursorOption(cursor: string | undefined): string {
  return cursor === undefined ? '' : ` --cursor ${cursor}`;
}
