// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { INSTRUCTION_TYPES } from '#src/catalogue/index.js';
import { TWO_UNIONS, type InstructionDefinition } from '#src/instruction/index.js';
import { MEMBERSHIP_STATES, TRANSFER_STATUSES, type TransferRecord } from '#src/ledger/index.js';
import { MEMBERSHIP_ACTIONS, membershipStep, refusalOfChange } from '#src/membership/index.js';
import { isHeld } from '#src/person/index.js';
import { idOf } from '../support/instructions.js';

const [OLD, NEW] = [idOf('organisation'), idOf('organisation', 2)];
const TIME = '2026-03-02T04:00:00.000Z';
const LATER = '2026-03-20T00:00:00.000Z';

const transferIn = (status: TransferRecord['status']): TransferRecord => ({
  ...{ v: 1, number: 1, status, way: 'silence', from: OLD, fromProvince: '51' },
  ...(status === 'RELEASED' ? { to: '', toProvince: '' } : { to: NEW, toProvince: '11' }),
  ...{ asked: TIME, due: LATER, silentAt: LATER, lapsesAt: LATER },
});

/** Whose the member is while a transfer stands so. */
const holderIn = (status: TransferRecord['status']): string =>
  status === 'APPEALED' || status === 'RECALLED' ? NEW : OLD;

/** Refused as these; where nothing stands here nobody else's turn is waited for. */
const CODES: Partial<Record<TransferRecord['status'], string>> = {
  ...{ REQUESTED: 'TRANSFER_OPEN', OBJECTED: 'TRANSFER_OPEN', AGREED: 'TRANSFER_OPEN' },
  ...{ APPEALED: 'TRANSFER_APPEALED', RECALLED: 'TRANSFER_RECALLED' },
};

describe('a membership that another union asks for', () => {
  // Covers: T6
  it('is ended by no one person’s signature, and by no end but a death, in whatever state it and the transfer are', () => {
    const told: string[] = [];
    for (const state of MEMBERSHIP_STATES.filter(isHeld))
      for (const status of TRANSFER_STATUSES)
        for (const action of MEMBERSHIP_ACTIONS) {
          const step = membershipStep(state, action);
          if (step === undefined || step.to === 'before' || isHeld(step.to)) continue;
          const org = holderIn(status);
          const account = {
            ...{ v: 1, state, province: '51', org, joined: '2020-01-01', since: '2020-01-01' },
            ...{ loa: 1, tag: 'A'.repeat(22), root: 'A'.repeat(43) },
          };
          const refusal = refusalOfChange(action, { account, transfer: transferIn(status), time: TIME });
          const { secondSignature, errors }: InstructionDefinition =
            INSTRUCTION_TYPES[`membership.${action}`];
          // What comes of it is declared.
          if (refusal !== undefined) expect(errors, `${action} ${status}`).to.include(refusal);
          const isDeath = action === 'decease' && secondSignature === TWO_UNIONS;
          expect(refusal, `${state} ${action} ${status}`).to.equal(isDeath ? undefined : CODES[status]);
          told.push(`${action} ${status}`);
        }
    expect(told).to.include.members(['leave REQUESTED', 'leave RECALLED', 'expel APPEALED', 'void AGREED']);
  });
});
