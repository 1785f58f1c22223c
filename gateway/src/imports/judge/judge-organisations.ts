// SPDX-License-Identifier: Apache-2.0
import {
  cellsByColumn,
  orderParentsFirst,
  readOrganisationRow,
  statedByUnion,
  unionContact,
  type KnownUnion,
  type NumberedProblem,
  type OrganisationColumn,
  type OrganisationRow,
  type RowFix,
  type RowWarning,
  type UnionEntry,
  isUnfilledRow,
} from '@unionid/domain/forms';
import { formatId, randomBytesOf } from '@unionid/domain/ids';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { commitmentRoot, SEED_BYTES } from '@unionid/domain/privacy';
import type { OrganisationLevel } from '@unionid/domain/ledger';
import { randomBytes } from '@unionid/domain/signing';
import type { TableRow } from '@unionid/domain/table';
import { unlessUnreadable } from '../../read-model/readable.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import { faultProblem } from './file-header.js';
import type { Judge, JudgeGround } from './file-judge.js';
import { NO_NOTES, relevantWarnings, type JudgedRow, type Problem, type RowNotes } from './judged-row.js';

/** Unions are one batch: the tree is there as a whole, or not at all. */
export const ORGANISATION_JUDGE: Judge = {
  maxRows: IMPORT_LIMITS.organisationRows,
  open(ground) {
    const file = new OrganisationFile(ground);
    return {
      take: (rows) => {
        for (const row of rows) file.add(row);
        return Promise.resolve(undefined);
      },
      end: () => (file.isEmpty() ? undefined : { persons: new Map(), judge: () => file.judge() }),
    };
  },
};

const PAGE = 500;

/** Gathers the rows of a file and judges them together: a union may stand on several rows, a parent below its child. */
class OrganisationFile {
  readonly #ground: JudgeGround;
  readonly #columns: readonly (OrganisationColumn | undefined)[];
  readonly #rows: OrganisationRow[] = [];
  readonly #faulty: JudgedRow[] = [];
  readonly #notes = new Map<number, { fixes: readonly RowFix[]; warnings: RowWarning[] }>();

  constructor(ground: JudgeGround) {
    this.#ground = ground;
    this.#columns = ground.header.columns as readonly (OrganisationColumn | undefined)[];
  }

