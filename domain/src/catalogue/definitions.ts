// SPDX-License-Identifier: Apache-2.0
// Made by `npm run generate` from the files that define an instruction type.
import type { InstructionDefinition, InstructionPresentation } from '../instruction/index.js';
import {
  admitInstruction as applicationAdmitInstruction,
  admitPresentation as applicationAdmitPresentation,
} from '../application/admit.js';
import {
  openInstruction as applicationOpenInstruction,
  openPresentation as applicationOpenPresentation,
} from '../application/open.js';
import {
  readmitInstruction as applicationReadmitInstruction,
  readmitPresentation as applicationReadmitPresentation,
} from '../application/readmit.js';
import {
  refuseInstruction as applicationRefuseInstruction,
  refusePresentation as applicationRefusePresentation,
} from '../application/refuse.js';
import {
  withdrawInstruction as applicationWithdrawInstruction,
  withdrawPresentation as applicationWithdrawPresentation,
} from '../application/withdraw.js';
import {
  appointInstruction as auditorAppointInstruction,
  appointPresentation as auditorAppointPresentation,
} from '../auditor/appoint.js';
import {
  removeInstruction as auditorRemoveInstruction,
  removePresentation as auditorRemovePresentation,
} from '../auditor/remove.js';
import {
  answerInstruction as claimAnswerInstruction,
  answerPresentation as claimAnswerPresentation,
} from '../claim/answer.js';
import {
  decideInstruction as claimDecideInstruction,
  decidePresentation as claimDecidePresentation,
} from '../claim/decide.js';
import {
  openInstruction as claimOpenInstruction,
  openPresentation as claimOpenPresentation,
} from '../claim/open.js';
import {
  settleInstruction as claimSettleInstruction,
  settlePresentation as claimSettlePresentation,
} from '../claim/settle.js';
import {
  withdrawInstruction as claimWithdrawInstruction,
  withdrawPresentation as claimWithdrawPresentation,
} from '../claim/withdraw.js';
import {
  confirmInstruction as decisionConfirmInstruction,
  confirmPresentation as decisionConfirmPresentation,
} from '../decision/confirm.js';
import {
  withdrawInstruction as decisionWithdrawInstruction,
  withdrawPresentation as decisionWithdrawPresentation,
} from '../decision/withdraw.js';
import {
  closeInstruction as fileCloseInstruction,
  closePresentation as fileClosePresentation,
} from '../file/close.js';
import {
  openInstruction as fileOpenInstruction,
  openPresentation as fileOpenPresentation,
} from '../file/open.js';
import {
  reviseInstruction as fileReviseInstruction,
  revisePresentation as fileRevisePresentation,
} from '../file/revise.js';
import {
  acknowledgeInstruction as filingAcknowledgeInstruction,
  acknowledgePresentation as filingAcknowledgePresentation,
} from '../filing/acknowledge.js';
import {
  closeInstruction as findingCloseInstruction,
  closePresentation as findingClosePresentation,
} from '../finding/close.js';
import {
  openInstruction as findingOpenInstruction,
  openPresentation as findingOpenPresentation,
} from '../finding/open.js';
import {
  respondInstruction as findingRespondInstruction,
  respondPresentation as findingRespondPresentation,
} from '../finding/respond.js';
import {
  closeInstruction as fundCloseInstruction,
  closePresentation as fundClosePresentation,
} from '../fund/close.js';
import {
  openInstruction as fundOpenInstruction,
  openPresentation as fundOpenPresentation,
} from '../fund/open.js';
import {
  addProvinceInstruction as governanceAddProvinceInstruction,
  addProvincePresentation as governanceAddProvincePresentation,
} from '../governance/add-province.js';
import {
  bootstrapInstruction as governanceBootstrapInstruction,
  bootstrapPresentation as governanceBootstrapPresentation,
} from '../governance/bootstrap.js';
import {
  closeKeyVersionInstruction as governanceCloseKeyVersionInstruction,
  closeKeyVersionPresentation as governanceCloseKeyVersionPresentation,
} from '../governance/close-key-version.js';
import {
  joinProvinceInstruction as governanceJoinProvinceInstruction,
  joinProvincePresentation as governanceJoinProvincePresentation,
} from '../governance/join-province.js';
import {
  openKeyVersionInstruction as governanceOpenKeyVersionInstruction,
  openKeyVersionPresentation as governanceOpenKeyVersionPresentation,
} from '../governance/open-key-version.js';
import {
  pruneInstructionsInstruction as governancePruneInstructionsInstruction,
  pruneInstructionsPresentation as governancePruneInstructionsPresentation,
} from '../governance/prune-instructions.js';
import {
  recoverRootInstruction as governanceRecoverRootInstruction,
  recoverRootPresentation as governanceRecoverRootPresentation,
} from '../governance/recover-root.js';
import {
  registerGatewayKeyInstruction as governanceRegisterGatewayKeyInstruction,
  registerGatewayKeyPresentation as governanceRegisterGatewayKeyPresentation,
} from '../governance/register-gateway-key.js';
import {
  revokeGatewayKeyInstruction as governanceRevokeGatewayKeyInstruction,
  revokeGatewayKeyPresentation as governanceRevokeGatewayKeyPresentation,
} from '../governance/revoke-gateway-key.js';
import {
  setCalendarInstruction as governanceSetCalendarInstruction,
  setCalendarPresentation as governanceSetCalendarPresentation,
} from '../governance/set-calendar.js';
import {
  setPolicyInstruction as governanceSetPolicyInstruction,
  setPolicyPresentation as governanceSetPolicyPresentation,
} from '../governance/set-policy.js';
import {
  recoverInstruction as itemRecoverInstruction,
  recoverPresentation as itemRecoverPresentation,
} from '../item/recover.js';
import {
  returnInstruction as itemReturnInstruction,
  returnPresentation as itemReturnPresentation,
} from '../item/return.js';
import {
  voidInstruction as itemVoidInstruction,
  voidPresentation as itemVoidPresentation,
} from '../item/void.js';
import {
  writeOffInstruction as itemWriteOffInstruction,
  writeOffPresentation as itemWriteOffPresentation,
} from '../item/write-off.js';
import {
  acceptInstruction as lineAcceptInstruction,
  acceptPresentation as lineAcceptPresentation,
} from '../line/accept.js';
import {
  allotInstruction as lineAllotInstruction,
  allotPresentation as lineAllotPresentation,
} from '../line/allot.js';
import {
  returnInstruction as lineReturnInstruction,
  returnPresentation as lineReturnPresentation,
} from '../line/return.js';
import {
  withdrawInstruction as lineWithdrawInstruction,
  withdrawPresentation as lineWithdrawPresentation,
} from '../line/withdraw.js';
import {
  changeInstruction as membershipChangeInstruction,
  changePresentation as membershipChangePresentation,
} from '../membership/change.js';
import {
  deceaseInstruction as membershipDeceaseInstruction,
  deceasePresentation as membershipDeceasePresentation,
} from '../membership/decease.js';
import {
  deemInstruction as membershipDeemInstruction,
  deemPresentation as membershipDeemPresentation,
} from '../membership/deem.js';
import {
  entrustInstruction as membershipEntrustInstruction,
  entrustPresentation as membershipEntrustPresentation,
} from '../membership/entrust.js';
import {
  expelInstruction as membershipExpelInstruction,
  expelPresentation as membershipExpelPresentation,
} from '../membership/expel.js';
import {
  leaveInstruction as membershipLeaveInstruction,
  leavePresentation as membershipLeavePresentation,
} from '../membership/leave.js';
import {
  recallInstruction as membershipRecallInstruction,
  recallPresentation as membershipRecallPresentation,
} from '../membership/recall.js';
import {
  rescindInstruction as membershipRescindInstruction,
  rescindPresentation as membershipRescindPresentation,
} from '../membership/rescind.js';
import {
  resumeInstruction as membershipResumeInstruction,
  resumePresentation as membershipResumePresentation,
} from '../membership/resume.js';
import {
  retainInstruction as membershipRetainInstruction,
  retainPresentation as membershipRetainPresentation,
} from '../membership/retain.js';
import {
  voidInstruction as membershipVoidInstruction,
  voidPresentation as membershipVoidPresentation,
} from '../membership/void.js';
import {
  bindPersonInstruction as operatorBindPersonInstruction,
  bindPersonPresentation as operatorBindPersonPresentation,
} from '../operator/bind-person.js';
import {
  grantInstruction as operatorGrantInstruction,
  grantPresentation as operatorGrantPresentation,
} from '../operator/grant.js';
import {
  registerInstruction as operatorRegisterInstruction,
  registerPresentation as operatorRegisterPresentation,
} from '../operator/register.js';
import {
  revokeKeyInstruction as operatorRevokeKeyInstruction,
  revokeKeyPresentation as operatorRevokeKeyPresentation,
} from '../operator/revoke-key.js';
import {
  revokeInstruction as operatorRevokeInstruction,
  revokePresentation as operatorRevokePresentation,
} from '../operator/revoke.js';
import {
  rotateKeyInstruction as operatorRotateKeyInstruction,
  rotateKeyPresentation as operatorRotateKeyPresentation,
} from '../operator/rotate-key.js';
import {
  beginClosingInstruction as organisationBeginClosingInstruction,
  beginClosingPresentation as organisationBeginClosingPresentation,
} from '../organisation/begin-closing.js';
import {
  closeInstruction as organisationCloseInstruction,
  closePresentation as organisationClosePresentation,
} from '../organisation/close.js';
import {
  importInstruction as organisationImportInstruction,
  importPresentation as organisationImportPresentation,
} from '../organisation/import.js';
import {
  moveInstruction as organisationMoveInstruction,
  movePresentation as organisationMovePresentation,
} from '../organisation/move.js';
import {
  registerInstruction as organisationRegisterInstruction,
  registerPresentation as organisationRegisterPresentation,
} from '../organisation/register.js';
import {
  reviseInstruction as organisationReviseInstruction,
  revisePresentation as organisationRevisePresentation,
} from '../organisation/revise.js';
import {
  correctIdentityInstruction as personCorrectIdentityInstruction,
  correctIdentityPresentation as personCorrectIdentityPresentation,
} from '../person/correct-identity.js';
import {
  correctInstruction as personCorrectInstruction,
  correctPresentation as personCorrectPresentation,
} from '../person/correct.js';
import {
  enrolInstruction as personEnrolInstruction,
  enrolPresentation as personEnrolPresentation,
} from '../person/enrol.js';
import {
  importInstruction as personImportInstruction,
  importPresentation as personImportPresentation,
} from '../person/import.js';
import {
  openAccountInstruction as personOpenAccountInstruction,
  openAccountPresentation as personOpenAccountPresentation,
} from '../person/open-account.js';
import {
  rebindInstruction as personRebindInstruction,
  rebindPresentation as personRebindPresentation,
} from '../person/rebind.js';
import {
  rekeyInstruction as personRekeyInstruction,
  rekeyPresentation as personRekeyPresentation,
} from '../person/rekey.js';
import {
  approveInstruction as planApproveInstruction,
  approvePresentation as planApprovePresentation,
} from '../plan/approve.js';
import {
  cancelInstruction as planCancelInstruction,
  cancelPresentation as planCancelPresentation,
} from '../plan/cancel.js';
import {
  checkInstruction as planCheckInstruction,
  checkPresentation as planCheckPresentation,
} from '../plan/check.js';
import {
  closeInstruction as planCloseInstruction,
  closePresentation as planClosePresentation,
} from '../plan/close.js';
import {
  lockInstruction as planLockInstruction,
  lockPresentation as planLockPresentation,
} from '../plan/lock.js';
import {
  openInstruction as planOpenInstruction,
  openPresentation as planOpenPresentation,
} from '../plan/open.js';
import { payInstruction as planPayInstruction, payPresentation as planPayPresentation } from '../plan/pay.js';
import {
  publiciseInstruction as planPubliciseInstruction,
  publicisePresentation as planPublicisePresentation,
} from '../plan/publicise.js';
import {
  reconcileInstruction as planReconcileInstruction,
  reconcilePresentation as planReconcilePresentation,
} from '../plan/reconcile.js';
import {
  resultsInstruction as planResultsInstruction,
  resultsPresentation as planResultsPresentation,
} from '../plan/results.js';
import {
  endInstruction as programmeEndInstruction,
  endPresentation as programmeEndPresentation,
} from '../programme/end.js';
import {
  publishInstruction as programmePublishInstruction,
  publishPresentation as programmePublishPresentation,
} from '../programme/publish.js';
import {
  attestInstruction as receiptAttestInstruction,
  attestPresentation as receiptAttestPresentation,
} from '../receipt/attest.js';
import {
  commitInstruction as sampleCommitInstruction,
  commitPresentation as sampleCommitPresentation,
} from '../sample/commit.js';
import {
  recordInstruction as sampleRecordInstruction,
  recordPresentation as sampleRecordPresentation,
} from '../sample/record.js';
import {
  appealInstruction as transferAppealInstruction,
  appealPresentation as transferAppealPresentation,
} from '../transfer/appeal.js';
import {
  batchInstruction as transferBatchInstruction,
  batchPresentation as transferBatchPresentation,
} from '../transfer/batch.js';
import {
  cancelInstruction as transferCancelInstruction,
  cancelPresentation as transferCancelPresentation,
} from '../transfer/cancel.js';
import {
  completeInstruction as transferCompleteInstruction,
  completePresentation as transferCompletePresentation,
} from '../transfer/complete.js';
import {
  decideInstruction as transferDecideInstruction,
  decidePresentation as transferDecidePresentation,
} from '../transfer/decide.js';
import {
  objectInstruction as transferObjectInstruction,
  objectPresentation as transferObjectPresentation,
} from '../transfer/object.js';
import {
  releaseInstruction as transferReleaseInstruction,
  releasePresentation as transferReleasePresentation,
} from '../transfer/release.js';
import {
  requestManyInstruction as transferRequestManyInstruction,
  requestManyPresentation as transferRequestManyPresentation,
} from '../transfer/request-many.js';
import {
  requestInstruction as transferRequestInstruction,
  requestPresentation as transferRequestPresentation,
} from '../transfer/request.js';
import {
  undoInstruction as transferUndoInstruction,
  undoPresentation as transferUndoPresentation,
} from '../transfer/undo.js';
import {
  answerInstruction as unmaskAnswerInstruction,
  answerPresentation as unmaskAnswerPresentation,
} from '../unmask/answer.js';
import {
  approveInstruction as unmaskApproveInstruction,
  approvePresentation as unmaskApprovePresentation,
} from '../unmask/approve.js';
import {
  requestInstruction as unmaskRequestInstruction,
  requestPresentation as unmaskRequestPresentation,
} from '../unmask/request.js';

