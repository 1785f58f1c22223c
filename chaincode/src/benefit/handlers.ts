// SPDX-License-Identifier: Apache-2.0
// Made by `npm run generate` from the files that carry out an instruction type.
import { confirmHandler as decisionConfirmHandler } from '../decision/confirm.js';
import { withdrawHandler as decisionWithdrawHandler } from '../decision/withdraw.js';
import { closeHandler as fileCloseHandler } from '../file/close.js';
import { openHandler as fileOpenHandler } from '../file/open.js';
import { reviseHandler as fileReviseHandler } from '../file/revise.js';
import { closeHandler as findingCloseHandler } from '../finding/close.js';
import { openHandler as findingOpenHandler } from '../finding/open.js';
import { respondHandler as findingRespondHandler } from '../finding/respond.js';
import { closeHandler as fundCloseHandler } from '../fund/close.js';
import { openHandler as fundOpenHandler } from '../fund/open.js';
import { recoverHandler as itemRecoverHandler } from '../item/recover.js';
import { returnHandler as itemReturnHandler } from '../item/return.js';
import { voidHandler as itemVoidHandler } from '../item/void.js';
import { writeOffHandler as itemWriteOffHandler } from '../item/write-off.js';
import { acceptHandler as lineAcceptHandler } from '../line/accept.js';
import { allotHandler as lineAllotHandler } from '../line/allot.js';
import { returnHandler as lineReturnHandler } from '../line/return.js';
import { withdrawHandler as lineWithdrawHandler } from '../line/withdraw.js';
import { approveHandler as planApproveHandler } from '../plan/approve.js';
import { cancelHandler as planCancelHandler } from '../plan/cancel.js';
import { checkHandler as planCheckHandler } from '../plan/check.js';
import { closeHandler as planCloseHandler } from '../plan/close.js';
import { lockHandler as planLockHandler } from '../plan/lock.js';
import { openHandler as planOpenHandler } from '../plan/open.js';
import { payHandler as planPayHandler } from '../plan/pay.js';
import { publiciseHandler as planPubliciseHandler } from '../plan/publicise.js';
import { reconcileHandler as planReconcileHandler } from '../plan/reconcile.js';
import { resultsHandler as planResultsHandler } from '../plan/results.js';
import { endHandler as programmeEndHandler } from '../programme/end.js';
import { publishHandler as programmePublishHandler } from '../programme/publish.js';
import { attestHandler as receiptAttestHandler } from '../receipt/attest.js';
import { commitHandler as sampleCommitHandler } from '../sample/commit.js';
import { recordHandler as sampleRecordHandler } from '../sample/record.js';
import { answerHandler as unmaskAnswerHandler } from '../unmask/answer.js';
import { approveHandler as unmaskApproveHandler } from '../unmask/approve.js';
import { requestHandler as unmaskRequestHandler } from '../unmask/request.js';

/** What carries out each instruction type of chaincode `benefit`. */
export const HANDLERS = {
  'decision.confirm': decisionConfirmHandler,
  'decision.withdraw': decisionWithdrawHandler,
  'file.close': fileCloseHandler,
  'file.open': fileOpenHandler,
  'file.revise': fileReviseHandler,
  'finding.close': findingCloseHandler,
  'finding.open': findingOpenHandler,
  'finding.respond': findingRespondHandler,
  'fund.close': fundCloseHandler,
  'fund.open': fundOpenHandler,
  'item.recover': itemRecoverHandler,
  'item.return': itemReturnHandler,
  'item.void': itemVoidHandler,
  'item.writeOff': itemWriteOffHandler,
  'line.accept': lineAcceptHandler,
  'line.allot': lineAllotHandler,
  'line.return': lineReturnHandler,
  'line.withdraw': lineWithdrawHandler,
  'plan.approve': planApproveHandler,
  'plan.cancel': planCancelHandler,
  'plan.check': planCheckHandler,
  'plan.close': planCloseHandler,
  'plan.lock': planLockHandler,
  'plan.open': planOpenHandler,
  'plan.pay': planPayHandler,
  'plan.publicise': planPubliciseHandler,
  'plan.reconcile': planReconcileHandler,
  'plan.results': planResultsHandler,
  'programme.end': programmeEndHandler,
  'programme.publish': programmePublishHandler,
  'receipt.attest': receiptAttestHandler,
  'sample.commit': sampleCommitHandler,
  'sample.record': sampleRecordHandler,
  'unmask.answer': unmaskAnswerHandler,
  'unmask.approve': unmaskApproveHandler,
  'unmask.request': unmaskRequestHandler,
};
