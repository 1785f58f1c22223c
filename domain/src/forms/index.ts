// SPDX-License-Identifier: Apache-2.0
export { cellsByColumn } from './cells-by-column.js';
export { differingColumns, type KnownMember } from './compare-member.js';
export { CHANGE_FORM } from './change-columns.js';
export { changeOfRow, readChangeRow, type ListedChange, type ListedChangeContext } from './change-form.js';
export {
  counterFaults,
  counterPersonOf,
  faultsSinceJoining,
  readCounterEntry,
  type CounterDecision,
  type CounterEntry,
  type CounterPerson,
  type CounterResult,
} from './counter-entry.js';
export {
  checkAgainstUnion,
  noteDuplicate,
  unitOfRow,
  type CoveredUnit,
  type UnionCheck,
  type UnionFacts,
} from './check-member.js';
export { findHeader, readToHeader, shownHeader, tableFinder, type FoundHeader } from './find-header.js';
export {
  checkMapping,
  formWith,
  HEADER_MAPPING,
  matchHeader,
  type Cells,
  type ColumnMapping,
  type Form,
  type HeaderMatch,
} from './form.js';
export { IMPORT_KIND_NAMES, IMPORT_KINDS, type ImportKind, type ImportKindEntry } from './import-kinds.js';
export { groupUnions, type NumberedProblem, type NumberedWarning, type UnionDraft } from './group-unions.js';
export {
  MEMBER_FORM,
  MEMBER_FORM_COLUMNS,
  PERSON_FIELD_NAMES,
  PERSON_FIELDS,
  type MemberColumn,
  type PersonField,
} from './member-columns.js';
export { isNaming, memberFields, personNamedBy, type PersonFields } from './member-fields.js';
export { isTooYoung, readMemberRow } from './member-form.js';
export { type MemberRow, type MemberRowContext, type MemberTarget } from './member-row.js';
export { FIX_TEXTS, WARNING_TEXTS, type NoteText } from './note-texts.js';
export {
  levelUnder,
  orderParentsFirst,
  type KnownUnion,
  type OrderedUnions,
  type ParentLink,
  type UnionEntry,
} from './order-unions.js';
export {
  ORGANISATION_EXTRA_COLUMNS,
  ORGANISATION_FORM,
  ORGANISATION_FORM_COLUMNS,
  type OrganisationColumn,
} from './organisation-columns.js';
export {
  readOrganisationRow,
  type OrganisationRow,
  type OrganisationRowContext,
  type UnionLevel,
  type UnitRow,
} from './organisation-form.js';
export { readAnswerRow, type ListedAnswer } from './answer-form.js';
export {
  ANSWER_FORM,
  PLAN_FORM,
  RESULT_FORM,
  type AnswerColumn,
  type PlanColumn,
  type ResultColumn,
} from './plan-columns.js';
export { itemOfRow, readPlanRow, type ListedItem } from './plan-form.js';
export { readResultRow, type ListedResult } from './result-form.js';
export { readVisitRow, VISIT_FORM, type Visit } from './visit-form.js';
export {
  type RowFix,
  type RowProblem,
  type RowResult,
  type RowWarning,
  type RowWarningCode,
} from './row-result.js';
export { STATED_LEVEL, statedByDecision, statedByRow, type StatedMembership } from './stated-membership.js';
export { isNamed, statedByUnion, unionContact, type StatedUnion } from './stated-union.js';
export { type UnionReference } from './union-reference.js';
export {
  isOptionsSheet,
  isUnfilledRow,
  TEMPLATE_TEXTS,
  type TemplateKind,
  type TemplateTexts,
} from './template.js';
