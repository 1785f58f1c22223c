// SPDX-License-Identifier: Apache-2.0

/** As it is written; what time and other unions have made of it since is found out when somebody asks (application-at.ts). */
export const APPLICATION_STATUSES = ['APPLIED', 'ADMITTED', 'REFUSED', 'WITHDRAWN'] as const;

/** How the person applied (会籍管理办法 art. 5). */
export const APPLICATION_MEANS = ['online', 'written', 'oral'] as const;
export type ApplicationMeans = (typeof APPLICATION_MEANS)[number];

/** Why a union refuses: a closed list, because whoever works may join (art. 4). */
export const REFUSAL_REASONS = ['notWorker', 'notCovered', 'incomplete'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** A person's application to one union (入会申请), the newest only. */
export interface ApplicationRecord {
  readonly v: number;
  readonly status: (typeof APPLICATION_STATUSES)[number];
  /** Of the union. */
  readonly province: string;
  readonly means: ApplicationMeans;
  /** SM3 of the 入会申请书, base64url. */
  readonly evidence: string;
  /** RFC 3339: when it came, until when the union should have decided, when it has come to nothing. */
  readonly asked: string;
  readonly due: string;
  readonly lapsesAt: string;
  /** The applicant's account as it was then: when its state began, and when it joined, '' where it never has. */
  readonly since: string;
  readonly joined: string;
  /** And which of the person's memberships it was, where it was not the first: all of one may be of one day. */
  readonly nth?: number;
  readonly reason?: RefusalReason;
}
