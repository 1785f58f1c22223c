// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import {
  IMPORT_KINDS,
  isOptionsSheet,
  isUnfilledRow,
  matchHeader,
  readChangeRow,
  readMemberRow,
  readOrganisationRow,
  readPlanRow,
  readResultRow,
  tableFinder,
  TEMPLATE_TEXTS,
  type TemplateKind,
} from '@unionid/domain/forms';
import { memoryFile, openTable, type TableRow } from '@unionid/domain/table';
import { runUnionid } from '../support/run-unionid.js';

describe('unionid template', () => {
  let folder: string;

  before(async () => (folder = await mkdtemp(join(tmpdir(), 'unionid template '))));
  after(() => rm(folder, { recursive: true }));

  for (const kind of Object.keys(TEMPLATE_TEXTS) as readonly TemplateKind[]) {
    const form = IMPORT_KINDS[kind].form;
    const read = async (): Promise<Buffer> => readFile(join(folder, `${kind}-template.xlsx`));

    it(`${kind} writes a file once, and says what to do with it`, async () => {
      const { code, stdout } = await runUnionid(['template', kind], { cwd: folder });
      expect(code).to.equal(0);
      const next = kind === 'results' ? 'plans results 发放计划编号' : `${kind} import`;
      expect(stdout).to.contain(`unionid ${next} ${kind}-template.xlsx`);
      expect((await runUnionid(['template', kind], { cwd: folder })).code).to.equal(2);
    });

    it(`${kind}: every column of the form, one example that is nobody's, options that are not read`, async () => {
      const { sheets, rows } = await openTable(memoryFile(await read()), tableFinder<string>(form));
      expect(sheets.map(({ use }) => use)).to.deep.equal(['read', 'hidden']);
      expect(isOptionsSheet(sheets.at(-1)?.name ?? '')).to.equal(true);
      const found: TableRow[] = [];
      for await (const row of rows) found.push(row);
      const [header, ...others] = found.map(({ cells }) => cells.map(String));
      const { columns, problems } = matchHeader<string>(form, header ?? []);
      expect(problems).to.deep.equal([]);
      expect(columns).to.deep.equal(form.columns);
      expect(others).to.have.length(1);
      expect(others.filter((cells) => !isUnfilledRow(columns, cells))).to.deep.equal([]);
    });

    it(`${kind}: numbers are text, drop-downs offer what the reader takes`, async () => {
      const parts = unzipSync(await read());
      const text = (name: string): string => new TextDecoder().decode(parts[name]);
      const sheet = text('xl/worksheets/sheet1.xml');
      const lists = sheet.match(/<dataValidation [^>]*type="list"/g) ?? [];
      expect(lists).to.have.length(Object.keys(form.tables).length);
      expect(text('xl/workbook.xml')).to.match(/state="hidden"/);
      // ECMA-376 part 1, 18.8.30: format 49 is text.
      const styles = [...text('xl/styles.xml').matchAll(/<xf numFmtId="(\d+)"/g)].map(([, id]) => id);
      expect(styles).to.include('49');
    });
  }

  it('shows examples that would be right', () => {
    const context = { today: '2026-11-28', mapping: {}, rowNumber: 2 };
    const member = readMemberRow({ ...TEMPLATE_TEXTS.members.example }, context);
    expect(member.ok || member.problems).to.equal(true);
    const change = readChangeRow({ ...TEMPLATE_TEXTS.changes.example }, context);
    expect(change.ok || change.problems).to.equal(true);
    const union = readOrganisationRow({ ...TEMPLATE_TEXTS.organisations.example }, context);
    expect(union.ok || union.problems).to.equal(true);
    const payee = readPlanRow({ ...TEMPLATE_TEXTS.plans.example }, context);
    expect(payee.ok || payee.problems).to.equal(true);
    const answer = readResultRow({ ...TEMPLATE_TEXTS.results.example, 序号: '1' }, context);
    expect(answer.ok || answer.problems).to.equal(true);
  });
});
