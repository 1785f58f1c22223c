// SPDX-License-Identifier: Apache-2.0
import type { CodeTable } from './code-table.js';

export const SEX: CodeTable = {
  name: 'sex',
  source: 'GB/T 2261.1-2003',
  entries: [
    { code: '1', text: '男', aliases: ['男性'] },
    { code: '2', text: '女', aliases: ['女性'] },
    { code: '0', text: '未知的性别', offForm: true },
    { code: '9', text: '未说明的性别', offForm: true },
  ],
};

export const MARITAL_STATUS: CodeTable = {
  name: 'marital-status',
  source: 'GB/T 2261.2-2003, groups',
  entries: [
    { code: '10', text: '未婚' },
    { code: '20', text: '已婚' },
    { code: '30', text: '丧偶' },
    { code: '40', text: '离婚', aliases: ['离异'] },
    { code: '90', text: '未说明的婚姻状况', aliases: ['未说明'] },
  ],
};

export const POLITICAL_STATUS: CodeTable = {
  name: 'political-status',
  source: 'GB/T 4762-1984',
  entries: [
    { code: '01', text: '中共党员', aliases: ['党员', '中国共产党党员', '共产党员'] },
    { code: '02', text: '中共预备党员', aliases: ['预备党员', '中国共产党预备党员'] },
    { code: '03', text: '共青团员', aliases: ['团员', '中国共产主义青年团团员'] },
    { code: '04', text: '民革党员', aliases: ['民革', '民革会员', '中国国民党革命委员会会员'] },
    { code: '05', text: '民盟盟员', aliases: ['民盟', '中国民主同盟盟员'] },
    { code: '06', text: '民建会员', aliases: ['民建', '中国民主建国会会员'] },
    { code: '07', text: '民进会员', aliases: ['民进', '中国民主促进会会员'] },
    { code: '08', text: '农工党党员', aliases: ['农工党', '农工民主党党员', '中国农工民主党党员'] },
    { code: '09', text: '致公党党员', aliases: ['致公党', '中国致公党党员'] },
    { code: '10', text: '九三学社社员', aliases: ['九三学社'] },
    { code: '11', text: '台盟盟员', aliases: ['台盟', '台湾民主自治同盟盟员'] },
    { code: '12', text: '无党派人士', aliases: ['无党派', '无党派民主人士'] },
    { code: '13', text: '群众', aliases: ['普通公民'] },
  ],
};

/** Major groups of the standard; the eight texts of the member form come first among their aliases. */
export const EDUCATION: CodeTable = {
  name: 'education',
  source: 'GB/T 4658-2006, groups and the leaves that the member form tells apart',
  entries: [
    { code: '11', text: '博士', aliases: ['博士研究生', '博士研究生毕业'] },
    { code: '14', text: '硕士', aliases: ['硕士研究生', '硕士研究生毕业'] },
    { code: '21', text: '本科', aliases: ['大学本科', '大学', '大学本科毕业'] },
    { code: '31', text: '大专', aliases: ['专科', '大学专科', '高职', '大学专科毕业'] },
    { code: '41', text: '中专', aliases: ['中等专科', '中等专业学校', '中专毕业'] },
    { code: '61', text: '高中', aliases: ['普通高中', '高中毕业'] },
    { code: '71', text: '初中', aliases: ['初级中学', '初中毕业'] },
    { code: '81', text: '小学及以下', aliases: ['小学', '小学毕业'] },
    { code: '44', text: '职业高中', aliases: ['职高', '职高毕业'] },
    { code: '47', text: '技工学校', aliases: ['技校', '技校毕业'] },
    { code: '10', text: '研究生', aliases: ['研究生教育'] },
    { code: '90', text: '其他' },
    { code: '20', text: '大学本科教育', offForm: true },
    { code: '30', text: '大学专科教育', offForm: true },
    { code: '40', text: '中等职业教育', offForm: true },
    { code: '60', text: '普通高级中学教育', offForm: true },
    { code: '70', text: '初级中学教育', offForm: true },
    { code: '80', text: '小学教育', offForm: true },
  ],
};

export const SKILL_LEVEL: CodeTable = {
  name: 'skill-level',
  source: "member form, with the eight levels of 人社部发〔2022〕14号; 0, 6–8 are the project's codes",
  entries: [
    { code: '0', text: '无', aliases: ['无等级', '没有'] },
    {
      code: '1',
      text: '职业资格一级（高级技师）',
      aliases: ['一级（高级技师）', '一级', '高级技师', '一级/高级技师'],
    },
    { code: '2', text: '职业资格二级（技师）', aliases: ['二级（技师）', '二级', '技师', '二级/技师'] },
    {
      code: '3',
      text: '职业资格三级（高级）',
      aliases: ['三级（高级）', '三级', '高级工', '高级', '三级/高级工'],
    },
    {
      code: '4',
      text: '职业资格四级（中级）',
      aliases: ['四级（中级）', '四级', '中级工', '中级', '四级/中级工'],
    },
    {
      code: '5',
      text: '职业资格五级（初级）',
      aliases: ['五级（初级）', '五级', '初级工', '初级', '五级/初级工'],
    },
    { code: '6', text: '学徒工' },
    { code: '7', text: '特级技师' },
    { code: '8', text: '首席技师' },
  ],
};

