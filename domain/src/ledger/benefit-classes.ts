// SPDX-License-Identifier: Apache-2.0

/** What is counted as one: a year of the calendar, a quarter, a month. */
export type WindowKind = 'year' | 'quarter' | 'month';

/** How often one subject is granted a class. */
export interface BenefitClass {
  readonly window: WindowKind;
  /** Grants in one window at the most, over all unions and provinces together; a programme may grant fewer, never more. */
  readonly most: number;
  /**
   * Whom it is counted for: whoever gets the money; whom it is for where that is somebody else; or everybody of the household, so that
   * none of them takes part in another's.
   */
  readonly subject: 'payee' | 'beneficiary' | 'household';
}

/**
 * The classes of benefits, national: a province narrows one by a programme and never invents one, or a transfer to the next
 * province would be a second grant. By 《中央财政专项帮扶资金使用管理办法》(总工办〔2015〕20号): living and medical aid by the year, aid
 * for education by student and year.
 */
export const BENEFIT_CLASSES = {
  /** 生活救助. */
  living: { window: 'year', most: 1, subject: 'household' },
  /** 医疗救助. */
  medical: { window: 'year', most: 4, subject: 'beneficiary' },
  /** 助学救助. */
  education: { window: 'year', most: 1, subject: 'beneficiary' },
  /** 送温暖 (元旦春节). */
  winter: { window: 'year', most: 1, subject: 'payee' },
  /** 送清凉. */
  summer: { window: 'year', most: 1, subject: 'payee' },
  /** 节日慰问. */
  festival: { window: 'month', most: 1, subject: 'payee' },
  /** 生育慰问. */
  childbirth: { window: 'year', most: 1, subject: 'payee' },
  /** 普惠服务 (消费券、体检、文体等). */
  inclusive: { window: 'quarter', most: 1, subject: 'payee' },
} as const satisfies Readonly<Record<string, BenefitClass>>;

export type BenefitClassCode = keyof typeof BENEFIT_CLASSES;

export const BENEFIT_CLASS_CODES = Object.keys(BENEFIT_CLASSES) as [BenefitClassCode, ...BenefitClassCode[]];
