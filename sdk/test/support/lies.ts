// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';

/** Anything that is told as JSON. */
type Told = string | number | boolean | Told[] | { [name: string]: Told };

/** One thing that a gateway says otherwise: which of all, and how. Both are taken modulo what there is. */
export interface Lie {
  readonly at: number;
  readonly how: number;
}

export const anyLies: fc.Arbitrary<readonly Lie[]> = fc.array(
  fc.record({ at: fc.nat(100_000), how: fc.nat(100) }),
  { minLength: 1, maxLength: 3 },
);

/** The same, with one thing after the other said otherwise or not at all, wherever it stands. */
export function toldWith<T extends object>(honest: T, lies: readonly Lie[]): T {
  let told = JSON.parse(JSON.stringify(honest)) as Told;
  for (const { at, how } of lies) {
    const paths = pathsOf(told, []);
    const path = paths[at % paths.length] ?? [];
    told = changed(told, path, how);
  }
  return told as unknown as T;
}

type Path = readonly string[];

/** Of everything below the whole. */
function pathsOf(told: Told, path: Path): Path[] {
  if (typeof told !== 'object') return path.length === 0 ? [] : [path];
  const below = Object.entries(told).flatMap(([name, one]) => pathsOf(one, [...path, name]));
  return path.length === 0 ? below : [path, ...below];
}

function changed(told: Told, [step, ...rest]: Path, how: number): Told {
  if (typeof told !== 'object' || step === undefined) return told;
  // A list is an object by its positions, too.
  const entries = Object.entries(told).flatMap(([name, value]): (readonly [string, Told])[] => {
    if (name !== step) return [[name, value]];
    const other = rest.length > 0 ? changed(value, rest, how) : otherThan(value, how);
    return other === undefined ? [] : [[name, other]];
  });
  return Array.isArray(told) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** Another value of the same type, or none. */
function otherThan(value: Told, how: number): Told | undefined {
  if (typeof value === 'boolean') return how % 4 === 0 ? undefined : !value;
  if (typeof value === 'number') return [undefined, 0, 1, value + 1, value - 1][how % 5];
  if (typeof value === 'string') return otherText(value, how);
  // A list loses its first, or has it twice; an object, or a list, is left out.
  if (!Array.isArray(value) || how % 3 === 0) return undefined;
  return how % 3 === 1 ? value.slice(1) : [...value, ...value.slice(0, 1)];
}

/** What stands somewhere in what gateways say. */
const TEXTS = [
  'standing',
  'entered',
  'requests',
  'changes',
  'members',
  '2',
  'RETAINED',
  '1950-01-01',
  '测试乙',
];

function otherText(value: string, how: number): string | undefined {
  const turned = value.replace(/[0-9A-Za-z]/, (one) => (one === '1' ? '2' : '1'));
  return [undefined, '', TEXTS[how % TEXTS.length], turned][how % 4];
}
