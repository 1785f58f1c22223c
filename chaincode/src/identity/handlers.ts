// SPDX-License-Identifier: Apache-2.0
// Made by `npm run generate` from the files that carry out an instruction type.
import { admitHandler as applicationAdmitHandler } from '../application/admit.js';
import { openHandler as applicationOpenHandler } from '../application/open.js';
import { readmitHandler as applicationReadmitHandler } from '../application/readmit.js';
import { refuseHandler as applicationRefuseHandler } from '../application/refuse.js';
import { withdrawHandler as applicationWithdrawHandler } from '../application/withdraw.js';
import { appointHandler as auditorAppointHandler } from '../auditor/appoint.js';
import { removeHandler as auditorRemoveHandler } from '../auditor/remove.js';
import { answerHandler as claimAnswerHandler } from '../claim/answer.js';
import { decideHandler as claimDecideHandler } from '../claim/decide.js';
import { openHandler as claimOpenHandler } from '../claim/open.js';
import { settleHandler as claimSettleHandler } from '../claim/settle.js';
import { withdrawHandler as claimWithdrawHandler } from '../claim/withdraw.js';
import { confirmHandler as decisionConfirmHandler } from '../decision/confirm.js';
import { withdrawHandler as decisionWithdrawHandler } from '../decision/withdraw.js';
import { acknowledgeHandler as filingAcknowledgeHandler } from '../filing/acknowledge.js';
import { addProvinceHandler as governanceAddProvinceHandler } from '../governance/add-province.js';
import { bootstrapHandler as governanceBootstrapHandler } from '../governance/bootstrap.js';
import { closeKeyVersionHandler as governanceCloseKeyVersionHandler } from '../governance/close-key-version.js';
import { joinProvinceHandler as governanceJoinProvinceHandler } from '../governance/join-province.js';
import { openKeyVersionHandler as governanceOpenKeyVersionHandler } from '../governance/open-key-version.js';
import { pruneInstructionsHandler as governancePruneInstructionsHandler } from '../governance/prune-instructions.js';
import { recoverRootHandler as governanceRecoverRootHandler } from '../governance/recover-root.js';
import { registerGatewayKeyHandler as governanceRegisterGatewayKeyHandler } from '../governance/register-gateway-key.js';
import { revokeGatewayKeyHandler as governanceRevokeGatewayKeyHandler } from '../governance/revoke-gateway-key.js';
import { setCalendarHandler as governanceSetCalendarHandler } from '../governance/set-calendar.js';
import { setPolicyHandler as governanceSetPolicyHandler } from '../governance/set-policy.js';
import { changeHandler as membershipChangeHandler } from '../membership/change.js';
import { deceaseHandler as membershipDeceaseHandler } from '../membership/decease.js';
import { deemHandler as membershipDeemHandler } from '../membership/deem.js';
import { entrustHandler as membershipEntrustHandler } from '../membership/entrust.js';
import { expelHandler as membershipExpelHandler } from '../membership/expel.js';
import { leaveHandler as membershipLeaveHandler } from '../membership/leave.js';
import { recallHandler as membershipRecallHandler } from '../membership/recall.js';
import { rescindHandler as membershipRescindHandler } from '../membership/rescind.js';
import { resumeHandler as membershipResumeHandler } from '../membership/resume.js';
import { retainHandler as membershipRetainHandler } from '../membership/retain.js';
import { voidHandler as membershipVoidHandler } from '../membership/void.js';
import { bindPersonHandler as operatorBindPersonHandler } from '../operator/bind-person.js';
import { grantHandler as operatorGrantHandler } from '../operator/grant.js';
import { registerHandler as operatorRegisterHandler } from '../operator/register.js';
import { revokeKeyHandler as operatorRevokeKeyHandler } from '../operator/revoke-key.js';
import { revokeHandler as operatorRevokeHandler } from '../operator/revoke.js';
import { rotateKeyHandler as operatorRotateKeyHandler } from '../operator/rotate-key.js';
import { beginClosingHandler as organisationBeginClosingHandler } from '../organisation/begin-closing.js';
import { closeHandler as organisationCloseHandler } from '../organisation/close.js';
import { importHandler as organisationImportHandler } from '../organisation/import.js';
import { moveHandler as organisationMoveHandler } from '../organisation/move.js';
import { registerHandler as organisationRegisterHandler } from '../organisation/register.js';
import { reviseHandler as organisationReviseHandler } from '../organisation/revise.js';
import { correctIdentityHandler as personCorrectIdentityHandler } from '../person/correct-identity.js';
import { correctHandler as personCorrectHandler } from '../person/correct.js';
import { enrolHandler as personEnrolHandler } from '../person/enrol.js';
import { importHandler as personImportHandler } from '../person/import.js';
import { openAccountHandler as personOpenAccountHandler } from '../person/open-account.js';
import { rebindHandler as personRebindHandler } from '../person/rebind.js';
import { rekeyHandler as personRekeyHandler } from '../person/rekey.js';
import { appealHandler as transferAppealHandler } from '../transfer/appeal.js';
import { batchHandler as transferBatchHandler } from '../transfer/batch.js';
import { cancelHandler as transferCancelHandler } from '../transfer/cancel.js';
import { completeHandler as transferCompleteHandler } from '../transfer/complete.js';
import { decideHandler as transferDecideHandler } from '../transfer/decide.js';
import { objectHandler as transferObjectHandler } from '../transfer/object.js';
import { releaseHandler as transferReleaseHandler } from '../transfer/release.js';
import { requestManyHandler as transferRequestManyHandler } from '../transfer/request-many.js';
import { requestHandler as transferRequestHandler } from '../transfer/request.js';
import { undoHandler as transferUndoHandler } from '../transfer/undo.js';

