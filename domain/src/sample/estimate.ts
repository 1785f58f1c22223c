// SPDX-License-Identifier: Apache-2.0

/** What a sample says of all that was paid, in ten-thousandths; for 95 of 100 samples. */
export interface Estimate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.959964;

/** Wilson's interval for so many that failed of those looked at, narrower where they were many of all (finite population). */
export function estimateOf({
  size,
  failed,
  of,
}: {
  readonly size: number;
  readonly failed: number;
  /** All that were paid. */
  readonly of: number;
}): Estimate {
  if (size === 0) return { rate: 0, low: 0, high: 10_000 };
  const rate = failed / size;
  const left = of > 1 ? Math.max(0, (of - size) / (of - 1)) : 0;
  const z2 = Z * Z * left;
  const middle = (rate + z2 / (2 * size)) / (1 + z2 / size);
  const half =
    (Math.sqrt(z2) / (1 + z2 / size)) * Math.sqrt((rate * (1 - rate)) / size + z2 / (4 * size * size));
  return {
    rate: parts(rate),
    low: parts(Math.max(0, middle - half)),
    high: parts(Math.min(1, middle + half)),
  };
}

function parts(share: number): number {
  return Math.round(share * 10_000);
}