/** Every instruction type by its name. */
export const INSTRUCTION_TYPES = {
  'application.admit': applicationAdmitInstruction,
  'application.open': applicationOpenInstruction,
  'application.readmit': applicationReadmitInstruction,
  'application.refuse': applicationRefuseInstruction,
  'application.withdraw': applicationWithdrawInstruction,
  'auditor.appoint': auditorAppointInstruction,
  'auditor.remove': auditorRemoveInstruction,
  'claim.answer': claimAnswerInstruction,
  'claim.decide': claimDecideInstruction,
  'claim.open': claimOpenInstruction,
  'claim.settle': claimSettleInstruction,
  'claim.withdraw': claimWithdrawInstruction,
  'decision.confirm': decisionConfirmInstruction,
  'decision.withdraw': decisionWithdrawInstruction,
  'file.close': fileCloseInstruction,
  'file.open': fileOpenInstruction,
  'file.revise': fileReviseInstruction,
  'filing.acknowledge': filingAcknowledgeInstruction,
  'finding.close': findingCloseInstruction,
  'finding.open': findingOpenInstruction,
  'finding.respond': findingRespondInstruction,
  'fund.close': fundCloseInstruction,
  'fund.open': fundOpenInstruction,
  'governance.addProvince': governanceAddProvinceInstruction,
  'governance.bootstrap': governanceBootstrapInstruction,
  'governance.closeKeyVersion': governanceCloseKeyVersionInstruction,
  'governance.joinProvince': governanceJoinProvinceInstruction,
  'governance.openKeyVersion': governanceOpenKeyVersionInstruction,
  'governance.pruneInstructions': governancePruneInstructionsInstruction,
  'governance.recoverRoot': governanceRecoverRootInstruction,
  'governance.registerGatewayKey': governanceRegisterGatewayKeyInstruction,
  'governance.revokeGatewayKey': governanceRevokeGatewayKeyInstruction,
  'governance.setCalendar': governanceSetCalendarInstruction,
  'governance.setPolicy': governanceSetPolicyInstruction,
  'item.recover': itemRecoverInstruction,
  'item.return': itemReturnInstruction,
  'item.void': itemVoidInstruction,
  'item.writeOff': itemWriteOffInstruction,
  'line.accept': lineAcceptInstruction,
  'line.allot': lineAllotInstruction,
  'line.return': lineReturnInstruction,
  'line.withdraw': lineWithdrawInstruction,
  'membership.change': membershipChangeInstruction,
  'membership.decease': membershipDeceaseInstruction,
  'membership.deem': membershipDeemInstruction,
  'membership.entrust': membershipEntrustInstruction,
  'membership.expel': membershipExpelInstruction,
  'membership.leave': membershipLeaveInstruction,
  'membership.recall': membershipRecallInstruction,
  'membership.rescind': membershipRescindInstruction,
  'membership.resume': membershipResumeInstruction,
  'membership.retain': membershipRetainInstruction,
  'membership.void': membershipVoidInstruction,
  'operator.bindPerson': operatorBindPersonInstruction,
  'operator.grant': operatorGrantInstruction,
  'operator.register': operatorRegisterInstruction,
  'operator.revokeKey': operatorRevokeKeyInstruction,
  'operator.revoke': operatorRevokeInstruction,
  'operator.rotateKey': operatorRotateKeyInstruction,
  'organisation.beginClosing': organisationBeginClosingInstruction,
  'organisation.close': organisationCloseInstruction,
  'organisation.import': organisationImportInstruction,
  'organisation.move': organisationMoveInstruction,
  'organisation.register': organisationRegisterInstruction,
  'organisation.revise': organisationReviseInstruction,
  'person.correctIdentity': personCorrectIdentityInstruction,
  'person.correct': personCorrectInstruction,
  'person.enrol': personEnrolInstruction,
  'person.import': personImportInstruction,
  'person.openAccount': personOpenAccountInstruction,
  'person.rebind': personRebindInstruction,
  'person.rekey': personRekeyInstruction,
  'plan.approve': planApproveInstruction,
  'plan.cancel': planCancelInstruction,
  'plan.check': planCheckInstruction,
  'plan.close': planCloseInstruction,
  'plan.lock': planLockInstruction,
  'plan.open': planOpenInstruction,
  'plan.pay': planPayInstruction,
  'plan.publicise': planPubliciseInstruction,
  'plan.reconcile': planReconcileInstruction,
  'plan.results': planResultsInstruction,
  'programme.end': programmeEndInstruction,
  'programme.publish': programmePublishInstruction,
  'receipt.attest': receiptAttestInstruction,
  'sample.commit': sampleCommitInstruction,
  'sample.record': sampleRecordInstruction,
  'transfer.appeal': transferAppealInstruction,
  'transfer.batch': transferBatchInstruction,
  'transfer.cancel': transferCancelInstruction,
  'transfer.complete': transferCompleteInstruction,
  'transfer.decide': transferDecideInstruction,
  'transfer.object': transferObjectInstruction,
  'transfer.release': transferReleaseInstruction,
  'transfer.requestMany': transferRequestManyInstruction,
  'transfer.request': transferRequestInstruction,
  'transfer.undo': transferUndoInstruction,
  'unmask.answer': unmaskAnswerInstruction,
  'unmask.approve': unmaskApproveInstruction,
  'unmask.request': unmaskRequestInstruction,
} as const satisfies { readonly [T in string]: InstructionDefinition<T> };

