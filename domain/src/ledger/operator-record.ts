// SPDX-License-Identifier: Apache-2.0
import type { FundSource } from './benefit-records.js';

export type OperatorRole = 'superadmin' | 'cadre';
/** An auditor (经审人员) is no cadre: it writes audit types only, and the kernel takes no other of it. */
export const ACTOR_ROLES = ['superadmin', 'cadre', 'auditor'] as const;
export type ActorRole = (typeof ACTOR_ROLES)[number];
/** Kinds of work an operator may be granted. */
export const GRANTS = [
  ...(['governance', 'organisation', 'operator', 'member', 'verify', 'fund'] as const),
  // Duties in a plan of grants, which no person has two of.
  ...(['plan', 'check', 'approve', 'pay'] as const),
  // Hardship files.
  'file',
  // 经审: appoints auditors of unions below, and approves that they are told whom an item paid.
  'audit',
] as const;
export type Grant = (typeof GRANTS)[number];

/** What an auditor looks at: all unions from one downwards, and money from these sources. */
export interface AuditScope {
  readonly org: string;
  /** Sorted. */
  readonly sources: readonly FundSource[];
}

export interface OperatorRecord {
  readonly version: number;
  readonly org: string;
  readonly province: string;
  readonly role: ActorRole;
  readonly grants: readonly Grant[];
  readonly state: 'ACTIVE' | 'REVOKED';
  readonly grantedBy: string;
  /** SM3 of the signed 责任书 (川工办发〔2020〕14号 §19), base64url; '' where the root operator's is on paper only. */
  readonly responsibility: string;
  /**
   * identityId of the person behind the operator; absent until it is bound. Duties that must differ need two persons: one
   * who has two operators is still one.
   */
  readonly person?: string;
  /** Of an auditor, and of nobody else. */
  readonly audits?: AuditScope;
}

export interface OperatorKeyRecord {
  readonly publicKey: string;
  readonly state: 'ACTIVE' | 'REVOKED';
}