  add({ row: rowNumber, cells, fault }: TableRow): void {
    const { mapping, today, header } = this.#ground;
    if (fault !== undefined) {
      this.#faulty.push(this.#bad([rowNumber], [faultProblem(fault, header)]));
      return;
    }
    if (isUnfilledRow(header.columns, cells)) {
      this.#faulty.push({ rows: [rowNumber], outcome: 'empty', notes: NO_NOTES });
      return;
    }
    const result = readOrganisationRow(cellsByColumn({ ...header, columns: this.#columns }, cells), {
      mapping,
      today,
      rowNumber,
    });
    const { fixes } = result;
    const warnings = relevantWarnings(result.warnings, this.#columns);
    if (!result.ok) {
      const notes = { problems: result.problems, fixes, warnings };
      this.#faulty.push({ rows: [rowNumber], outcome: 'bad', notes });
      return;
    }
    this.#rows.push(result.row);
    this.#notes.set(rowNumber, { fixes, warnings });
  }

  /** True as long as no row was added. */
  isEmpty(): boolean {
    return this.#rows.length + this.#faulty.length === 0;
  }

  /** Every row of the file, parents before children. */
  async judge(): Promise<readonly JudgedRow[]> {
    const ordered = orderParentsFirst(this.#rows, await this.#knownUnions());
    for (const { rowNumber, warning } of ordered.warnings) this.#notes.get(rowNumber)?.warnings.push(warning);
    const refused = firstProblems(ordered.problems);
    const faulty = [...refused].map(([row, problems]) => this.#bad([row], problems));
    return [...this.#faulty, ...faulty, ...(await this.#judgeUnions(ordered.unions))];
  }

  async #judgeUnions(unions: readonly UnionEntry[]): Promise<readonly JudgedRow[]> {
    const judged: JudgedRow[] = [];
    // Identifier of each union that will stand on the ledger, by its place in `unions`.
    const orgIds: (string | undefined)[] = [];
    for (const union of unions) {
      const found = (await this.#judgeUnion(union, orgIds).catch(unlessUnreadable)) ?? [
        this.#bad(union.rowNumbers, [columnProblem('RECORD_UNREADABLE', '工会名称')]),
      ];
      judged.push(...found);
      orgIds.push(union.existing?.orgId ?? found.find(({ prepared }) => prepared !== undefined)?.identityId);
    }
    return judged;
  }

  async #judgeUnion(
    union: UnionEntry,
    orgIds: readonly (string | undefined)[],
  ): Promise<readonly JudgedRow[]> {
    if (union.existing !== undefined) return this.#judgeExisting(union, union.existing.orgId);
    const parent = union.parent.kind === 'known' ? union.parent.orgId : orgIds[union.parent.index];
    const problem = await this.#problemOf(union, parent);
    if (problem !== undefined || parent === undefined)
      return [this.#bad(union.rowNumbers, [problem ?? columnProblem('PARENT_REFUSED', '上级工会名称')])];
    return [this.#prepare(union, parent)];
  }

  async #problemOf(union: UnionEntry, parent: string | undefined): Promise<Problem | undefined> {
    const {
      readModel,
      scope: { org },
    } = this.#ground;
    // Below a union of this file the scope follows from that union's.
    if (union.parent.kind === 'known' && !(await readModel.isWithin(parent ?? '', org)))
      return columnProblem('OUT_OF_SCOPE', '上级工会名称');
    if (union.creditCode === undefined) return undefined;
    const holder = await readModel.organisationByCreditCode(union.creditCode);
    return holder && columnProblem('CREDIT_CODE_TAKEN', '工会统一社会信用代码');
  }

  /** Registered already: rows whose unit it covers change nothing, others ask for what an import can not do. */
  async #judgeExisting(union: UnionEntry, orgId: string): Promise<readonly JudgedRow[]> {
    const covered = new Set(
      (await this.#ground.readModel.employers(orgId)).map(({ creditCode }) => creditCode),
    );
    return union.rowNumbers.map((row, index) =>
      covered.has(union.employers[index]?.creditCode ?? '')
        ? { rows: [row], outcome: 'unchanged', notes: this.#notesOf([row]), identityId: orgId }
        : this.#bad([row], [columnProblem('UNION_REGISTERED', '单位统一社会信用代码')]),
    );
  }

  #prepare(union: UnionEntry, parent: string): JudgedRow {
    const orgId = formatId('organisation', randomBytes(randomBytesOf('organisation')));
    const seed = randomBytes(SEED_BYTES);
    const fields = unionContact(union);
    const entry: OrganisationEntry = {
      orgId,
      parent,
      level: union.level,
      ...statedByUnion(union),
      contactRoot: commitmentRoot(fields, seed),
    };
    const record = { identityId: orgId, fields, seed, identifiers: undefined };
    const rows = union.rowNumbers;
    return {
      rows,
      outcome: 'ready',
      notes: this.#notesOf(rows),
      identityId: orgId,
      prepared: { entry, record },
    };
  }

  #bad(rows: readonly number[], problems: readonly Problem[]): JudgedRow {
    return { rows, outcome: 'bad', notes: { ...this.#notesOf(rows), problems } };
  }

  #notesOf(rows: readonly number[]): RowNotes {
    const notes = rows.flatMap((row) => this.#notes.get(row) ?? []);
    return {
      problems: [],
      fixes: notes.flatMap(({ fixes }) => fixes),
      warnings: notes.flatMap(({ warnings }) => warnings),
    };
  }

  async #knownUnions(): Promise<readonly KnownUnion[]> {
    const {
      readModel,
      scope: { province },
    } = this.#ground;
    const known: KnownUnion[] = [];
    let cursor: string | undefined;
    do {
      const page = await readModel.organisations({ province }, { limit: PAGE, cursor });
      for (const { orgId, name, creditCode, level } of page.items)
        known.push({
          orgId,
          name,
          creditCode: creditCode === '' ? undefined : creditCode,
          level: level as OrganisationLevel,
        });
      cursor = page.next;
    } while (cursor !== undefined);
    return known;
  }
}

function firstProblems(problems: readonly NumberedProblem[]): ReadonlyMap<number, readonly Problem[]> {
  const byRow = new Map<number, Problem[]>();
  for (const { rowNumber, problem } of problems)
    byRow.set(rowNumber, [...(byRow.get(rowNumber) ?? []), problem]);
  return byRow;
}

function columnProblem(code: Problem['code'], column: string): Problem {
  return { code, column, details: {} };
}
