// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import type { CorrectionParts, CorrectionRequest } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { assertSecondUnion, type FirstSigned } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import { PERSON_FIELD_NAMES } from '@unionid/domain/forms';
import { correctionTypeOf, DOCUMENT_FIELDS, type CorrectionType } from '@unionid/domain/person';
import { commitmentRoot, SEED_BYTES, type Fields } from '@unionid/domain/privacy';
import { randomBytes } from '@unionid/domain/signing';
import { chinaDateAt, timestampAt } from '@unionid/domain/values';
import type { Matching } from '../matching/matching.js';
import type { ReadModel, TaggedAccount } from '../read-model/read-model.js';
import { accountOf } from '../standing/account-of.js';
import { ownRecords } from '../standing/own-records.js';
import type { StagedRecord, Vault } from '../vault/vault.js';
import { correctionKeys, type CorrectionKeys } from './correction-keys.js';
import type { AccountInstruction } from './preparations.js';
import { VALIDITY_MS } from './preparation-sweeper.js';
import { readCorrected, type EnteredPerson } from './read-person.js';

export interface CorrectionMeans {
  readonly vault: Pick<Vault, 'read' | 'commitmentRoots' | 'stage' | 'staged'>;
  /** Charged to the operator. */
  readonly matching: Matching;
  readonly readModel: Pick<
    ReadModel,
    | ('account' | 'accountByPersonKey' | 'accountsByPersonKeys' | 'transfer' | 'claim')
    | ('organisation' | 'employers' | 'clock')
  >;
  readonly operatorId: string;
  /** Where the operator stands, who would sign first. */
  readonly first: FirstSigned;
  readonly now: () => number;
}

/** What the cadre decides on beside the record. */
const DECIDED = ['place', 'reason', 'evidence', 'claimed'];
/** Of a file's row, and not the person's: a counter states neither. */
const NOT_COMPARED: readonly string[] = ['joinedDate', 'source'];

/**
 * The corrected record, kept beside the one that stands until the ledger has its root, and what the instruction says of it.
 * @throws DomainError INVALID_REQUEST, ACCOUNT_UNKNOWN, MEMBER_UNCHANGED, SECOND_NOBODY, ACCOUNT_EXISTS, TRANSFER_OPEN, MATCHING_UNAVAILABLE
 */
