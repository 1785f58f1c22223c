// SPDX-License-Identifier: Apache-2.0
import type { CodeEntry, CodeTable } from './code-table.js';
import { PROVINCES } from './provinces.js';

/** A union that hosts a node. `division` is its GB/T 2260 code where it has one. */
export interface UnionNode extends CodeEntry {
  readonly division?: string;
}

export interface UnionNodeTable extends CodeTable {
  readonly entries: readonly UnionNode[];
}

/** Taiwan, Hong Kong and Macao have divisions but no provincial union of the federation. */
const WITHOUT_UNION: readonly string[] = ['71', '81', '82'];

/**
 * Codes of union nodes: a space of its own, apart from GB/T 2260, because 新疆生产建设兵团 has a provincial-level union
 * and no division code (its members' numbers begin with 65). 00 is the national union.
 */
export const UNION_NODES: UnionNodeTable = {
  name: 'union-nodes',
  source: "the project's node codes; provinces as GB/T 2260, 00 and 66 its own",
  entries: [
    { code: '00', text: '中华全国总工会', aliases: ['全国总工会', '全总'] },
    ...PROVINCES.entries.filter(({ code }) => !WITHOUT_UNION.includes(code)).map(provincialUnion),
    {
      code: '66',
      text: '新疆生产建设兵团总工会',
      aliases: ['新疆生产建设兵团', '新疆兵团总工会', '兵团总工会'],
    },
  ],
};

/** The national industry unions (全国产业工会) and their kin that stand beside the provinces. */
export const NATIONAL_INDUSTRY_UNIONS: CodeTable = {
  name: 'national-industry-unions',
  source: "中国工会章程 practice; codes the project's own",
  entries: [
    { code: 'I01', text: '中国教科文卫体工会' },
    { code: 'I02', text: '中国海员建设工会' },
    { code: 'I03', text: '中国能源化学地质工会' },
    { code: 'I04', text: '中国机械冶金建材工会' },
    { code: 'I05', text: '中国国防邮电工会' },
    { code: 'I06', text: '中国财贸轻纺烟草工会' },
    { code: 'I07', text: '中国农林水利气象工会' },
    { code: 'I08', text: '中国金融工会' },
    { code: 'I09', text: '中华全国铁路总工会', aliases: ['全国铁路总工会'] },
    { code: 'I10', text: '中国民航工会' },
    { code: 'I11', text: '中央和国家机关工会联合会' },
  ],
};

function provincialUnion(province: CodeEntry): UnionNode {
  const short = province.aliases?.[0] ?? province.text;
  return {
    code: province.code,
    text: `${province.text}总工会`,
    aliases: [short, province.text],
    division: province.code,
  };
}
