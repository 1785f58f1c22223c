// SPDX-License-Identifier: Apache-2.0
import { creditCodeCheck } from '@unionid/domain/values';
import { toCsv, type FileRow } from './csv.js';
import { newSeededRandom, type SeededRandom } from './seeded-random.js';

/** A basic union of a generated file, with the units it covers. */
export interface GeneratedUnion {
  readonly name: string;
  readonly creditCode: string;
  /** `yyyy-mm-dd`. */
  readonly foundedOn: string;
  readonly employers: readonly string[];
}

export interface OrganisationFile {
  readonly csv: string;
  /** Rows below the header; more than unions, because several units may share one. */
  readonly rows: number;
  /** Unions of every level in the file. */
  readonly unions: number;
  /** Those that take members. */
  readonly basic: readonly GeneratedUnion[];
}

export interface OrganisationFileOptions {
  readonly seed: number;
  /** Name of the province's own union, which is registered already. */
  readonly province: { readonly name: string; readonly union: string; readonly code: string };
  readonly cities?: number;
  readonly countiesPerCity?: number;
  readonly unionsPerCounty?: number;
}

const ORGANISATION_FILE_COLUMNS = [
  ...['序号', '单位名称', '单位统一社会信用代码', '单位地址', '单位所在政区', '单位性质类别', '经济类型'],
  ...['单位所属行业', '职工人数', '工会名称', '工会统一社会信用代码', '上级工会名称', '建会日期'],
  ...['基层工会类型', '会员人数', '工会负责人', '联系电话', '工会级别'],
];

// Names of no place and no firm.
const CITIES = ['示范甲市', '示范乙市', '示范丙市', '示范丁市'];
const COUNTIES = ['试点东县', '试点西县', '试点南县', '试点北县'];
const TRADES = [
  { firm: '机械制造有限公司', industry: '制造业', nature: '私营企业', type: '私营经济' },
  { firm: '纺织有限公司', industry: '制造业', nature: '其他有限责任公司', type: '私营经济' },
  { firm: '建筑工程有限公司', industry: '建筑业', nature: '国有控股公司', type: '国有经济' },
  { firm: '物流有限公司', industry: '交通运输、仓储和邮政业', nature: '私营企业', type: '私营经济' },
  {
    firm: '信息技术有限公司',
    industry: '信息传输、软件和信息技术服务业',
    nature: '私营企业',
    type: '私营经济',
  },
  { firm: '中心小学', industry: '教育', nature: '财政拨款的事业单位', type: '国有经济' },
  { firm: '人民医院', industry: '卫生和社会工作', nature: '财政拨款的事业单位', type: '国有经济' },
  { firm: '商贸有限公司', industry: '批发和零售业', nature: '外商投资企业', type: '外商投资' },
];
const BRANDS = [
  '启明',
  '长风',
  '青禾',
  '远帆',
  '明德',
  '安澜',
  '嘉禾',
  '朗月',
  '平川',
  '云岭',
  '和畅',
  '新程',
];

/** A tree of unions below a province's: cities, counties, basic and joint basic unions; children may stand first. */
export function newOrganisationFile(options: OrganisationFileOptions): OrganisationFile {
  const { seed, province, cities = 3, countiesPerCity = 2, unionsPerCounty = 8 } = options;
  const builder = new TreeBuilder(newSeededRandom(seed), province);
  for (const city of CITIES.slice(0, cities)) {
    const cityUnion = builder.addLocal(city, province.union, '市级');
    for (const county of COUNTIES.slice(0, countiesPerCity)) {
      const countyUnion = builder.addLocal(city + county, cityUnion, '区县级');
      for (let index = 0; index < unionsPerCounty; index += 1) builder.addBasic(countyUnion, index);
    }
  }
  return builder.build();
}

