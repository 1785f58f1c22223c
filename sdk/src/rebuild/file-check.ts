// SPDX-License-Identifier: Apache-2.0
import type { PreparedChunk } from '@unionid/domain/api';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import type { MemberEntry } from '@unionid/domain/person';

export type Evidence = PreparedChunk['evidence'][number];

/** Compares prepared rows with the operator's own file. */
export interface FileCheck {
  /** What differs, or undefined where the row is the file's. A row of the file stands for one prepared row only. */
  differenceOf(row: MemberEntry | OrganisationEntry, evidence: Evidence): string | undefined;
}