export async function prepareCorrection(
  { identityId, person, claim }: CorrectionRequest,
  means: CorrectionMeans,
): Promise<CorrectionParts> {
  const claims = claim === true;
  const { readModel, vault, now } = means;
  const account = await readModel.account(identityId);
  if (account === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
  const entered = await readCorrected(person, account, { today: chinaDateAt(now()), readModel });
  // One that does not open is entered anew like one that is lost.
  const before = (await ownRecords([account], vault)).get(identityId);
  const known = before?.fields ?? (await fieldsProvenBy(entered, account, means));
  const fields = differingFields(known, entered.fields);
  if (fields.length === 0) throw new DomainError('MEMBER_UNCHANGED', { identityId });
  const type = correctionTypeOf(fields);
  // Who opens a claim, or answers it, decides alone.
  if (!claims) assertSecondUnion(INSTRUCTION_TYPES[type], means.first);
  const { tags, other } = await correctionKeys(type, {
    ...{ account, after: entered.identifiers, before: before?.identifiers },
    ...{ matching: means.matching, readModel, now, claims },
  });
  const staged = await stage({ type, identityId, fields, entered, tags }, means);
  const { place, version } = account;
  return {
    ...{ identityId, place, version, type, fields, ...tags },
    ...{ seed: toBase64url(staged.seed), root: staged.root, record: { ...entered.fields } },
    ...(other !== undefined && { claim: await claimParts(other, account, readModel) }),
    expires: timestampAt(staged.preparedAt + VALIDITY_MS),
  };
}

async function claimParts(
  { identityId, place }: TaggedAccount,
  { root: standing }: TaggedAccount,
  readModel: Pick<ReadModel, 'claim'>,
): Promise<NonNullable<CorrectionParts['claim']>> {
  const version = (await readModel.claim(identityId))?.claim.v ?? 0;
  return { identityId, place, version, standing };
}

/**
 * Before a correction is submitted: that it says what was prepared.
 * @throws DomainError PREPARATION_UNKNOWN, PREPARATION_DIFFERS with the names of what differs
 */
export async function assertCorrection(
  { type, payload }: AccountInstruction,
  { vault, now }: Pick<CorrectionMeans, 'vault' | 'now'>,
): Promise<void> {
  const wanted = await promisedOf({ identityId: payload.identityId, root: payload.root }, { vault, now });
  const said: Readonly<Record<string, unknown>> = { ...payload, type };
  const names = Object.keys({ ...said, ...wanted }).filter((name) => !DECIDED.includes(name));
  assertSame(names, said, wanted);
}

/** The same of the record that a number is exchanged into: its correction goes with the other account's. */
export async function assertExchange(
  {
    identityId,
    exchange,
  }: { readonly identityId: string; readonly exchange: Told & { readonly root: string } },
  means: Pick<CorrectionMeans, 'vault' | 'now'>,
): Promise<void> {
  const wanted = await promisedOf({ identityId, root: exchange.root }, means);
  assertSame([...Object.keys(exchange), 'personKey', 'formerKey'], exchange, wanted);
}

type Told = Readonly<Record<string, unknown>>;

async function promisedOf(
  { identityId, root }: { readonly identityId: string; readonly root: unknown },
  { vault, now }: Pick<CorrectionMeans, 'vault' | 'now'>,
): Promise<Told> {
  const found = (await vault.staged(identityId)).find((staged) => staged.root === root);
  if (found === undefined || found.preparedAt + VALIDITY_MS <= now())
    throw new DomainError('PREPARATION_UNKNOWN');
  return JSON.parse(found.promised) as Told;
}

function assertSame(names: readonly string[], said: Told, wanted: Told): void {
  const fields = names.filter((name) => !isDeepStrictEqual(said[name], wanted[name]));
  if (fields.length > 0) throw new DomainError('PREPARATION_DIFFERS', { fields });
}

function differingFields(before: Fields, after: Fields): string[] {
  return PERSON_FIELD_NAMES.filter(
    (name) => !NOT_COMPARED.includes(name) && before[name] !== after[name],
  ).sort();
}

/** What a number of GB 11643 says beside itself. */
const TOLD_BY_NUMBER: Readonly<Record<string, readonly string[]>> = { 111: ['birthDate', 'sex'] };

/**
 * Of a record that was lost: what the ledger's tags say that it held. One person can enter it anew for whoever is found by the
 * same document and name; whatever the tags do not hold is said to differ.
 */
async function fieldsProvenBy(
  { fields, identifiers }: EnteredPerson,
  { identityId }: TaggedAccount,
  { matching, readModel }: CorrectionMeans,
): Promise<Fields> {
  const [tag] = (await matching.personTags([identifiers], 'enrolment')).tags;
  const found = tag && (await accountOf(tag, readModel));
  if (found?.identityId !== identityId || found.nameTag !== tag?.nameTag) return {};
  const proven = [...DOCUMENT_FIELDS, 'name', ...(TOLD_BY_NUMBER[identifiers.docType] ?? [])];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => proven.includes(name)));
}

interface Correction {
  readonly type: CorrectionType;
  readonly identityId: string;
  readonly fields: readonly string[];
  readonly entered: EnteredPerson;
  readonly tags: CorrectionKeys;
}

/** The same content prepared before by the same operator is the same: pressing the button twice leaves one record. */
async function stage(
  { type, identityId, fields, entered, tags }: Correction,
  { vault, operatorId, now }: CorrectionMeans,
): Promise<Pick<StagedRecord, 'seed' | 'root' | 'preparedAt'>> {
  const promise = (root: string): string => JSON.stringify({ ...tags, type, identityId, fields, root });
  const isSame = (record: StagedRecord): boolean =>
    record.group === operatorId &&
    record.preparedAt + VALIDITY_MS > now() &&
    record.root === commitmentRoot(entered.fields, record.seed) &&
    record.promised === promise(record.root);
  const kept = (await vault.staged(identityId)).find(isSame);
  if (kept !== undefined) return kept;
  const seed = randomBytes(SEED_BYTES);
  const root = commitmentRoot(entered.fields, seed);
  const { fields: content, identifiers } = entered;
  const preparedAt = now();
  await vault.stage(
    { identityId, fields: content, seed, identifiers },
    { root, group: operatorId, promised: promise(root) },
  );
  return { seed, root, preparedAt };
}