class TreeBuilder {
  readonly #random: SeededRandom;
  readonly #province: OrganisationFileOptions['province'];
  readonly #rows: FileRow[] = [];
  readonly #basic: GeneratedUnion[] = [];
  #codes = 0;
  #unions = 0;

  constructor(random: SeededRandom, province: OrganisationFileOptions['province']) {
    this.#random = random;
    this.#province = province;
  }

  /** A local federation (总工会); its own office is the unit. Answers its name. */
  addLocal(place: string, superior: string, level: string): string {
    const name = `${place}总工会`;
    this.#unions += 1;
    this.#addRow({
      单位名称: name,
      单位统一社会信用代码: this.#nextCode('13'),
      单位性质类别: '社会团体',
      经济类型: '其他经济类',
      单位所属行业: '公共管理、社会保障和社会组织',
      职工人数: String(20 + this.#random.below(40)),
      工会名称: name,
      工会统一社会信用代码: this.#nextCode('89'),
      上级工会名称: superior,
      建会日期: '1996/05/01',
      基层工会类型: '总工会',
      工会级别: level,
    });
    return name;
  }

  /** A basic union under a county's; every fourth is a joint one of three units. */
  addBasic(superior: string, index: number): void {
    const place = superior.slice(0, -'总工会'.length);
    const isJoint = index % 4 === 3;
    const employers = Array.from({ length: isJoint ? 3 : 1 }, (_, at) => this.#newUnit(place, index + at));
    const first = employers[0]?.['单位名称'] ?? '';
    const creditCode = this.#nextCode('81');
    const year = 1998 + this.#random.below(15);
    const union = {
      工会名称: isJoint ? `${place}第${String(index)}联合工会委员会` : `${first}工会委员会`,
      工会统一社会信用代码: creditCode,
      上级工会名称: superior,
      建会日期: `${String(year)}/03/12`,
      基层工会类型: isJoint ? '联合基层工会' : '独立基层工会',
      工会级别: '基层',
    };
    this.#unions += 1;
    for (const unit of employers) this.#addRow({ ...unit, ...union });
    this.#basic.push({
      name: union['工会名称'],
      creditCode,
      foundedOn: `${String(year)}-03-12`,
      employers: employers.map((unit) => unit['单位名称'] ?? ''),
    });
  }

  build(): OrganisationFile {
    const rows = this.#random.shuffle(this.#rows).map((row, index) => ({ ...row, 序号: String(index + 1) }));
    return {
      csv: toCsv(ORGANISATION_FILE_COLUMNS, rows),
      rows: rows.length,
      unions: this.#unions,
      basic: this.#basic,
    };
  }

  #newUnit(place: string, index: number): FileRow {
    const trade = this.#random.pick(TRADES);
    const brand = BRANDS[(this.#codes + index) % BRANDS.length] ?? '';
    return {
      单位名称: `${place}${brand}${String(this.#codes)}号${trade.firm}`,
      单位统一社会信用代码: this.#nextCode('91'),
      单位性质类别: trade.nature,
      经济类型: trade.type,
      单位所属行业: trade.industry,
      职工人数: String(120 + this.#random.below(600)),
    };
  }

  // Rows of a joint union must agree in what is the union's, so leader and phone are of the superior's place.
  #addRow(row: FileRow): void {
    this.#rows.push({
      单位地址: `${row['单位名称'] ?? ''}驻地示范路${String(1 + this.#random.below(200))}号`,
      单位所在政区: this.#province.name,
      会员人数: String(80 + this.#random.below(40)),
      工会负责人: '测负责人',
      联系电话: `028-8555${String(1_000 + this.#random.below(9_000))}`,
      ...row,
    });
  }

  /** Body prefix XA is for tests (union-law.md §6.4); the division is not assigned. */
  #nextCode(prefix: string): string {
    this.#codes += 1;
    const first17 = `${prefix}${this.#province.code}9900XA${String(this.#codes).padStart(6, '0')}0`;
    return first17 + creditCodeCheck(first17);
  }
}
