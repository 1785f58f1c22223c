// SPDX-License-Identifier: Apache-2.0
import type { CalendarView, PolicyView } from '@unionid/domain/api';
import { nationalPolicyOf, setCalendarPayload, setPolicyPayload } from '@unionid/domain/governance';
import { TERMS, type TermDays } from '@unionid/domain/ledger';
import { parseWith, provinceCodeField } from '@unionid/domain/schema';
import type { RuleFilter } from '../../resources/rules.js';
import type { Command, CommandContext, Option } from '../command/command.js';
import { decide } from '../steps/decide.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import type { Exit } from '../terminal/exit-code.js';
import { parseJsonFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';
import { valueOf, type OptionValues } from '../terminal/values.js';

const SCOPE: Option = {
  name: 'scope',
  value: 'province',
  text: { zh: '省级代码，00 为全国', en: 'Code of a province, 00 of the country' },
};
const ALL: Option = { name: 'all', text: { zh: '每一版都列出', en: 'Every version' } };
const YEAR: Option = { name: 'year', value: 'year', text: { zh: '只看这一年', en: 'This year only' } };

/** Policies and calendars, by which transfers are counted. */
export const ruleCommands: readonly Command[] = [
  {
    name: 'policies show',
    args: [],
    summary: { zh: '查看接转期限：全国与各省', en: 'Show how long the terms of transfers are' },
    options: [SCOPE, ALL, ...PAGE_OPTIONS],
    run: showPolicies,
  },
  {
    name: 'policies set',
    args: ['file'],
    summary: {
      zh: '设定本省（或全国）的接转期限。JSON 文件：scope、days（answer 答复、judge 裁决、take 接收、undo 撤销、appeal 申诉，未写的按全国）；全国另有 floor、cap、holidays（各省一年另放至多几天）',
      en: 'Set how long the terms of transfers are, of a province or the country. JSON file: scope, days (answer, judge, take, undo, appeal; the rest as for the country); of the country also floor, cap and holidays (the most further days off of a province)',
    },
    options: [],
    run: setPolicy,
  },
  {
    name: 'calendars show',
    args: [],
    summary: { zh: '查看工作日历：放假与调休', en: 'Show days off, and days worked instead' },
    options: [SCOPE, YEAR, ALL, ...PAGE_OPTIONS],
    run: showCalendars,
  },
  {
    name: 'calendars set',
    args: ['file'],
    summary: {
      zh: '公布本省（或全国）一年的工作日历。JSON 文件：scope、year、holidays（放假的日期）、workdays（调休上班的日期）',
      en: 'Publish the calendar of a year, of a province or the country. JSON file: scope, year, holidays (days off), workdays (days worked instead)',
    },
    options: [],
    run: setCalendar,
  },
];

async function showPolicies({ terminal, session, values }: CommandContext): Promise<Exit> {
  const page = await (await session.client()).policies.list({ ...filterOf(values), ...pageOptions(values) });
  showPage(
    terminal,
    page,
    page.items.length === 0
      ? noPolicyLines(terminal)
      : page.items.flatMap((policy) => policyLines(terminal, policy)),
  );
  return 'ok';
}

async function showCalendars({ terminal, session, values }: CommandContext): Promise<Exit> {
  const filter = { ...filterOf(values), ...yearOf(values), ...pageOptions(values) };
  const page = await (await session.client()).calendars.list(filter);
  showPage(
    terminal,
    page,
    page.items.length === 0
      ? [terminal.text('calendarNone')]
      : page.items.flatMap((calendar) => calendarLines(terminal, calendar)),
  );
  return 'ok';
}

async function setPolicy(context: CommandContext): Promise<Exit> {
  const payload = await parseJsonFile(context.args[0] ?? '', setPolicyPayload);
  const { policies } = await context.session.client();
  const { items } = await policies.list({ scope: payload.scope });
  const subjectVersion = items[0]?.version ?? 0;
  return decide(context, { type: 'governance.setPolicy', payload, subjectVersion });
}

async function setCalendar(context: CommandContext): Promise<Exit> {
  const payload = await parseJsonFile(context.args[0] ?? '', setCalendarPayload);
  const { scope, year } = payload;
  const { items } = await (await context.session.client()).calendars.list({ scope, year });
  const subjectVersion = items[0]?.version ?? 0;
  return decide(context, { type: 'governance.setCalendar', payload, subjectVersion });
}

function filterOf(values: OptionValues): RuleFilter {
  const scope = valueOf(values, 'scope');
  return {
    ...(scope !== undefined && { scope: parseWith(provinceCodeField, scope) }),
    ...(values.all === true && { versions: 'all' }),
  };
}

function yearOf(values: OptionValues): { readonly year?: number } {
  const text = valueOf(values, 'year');
  if (text === undefined) return {};
  return { year: Number(text) };
}

/** What holds where nobody has set anything. */
function noPolicyLines(terminal: Terminal): string[] {
  const { days, floor, cap, holidays } = nationalPolicyOf(undefined);
  return [
    terminal.text('policyNone', { days: daysInWords(terminal, days) }),
    terminal.text('policyFloor', { days: daysInWords(terminal, floor) }),
    terminal.text('policyCap', { days: daysInWords(terminal, cap) }),
    terminal.text('policyHolidays', { holidays }),
  ];
}

function daysInWords(terminal: Terminal, days: TermDays): string {
  return TERMS.flatMap((term) =>
    days[term] === undefined ? [] : [terminal.text(`term_${term}`, { days: days[term] })],
  ).join(terminal.text('termBetween'));
}

function policyLines(terminal: Terminal, policy: PolicyView): string[] {
  const { scope, version, inForce, floor, cap, holidays } = policy;
  const daysOf = (days: TermDays): string => daysInWords(terminal, days);
  return [
    terminal.text('policyLine', { scope, version, days: daysOf(inForce) }),
    ...(floor === undefined ? [] : [terminal.text('policyFloor', { days: daysOf(floor) })]),
    ...(cap === undefined ? [] : [terminal.text('policyCap', { days: daysOf(cap) })]),
    ...(holidays === undefined ? [] : [terminal.text('policyHolidays', { holidays })]),
  ];
}

function calendarLines(terminal: Terminal, calendar: CalendarView): string[] {
  const { scope, year, version, holidays, workdays } = calendar;
  const list = (days: readonly string[]): string => days.map((day) => day.slice(5)).join(' ') || '–';
  return [
    terminal.text('calendarLine', { scope, year, version }),
    terminal.text('calendarHolidays', { days: list(holidays) }),
    terminal.text('calendarWorkdays', { days: list(workdays) }),
  ];
}
