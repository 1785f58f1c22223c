// SPDX-License-Identifier: Apache-2.0

/** What stands under a personKey: the account it leads to and, once another document has taken its place, how it was known. */
export interface PersonLead {
  /** identityId, or a place in a page. */
  readonly holder: string;
  /** The account's nameTag under this document; absent of the document that counts. */
  readonly formerTag?: string;
}

const SEPARATOR = '~';
const LEAD = /^(?<holder>[0-9A-Za-z]+)(?:~(?<formerTag>[A-Za-z0-9_-]{21}[AQgw]))?$/;

/** Spells a lead. */
export function formatLead({ holder, formerTag }: PersonLead): string {
  return formerTag === undefined ? holder : holder + SEPARATOR + formerTag;
}

/** Reads the value under a personKey; of what is none the holder is the whole text, which is no account. */
export function parseLead(value: string): PersonLead {
  const { holder = value, formerTag } = LEAD.exec(value)?.groups ?? {};
  return formerTag === undefined ? { holder } : { holder, formerTag };
}