/** What carries out each instruction type of chaincode `identity`. */
export const HANDLERS = {
  'application.admit': applicationAdmitHandler,
  'application.open': applicationOpenHandler,
  'application.readmit': applicationReadmitHandler,
  'application.refuse': applicationRefuseHandler,
  'application.withdraw': applicationWithdrawHandler,
  'auditor.appoint': auditorAppointHandler,
  'auditor.remove': auditorRemoveHandler,
  'claim.answer': claimAnswerHandler,
  'claim.decide': claimDecideHandler,
  'claim.open': claimOpenHandler,
  'claim.settle': claimSettleHandler,
  'claim.withdraw': claimWithdrawHandler,
  'decision.confirm': decisionConfirmHandler,
  'decision.withdraw': decisionWithdrawHandler,
  'filing.acknowledge': filingAcknowledgeHandler,
  'governance.addProvince': governanceAddProvinceHandler,
  'governance.bootstrap': governanceBootstrapHandler,
  'governance.closeKeyVersion': governanceCloseKeyVersionHandler,
  'governance.joinProvince': governanceJoinProvinceHandler,
  'governance.openKeyVersion': governanceOpenKeyVersionHandler,
  'governance.pruneInstructions': governancePruneInstructionsHandler,
  'governance.recoverRoot': governanceRecoverRootHandler,
  'governance.registerGatewayKey': governanceRegisterGatewayKeyHandler,
  'governance.revokeGatewayKey': governanceRevokeGatewayKeyHandler,
  'governance.setCalendar': governanceSetCalendarHandler,
  'governance.setPolicy': governanceSetPolicyHandler,
  'membership.change': membershipChangeHandler,
  'membership.decease': membershipDeceaseHandler,
  'membership.deem': membershipDeemHandler,
  'membership.entrust': membershipEntrustHandler,
  'membership.expel': membershipExpelHandler,
  'membership.leave': membershipLeaveHandler,
  'membership.recall': membershipRecallHandler,
  'membership.rescind': membershipRescindHandler,
  'membership.resume': membershipResumeHandler,
  'membership.retain': membershipRetainHandler,
  'membership.void': membershipVoidHandler,
  'operator.bindPerson': operatorBindPersonHandler,
  'operator.grant': operatorGrantHandler,
  'operator.register': operatorRegisterHandler,
  'operator.revokeKey': operatorRevokeKeyHandler,
  'operator.revoke': operatorRevokeHandler,
  'operator.rotateKey': operatorRotateKeyHandler,
  'organisation.beginClosing': organisationBeginClosingHandler,
  'organisation.close': organisationCloseHandler,
  'organisation.import': organisationImportHandler,
  'organisation.move': organisationMoveHandler,
  'organisation.register': organisationRegisterHandler,
  'organisation.revise': organisationReviseHandler,
  'person.correctIdentity': personCorrectIdentityHandler,
  'person.correct': personCorrectHandler,
  'person.enrol': personEnrolHandler,
  'person.import': personImportHandler,
  'person.openAccount': personOpenAccountHandler,
  'person.rebind': personRebindHandler,
  'person.rekey': personRekeyHandler,
  'transfer.appeal': transferAppealHandler,
  'transfer.batch': transferBatchHandler,
  'transfer.cancel': transferCancelHandler,
  'transfer.complete': transferCompleteHandler,
  'transfer.decide': transferDecideHandler,
  'transfer.object': transferObjectHandler,
  'transfer.release': transferReleaseHandler,
  'transfer.requestMany': transferRequestManyHandler,
  'transfer.request': transferRequestHandler,
  'transfer.undo': transferUndoHandler,
};
