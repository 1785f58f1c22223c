// SPDX-License-Identifier: Apache-2.0
import { unmaskAnswerView, type UnmaskAnswerView, type UnmaskView } from '@unionid/domain/api';
import { DOCUMENT_KIND, textOfCode } from '@unionid/domain/codes';
import { canonicalBytes, toBase64url } from '@unionid/domain/encoding';
import { openedFields } from '@unionid/domain/privacy';
import { sm3 } from '@unionid/domain/sm';
import { chinaDateAt } from '@unionid/domain/values';
import { newId } from '../../signing/instructions.js';
import type { Command, CommandContext } from '../command/command.js';
import { decideEntered } from '../steps/decide-entered.js';
import { digestOf, digestOfFile, EVIDENCE } from '../steps/evidence.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { UNMASK_STATE_ZH } from '../terminal/code-words.js';
import type { Exit } from '../terminal/exit-code.js';
import { parseJsonFile, writeOwnFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';
import { itemNumber, oneOf, required, valueOf } from '../terminal/values.js';

/** Who a payee is: asked by an auditor, approved by two persons, answered by the province whose vault has the name. */
export const unmaskCommands: readonly Command[] = [
  {
    name: 'unmasks list',
    args: [],
    summary: { zh: '列出实名调取', en: 'List requests for names' },
    options: [
      {
        name: 'side',
        value: 'home|org',
        text: {
          zh: 'home 涉及本工会会员（默认）、org 涉及本工会计划（经审人员默认）',
          en: 'Of own members (home), or about own plans (org, the default of an auditor)',
        },
      },
      ...PAGE_OPTIONS,
    ],
    run: listUnmasks,
  },
  {
    name: 'unmasks request',
    args: ['planId', 'item'],
    summary: {
      zh: '经审人员：申请调取一笔的领款人实名；item 是第几笔（plans items 所列，从 1 起；--json 的 item 从 0 起）',
      en: 'Auditor: ask who the payee of an item is, by its number (plans items), from 1; item of --json counts from 0',
    },
    options: [
      { name: 'number', value: 'text', text: { zh: '案号（字母、数字、短横线）', en: 'Number of the case' } },
      {
        name: 'identity',
        value: 'identityId',
        text: { zh: '领款人的身份标识', en: 'The payee’s identity id' },
      },
    ],
    run: requestUnmask,
  },
  {
    name: 'unmasks approve',
    args: ['unmaskId'],
    summary: { zh: '经审：批准实名调取（须两人）', en: 'Approve a request for a name; it takes two' },
    options: [],
    run: approveUnmask,
  },
  {
    name: 'unmasks answer',
    args: ['unmaskId'],
    summary: {
      zh: '会员所属省：从保险库取出实名，写成答复文件并登记；文件以公函送达',
      en: 'The payee’s province: write the name out of the vault and record the answer; the file goes by letter',
    },
    options: [
      {
        ...{
          name: 'out',
          value: 'file',
          text: { zh: '答复文件（JSON），含实名', en: 'The answer (JSON), with the name' },
        },
        output: {},
      },
      {
        ...EVIDENCE,
        text: {
          zh: '改用已有的答复文件，不读保险库',
          en: 'An answer that is there already; the vault is not read',
        },
      },
    ],
    run: answerUnmask,
  },
  {
    name: 'unmasks check',
    args: ['unmaskId', 'file'],
    summary: {
      zh: '经审人员：核对收到的答复文件是否即链上所记',
      en: 'Auditor: whether a file received is the answer on the ledger',
    },
    options: [],
    run: checkAnswer,
  },
];

async function listUnmasks({ terminal, session, values }: CommandContext): Promise<Exit> {
  const said = valueOf(values, 'side');
  // What is meant without it depends on who asks, which the gateway knows.
  const side = said === undefined ? {} : { side: oneOf('side', said, ['home', 'org']) };
  const page = await (await session.client()).audits.unmasks({ ...side, ...pageOptions(values) });
  const lines = page.items.map((unmask) => terminal.text('unmaskLine', unmaskValues(terminal, unmask)));
  showPage(terminal, page, lines.length === 0 ? [terminal.text('unmasksNone')] : lines);
  return 'ok';
}

function unmaskValues(
  { language }: Terminal,
  { unmaskId, state, number, identityId, plan, item, until = '—' }: UnmaskView,
) {
  const shown = language === 'zh' ? UNMASK_STATE_ZH[state] : state;
  return { unmaskId, state: shown, number, identityId, plan, item: item + 1, until };
}

async function requestUnmask(context: CommandContext): Promise<Exit> {
  const {
    values,
    session,
    terminal,
    args: [planId = '', item = ''],
  } = context;
  const [row, identityId] = [itemNumber(item), required(values, 'identity')];
  const { place } = await (await session.client()).audits.place(identityId);
  const unmaskId = newId('unmask');
  const payload = {
    unmaskId,
    number: required(values, 'number'),
    planId,
    item: row,
    identityId,
    place,
  };
  return decideEntered(context, {
    type: 'unmask.request',
    entered: payload,
    lines: [terminal.text('unmaskIs', { unmaskId })],
  });
}

async function approveUnmask(context: CommandContext): Promise<Exit> {
  const [unmaskId = ''] = context.args;
  const { v } = await (await context.session.client()).audits.unmask(unmaskId);
  return decideEntered(context, { type: 'unmask.approve', entered: { unmaskId }, subjectVersion: v });
}

async function answerUnmask(context: CommandContext): Promise<Exit> {
  const [unmaskId = ''] = context.args;
  const { session, terminal, values } = context;
  const client = await session.client();
  const { v, until = '' } = await client.audits.unmask(unmaskId);
  const late = until < chinaDateAt(Date.now()) ? [terminal.text('unmaskLate', { until })] : [];
  const entered = { type: 'unmask.answer', subjectVersion: v } as const;
  if (valueOf(values, EVIDENCE.name) !== undefined) {
    const evidence = await digestOf(context, EVIDENCE.name);
    return decideEntered(context, { ...entered, entered: { unmaskId, evidence }, lines: late });
  }
  const path = required(values, 'out');
  const letter = canonicalBytes(await client.audits.unmaskAnswer(unmaskId));
  await writeOwnFile(path, letter, false);
  return decideEntered(context, {
    ...entered,
    entered: { unmaskId, evidence: toBase64url(sm3(letter)) },
    lines: [terminal.text('unmaskWritten', { path }), ...late],
  });
}

/** What the letter shows, once it is the one that the ledger has. */
async function checkAnswer(context: CommandContext): Promise<Exit> {
  const { session, terminal } = context;
  const [unmaskId = '', path = ''] = context.args;
  const { answer } = await (await session.client()).audits.unmask(unmaskId);
  const isSame = (await digestOfFile(path)) === answer?.evidence;
  const { opening } = isSame ? await parseJsonFile(path, unmaskAnswerView) : { opening: [] };
  const line = isSame
    ? terminal.text('unmaskSame', shownOf(terminal, opening))
    : terminal.text('unmaskOther');
  terminal.result({ unmaskId, isSame }, [line]);
  return isSame ? 'ok' : 'badRows';
}

function shownOf({ language }: Terminal, opening: UnmaskAnswerView['opening']) {
  const { name = '', docType = '', docNumber = '' } = openedFields(opening);
  const kind = language === 'zh' ? textOfCode(DOCUMENT_KIND, docType) : undefined;
  return { name, docType: kind ?? docType, docNumber };
}
