// SPDX-License-Identifier: Apache-2.0

/** Kinds of records that others are part of: who answers for one of them answers for its parts. */
export type OwnerKind = 'account' | 'accountPage' | 'organisation' | 'operator' | 'fund' | 'plan';

/** Whose record a key is part of. */
export interface Owner {
  readonly kind: OwnerKind;
  readonly id: string;
}

/** Of nobody, or of no province. */
export const none = (): undefined => undefined;
/** The province that a record names as its own. */
export const own = ({ province: code }: { readonly province: string }): string => code;
/** Part of the record that the key names first. */
export const partOf =
  (kind: OwnerKind) =>
  ([id = '']: readonly string[]): Owner => ({ kind, id });
