// SPDX-License-Identifier: Apache-2.0
import {
  correctionParts,
  type CorrectionParts,
  type CorrectionRequest,
  type LostRecordRequest,
} from '@unionid/domain/api';
import { canonicalBytes } from '@unionid/domain/encoding';
import { JSON_TYPE, type Transport } from '../transport/transport.js';

export interface CorrectionsResource {
  /** What only the gateway can compute of a corrected record; check it with `rebuildCorrection` before anything is signed. */
  create(request: CorrectionRequest): Promise<CorrectionParts>;
  /** The same of a member whose record was lost, found by document and name. */
  createLost(request: LostRecordRequest): Promise<CorrectionParts>;
}

export function newCorrectionsResource(transport: Transport): CorrectionsResource {
  return {
    create: (request) =>
      transport.json(
        { method: 'POST', path: '/v1/corrections', body: canonicalBytes(request), mediaType: JSON_TYPE },
        correctionParts,
      ),
    createLost: (request) =>
      transport.json(
        { method: 'POST', path: '/v1/corrections/lost', body: canonicalBytes(request), mediaType: JSON_TYPE },
        correctionParts,
      ),
  };
}
