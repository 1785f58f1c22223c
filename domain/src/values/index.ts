// SPDX-License-Identifier: Apache-2.0
export { isCalendarDay } from './calendar.js';
export { parseDocumentNumber } from './document-number.js';
export {
  addMonths,
  ageOn,
  EARLIEST_DAY,
  fixDate,
  parseDate,
  type DateFault,
  type IsoDate,
} from './calendar-date.js';
export { addDays, chinaDateAt, chinaTimeOf, dayOver, daysBetween } from './china-date.js';
export { parseContactPhone, type ContactPhoneFault } from './contact-phone.js';
export { creditCodeCheck, creditCodeFault, type CreditCodeFault } from './credit-code-check.js';
export {
  creditCodeWarnings,
  fixCreditCode,
  isUnionCreditCode,
  parseCreditCode,
  type CreditCode,
  type CreditCodeWarning,
} from './credit-code.js';
export {
  fixIdNumber,
  idNumberCheck,
  parseIdNumber,
  type IdNumber,
  type IdNumberFault,
  type Sex,
} from './id-number.js';
export {
  canonicalDocument,
  DOCUMENT_TYPES,
  documentKindOf,
  fixDocumentNumber,
  parseDocument,
  type CanonicalDocument,
  type DocumentFault,
  type DocumentKind,
  type DocumentType,
  type IdentityDocument,
} from './identity-document.js';
export { fixMobile, parseMobile, type MobileFault } from './mobile.js';
export { comparableOrganisationName } from './organisation-name.js';
export { type Fixed, type FixKind, type Parsed } from './parsed.js';
export {
  checkName,
  nameWarnings,
  normaliseName,
  type FixedName,
  type PersonName,
  type PersonNameFault,
  type PersonNameWarning,
} from './person-name.js';
export { isPastRetirement, retirementDate, type RetirementTrack } from './retirement.js';
export { timestampAt } from './timestamp.js';
export { sumFen } from './sum-fen.js';
export { fenOf, fixYuan, isYuan, parseYuan } from './yuan.js';
