// SPDX-License-Identifier: Apache-2.0
import type { InstructionType } from '@unionid/domain/catalogue';
import type { Language } from './messages.js';
import { text } from './message-text.js';

/** Of decisions that may take two persons: what they are called where only their type is known. */
export const DECISION_WORDS: Readonly<Partial<Record<InstructionType, ReturnType<typeof text>>>> = {
  'application.admit': text('批准入会', 'admission of an applicant'),
  'application.readmit': text('重新接纳曾被开除会籍的人', 'admission of somebody who was expelled'),
  'membership.change': text('会籍变动名单', 'list of changes of memberships'),
  'membership.decease': text('登记死亡', 'death of a member'),
  'membership.deem': text('视为自动退会', 'member deemed to have left'),
  'membership.entrust': text('借调、劳务派遣', 'secondment or dispatch'),
  'membership.expel': text('开除会籍', 'expulsion'),
  'membership.leave': text('退会', 'leaving'),
  'membership.rescind': text('恢复误办终止的会籍', 'end of a membership taken back'),
  'membership.resume': text('恢复会籍', 'membership resumed'),
  'membership.retain': text('保留会籍', 'membership retained'),
  'membership.void': text('作废录入错误的账户', 'account void that was a mistake'),
  'organisation.beginClosing': text('启动工会撤销或合并', 'closing of a union'),
  'organisation.move': text('变更工会隶属', 'union under another superior'),
  'organisation.revise': text('工会变更登记', 'change of a union'),
  'file.revise': text('困难职工档案变更', 'change of a hardship file'),
  'item.writeOff': text('核销追不回的一笔', 'item written off that can not be got back'),
  'person.correctIdentity': text('更正会员身份信息', "correction of a member's identity"),
  'person.rebind': text('证件变更后重新关联账户', 'account led to a new document'),
  'plan.open': text('发放计划名单', 'list of a plan of grants'),
  'transfer.batch': text('批量接转名单', 'list of members to transfer'),
};

/** A decision by its type alone; a type of a later version stands for itself. */
export function decisionWords(language: Language, type: string): string {
  return Object.entries(DECISION_WORDS).find(([name]) => name === type)?.[1][language] ?? type;
}

/** Lists that one person signs. */
const LIST_WORDS: Readonly<Partial<Record<InstructionType, ReturnType<typeof text>>>> = {
  'person.import': text('批量入会', 'members of a list enrolled'),
};

/** What was done to an account, where a row of a list did it and no words of its own tell. */
export function eventWords(language: Language, type: string): string {
  const listed = Object.entries(LIST_WORDS).find(([name]) => name === type)?.[1][language];
  return listed ?? decisionWords(language, type);
}
