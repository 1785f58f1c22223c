// SPDX-License-Identifier: Apache-2.0
import type { CodeTable } from './code-table.js';

export const ORGANISATION_NATURE: CodeTable = {
  name: 'organisation-nature',
  source:
    "organisation form (单位性质类别), codes of its printed edition; 410, 490 and from 800 the project's own",
  entries: [
    { code: '110', text: '国有企业', aliases: ['国有', '110'] },
    { code: '120', text: '集体企业', aliases: ['集体', '120'] },
    { code: '130', text: '股份合作企业', aliases: ['股份合作', '130'] },
    { code: '140', text: '联营企业', aliases: ['联营', '140'] },
    { code: '151', text: '国有独资公司', aliases: ['国有独资', '151'] },
    { code: '159', text: '其他有限责任公司', aliases: ['有限责任公司', '其他有限责任', '159'] },
    { code: '161', text: '国有控股公司', aliases: ['国有控股', '161'] },
    { code: '169', text: '其他股份有限公司', aliases: ['股份有限公司', '其他股份', '169'] },
    { code: '170', text: '私营企业', aliases: ['私营', '170'] },
    { code: '190', text: '其他内资企业', aliases: ['其他内资', '190'] },
    { code: '200', text: '港澳台商投资企业', aliases: ['台港澳投资企业', '港澳台投资企业', '200'] },
    { code: '300', text: '外商投资企业', aliases: ['外资企业', '外商企业', '300'] },
    { code: '410', text: '财政拨款的事业单位', aliases: ['财政拨款事业单位'] },
    { code: '490', text: '其他事业单位' },
    { code: '400', text: '事业单位', aliases: ['400'] },
    { code: '500', text: '机关', aliases: ['党政机关', '国家机关', '500'] },
    { code: '600', text: '个体经济组织', aliases: ['个体工商户', '个体', '600'] },
    { code: '800', text: '社会团体', aliases: ['社团'] },
    { code: '700', text: '民办非企业单位', aliases: ['民办非企业', '社会服务机构', '700'] },
    { code: '810', text: '基金会' },
    { code: '900', text: '其他组织', aliases: ['其他'] },
  ],
};

/** The nine texts of the organisation form with the standard's codes; the standard's finer codes are off the form. */
export const ECONOMIC_TYPE: CodeTable = {
  name: 'economic-type',
  source: 'GB/T 12402-2000; organisation form (经济类型)',
  entries: [
    { code: '110', text: '国有经济', aliases: ['国有', '国有全资'] },
    { code: '120', text: '集体经济', aliases: ['集体', '集体全资'] },
    { code: '170', text: '私营经济', aliases: ['私营', '私有', '民营', '民营经济'] },
    { code: '175', text: '个体经济', aliases: ['个体', '个体经营'] },
    { code: '140', text: '联营经济', aliases: ['联营'] },
    { code: '160', text: '股份制', aliases: ['股份制经济', '股份有限', '股份有限公司'] },
    { code: '300', text: '外商投资', aliases: ['外商投资经济', '国外投资', '外资'] },
    { code: '200', text: '港澳台投资', aliases: ['港澳台投资经济', '港澳台商投资'] },
    { code: '900', text: '其他经济类', aliases: ['其他', '其他经济'] },
    { code: '100', text: '内资', offForm: true },
    { code: '130', text: '股份合作', offForm: true },
    { code: '150', text: '有限责任公司', offForm: true },
    { code: '151', text: '国有独资公司', offForm: true },
    { code: '159', text: '其他有限责任公司', offForm: true },
    { code: '171', text: '私有独资', offForm: true },
    { code: '172', text: '私有合伙', offForm: true },
    { code: '173', text: '私营有限责任公司', offForm: true },
    { code: '174', text: '私营股份有限公司', offForm: true },
    { code: '179', text: '其他私有', offForm: true },
    { code: '190', text: '其他内资', offForm: true },
  ],
};

export const INDUSTRY: CodeTable = {
  name: 'industry',
  source: 'GB/T 4754-2017, sections',
  entries: [
    { code: 'A', text: '农、林、牧、渔业', aliases: ['农林牧渔业', '农林牧渔', '农业'] },
    { code: 'B', text: '采矿业', aliases: ['采矿'] },
    { code: 'C', text: '制造业', aliases: ['制造'] },
    {
      code: 'D',
      text: '电力、热力、燃气及水生产和供应业',
      aliases: ['电力热力燃气及水生产和供应业', '电热燃水', '电力、燃气及水的生产和供应业'],
    },
    { code: 'E', text: '建筑业', aliases: ['建筑'] },
    { code: 'F', text: '批发和零售业', aliases: ['批发零售业', '批发和零售', '批零'] },
    {
      code: 'G',
      text: '交通运输、仓储和邮政业',
      aliases: ['交通运输仓储和邮政业', '交通运输业', '交运仓邮'],
    },
    { code: 'H', text: '住宿和餐饮业', aliases: ['住宿餐饮业', '住餐'] },
    {
      code: 'I',
      text: '信息传输、软件和信息技术服务业',
      aliases: ['信息传输软件和信息技术服务业', '信息技术服务业', '信息'],
    },
    { code: 'J', text: '金融业', aliases: ['金融'] },
    { code: 'K', text: '房地产业', aliases: ['房地产'] },
    { code: 'L', text: '租赁和商务服务业', aliases: ['租赁商务服务业', '租赁商务'] },
    { code: 'M', text: '科学研究和技术服务业', aliases: ['科研技术服务业', '科研技术'] },
    {
      code: 'N',
      text: '水利、环境和公共设施管理业',
      aliases: ['水利环境和公共设施管理业', '水利环境公共设施'],
    },
    {
      code: 'O',
      text: '居民服务、修理和其他服务业',
      aliases: ['居民服务修理和其他服务业', '居民服务业', '居民服务'],
    },
    { code: 'P', text: '教育', aliases: ['教育业'] },
    { code: 'Q', text: '卫生和社会工作', aliases: ['卫生', '卫生社会'] },
    { code: 'R', text: '文化、体育和娱乐业', aliases: ['文化体育和娱乐业', '文体娱'] },
    {
      code: 'S',
      text: '公共管理、社会保障和社会组织',
      aliases: ['公共管理社会保障和社会组织', '公共管理和社会组织', '公共管理社会组织'],
    },
    { code: 'T', text: '国际组织' },
  ],
};

export const UNION_TYPE: CodeTable = {
  name: 'union-type',
  source: "organisation form (基层工会类型); 03–05 the project's own",
  entries: [
    { code: '01', text: '独立基层工会', aliases: ['单独基层工会', '独立工会', '基层工会', '01'] },
    { code: '02', text: '联合基层工会', aliases: ['联合工会', '02'] },
    { code: '03', text: '工会联合会', aliases: ['联合会'] },
    { code: '04', text: '产业（系统）工会', aliases: ['产业工会', '系统工会'] },
    { code: '05', text: '总工会', aliases: ['地方总工会'] },
  ],
};

/** 工会级别, with 0 for the national union above the form's five. */
export const UNION_LEVEL: CodeTable = {
  name: 'union-level',
  source: "organisation form (工会级别); 0 the project's own",
  entries: [
    { code: '0', text: '全国', offForm: true },
    { code: '1', text: '省级', aliases: ['省'] },
    { code: '2', text: '市级', aliases: ['市', '地市级'] },
    { code: '3', text: '区县级', aliases: ['区县', '县级', '县'] },
    { code: '4', text: '乡镇街道级', aliases: ['乡镇街道', '乡镇', '街道'] },
    { code: '5', text: '基层', aliases: ['基层级'] },
  ],
};
