// SPDX-License-Identifier: Apache-2.0
export { approveInstruction, approvePlan, isEnough, type ApproveGround } from './approve.js';
export {
  attemptOf,
  heldTogether,
  notPaidLetter,
  NOTHING,
  openLetter,
  orderedOf,
  together,
  without,
} from './attempt.js';
export {
  CANCEL_REASONS,
  cancelInstruction,
  cancelPlan,
  cancelPlanPayload,
  type CancelPlanPayload,
} from './cancel.js';
export { checkInstruction, checkPlan, type PlanGround } from './check.js';
export { closeInstruction, closePlan, closePlanPayload, type ClosePlanPayload } from './close.js';
export {
  accountsOf,
  assertFree,
  dutyOf,
  isAmong,
  type ActingPerson,
  type Duty,
  type PlanActor,
} from './duties.js';
export { FOLD_RECORDS, foldPlanRequest, foldPlanResult, givenUp } from './fold.js';
export { isGrantedBy, plansOf } from './duties.js';
export { giveUp, giveUpGrant } from './give-up.js';
export { besideFile, countedUnder, grantedToHousehold, householdNames, subjectsOf } from './counted.js';
export { countsByFile, isOfHousehold, isOfLevel, levelAsked, shownFor } from './filed.js';
export {
  grantItem,
  itemOf,
  nearWindows,
  planRow,
  type GrantedItem,
  type ItemGround,
  type MemberFacts,
  type PlanRow,
} from './grant-item.js';
export { lockInstruction, lockPlan, type LockGround } from './lock.js';
export {
  assertPlanTerms,
  openInstruction,
  openPlan,
  openPlanPayload,
  planChunk,
  planTerms,
  type OpenPlanPayload,
  type PlanTerms,
} from './open.js';
export { assertPublicised, payInstruction, payPayload, payPlan, type PayPayload } from './pay.js';
export { PLAN_ACTIONS, PLAN_PROCESS, type PlanAction, type PlanStep } from './process.js';
export { publiciseInstruction, publicisePayload, publicisePlan, type PublicisePayload } from './publicise.js';
export { reconcileInstruction, reconcilePayload, reconcilePlan, type ReconcilePayload } from './reconcile.js';
export {
  assertPaying,
  handedOver,
  letterOf,
  MOST_ITEMS,
  MOST_RESULT_PARTS,
  openResults,
  resultChunk,
  resultRow,
  resultsInstruction,
  resultsPayload,
  type ResultRow,
  type ResultsPayload,
} from './results.js';
export { paidOff, reservedBy, standingAsPaid } from './on-line.js';
export { planRefusal } from './refusal.js';
export {
  assertAnswered,
  isScreened,
  recordsOf,
  SCREEN_RECORDS,
  screenedLetter,
  screenOf,
  screenOn,
  screenPlanRequest,
  screenPlanResult,
  withoutScreen,
} from './screen.js';
export { chunkOfItem, itemAt, sumsOfItems, type StandingItems } from './item-sums.js';
export { standsPayload, termsOf, type StandsPayload, type StandsTerms } from './stands.js';
