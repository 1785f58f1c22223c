// SPDX-License-Identifier: Apache-2.0
export {
  codeField,
  countField,
  creditCodeField,
  dateField,
  digestField,
  identityIdField,
  instructionIdField,
  keyIdField,
  manifestIdField,
  mspIdField,
  operatorIdField,
  organisationNameField,
  orgIdField,
  personKeyField,
  provinceCodeField,
  publicKeyField,
  signatureField,
  tagField,
  timestampField,
  versionField,
} from './fields.js';
export { parseWith } from './parse.js';
