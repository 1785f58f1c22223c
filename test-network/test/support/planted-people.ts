// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import type { PersonInput } from '@unionid/domain/api';
import { idNumberCheck } from '@unionid/domain/values';
import type { Secret } from '@unionid/ledger-scan';

const GIVEN = '甲乙丙丁戊己庚辛壬癸';
const HOUSEHOLD_PLACE = '户籍所在地';

/**
 * The `index`th person to look for on the disks afterwards, 0 to 9. Four characters a name, so that no form of it is too
 * short to tell from chance; division 519999 is assigned to nobody (union-law.md §6.4).
 */
export function plantedPerson(index: number): PersonInput {
  const first17 = `51999919790${(index % 9) + 1}17${index}13`;
  return {
    name: `欧阳寻${GIVEN.charAt(index)}`,
    docType: '111',
    docNumber: first17 + idNumberCheck(first17),
    mobile: `1990777042${index}`,
    sex: '1',
    birthDate: `1979-0${(index % 9) + 1}-17`,
    householdType: '1',
    more: { [HOUSEHOLD_PLACE]: `某省某县某镇寻踪路${GIVEN.charAt(index)}号` },
  };
}

/** What of a person must be nowhere. */
export function secretsOf(person: PersonInput, label: string): Secret[] {
  const { name, docNumber, mobile, more } = person;
  const address = more?.[HOUSEHOLD_PLACE];
  return [
    { label: `${label} name`, text: name },
    { label: `${label} number`, text: docNumber },
    { label: `${label} phone`, text: mobile },
    ...(address === undefined ? [] : [{ label: `${label} address`, text: address }]),
  ];
}

/** Member form of a few people, joining one union by its name; the texts are those of the drop-downs. */
export function plantedFile(people: readonly PersonInput[], union: string): string {
  const header = '姓名,性别,出生日期,有效证件类别,证件号码,移动电话,户籍类型,户籍所在地,所属工会,入会日期';
  const rows = people.map(({ name, birthDate, docNumber, mobile, more }) =>
    [
      name,
      '男',
      birthDate,
      '居民身份证',
      docNumber,
      mobile,
      '农业户口',
      more?.[HOUSEHOLD_PLACE],
      union,
      '2020-01-01',
    ].join(','),
  );
  return `${[header, ...rows].join('\n')}\n`;
}

/** What must be nowhere of about `count` people spread over a member file that other tests import. */
export function secretsOfFile(file: string, count: number): Secret[] {
  const [header = '', ...rows] = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
  const columns = header.split(',');
  const step = Math.ceil(rows.length / count);
  return rows.flatMap((row, index) => {
    const cells = row.split(',');
    const cell = (column: string) => cells[columns.indexOf(column)]?.trim() ?? '';
    if (index % step !== 0) return [];
    return ['姓名', '证件号码', '移动电话']
      .map((column) => ({ label: `row ${index + 2} ${column}`, text: cell(column) }))
      .filter(({ text }) => text !== '');
  });
}
