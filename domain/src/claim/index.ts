// SPDX-License-Identifier: Apache-2.0
export {
  answerClaim,
  answerClaimPayload,
  answerInstruction,
  type AnswerClaimPayload,
  type AnswerGround,
} from './answer.js';
export {
  claimAt,
  claimFutures,
  claimNow,
  claimWaits,
  type ClaimFuture,
  type ClaimState,
  type ClaimWait,
} from './claim-at.js';
export { decideClaim, decideClaimPayload, decideInstruction, type DecideClaimPayload } from './decide.js';
export {
  claimParties,
  claimTerms,
  isOfAnotherClaimSide,
  isPersonMissing,
  othersThanSide,
  refusalOfClaimParty,
  type ClaimGround,
} from './ground.js';
export {
  openClaim,
  openClaimPayload,
  openInstruction,
  type OpenClaimGround,
  type OpenClaimPayload,
} from './open.js';
export {
  CLAIM_ACTIONS,
  CLAIM_PROCESS,
  claimRefusalOf,
  claimStepOf,
  isClaimOpen,
  OPEN_CLAIMS,
  type ClaimAction,
  type ClaimSide,
  type ClaimStep,
} from './process.js';
export {
  settleClaim,
  settleClaimPayload,
  settleInstruction,
  type SettleClaimPayload,
  type Settled,
  type SettleGround,
} from './settle.js';
export {
  settleByRebinding,
  settleByVoiding,
  type ExchangeGround,
  type OntoGround,
  type SettledOnto,
} from './settle-onto.js';
export {
  withdrawClaim,
  withdrawClaimPayload,
  withdrawInstruction,
  type WithdrawClaimPayload,
} from './withdraw.js';
