// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { DomainError, encodeError, type ErrorCode } from '@unionid/domain/errors';
import { isTimeout, toEndorseError, toEvaluateError, toLedgerError } from '#src/ledger/fabric-errors.js';
import { EndorsersDisagreeError } from '#src/ledger/ledger.js';

// Texts as Fabric 3.1 writes them (internal/pkg/gateway/endorse.go, plan.go, apiutils.go).
const ASKED = ['NationalMSP', 'SichuanMSP'];
const ALL_FAILED = 'failed to endorse transaction, see attached details for more info';
const SOME_FAILED = 'failed to collect enough transaction endorsements, see attached details for more info';
const MISMATCH = 'ProposalResponsePayloads do not match (base64): AA vs BB';
const TERMINATED = 'error in simulation: failed to execute transaction: chaincode stream terminated';

const refused = (code: ErrorCode, details = {}): string =>
  `chaincode response 500, ${encodeError(new DomainError(code, details))}`;

function grpcError(
  code: number,
  message: string,
  details: readonly (readonly [string, string])[] = [],
): GatewayError {
  return new GatewayError({
    ...{ code, message, cause: new Error(message) as never },
    details: details.map(([mspId, text]) => ({ mspId, address: 'localhost:1', message: text })),
  });
}

describe('errors of Fabric', () => {
  const endorse = (
    details: readonly (readonly [string, string])[],
    asked: readonly string[] | undefined = ASKED,
  ): Error => toEndorseError(grpcError(10, SOME_FAILED, details), asked);

  it('give the contract’s own refusal where all endorsers refused alike', () => {
    const text = refused('MEMBER_EXISTS', { province: '51' });
    const error = endorse([
      ['NationalMSP', text],
      ['SichuanMSP', text],
    ]);
    expect(error).to.be.instanceOf(DomainError);
    expect(error).to.include({ code: 'MEMBER_EXISTS' });
    expect(error).to.have.deep.property('details', { province: '51' });
  });

  it('tell of peers that refused for different reasons', () => {
    const error = endorse([
      ['NationalMSP', refused('MEMBER_EXISTS')],
      ['SichuanMSP', refused('MANIFEST_UNKNOWN')],
    ]);
    expect(error).to.be.instanceOf(EndorsersDisagreeError);
    expect(error).to.have.deep.property('answers', [
      'NationalMSP: MEMBER_EXISTS',
      'SichuanMSP: MANIFEST_UNKNOWN',
    ]);
  });

  it('tell of a peer that refused where the other endorsed', () => {
    expect(endorse([['SichuanMSP', refused('MANIFEST_UNKNOWN')]])).to.be.instanceOf(EndorsersDisagreeError);
  });

  it('tell of results that differ', () => {
    expect(endorse([['SichuanMSP', MISMATCH]])).to.be.instanceOf(EndorsersDisagreeError);
  });

  it('give the refusal of the one peer that could be reached', () => {
    const error = endorse([
      ['NationalMSP', 'rpc error: code = Unavailable desc = connection refused'],
      ['SichuanMSP', refused('MEMBER_EXISTS')],
    ]);
    expect(error).to.include({ code: 'MEMBER_EXISTS' });
  });

  it('say that the ledger is away while a chaincode server is', () => {
    expect(endorse([['SichuanMSP', TERMINATED]])).to.include({ code: 'LEDGER_UNAVAILABLE' });
  });

  it('do not pass on what the contract said in no code of ours', () => {
    const text = 'chaincode response 500, TypeError: 测试甲一 is not a function';
    const error = endorse([
      ['NationalMSP', text],
      ['SichuanMSP', text],
    ]);
    expect(error).to.include({ code: 'INTERNAL' });
    expect(JSON.stringify(error)).not.to.include('测试');
  });

  describe('where discovery chose the endorsers', () => {
    it('give the first endorser’s refusal', () => {
      const error = grpcError(10, ALL_FAILED, [['NationalMSP', refused('STALE_SUBJECT')]]);
      expect(toEndorseError(error, undefined)).to.include({ code: 'STALE_SUBJECT' });
    });

    it('tell of a later one that differs from the first', () => {
      const error = grpcError(10, SOME_FAILED, [['SichuanMSP', refused('STALE_SUBJECT')]]);
      expect(toEndorseError(error, undefined)).to.be.instanceOf(EndorsersDisagreeError);
    });
  });

  for (const [code, message] of [
    [9, 'no combination of peers can be derived which satisfy the endorsement policy'],
    [2, 'too many requests for /gateway.Gateway, exceeding concurrency limit (500)'],
    [14, 'No connection established'],
    [4, 'Deadline exceeded'],
  ] as const) {
    it(`${code} ${message.slice(0, 30)}… is LEDGER_UNAVAILABLE at each step`, () => {
      const error = grpcError(code, message);
      for (const mapped of [toEndorseError(error, ASKED), toEvaluateError(error), toLedgerError(error)])
        expect(mapped).to.include({ code: 'LEDGER_UNAVAILABLE' });
    });
  }

  it('are our own fault where the peer does not take our certificate', () => {
    expect(toLedgerError(grpcError(7, 'access denied'))).to.include({ code: 'INTERNAL' });
  });

  it('are timeouts only where they are', () => {
    expect(isTimeout(grpcError(4, 'Deadline exceeded'))).to.equal(true);
    expect(isTimeout(grpcError(14, 'unavailable'))).to.equal(false);
    expect(isTimeout(new Error('Deadline exceeded'))).to.equal(false);
  });

  it('of a query give the contract’s refusal from the message', () => {
    const text = `evaluate call to endorser returned error: ${refused('ACCOUNT_UNKNOWN')}`;
    expect(toEvaluateError(grpcError(2, text))).to.include({ code: 'ACCOUNT_UNKNOWN' });
  });
});
