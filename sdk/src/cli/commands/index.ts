// SPDX-License-Identifier: Apache-2.0
import type { Command } from '../command/command.js';
import { accountCommands } from './accounts.js';
import { applicationCommands } from './applications.js';
import { auditCommands } from './audit.js';
import { answerCommands } from './answer.js';
import { claimCommands } from './claims.js';
import { checkCommands } from './checks.js';
import { findingCommands } from './findings.js';
import { filingCommands } from './filings.js';
import { configCommands } from './config.js';
import { decisionCommands } from './decisions.js';
import { fundCommands } from './funds.js';
import { inboxCommands } from './inbox.js';
import { traceCommands } from './trace.js';
import { transferCommands } from './transfers.js';
import { governanceCommands } from './governance.js';
import { importCommands } from './imports.js';
import { instructionCommands } from './instruction.js';
import { keyCommands } from './key.js';
import { keyVersionCommands } from './key-versions.js';
import { membershipCommands } from './membership.js';
import { lineCommands } from './lines.js';
import { memberCommands } from './members.js';
import { operatorCommands } from './operators.js';
import { organisationCommands } from './organisations.js';
import { planAnswerCommands } from './plan-answers.js';
import { planItemCommands } from './plan-items.js';
import { recoveryCommands } from './recoveries.js';
import { planListCommands } from './plan-lists.js';
import { planOrderAgainCommands } from './plan-order-again.js';
import { planOrderCommands } from './plan-orders.js';
import { planCommands } from './plans.js';
import { fileCommands } from './files.js';
import { programmeCommands } from './programmes.js';
import { unionChangeCommands } from './union-changes.js';
import { sampleCommands } from './samples.js';
import { ruleCommands } from './rules.js';
import { statusCommands } from './status.js';
import { templateCommands } from './template.js';
import { trustCommands } from './trust.js';
import { unmaskCommands } from './unmasks.js';
import { unmaskingCommands } from './unmaskings.js';
import { verifyCommands } from './verify.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  ...keyCommands,
  ...configCommands,
  ...trustCommands,
  ...statusCommands,
  ...organisationCommands,
  ...unionChangeCommands,
  ...memberCommands,
  ...membershipCommands,
  ...importCommands,
  ...templateCommands,
  ...verifyCommands,
  ...answerCommands,
  ...accountCommands,
  ...operatorCommands,
  ...governanceCommands,
  ...keyVersionCommands,
  ...unmaskingCommands,
  ...decisionCommands,
  ...fundCommands,
  ...lineCommands,
  ...programmeCommands,
  ...fileCommands,
  ...planListCommands,
  ...planOrderCommands,
  ...planOrderAgainCommands,
  ...planAnswerCommands,
  ...planItemCommands,
  ...recoveryCommands,
  ...planCommands,
  ...traceCommands,
  ...auditCommands,
  ...inboxCommands,
  ...applicationCommands,
  ...transferCommands,
  ...ruleCommands,
  ...claimCommands,
  ...filingCommands,
  ...checkCommands,
  ...findingCommands,
  ...unmaskCommands,
  ...sampleCommands,
  ...instructionCommands,
];
