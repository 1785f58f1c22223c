// SPDX-License-Identifier: Apache-2.0
import type { BenefitClassCode } from '../ledger/index.js';

export const CLASS_ZH: Readonly<Record<BenefitClassCode, string>> = {
  living: '生活救助',
  medical: '医疗救助',
  education: '助学救助',
  winter: '送温暖',
  summer: '送清凉',
  festival: '节日慰问',
  childbirth: '生育慰问',
  inclusive: '普惠服务',
};