export const EMPLOYMENT_STATUS: CodeTable = {
  name: 'employment-status',
  source: 'member form after 厅字〔2016〕14号; 7 and 8 by list order',
  entries: [
    { code: '1', text: '在岗', aliases: ['在职', '在职在岗'] },
    { code: '2', text: '待（下）岗', aliases: ['待岗', '下岗', '待下岗', '下岗待岗'] },
    { code: '3', text: '失业' },
    { code: '4', text: '退休', aliases: ['离退休', '提前退休'] },
    { code: '5', text: '退职' },
    { code: '6', text: '退养（内退）', aliases: ['退养', '内退', '内部退养'] },
    { code: '7', text: '病休' },
    { code: '8', text: '其他' },
  ],
};

export const HOUSEHOLD_TYPE: CodeTable = {
  name: 'household-type',
  source: "member form; 居民户口 since 国发〔2014〕25号; codes the project's own",
  entries: [
    { code: '1', text: '农业户口', aliases: ['农业', '农村户口', '农业家庭户口', '农村'] },
    {
      code: '2',
      text: '非农业户口',
      aliases: ['非农业', '非农户口', '非农', '城镇户口', '非农业家庭户口', '城镇'],
    },
    { code: '3', text: '居民户口', aliases: ['居民', '居民家庭户口', '居民（未区分）'] },
    { code: '9', text: '不适用（港澳台及外籍）', aliases: ['不适用', '港澳台', '外籍', '港澳台/外籍'] },
  ],
};

export const CHANGE_TYPE: CodeTable = {
  name: 'membership-change-type',
  source: 'member form (会籍变化类型)',
  entries: [
    { code: '1', text: '入会', aliases: ['新入会'] },
    { code: '2', text: '转入', aliases: ['调入', '转会转入', '接入'] },
    { code: '3', text: '保留', aliases: ['保留会籍'] },
    { code: '4', text: '转出', aliases: ['调出', '转会转出'] },
    { code: '5', text: '除名', aliases: ['开除会籍', '开除'] },
    { code: '6', text: '退会', aliases: ['自动退会'] },
  ],
};

export const CHANGE_REASON: CodeTable = {
  name: 'membership-change-reason',
  source: 'member form (会籍变化原因); 4–6 by list order',
  entries: [
    {
      code: '1',
      text: '劳动（工作）关系发生变化',
      aliases: ['劳动关系发生变化', '工作关系发生变化', '劳动关系变化', '工作调动'],
    },
    { code: '2', text: '在本单位下岗后待岗', aliases: ['下岗待岗', '下岗后待岗'] },
    { code: '3', text: '失业' },
    { code: '4', text: '所在企业破产', aliases: ['企业破产', '破产'] },
    { code: '5', text: '个人要求退会', aliases: ['本人要求退会', '个人申请退会'] },
    { code: '6', text: '因犯罪被开除会籍', aliases: ['犯罪被开除会籍', '因犯罪开除会籍'] },
  ],
};

/** Codes are those of `DOCUMENT_TYPES` (values/identity-document.ts), so that a text leads to a document type. */
export const DOCUMENT_KIND: CodeTable = {
  name: 'document-kind',
  source: 'GA/T 517-2004 (常用证件代码) where it has the document',
  entries: [
    {
      code: '111',
      text: '居民身份证',
      aliases: ['身份证', '二代身份证', '中国居民身份证', '第二代居民身份证'],
    },
    { code: '154', text: '港澳台居民居住证', aliases: ['居住证', '港澳居民居住证', '台湾居民居住证'] },
    {
      code: '553',
      text: '外国人永久居留身份证',
      aliases: ['外国人永久居留证', '永久居留身份证', '外国人居留证', '五星卡'],
    },
    { code: '516', text: '港澳居民来往内地通行证', aliases: ['回乡证', '港澳通行证', '港澳居民通行证'] },
    {
      code: '511',
      text: '台湾居民来往大陆通行证',
      aliases: ['台胞证', '台湾通行证', '台湾居民来往内地通行证'],
    },
    { code: '414', text: '护照', aliases: ['普通护照', '外国护照', '中国护照'] },
  ],
};

export const YES_NO: CodeTable = {
  name: 'yes-no',
  source: 'member form (是否农民工会员)',
  entries: [
    { code: '1', text: '是', aliases: ['Y', 'YES', '√'] },
    { code: '0', text: '否', aliases: ['N', 'NO', '不是', '×'] },
  ],
};
