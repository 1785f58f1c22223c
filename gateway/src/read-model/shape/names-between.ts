// SPDX-License-Identifier: Apache-2.0

/** Names in one column, each between commas, so that one of them is found: `like '%,name,%'`. */
export function namesBetween(names: readonly (string | undefined)[]): string {
  return `,${names.filter((name) => name !== undefined).join(',')},`;
}
