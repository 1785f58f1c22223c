// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES, type InstructionType } from '#src/catalogue/index.js';
import { CLAIM_ACTIONS, CLAIM_PROCESS, claimRefusalOf, claimStepOf } from '#src/claim/index.js';
import { decodeUtf8 } from '#src/encoding/index.js';
import type { ClaimStatus, LedgerName, TransferRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import {
  cancelTransfer,
  codeClaimBytes,
  currentOf,
  futuresOf,
  isOpen,
  refusalOfStep,
  stepOf,
  TRANSFER_ACTIONS,
  TRANSFER_PROCESS,
  type TransferStatus,
} from '#src/transfer/index.js';
import { expect } from 'chai';
import { ASKED, groundOf, MEMBER, NEW, OLD, THIRD } from './support.js';

const STATUSES = Object.keys(TRANSFER_PROCESS) as TransferStatus[];

describe('a transfer whose member went another way meanwhile', () => {
  it('is as it was where it had ended, over where it had not', () => {
    const found = (status: TransferStatus, org: string): TransferRecord | undefined =>
      currentOf(groundOf({ ...ASKED, status }, { account: { ...MEMBER, org } }));
    for (const status of STATUSES) {
      const written = { ...ASKED, status };
      const moved = ['COMPLETED', 'APPEALED', 'RECALLED'].includes(status);
      expect(found(status, moved ? NEW : OLD), status).to.deep.equal(written);
      const over = moved ? 'COMPLETED' : 'CANCELLED';
      expect(found(status, THIRD), status).to.deep.equal({
        ...written,
        status: isOpen(status) ? over : status,
      });
    }
    expect(currentOf(groundOf(undefined))).to.equal(undefined);
  });

  it('has no future where it has ended', () => {
    for (const status of STATUSES.filter((each) => !isOpen(each)))
      expect(futuresOf({ ...ASKED, status }), status).to.deep.equal([]);
  });

  it('is taken back as time has made it: what was decided by silence is not appealed against again', () => {
    const until = '2026-03-03T04:00:00.000Z';
    const objection = { ground: 'notThisPerson', digest: SAMPLE.digest, until } as const;
    const appealed: TransferRecord = { ...ASKED, status: 'APPEALED', way: 'silence', objection };
    const there = { account: { ...MEMBER, org: NEW, province: '34' } };
    expect(cancelTransfer(appealed, groundOf(appealed, there))).to.deep.equal({
      ...{ ...appealed, v: 5, status: 'COMPLETED', way: 'judgeSilence' },
    });
  });
});

describe('a release code', () => {
  it('is used on one ledger, for one purpose, person, transfer, union and time', () => {
    const ledger: LedgerName = { network: 'n', channel: 'union-main', chaincode: 'identity' };
    const claim = { identityId: SAMPLE.identityId, number: 2, to: NEW, expires: '2026-03-03T04:00:00.000Z' };
    expect(JSON.parse(decodeUtf8(codeClaimBytes(ledger, claim)))).to.deep.equal({
      ...{ ...ledger, purpose: 'transfer-code', ...claim },
    });
  });
});

describe('what a process refuses', () => {
  it('is declared by the definition of the step', () => {
    const declared = (type: string): readonly string[] => INSTRUCTION_TYPES[type as InstructionType].errors;
    for (const action of TRANSFER_ACTIONS)
      for (const status of [undefined, ...STATUSES])
        if (stepOf(status, action) === undefined)
          expect(declared(`transfer.${action}`)).to.include(refusalOfStep(action, status));
    for (const action of CLAIM_ACTIONS)
      for (const status of Object.keys(CLAIM_PROCESS) as ClaimStatus[])
        if (claimStepOf(status, action) === undefined)
          expect(declared(`claim.${action}`)).to.include(claimRefusalOf(action, status));
    expect(declared('transfer.object')).to.include('OBJECTION_TOO_LATE');
    expect(declared('transfer.undo')).to.include.members(['UNDO_TOO_LATE', 'TRANSFER_OVERTAKEN']);
    expect(declared('transfer.complete')).to.include('TRANSFER_OVERTAKEN');
    expect(declared('transfer.appeal')).to.include.members([
      ...['APPEAL_TOO_LATE', 'TRANSFER_NOT_SILENT', 'TRANSFER_OVERTAKEN'],
    ]);
    expect(declared('claim.settle')).to.include('CLAIM_OVERTAKEN');
  });
});
