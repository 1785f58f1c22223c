// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { Imports } from '../imports/imports.js';
import type { Preparations } from '../preparations/preparations.js';
import type { Vault } from '../vault/vault.js';

// The national union hosts no members (architecture.md §5): its gateway has no vault and prepares nothing.
const refuse = (): Promise<never> => Promise.reject(new DomainError('NOT_FOUND'));

/** A vault without records. */
export const absentVault: Vault = {
  prepare: refuse,
  commitmentRoots: refuse,
  activate: () => Promise.resolve(),
  regroup: () => Promise.resolve(),
  discard: () => Promise.resolve(),
  seen: () => Promise.resolve(new Map()),
  setAside: () => Promise.resolve(),
  stage: refuse,
  staged: () => Promise.resolve([]),
  keepBankAccounts: refuse,
  bankAccounts: () => Promise.resolve(new Map()),
  follow: () => Promise.resolve(),
  unlist: () => Promise.resolve(),
  stagedBefore: () => Promise.resolve([]),
  unstage: () => Promise.resolve(),
  read: () => Promise.resolve(new Map()),
  readable: () => Promise.resolve(new Set()),
  states: () => Promise.resolve(new Map()),
  findByDocument: () => Promise.resolve(undefined),
  findPerson: () => Promise.resolve(undefined),
  findByDocuments: (documents) => Promise.resolve(documents.map(() => undefined)),
  matchDocuments: (documents) => Promise.resolve(documents.map(() => [])),
  pending: () => Promise.resolve([]),
  count: () => Promise.resolve({ pending: 0, active: 0 }),
  close: () => Promise.resolve(),
};

export const absentPreparations: Preparations = {
  prepare: refuse,
  carryOut: refuse,
  sweep: () => Promise.resolve(0),
  close: () => Promise.resolve(),
};

export const absentImports: Imports = {
  start: refuse,
  find: () => Promise.resolve(undefined),
  findOwned: () => Promise.resolve(undefined),
  list: () => Promise.resolve({ items: [] }),
  report: refuse,
  chunk: () => Promise.resolve(undefined),
  approve: refuse,
  cancel: refuse,
  resume: () => Promise.resolve(),
  tidy: () => Promise.resolve(),
  settled: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
