// SPDX-License-Identifier: Apache-2.0
import type { MemberEntry, OrganisationEntry, PreparedChunk } from '@unionid/domain';

export type Evidence = PreparedChunk['evidence'][number];

/** Compares prepared rows with the operator's own file. */
export interface FileCheck {
  /** What differs, or undefined where the row is the file's. A row of the file stands for one prepared row only. */
  differenceOf(row: MemberEntry | OrganisationEntry, evidence: Evidence): string | undefined;
}
