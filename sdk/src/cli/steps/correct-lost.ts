// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import { asDomainError } from '@unionid/domain/errors';
import { counterPersonOf, MEMBER_FORM, readCounterEntry, tableFinder } from '@unionid/domain/forms';
import { memoryFile, openTable } from '@unionid/domain/table';
import { chinaDateAt } from '@unionid/domain/values';
import { rebuildCorrection } from '../../rebuild/correction.js';
import { formRows, newRowCount } from '../../rebuild/form-rows.js';
import { signInstruction } from '../../signing/instructions.js';
import { ApiError, errorText } from '../../transport/api-error.js';
import type { CommandContext } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';
import { readBytes } from '../terminal/files.js';
import { declined, reportStatus, summaryOf } from './decide.js';
import { digestOf } from './evidence.js';

/** How many rows there are between two lines on how far it has come. */
const ROWS_A_NOTE = 100;
/** After these the next row would be refused alike: the file is handed in again later, and what is done is passed over. */
const ENDING = new Set(['QUOTA_EXCEEDED', 'MATCHING_UNAVAILABLE', 'NOT_READY', 'TOO_MANY_REQUESTS']);

interface BadRow {
  readonly row: number;
  readonly code: string;
  /** Where in the row, of one that is no person as the form asks for. */
  readonly fields?: readonly string[];
}

interface Run {
  readonly context: CommandContext;
  readonly evidence: string;
  readonly bad: BadRow[];
  done: number;
  /** Rows of members whose record stands. */
  standing: number;
  isConfirmed: boolean;
}

/**
 * Enters real-name records anew that were lost, from a file of members as it was imported, one signature a row; asked is before the first.
 * Whoever's record stands is passed over, so that a run that was interrupted is gone on with by the same file.
 */
export async function correctLost(context: CommandContext): Promise<Exit> {
  const { terminal, args } = context;
  const [path = ''] = args;
  const evidence = await digestOf(context, 'evidence');
  const run: Run = { context, evidence, bad: [], done: 0, standing: 0, isConfirmed: false };
  const { rows } = await openTable(memoryFile(await readBytes(path)), tableFinder(MEMBER_FORM));
  terminal.sayLast('interruptedLost', {});
  for await (const { rowNumber, cells } of formRows(MEMBER_FORM, rows, newRowCount())) {
    const { person, faults } = counterPersonOf(cells);
    const ended = await enterRow(run, { row: rowNumber, person: person as PersonInput, faults });
    if (ended !== undefined) return ended;
    const { done, standing, bad } = run;
    const all = done + standing + bad.length;
    if (all % ROWS_A_NOTE === 0) terminal.note(terminal.text('lostSoFar', countsOf(run)));
  }
  return reportRun(run);
}

interface Row {
  readonly row: number;
  readonly person: PersonInput;
  readonly faults: ReturnType<typeof counterPersonOf>['faults'];
}

/** Undefined where it goes on. */
async function enterRow(run: Run, { row, person, faults }: Row): Promise<Exit | undefined> {
  const read = readCounterEntry({ type: 'transfer.request', person }, chinaDateAt(Date.now()));
  const wrong = [...faults, ...(read.ok ? [] : read.faults)];
  const [first] = wrong;
  if (first !== undefined) {
    run.bad.push({ row, code: first.code, fields: [...new Set(wrong.map(({ path }) => path))] });
    return undefined;
  }
  try {
    return await enter(run, { row, person });
  } catch (error) {
    const code = error instanceof ApiError ? error.code : asDomainError(error)?.code;
    if (code === undefined || ENDING.has(code) || !(error instanceof ApiError)) throw error;
    if (code === 'MEMBER_UNCHANGED') run.standing += 1;
    else run.bad.push({ row, code });
    return undefined;
  }
}

async function enter(run: Run, { row, person }: Omit<Row, 'faults'>): Promise<Exit | undefined> {
  const { context, evidence } = run;
  const { terminal, session } = context;
  const client = await session.client();
  const parts = await client.corrections.createLost({ person });
  // What the ledger's tags do not prove takes two: of another document than a resident identity card, say.
  if (parts.type !== 'person.correct') {
    run.bad.push({ row, code: 'CORRECTION_FIELDS' });
    return undefined;
  }
  const decision = { reason: 'mistake', evidence } as const;
  const instruction = rebuildCorrection({
    ...{ identityId: parts.identityId, person, decision, parts },
    context: await session.instructionContext(),
  });
  if (!run.isConfirmed) {
    for (const line of [...summaryOf(terminal, instruction), terminal.text('lostFurther')])
      terminal.note(line);
    run.isConfirmed = await terminal.confirm('confirmSign');
    if (!run.isConfirmed) return declined(terminal);
  }
  const signed = await signInstruction(instruction, await session.signer());
  const status = await client.instructions.submit(signed);
  if (status.status !== 'COMMITTED') return reportStatus(terminal, { instruction, status });
  run.done += 1;
  return undefined;
}

function reportRun(run: Run): Exit {
  const { terminal } = run.context;
  const { done, standing, bad } = run;
  terminal.result({ done, standing, bad }, [
    terminal.text('lostDone', countsOf(run)),
    ...bad.map(({ row, code, fields = [] }) =>
      terminal.text('lostBad', { row, why: whyOf(code, terminal.language), fields: fields.join(' ') }),
    ),
  ]);
  return bad.length > 0 ? 'badRows' : 'ok';
}

function whyOf(code: string, language: 'zh' | 'en'): string {
  const { cause } = errorText(code, language);
  return `${code} ${cause}`;
}

function countsOf({ done, standing, bad }: Run): { done: number; standing: number; bad: number } {
  return { done, standing, bad: bad.length };
}
