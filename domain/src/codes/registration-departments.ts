// SPDX-License-Identifier: Apache-2.0

/** A department that registers organisations, and its categories, by their characters. */
export interface RegistrationDepartment {
  readonly text: string;
  readonly categories: Readonly<Record<string, string>>;
}

/** GB 32100-2015 with its amendment: first and second character of a unified social credit code. */
export const REGISTRATION_DEPARTMENTS: Readonly<Record<string, RegistrationDepartment>> = {
  '1': {
    text: '机构编制',
    categories: { '1': '机关', '2': '事业单位', '3': '编办直接管理机构编制的群众团体', '9': '其他' },
  },
  '2': { text: '外交', categories: { '1': '外国常驻新闻机构', '9': '其他' } },
  '3': {
    text: '司法行政',
    categories: {
      '1': '律师执业机构',
      '2': '公证处',
      '3': '基层法律服务所',
      '4': '司法鉴定机构',
      '5': '仲裁委员会',
      '9': '其他',
    },
  },
  '4': { text: '文化', categories: { '1': '外国在华文化中心', '9': '其他' } },
  '5': { text: '民政', categories: { '1': '社会团体', '2': '民办非企业单位', '3': '基金会', '9': '其他' } },
  '6': {
    text: '旅游',
    categories: {
      '1': '外国旅游部门常驻代表机构',
      '2': '港澳台地区旅游部门常驻内地（大陆）代表机构',
      '9': '其他',
    },
  },
  '7': { text: '宗教', categories: { '1': '宗教活动场所', '2': '宗教院校', '9': '其他' } },
  '8': { text: '工会', categories: { '1': '基层工会', '9': '其他' } },
  '9': { text: '工商', categories: { '1': '企业', '2': '个体工商户', '3': '农民专业合作社' } },
  A: { text: '中央军委改革和编制办公室', categories: { '1': '军队事业单位', '9': '其他' } },
  N: {
    text: '农业',
    categories: { '1': '组级集体经济组织', '2': '村级集体经济组织', '3': '乡镇级集体经济组织', '9': '其他' },
  },
  Y: { text: '其他', categories: { '1': '其他' } },
};
