// SPDX-License-Identifier: Apache-2.0
import { idNumberCheck } from '@unionid/domain/values';
import type { FileRow } from './csv.js';
import type { GeneratedUnion } from './organisation-file.js';
import type { SeededRandom } from './seeded-random.js';

// 测 is no surname: nobody has these names.
const GIVEN = Array.from('安邦才诚达恩峰光海和吉佳康磊明宁平庆瑞山泰文祥阳泽志中卓');
const EDUCATION = ['本科', '大专', '中专', '高中', '初中'];
const HOUSEHOLDS = ['农业户口', '非农业户口', '居民户口'];

/** A number in a division that is not assigned, such as 519999, of this day and sequence. */
export function idNumberOf(division: string, birth: string, sequence: number): string {
  const first17 = division + birth + String(sequence).padStart(3, '0');
  return first17 + idNumberCheck(first17);
}

/** Draws persons of nobody's, each another one. */
export class PersonSource {
  readonly #random: SeededRandom;
  readonly #division: string;
  readonly #used = new Set<string>();
  #count = 0;

  constructor(random: SeededRandom, provinceCode: string) {
    this.#random = random;
    this.#division = `${provinceCode}9999`;
  }

  /** A good row of the member form for somebody of this union. */
  next(union: GeneratedUnion): FileRow {
    this.#count += 1;
    const number = this.#nextNumber();
    const birth = number.slice(6, 14);
    const joined = this.#joinDate(union.foundedOn, birth);
    const household = this.#random.pick(HOUSEHOLDS);
    return {
      姓名: `测${this.#random.pick(GIVEN)}${this.#random.pick(GIVEN)}`,
      性别: Number(number.charAt(16)) % 2 === 1 ? '男' : '女',
      出生日期: slashed(birth),
      民族: '汉族',
      就业状况: '在岗',
      有效证件类别: '居民身份证',
      证件号码: number,
      学历: this.#random.pick(EDUCATION),
      技术等级: '无',
      移动电话: `199${String(10_000_000 + this.#count)}`,
      户籍类型: household,
      户籍所在地: '示范甲市',
      会籍变化类型: '入会',
      会籍变化日期: joined,
      会籍变化原因: '',
      政治面貌: '群众',
      工作单位: this.#random.pick(union.employers),
      籍贯: '四川',
      是否农民工会员: household === '农业户口' ? '是' : '否',
      所属工会: union.name,
      入会日期: joined,
    };
  }

  #nextNumber(): string {
    for (;;) {
      const year = 1970 + this.#random.below(28);
      const month = 1 + this.#random.below(12);
      const day = 1 + this.#random.below(28);
      const birth = `${String(year)}${pad(month)}${pad(day)}`;
      const number = idNumberOf(this.#division, birth, 10 + this.#random.below(980));
      if (this.#used.has(number)) continue;
      this.#used.add(number);
      return number;
    }
  }

  // Not before the union, not before the age of 20, and in the past of any day on which this is read.
  #joinDate(foundedOn: string, birth: string): string {
    const earliest = Math.max(Number(foundedOn.slice(0, 4)) + 1, Number(birth.slice(0, 4)) + 21);
    const year = Math.min(earliest + this.#random.below(4), 2024);
    return `${String(year)}/${pad(1 + this.#random.below(12))}/${pad(1 + this.#random.below(28))}`;
  }
}

/** `yyyy/mm/dd` of eight digits. */
export function slashed(digits: string): string {
  return `${digits.slice(0, 4)}/${digits.slice(4, 6)}/${digits.slice(6)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
