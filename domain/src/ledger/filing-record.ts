// SPDX-License-Identifier: Apache-2.0

/** 备案回执: that a person's expulsion was filed with a union above, the newest only. The account stays as it is. */
export interface FilingRecord {
  readonly v: number;
  /** Day of the expulsion. */
  readonly since: string;
  /** And the account's version by it (AccountRecord.at). */
  readonly of?: number;
  /** Day of the receipt. */
  readonly on: string;
  /** The union that gave it, and its province. */
  readonly org: string;
  readonly province: string;
  /** SM3 of the receipt, base64url. */
  readonly evidence: string;
}
