// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/codes.js';
import { AUDIT_ERROR_TEXTS } from './audit-texts.js';
import { BENEFIT_ERROR_TEXTS } from './benefit-texts.js';
import { CLAIM_ERROR_TEXTS } from './claim-texts.js';
import { CLIENT_ERROR_TEXTS } from './client-texts.js';
import type { ErrorTexts } from './error-text.js';
import { FIELD_ERROR_TEXTS } from './field-texts.js';
import { FILE_ERROR_TEXTS } from './file-texts.js';
import { GATEWAY_ERROR_TEXTS } from './gateway-texts.js';
import { INSTRUCTION_ERROR_TEXTS } from './instruction-texts.js';
import { ROW_ERROR_TEXTS } from './row-texts.js';
import { RULE_ERROR_TEXTS } from './rule-texts.js';
import { TRANSFER_ERROR_TEXTS } from './transfer-texts.js';

/** The words to every code of the closed list. */
export const ERROR_TEXTS: Readonly<Record<ErrorCode, ErrorTexts>> = {
  ...GATEWAY_ERROR_TEXTS,
  ...FIELD_ERROR_TEXTS,
  ...INSTRUCTION_ERROR_TEXTS,
  ...RULE_ERROR_TEXTS,
  ...TRANSFER_ERROR_TEXTS,
  ...CLAIM_ERROR_TEXTS,
  ...BENEFIT_ERROR_TEXTS,
  ...AUDIT_ERROR_TEXTS,
  ...FILE_ERROR_TEXTS,
  ...CLIENT_ERROR_TEXTS,
  ...ROW_ERROR_TEXTS,
};
