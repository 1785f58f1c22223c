// SPDX-License-Identifier: Apache-2.0

/** Levels of hardship files (困难职工档案), the widest first: 全国级, 省级, 地市级及以下. */
export const FILE_LEVELS = ['national', 'provincial', 'local'] as const;
export type FileLevel = (typeof FILE_LEVELS)[number];

/** Why a file ends (注销): 脱困, 退休, 调离, 死亡, 公示有异议, 建档有误. */
export const FILE_ENDS = ['recovered', 'retired', 'moved', 'deceased', 'objection', 'error'] as const;
export type FileEnd = (typeof FILE_ENDS)[number];

/** Who belongs to a household, without a name: a keyed tag of the document, and the account where there is one. */
export interface HouseholdMember {
  readonly tag: string;
  /** The tag by the version of the matching key before, where two were in force. */
  readonly former?: string;
  /** identityId. */
  readonly id?: string;
}

export interface FiledMember extends HouseholdMember {
  /** Other accounts of the same person: those that have ended for the member's, or for which that has (ADR 66). */
  readonly also?: readonly string[];
  /** Version of the file from which on. */
  readonly in: number;
}

/** Who left a household. */
export interface LeftMember extends FiledMember {
  /** First version without. */
  readonly out: number;
}

/** 公示: first and last day, and SM3 of the notice. */
export interface Publicity {
  readonly from: string;
  readonly until: string;
  readonly notice: string;
}

/** By which level a file counts; first and last day on which something is granted by it; how that was shown. */
export interface FileTerm {
  readonly level: FileLevel;
  readonly from: string;
  readonly until: string;
  readonly publicity?: Publicity;
}

/** A hardship file (困难职工档案) of one household: what it says of anybody stays in the filing union's vault. */
export interface FileRecord extends FileTerm {
  readonly v: number;
  readonly state: 'OPEN' | 'CLOSED';
  readonly province: string;
  /** The union that has filed it. */
  readonly org: string;
  /** Day in China on which it was filed. */
  readonly filed: string;
  /** SM3 over a seed and the content, and of the document that approves it, base64url. */
  readonly content: string;
  readonly evidence: string;
  /** As it counts until what it says now has been shown in public. */
  readonly before?: FileTerm;
  /** The head of the household first. */
  readonly members: readonly FiledMember[];
  readonly left?: readonly LeftMember[];
  readonly closed?: { readonly on: string; readonly reason: FileEnd; readonly evidence: string };
}

/** In which files somebody stands or stood, by tag and by identityId. */
export interface HouseholdRecord {
  readonly file?: string;
  /** The newest last. */
  readonly was?: readonly string[];
}
