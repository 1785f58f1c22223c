// SPDX-License-Identifier: Apache-2.0
import type { VerifyRequest } from '@unionid/domain/api';
import type { TrustedKey } from '@unionid/sdk';
import type { RootOperator } from '@unionid/test-network';

/** What the client process is told: whom to ask what, as whom, and whose answers to believe. */
export interface VerificationJob {
  readonly baseUrl: string;
  readonly operator: RootOperator;
  readonly trustedKeys: readonly TrustedKey[];
  /** Asked in turn, all about members. */
  readonly requests: readonly VerifyRequest[];
  readonly inFlight: number;
  readonly seconds: number;
  /** Counts requests that are refused, where the first would else end the job. */
  readonly mayBeRefused?: boolean;
}

/** What it saw. */
export interface VerificationOutcome {
  readonly count: number;
  readonly seconds: number;
  /** Answers in all, those of the warming up before the measurement too. */
  readonly asked: number;
  /** Of these, how many were refused or not answered. */
  readonly refused: number;
  /** CPU time of the client process. */
  readonly cpuSeconds: number;
  /** Milliseconds of the middle answer, and of the slowest but one in a hundred. */
  readonly median: number;
  readonly p99: number;
}
