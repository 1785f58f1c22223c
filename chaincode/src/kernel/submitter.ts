// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { DomainError } from '@unionid/domain/errors';
import type { Creator } from './ledger-stub.js';

/** @throws DomainError SUBMITTER_FOREIGN unless this organisation's certificate submitted the transaction */
export function assertSubmitter({ mspId }: Creator, expectedMspId: string): void {
  if (mspId !== expectedMspId) throw new DomainError('SUBMITTER_FOREIGN', { submitter: mspId });
}

/** @throws DomainError ADMIN_REQUIRED unless the submitting certificate is an admin's by its NodeOU */
export function assertAdmin(creator: Creator): void {
  if (!isAdmin(creator)) throw new DomainError('ADMIN_REQUIRED');
}

// The peer checked the certificate against the MSP before the contract saw it; NodeOUs put the role into an OU.
function isAdmin({ certificate }: Creator): boolean {
  const { subject } = new X509Certificate(certificate);
  return subject.split('\n').includes('OU=admin');
}