/** Words and sample of each. */
export const PRESENTATIONS = {
  'application.admit': applicationAdmitPresentation,
  'application.open': applicationOpenPresentation,
  'application.readmit': applicationReadmitPresentation,
  'application.refuse': applicationRefusePresentation,
  'application.withdraw': applicationWithdrawPresentation,
  'auditor.appoint': auditorAppointPresentation,
  'auditor.remove': auditorRemovePresentation,
  'claim.answer': claimAnswerPresentation,
  'claim.decide': claimDecidePresentation,
  'claim.open': claimOpenPresentation,
  'claim.settle': claimSettlePresentation,
  'claim.withdraw': claimWithdrawPresentation,
  'decision.confirm': decisionConfirmPresentation,
  'decision.withdraw': decisionWithdrawPresentation,
  'file.close': fileClosePresentation,
  'file.open': fileOpenPresentation,
  'file.revise': fileRevisePresentation,
  'filing.acknowledge': filingAcknowledgePresentation,
  'finding.close': findingClosePresentation,
  'finding.open': findingOpenPresentation,
  'finding.respond': findingRespondPresentation,
  'fund.close': fundClosePresentation,
  'fund.open': fundOpenPresentation,
  'governance.addProvince': governanceAddProvincePresentation,
  'governance.bootstrap': governanceBootstrapPresentation,
  'governance.closeKeyVersion': governanceCloseKeyVersionPresentation,
  'governance.joinProvince': governanceJoinProvincePresentation,
  'governance.openKeyVersion': governanceOpenKeyVersionPresentation,
  'governance.pruneInstructions': governancePruneInstructionsPresentation,
  'governance.recoverRoot': governanceRecoverRootPresentation,
  'governance.registerGatewayKey': governanceRegisterGatewayKeyPresentation,
  'governance.revokeGatewayKey': governanceRevokeGatewayKeyPresentation,
  'governance.setCalendar': governanceSetCalendarPresentation,
  'governance.setPolicy': governanceSetPolicyPresentation,
  'item.recover': itemRecoverPresentation,
  'item.return': itemReturnPresentation,
  'item.void': itemVoidPresentation,
  'item.writeOff': itemWriteOffPresentation,
  'line.accept': lineAcceptPresentation,
  'line.allot': lineAllotPresentation,
  'line.return': lineReturnPresentation,
  'line.withdraw': lineWithdrawPresentation,
  'membership.change': membershipChangePresentation,
  'membership.decease': membershipDeceasePresentation,
  'membership.deem': membershipDeemPresentation,
  'membership.entrust': membershipEntrustPresentation,
  'membership.expel': membershipExpelPresentation,
  'membership.leave': membershipLeavePresentation,
  'membership.recall': membershipRecallPresentation,
  'membership.rescind': membershipRescindPresentation,
  'membership.resume': membershipResumePresentation,
  'membership.retain': membershipRetainPresentation,
  'membership.void': membershipVoidPresentation,
  'operator.bindPerson': operatorBindPersonPresentation,
  'operator.grant': operatorGrantPresentation,
  'operator.register': operatorRegisterPresentation,
  'operator.revokeKey': operatorRevokeKeyPresentation,
  'operator.revoke': operatorRevokePresentation,
  'operator.rotateKey': operatorRotateKeyPresentation,
  'organisation.beginClosing': organisationBeginClosingPresentation,
  'organisation.close': organisationClosePresentation,
  'organisation.import': organisationImportPresentation,
  'organisation.move': organisationMovePresentation,
  'organisation.register': organisationRegisterPresentation,
  'organisation.revise': organisationRevisePresentation,
  'person.correctIdentity': personCorrectIdentityPresentation,
  'person.correct': personCorrectPresentation,
  'person.enrol': personEnrolPresentation,
  'person.import': personImportPresentation,
  'person.openAccount': personOpenAccountPresentation,
  'person.rebind': personRebindPresentation,
  'person.rekey': personRekeyPresentation,
  'plan.approve': planApprovePresentation,
  'plan.cancel': planCancelPresentation,
  'plan.check': planCheckPresentation,
  'plan.close': planClosePresentation,
  'plan.lock': planLockPresentation,
  'plan.open': planOpenPresentation,
  'plan.pay': planPayPresentation,
  'plan.publicise': planPublicisePresentation,
  'plan.reconcile': planReconcilePresentation,
  'plan.results': planResultsPresentation,
  'programme.end': programmeEndPresentation,
  'programme.publish': programmePublishPresentation,
  'receipt.attest': receiptAttestPresentation,
  'sample.commit': sampleCommitPresentation,
  'sample.record': sampleRecordPresentation,
  'transfer.appeal': transferAppealPresentation,
  'transfer.batch': transferBatchPresentation,
  'transfer.cancel': transferCancelPresentation,
  'transfer.complete': transferCompletePresentation,
  'transfer.decide': transferDecidePresentation,
  'transfer.object': transferObjectPresentation,
  'transfer.release': transferReleasePresentation,
  'transfer.requestMany': transferRequestManyPresentation,
  'transfer.request': transferRequestPresentation,
  'transfer.undo': transferUndoPresentation,
  'unmask.answer': unmaskAnswerPresentation,
  'unmask.approve': unmaskApprovePresentation,
  'unmask.request': unmaskRequestPresentation,
} as const satisfies Record<keyof typeof INSTRUCTION_TYPES, InstructionPresentation<unknown>>;
