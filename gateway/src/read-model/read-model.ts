// SPDX-License-Identifier: Apache-2.0
import type { AccountView, HistoryEntry, OperatorView, OrganisationView, Page } from '@unionid/domain/api';
import type {
  ChunkRecord,
  EmployerRecord,
  GatewayKeyRecord,
  ManifestRecord,
  NetworkRecord,
  ProvinceRecord,
} from '@unionid/domain/ledger';
import type { RecordIds } from './foreign-changes.js';

export interface PageRequest {
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** Answers from this gateway's copy of the ledger, built from block events. Rows are of the height that `height()` tells. */
export interface ReadModel {
  /** Blocks applied so far: what block n wrote is visible once the height is n + 1. */
  height(): Promise<number>;
  /** Resolves once `height` is applied. @throws DomainError HEIGHT_NOT_REACHED after `timeoutMs`. */
  waitForHeight(height: number, timeoutMs: number): Promise<void>;
  network(): Promise<NetworkRecord | undefined>;
  provinces(): Promise<readonly (ProvinceRecord & { code: string })[]>;
  gatewayKey(mspId: string, keyId: string): Promise<GatewayKeyRecord | undefined>;
  /** Every registered gateway key, revoked ones included. */
  gatewayKeys(): Promise<readonly (GatewayKeyRecord & { mspId: string; keyId: string })[]>;
  operator(operatorId: string): Promise<OperatorView | undefined>;
  organisation(orgId: string): Promise<OrganisationView | undefined>;
  organisations(
    filter: { province?: string; parent?: string; name?: string },
    page: PageRequest,
  ): Promise<Page<OrganisationView>>;
  organisationByCreditCode(creditCode: string): Promise<OrganisationView | undefined>;
  /** Unions of a province with this full name; width, blanks and case do not matter. */
  organisationsByName(province: string, name: string): Promise<readonly OrganisationView[]>;
  employers(orgId: string): Promise<readonly (EmployerRecord & { creditCode: string })[]>;
  /** Unions of a province that cover an employer of this full name, compared likewise. */
  unionsOfEmployer(province: string, employerName: string): Promise<readonly OrganisationView[]>;
  /** True when `orgId` is `ancestor` or stands below it. */
  isWithin(orgId: string, ancestor: string): Promise<boolean>;
  account(identityId: string): Promise<(AccountView & { nameTag: string; root: string }) | undefined>;
  accountByPersonKey(
    personKey: string,
  ): Promise<(AccountView & { nameTag: string; root: string }) | undefined>;
  /** Which of these personKeys are on the ledger, in one query: personKey → account. */
  accountsByPersonKeys(
    personKeys: readonly string[],
  ): Promise<ReadonlyMap<string, AccountView & { nameTag: string }>>;
  accounts(filter: { province?: string; org?: string }, page: PageRequest): Promise<Page<AccountView>>;
  history(identityId: string, page: PageRequest): Promise<Page<HistoryEntry>>;
  /** Whether any of these records is the province's, as of the last block applied. */
  holdsAny(province: string, ids: RecordIds): Promise<boolean>;
  manifest(manifestId: string): Promise<ManifestRecord | undefined>;
  chunk(manifestId: string, index: number): Promise<ChunkRecord | undefined>;
  /** Transaction that carried an instruction out. */
  seenInstruction(
    instructionId: string,
  ): Promise<{ transactionId: string; block: number; result: string } | undefined>;
  transaction(
    transactionId: string,
  ): Promise<{ block: number; valid: boolean; code: number; result: string } | undefined>;
}
