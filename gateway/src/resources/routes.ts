// SPDX-License-Identifier: Apache-2.0
import type { Route } from '../http/route.js';
import { accountActionRoutes } from './account-actions.js';
import { accountRoutes } from './accounts.js';
import { auditRoutes } from './audits.js';
import { claimRoutes } from './claims.js';
import { filingRoutes } from './filings.js';
import { applicationRoutes } from './applications.js';
import { correctionRoutes } from './corrections.js';
import { decisionRoutes } from './decisions.js';
import { fileRoutes } from './files.js';
import { exportRoutes } from './exports.js';
import { fundRoutes } from './funds.js';
import { lineRoutes } from './lines.js';
import { planOrderRoutes } from './plan-orders.js';
import { sentOrderRoutes } from './sent-orders.js';
import { planRoutes } from './plans.js';
import { recoveryRoutes } from './recoveries.js';
import { programmeRoutes } from './programmes.js';
import { heightRoutes } from './heights.js';
import { importRoutes } from './imports.js';
import { inboxRoutes } from './inbox.js';
import { instructionRoutes } from './instructions.js';
import { matchingRoutes } from './matching.js';
import { memberRoutes } from './members.js';
import { networkRoutes } from './network.js';
import { operatorRoutes } from './operators.js';
import { organisationRoutes } from './organisations.js';
import { preparationRoutes } from './preparations.js';
import { rekeyingRoutes } from './rekeyings.js';
import { ruleRoutes } from './rules.js';
import { serviceRoutes } from './service.js';
import type { Services } from './services.js';
import { traceRoutes } from './traces.js';
import { transferRoutes } from './transfers.js';
import { unmaskAnswerRoutes } from './unmask-answers.js';
import { unmaskingRoutes } from './unmaskings.js';
import { verificationRoutes } from './verifications.js';

/** Every route of the gateway, by resource: router, OpenAPI document and docs are made from this list. */
export const ROUTES: readonly Route<Services>[] = [
  ...serviceRoutes,
  ...networkRoutes,
  ...organisationRoutes,
  ...operatorRoutes,
  ...preparationRoutes,
  ...correctionRoutes,
  ...rekeyingRoutes,
  ...instructionRoutes,
  ...decisionRoutes,
  ...inboxRoutes,
  ...importRoutes,
  ...unmaskingRoutes,
  ...accountRoutes,
  ...accountActionRoutes,
  ...memberRoutes,
  ...applicationRoutes,
  ...transferRoutes,
  ...ruleRoutes,
  ...claimRoutes,
  ...filingRoutes,
  ...fundRoutes,
  ...lineRoutes,
  ...programmeRoutes,
  ...planRoutes,
  ...traceRoutes,
  ...exportRoutes,
  ...auditRoutes,
  ...unmaskAnswerRoutes,
  ...fileRoutes,
  ...planOrderRoutes,
  ...sentOrderRoutes,
  ...recoveryRoutes,
  ...verificationRoutes,
  ...matchingRoutes,
  ...heightRoutes,
];
