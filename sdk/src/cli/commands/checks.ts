// SPDX-License-Identifier: Apache-2.0
import { SOURCE_ZH } from '@unionid/domain/fund';
import { FUND_SOURCES } from '@unionid/domain/ledger';
import type { Command, CommandContext, Option } from '../command/command.js';
import { checkLines } from '../steps/check-lines.js';
import { decideEntered } from '../steps/decide-entered.js';
import { digestOf, EVIDENCE } from '../steps/evidence.js';
import type { Exit } from '../terminal/exit-code.js';
import { readClaim } from './operators.js';
import { listOf, required, valueOf } from '../terminal/values.js';

/** As of which height a check is run. */
export const AT: Option = {
  name: 'at',
  value: 'block',
  text: {
    zh: '高度，即最后一个区块的编号加一；省略为最新',
    en: 'Height: the number of the last block and one; the newest where it is left out',
  },
};
/** Auditors, and their checks. */
export const checkCommands: readonly Command[] = [
  {
    name: 'audit checks',
    args: [],
    summary: { zh: '有哪些审计检查', en: 'Which checks there are' },
    options: [],
    run: checks,
  },
  {
    name: 'audit run',
    args: ['checkCode'],
    summary: { zh: '运行一项检查（DUP-1 等）', en: 'Run a check (DUP-1 and others)' },
    options: [AT],
    run,
  },
  {
    name: 'auditors appoint',
    args: ['identityId'],
    summary: { zh: '委派经审人员（经审授权 audit）', en: 'Appoint an auditor (grant audit)' },
    options: [
      {
        name: 'claim',
        value: 'file',
        text: { zh: 'unionid key claim 生成的登记申请', en: 'Claim made by unionid key claim' },
      },
      {
        name: 'org',
        value: 'orgId',
        text: { zh: '审计哪个工会及其下级', en: 'Of which union and those below it' },
      },
      {
        name: 'sources',
        value: FUND_SOURCES.join(','),
        text: {
          zh: `审计哪些来源的资金，逗号分隔：${FUND_SOURCES.map((source) => `${source} ${SOURCE_ZH[source]}`).join('、')}`,
          en: 'For money from which sources, with commas between',
        },
      },
      EVIDENCE,
    ],
    run: appoint,
  },
  {
    name: 'auditors remove',
    args: ['operatorId'],
    summary: { zh: '解除经审人员', en: 'Remove an auditor' },
    options: [
      {
        name: 'reason',
        value: 'ended|left|misuse|other',
        text: { zh: 'ended 审计结束、left 离任、misuse 违规使用、other 其他', en: 'Why' },
      },
    ],
    run: remove,
  },
];

async function checks({ terminal, session }: CommandContext): Promise<Exit> {
  const list = await (await session.client()).audits.checks();
  terminal.result(
    list,
    list.items.map(({ code, version, title }) => `${code}  v${String(version)}  ${title[terminal.language]}`),
  );
  return 'ok';
}

async function run({ terminal, session, values, args: [code = ''] }: CommandContext): Promise<Exit> {
  const at = valueOf(values, 'at');
  const options = at === undefined ? {} : { height: Number(at) };
  const found = await (await session.client()).audits.run(code, options);
  terminal.result(found, checkLines(terminal, found));
  return 'ok';
}

async function appoint(context: CommandContext): Promise<Exit> {
  const {
    values,
    session,
    args: [identityId = ''],
  } = context;
  const { operatorId, publicKey, proof } = await readClaim(required(values, 'claim'));
  const { place } = await (await session.client()).audits.place(identityId);
  const sources = listOf('sources', required(values, 'sources'), FUND_SOURCES);
  const audits = { org: required(values, 'org'), sources };
  const responsibility = await digestOf(context, EVIDENCE.name);
  const payload = { operatorId, publicKey, proof, identityId, place, audits, responsibility };
  return decideEntered(context, { type: 'auditor.appoint', entered: payload });
}

async function remove(context: CommandContext): Promise<Exit> {
  const [operatorId = ''] = context.args;
  const { version } = await (await context.session.client()).operators.get(operatorId);
  const reason = required(context.values, 'reason');
  return decideEntered(context, {
    type: 'auditor.remove',
    entered: { operatorId, reason },
    subjectVersion: version,
  });
}
