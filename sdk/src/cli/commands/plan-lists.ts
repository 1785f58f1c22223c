// SPDX-License-Identifier: Apache-2.0
import type { PlanTerms } from '@unionid/domain/plan';
import type { Command, CommandContext } from '../command/command.js';
import { IMPORT_OPTIONS } from '../steps/import-options.js';
import { PAYEES_OUT } from '../steps/payees.js';
import { runImport } from '../steps/run-import.js';
import type { Exit } from '../terminal/exit-code.js';
import { required } from '../terminal/values.js';

/** Lists of plans of grants: the payees that one begins with, and what the bank answers in the end. */
export const planListCommands: readonly Command[] = [
  {
    name: 'plans import',
    args: ['file'],
    summary: {
      zh: '编制人：按发放名单（CSV 或 XLSX：姓名、证件号码、金额）编制发放计划；重复、超限、不符合条件的逐行告知',
      en: 'Maker: open a plan by a list of payees (CSV or XLSX: name, document number, sum); who was granted before, gets too much or is not eligible is told row by row',
    },
    options: [
      {
        name: 'org',
        value: 'orgId',
        text: {
          zh: '发放的工会，从其额度付款；名单是它及下级工会的会员',
          en: 'The union that grants, and whose line pays; the list is of its members and of those below it',
        },
      },
      { name: 'fund', value: 'fundId', text: { zh: '资金编号', en: 'Fund' } },
      {
        name: 'programme',
        value: 'programmeId',
        text: { zh: '项目编号，按其现行版本', en: 'Programme, by its newest version' },
      },
      {
        name: 'on',
        value: 'yyyy-mm-dd',
        text: { zh: '发放日：当日须符合条件', en: 'Day of the grant: on it members must be eligible' },
      },
      {
        name: 'until',
        value: 'yyyy-mm-dd',
        text: { zh: '最迟付款日', en: 'Last day on which it may go to the bank' },
      },
      PAYEES_OUT,
      ...IMPORT_OPTIONS,
    ],
    run: importPayees,
  },
  {
    name: 'plans results',
    args: ['planId', 'file'],
    summary: {
      zh: '登记人：导入银行回单（CSV 或 XLSX：序号、结果、流水号；实物为签领单号，另有签领方式）；序号为 plans items 所列，从 1 起',
      en: 'Recorder: take in what the bank answers (CSV or XLSX: number, result, serial number; of goods the sheet’s number, and who signed); numbers are those of plans items',
    },
    options: IMPORT_OPTIONS,
    run: importResults,
  },
];

async function importPayees(context: CommandContext): Promise<Exit> {
  const { session, values } = context;
  const programme = required(values, 'programme');
  const said = {
    ...{ org: required(values, 'org'), fund: required(values, 'fund'), programme },
    ...{ on: required(values, 'on'), until: required(values, 'until') },
  };
  const { version: programmeVersion } = await (await session.client()).programmes.get(programme);
  const terms: PlanTerms = { ...said, programmeVersion };
  return runImport(context, 'plans', { terms });
}

function importResults(context: CommandContext): Promise<Exit> {
  const [planId = '', path = ''] = context.args;
  return runImport(context, 'results', { planId, path });
}
