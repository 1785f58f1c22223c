// SPDX-License-Identifier: Apache-2.0
import { PAGE_LIMIT, pageQuery } from '@unionid/domain/api';
import { UsageError } from './usage-error.js';

/** Options as they were typed. */
export type OptionValues = Readonly<
  Record<string, string | boolean | readonly (string | boolean)[] | undefined>
>;

/** The value of an option that takes one, or undefined. */
export function valueOf(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The values of an option that may be given several times. */
export function valuesOf(values: OptionValues, name: string): readonly string[] {
  return [values[name] ?? []].flat().filter((value) => typeof value === 'string');
}

/** How many rows of a list. @throws UsageError badLimit, with the bounds of every list */
export function limitOf(values: OptionValues): number {
  const text = valueOf(values, 'limit');
  if (text === undefined) return pageQuery.shape.limit.parse(undefined);
  const limit = pageQuery.shape.limit.safeParse(text);
  if (limit.success && text.trim() !== '') return limit.data;
  throw new UsageError('badLimit', { text, ...PAGE_LIMIT });
}

/** The value of an option that has to be given. @throws UsageError */
export function required(values: OptionValues, name: string): string {
  const value = valueOf(values, name);
  if (value === undefined) throw new UsageError('missingArgument', { name: `--${name}` });
  return value;
}

/** One of a closed list; `words` say what its members mean. @throws UsageError badValue */
export function oneOf<T extends string>(name: string, value: string, allowed: readonly T[], words = ''): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined)
    throw new UsageError('badValue', { name: `--${name}`, text: value, allowed: allowed.join(', '), words });
  return found;
}

/** A comma-separated list of members of a closed list; '' for none. */
export function listOf<T extends string>(
  name: string,
  value: string,
  allowed: readonly T[],
  words?: string,
): T[] {
  const parts = value.split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '').map((part) => oneOf(name, part, allowed, words));
}

/** An item's row in its plan's list, from 0: `plans items` counts from 1. @throws UsageError badItem */
export function itemNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new UsageError('badItem');
  return Number(text) - 1;
}
