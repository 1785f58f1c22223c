// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES, type InstructionType } from '@unionid/domain/catalogue';
import { HOSTINGS } from '@unionid/domain/ledger';
import { MEMBERSHIP_ACTIONS, type MembershipAction } from '@unionid/domain/membership';
import { parseWith } from '@unionid/domain/schema';
import type { Command, CommandContext, Option } from '../command/command.js';
import { decide } from '../steps/decide.js';
import { ON } from '../steps/effective-day.js';
import { EVIDENCE } from '../steps/evidence.js';
import { statedBy } from '../steps/stated-options.js';
import type { Exit } from '../terminal/exit-code.js';

type ChangeType = Extract<InstructionType, `membership.${MembershipAction}`>;

/** What each change is called, and what it takes beside day and document. */
const CHANGES: Readonly<
  Record<MembershipAction, { readonly zh: string; readonly en: string; readonly options?: readonly Option[] }>
> = {
  retain: {
    ...{ zh: '保留会籍', en: 'Retain a membership' },
    options: [
      reasons(
        'retired 退休，earlyRetired 提前退休，unemployed 失业，employerEnded 单位破产关闭，military 参军',
      ),
    ],
  },
  resume: {
    ...{ zh: '恢复会籍', en: 'Resume a retained membership' },
    options: [reasons('employed 重新就业，demobilised 退役')],
  },
  leave: {
    zh: '办理退会（本人书面申请）',
    en: 'Leave, by own written request',
    options: [reasons('request 本人申请')],
  },
  deem: {
    ...{ zh: '视为自动退会', en: 'Deem to have left' },
    options: [
      {
        name: 'absentSince',
        value: 'yyyy-mm-dd',
        text: { zh: '何日起不交会费、不参加活动', en: 'Absent since' },
      },
      {
        name: 'education',
        value: 'file',
        digested: true,
        text: { zh: '教育记录', en: 'Record of the education' },
      },
    ],
  },
  expel: {
    ...{
      zh: '开除会籍（两人，第二人须属于另一工会）',
      en: 'Expel (two persons, the second of another union)',
    },
    options: [
      reasons('crime 严重违法犯罪并受刑事处分'),
      { name: 'judgment', value: 'file', digested: true, text: { zh: '判决文书', en: 'The judgment' } },
    ],
  },
  entrust: {
    ...{ zh: '登记借调、劳务派遣（会籍不变）', en: 'Record a secondment or dispatch; the membership stays' },
    options: [
      {
        name: 'kind',
        value: HOSTINGS.join('|'),
        text: { zh: 'secondment 借调，dispatch 劳务派遣（委托管理）', en: 'secondment, or dispatch' },
      },
      { name: 'host', value: 'orgId', text: { zh: '接收单位的工会编号', en: 'The union of the host' } },
      { name: 'until', value: 'yyyy-mm-dd', text: { zh: '最后一天', en: 'The last day' } },
    ],
  },
  recall: { zh: '提前结束借调、派遣', en: 'End a secondment or dispatch before its last day' },
  decease: { zh: '登记死亡（两人）', en: 'Record a death (two persons)' },
  void: {
    ...{ zh: '作废录入错误的账户（两人）', en: 'Void an account entered by mistake (two persons)' },
    options: [reasons('duplicate 重复录入，mistake 录入错误')],
  },
  rescind: {
    ...{
      zh: '更正：恢复误办终止或误办保留的会籍（两人）',
      en: 'Take back an end, or a retention, that should not have been (two persons)',
    },
    options: [reasons('notDead 误报死亡，judgment 判决撤销，mistake 办理有误，notRetained 误办保留')],
  },
};

export const membershipCommands: readonly Command[] = MEMBERSHIP_ACTIONS.map((action) => {
  const { zh, en, options = [] } = CHANGES[action];
  return {
    name: `membership ${action}`,
    args: ['identityId'],
    summary: { zh, en },
    options: [ON, EVIDENCE, ...options],
    run: (context: CommandContext) => change(context, action),
  };
});

async function change(context: CommandContext, action: MembershipAction): Promise<Exit> {
  const { session } = context;
  const [identityId = ''] = context.args;
  const { version: subjectVersion, place } = await (await session.client()).accounts.get(identityId);
  const type: ChangeType = `membership.${action}`;
  const { options = [] } = CHANGES[action];
  const stated = await statedBy(context, [ON, EVIDENCE, ...options]);
  const payload = parseWith(INSTRUCTION_TYPES[type].payload, { identityId, place, ...stated });
  return decide(context, { type, payload, subjectVersion });
}

function reasons(zh: string): Option {
  const words = zh.split('，').map((reason) => reason.replaceAll(/[^A-Za-z]/g, ''));
  return {
    name: 'reason',
    ...{ value: words.join('|'), choices: words },
    text: { zh, en: `One of: ${words.join(', ')}` },
  };
}
