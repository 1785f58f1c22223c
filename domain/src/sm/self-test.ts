// SPDX-License-Identifier: Apache-2.0
/** The algorithm did not give the standard's answer: the process must not start. */
export class SelfTestError extends Error {
  override readonly name = 'SelfTestError';
  readonly algorithm: SelfTestedAlgorithm;

  constructor(algorithm: SelfTestedAlgorithm, options?: ErrorOptions) {
    super(
      `${algorithm} self-test failed: this Node's OpenSSL does not compute ${algorithm}; refusing to start`,
      options,
    );
    this.algorithm = algorithm;
  }
}

/** What the self-tests cover. */
export type SelfTestedAlgorithm = 'SM2 verification' | 'SM2 signing' | 'SM3' | 'SM4';

/** Turns a false answer or an exception of one self-test into a {@link SelfTestError}. */
export function assertSelfTest(algorithm: SelfTestedAlgorithm, passes: () => boolean): void {
  let passed: boolean;
  try {
    passed = passes();
  } catch (cause) {
    throw new SelfTestError(algorithm, { cause });
  }
  if (!passed) throw new SelfTestError(algorithm);
}
