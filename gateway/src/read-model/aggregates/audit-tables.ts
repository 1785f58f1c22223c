// SPDX-License-Identifier: Apache-2.0
export interface AuditTables {
  finding: {
    finding_id: string;
    org: string;
    source: string;
    state: string;
    /** When it was written last: a part that was recovered begins it anew. */
    since: string;
    due: string;
    /** What is still to be recovered. */
    left_fen: number;
    /** Who has found it, and who has answered it as it stands: `,a,b,`. */
    found_by: string;
    answered_by: string;
    record: string;
  };
  unmask: {
    unmask_id: string;
    org: string;
    home: string;
    source: string;
    state: string;
    asked: string;
    /** Since when it is in its state, by its newest approval; and until which day it is to be answered, '' before it is approved. */
    since: string;
    until: string;
    /** Who has asked, approved or is asked about: `,a,b,`. */
    persons: string;
    record: string;
  };
  sample: { plan_id: string; org: string; source: string; state: string; record: string };
}
