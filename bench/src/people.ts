// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import { idNumberCheck } from '@unionid/domain/values';

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张';
const GIVEN = '测试样例甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉';
const FIRST_DAY = Date.UTC(1960, 0, 1);
const DAYS = 14_000;
const DAY_MS = 86_400_000;
/** Sequence numbers that the other test files leave alone, odd for men. */
const FIRST_SEQUENCE = 101;

/** Synthetic persons from index `first` on: division 519999 is assigned to nobody (union-law.md §6.4). */
export function newPersons(first: number, count: number): PersonInput[] {
  return Array.from({ length: count }, (_, offset) => newPerson(first + offset));
}

function newPerson(index: number): PersonInput {
  const birthDate = new Date(FIRST_DAY + (index % DAYS) * DAY_MS).toISOString().slice(0, 10);
  const sequence = FIRST_SEQUENCE + 2 * Math.floor(index / DAYS);
  const first17 = `519999${birthDate.replaceAll('-', '')}${sequence}`;
  return {
    name: SURNAMES.charAt(index % 24) + GIVEN.charAt(Math.floor(index / 24) % 24) + GIVEN.charAt(index % 23),
    docType: '111',
    docNumber: first17 + idNumberCheck(first17),
    mobile: `199${String(index).padStart(8, '0')}`,
    sex: '1',
    birthDate,
    householdType: '1',
  };
}

/** The member form for these persons, all joining one union by its name; the texts are those of the drop-downs. */
export function memberFile(persons: readonly PersonInput[], union: string): string {
  const header = '姓名,性别,出生日期,有效证件类别,证件号码,移动电话,户籍类型,所属工会,入会日期';
  const rows = persons.map(({ name, birthDate, docNumber, mobile }) =>
    [name, '男', birthDate, '居民身份证', docNumber, mobile, '农业户口', union, '2020-05-04'].join(','),
  );
  return `${[header, ...rows].join('\n')}\n`;
}
