// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/index.js';
import type { ApplicationRecord } from '../ledger/index.js';

/** OVERTAKEN: another union has admitted the person. LAPSED: nobody has decided. */
export type ApplicationStatus = ApplicationRecord['status'] | 'OVERTAKEN' | 'LAPSED';

export const APPLICATION_ACTIONS = ['open', 'admit', 'readmit', 'refuse', 'withdraw'] as const;
export type ApplicationAction = (typeof APPLICATION_ACTIONS)[number];

/** What comes of a step. All are the union's to record: the person is before it, or has written. */
export interface ApplicationStep {
  readonly to: ApplicationRecord['status'];
  /** Of 《工会会员会籍管理办法》 (2016). */
  readonly articles: readonly number[];
}

const again = { open: { to: 'APPLIED', articles: [4, 5] } } as const;

/** What each status allows; what is not named is refused. An application that has ended is where the next may begin. */
export const APPLICATION_PROCESS = {
  APPLIED: {
    admit: { to: 'ADMITTED', articles: [5, 6, 7] },
    readmit: { to: 'ADMITTED', articles: [5] },
    refuse: { to: 'REFUSED', articles: [4, 5] },
    withdraw: { to: 'WITHDRAWN', articles: [5] },
  },
  ...{ ADMITTED: again, REFUSED: again, WITHDRAWN: again, OVERTAKEN: again, LAPSED: again },
} as const satisfies Record<ApplicationStatus, Partial<Record<ApplicationAction, ApplicationStep>>>;

/** What an action makes of a status; undefined where it is not allowed. Where there is none a first may be opened. */
export function applicationStep(
  status: ApplicationStatus | undefined,
  action: ApplicationAction,
): ApplicationStep | undefined {
  const steps: Partial<Record<ApplicationAction, ApplicationStep>> =
    APPLICATION_PROCESS[status ?? 'WITHDRAWN'];
  return steps[action];
}

/** The code under which a step is refused that the process does not allow. */
export function applicationRefusal(status: ApplicationStatus | undefined): ErrorCode {
  if (status === undefined) return 'APPLICATION_UNKNOWN';
  return status === 'APPLIED' ? 'APPLICATION_OPEN' : 'APPLICATION_ENDED';
}
