// SPDX-License-Identifier: Apache-2.0

// Display forms of union-law.md §9.2: enough to tell people apart at a counter, too little to use.

/** Surnames of two characters that are common enough to be expected; others are shown by their first character. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set([
  ...[
    '欧阳',
    '上官',
    '司马',
    '诸葛',
    '东方',
    '皇甫',
    '尉迟',
    '公孙',
    '慕容',
    '令狐',
    '宇文',
    '长孙',
    '司徒',
    '夏侯',
  ],
  ...[
    '轩辕',
    '端木',
    '独孤',
    '南宫',
    '西门',
    '呼延',
    '闻人',
    '澹台',
    '公冶',
    '拓跋',
    '百里',
    '东郭',
    '申屠',
    '淳于',
  ],
]);

/** 张*, 欧阳**; Latin names keep their first letter. */
export function maskName(name: string): string {
  const characters = Array.from(name);
  const surname = characters.slice(0, 2).join('');
  const kept = characters.length > 2 && COMPOUND_SURNAMES.has(surname) ? 2 : 1;
  return characters.map((character, index) => (index < kept ? character : '*')).join('');
}

/** First three and last four characters of 18: `110***********002X`; shorter numbers keep half as many. */
export function maskDocumentNumber(number: string): string {
  return number.length >= 15 ? keepEnds(number, 3, 4) : keepEnds(number, 1, 2);
}

/** 138****5678. */
export function maskMobile(mobile: string): string {
  return mobile.length >= 11 ? keepEnds(mobile, 3, 4) : keepEnds(mobile, 0, 2);
}

function keepEnds(text: string, start: number, end: number): string {
  if (text.length <= start + end) return '*'.repeat(text.length);
  return text.slice(0, start) + '*'.repeat(text.length - start - end) + text.slice(-end);
}
