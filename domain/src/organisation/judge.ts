// SPDX-License-Identifier: Apache-2.0

/** A union that is a side of a dispute, and all above it, upwards; where it ends, whoever has its members (ADR 45). */
export type WayUp = readonly [side: string, ...above: string[]];
export type JudgedSides = readonly [WayUp, WayUp];

/** The lowest union that may judge between two: it stands above both and is neither. Undefined where none does. */
export function commonSuperior(sides: JudgedSides): string | undefined {
  return sides[0].find((judge) => isAboveBoth(judge, sides));
}

/** Who judges as things stand: whoever was to, while it may; else the lowest that may. */
export function standingJudge(judge: string, sides: JudgedSides): string | undefined {
  return isAboveBoth(judge, sides) ? judge : commonSuperior(sides);
}

function isAboveBoth(judge: string, sides: JudgedSides): boolean {
  return sides.every(([, ...above]) => above.includes(judge));
}
