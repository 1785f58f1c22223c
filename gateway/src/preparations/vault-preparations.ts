// SPDX-License-Identifier: Apache-2.0
import type { PreparedParts, PrepareRequest } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { STATED_LEVEL, statedByDecision } from '@unionid/domain/forms';
import { identityIdFor } from '@unionid/domain/person';
import { commitmentRoot, SEED_BYTES, type PersonTags } from '@unionid/domain/privacy';
import { randomBytes } from '@unionid/domain/signing';
import { chinaDateAt, timestampAt } from '@unionid/domain/values';
import type { Databases } from '../database/databases.js';
import type { Matching } from '../matching/matching.js';
import type { AccountQueries, OrganisationQueries } from '../read-model/read-model.js';
import { accountOf } from '../standing/account-of.js';
import { standingOf, type Standing } from '../standing/standing.js';
import { instructionKey, parseInstructionKey } from '../submission/instruction-name.js';
import type { Submissions } from '../submission/submissions.js';
import type { RealNameRecord, Vault } from '../vault/vault.js';
import { readPerson, type EnteredPerson } from './read-person.js';
import { PreparationStore, type PreparationRow } from './preparation-store.js';
import type { AccountInstruction, Preparations } from './preparations.js';

export interface VaultPreparationsOptions {
  readonly databases: Databases;
  readonly vault: Vault;
  readonly matching: Matching;
  readonly readModel: Pick<AccountQueries, 'account' | 'accountByPersonKey'> &
    Pick<OrganisationQueries, 'organisation' | 'employers'>;
  readonly submissions: Pick<Submissions, 'instruction'>;
  readonly now: () => number;
}

const HOUR_MS = 3_600_000;
/** How long the parts may be signed. */
const VALIDITY_MS = 24 * HOUR_MS;
/** The longest an instruction may take effect after that: its own 24 hours, and a peer that was behind. */
const GRACE_MS = 48 * HOUR_MS;
const GROUP = 'prepare/';
const SWEEP_BATCH = 500;

export async function openPreparations(options: VaultPreparationsOptions): Promise<Preparations> {
  return new VaultPreparations(options, await PreparationStore.open(options.databases));
}

interface Actor {
  readonly operatorId: string;
  readonly org: string;
}

class VaultPreparations implements Preparations {
  readonly #options: VaultPreparationsOptions;
  readonly #store: PreparationStore;

  constructor(options: VaultPreparationsOptions, store: PreparationStore) {
    this.#options = options;
    this.#store = store;
  }

  async prepare(request: PrepareRequest, actor: Actor): Promise<PreparedParts> {
    const { matching, readModel, now } = this.#options;
    const person = await readPerson(request, { today: chinaDateAt(now()), readModel });
    const { tags } = await matching.personTags([person.identifiers], 'enrolment');
    const [tag] = tags;
    if (tag === undefined) throw new DomainError('MATCHING_UNAVAILABLE');
    await this.#assertNew(request, person, tag);
    const group = groupOf(request, actor);
    const found = await this.#findKept(group, person, tag);
    const kept = found ?? (await this.#keep(group, person, tag));
    const promised = JSON.stringify(promiseOf(request, kept, tag));
    if (found === undefined) await this.#store.add(kept.record.identityId, kept.expiresAt, promised);
    else await this.#store.promise(kept.record.identityId, promised);
    return toParts(kept, tag);
  }

  async claim(instruction: AccountInstruction): Promise<void> {
    const key = instructionKey(instruction);
    const { identityId } = instruction.payload;
    const row = await this.#store.find(identityId);
    const isOpen = row !== undefined && (await this.#mayClaim(row, key));
    if (!isOpen) throw new DomainError('PREPARATION_UNKNOWN');
    assertPromised(instruction, row.promised);
    if (!(await this.#store.claim(identityId, key))) throw new DomainError('PREPARATION_UNKNOWN');
  }

  async sweep(): Promise<number> {
    const { now } = this.#options;
    let swept = 0;
    for (const row of await this.#store.expired(now(), SWEEP_BATCH)) {
      if (await this.#mayGo(row)) swept += await this.#remove(row);
    }
    return swept + (await this.#sweepStrays());
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  // A refused instruction may be signed anew on the same parts; one under way keeps its claim.
  async #mayClaim(row: PreparationRow, key: string): Promise<boolean> {
    const { instruction_id: claimed, expires_at: expiresAt } = row;
    if (claimed === key) return true;
    if (expiresAt <= this.#options.now()) return false;
    if (claimed === null) return true;
    const status = await this.#options.submissions.instruction(parseInstructionKey(claimed));
    return status === undefined || status.status === 'REFUSED';
  }

  // The contract decides; this only spares the operator a signature that can not take effect.
  async #assertNew({ type, org }: PrepareRequest, { row }: EnteredPerson, tag: PersonTags): Promise<void> {
    const { readModel, vault } = this.#options;
    const account = await accountOf(tag, readModel);
    if (account === undefined) return;
    const { identityId } = account;
    if (type === 'person.openAccount') throw new DomainError('ACCOUNT_EXISTS', { identityId });
    const fields = (await vault.read([identityId])).get(identityId)?.fields;
    const isNamed = account.nameTag === tag.nameTag;
    throwStanding(standingOf(row, org, { account, fields, isNamed }));
  }

  /** The same person with the same content, prepared before and not expired: pressing the button twice is no new account. */
  async #findKept(
    group: string,
    person: EnteredPerson,
    { personKey }: PersonTags,
  ): Promise<Kept | undefined> {
    const { vault, now } = this.#options;
    const [matches = []] = await vault.matchDocuments([person.identifiers]);
    for (const match of matches) {
      if (match.state !== 'PENDING' || match.group !== group) continue;
      const row = await this.#store.find(match.identityId);
      const record = (await vault.read([match.identityId])).get(match.identityId);
      if (row === undefined || record === undefined || row.expires_at <= now()) continue;
      const root = commitmentRoot(person.fields, record.seed);
      // With other content, or another version of the matching key, it would be another identifier.
      if (record.identityId === identityIdFor({ personKey, root }))
        return { record, root, expiresAt: row.expires_at };
    }
    return undefined;
  }

  async #keep(
    group: string,
    { fields, identifiers }: EnteredPerson,
    { personKey }: PersonTags,
  ): Promise<Kept> {
    const seed = randomBytes(SEED_BYTES);
    const root = commitmentRoot(fields, seed);
    const identityId = identityIdFor({ personKey, root });
    const record = { identityId, fields, seed, identifiers };
    const expiresAt = this.#options.now() + VALIDITY_MS;
    await this.#options.vault.prepare(group, [record]);
    return { record, root, expiresAt };
  }

  async #mayGo({ instruction_id: claimed, expires_at: expiresAt }: PreparationRow): Promise<boolean> {
    if (claimed === null) return true;
    const status = await this.#options.submissions.instruction(parseInstructionKey(claimed));
    switch (status?.status) {
      case 'PENDING':
        return false;
      case 'COMMITTED':
        return true;
      case 'REFUSED':
      case undefined:
        // It may be submitted again as long as its signature is valid.
        return expiresAt + GRACE_MS < this.#options.now();
    }
  }

  // `discard` leaves ACTIVE records alone, so a committed account loses only its row here. A commit whose block this
  // gateway has not projected yet is still PENDING in the vault: that one waits.
  async #remove(row: PreparationRow): Promise<number> {
    const { vault, submissions } = this.#options;
    const identityId = row.identity_id;
    const state = (await vault.states([identityId])).get(identityId);
    const committed =
      row.instruction_id !== null &&
      (await submissions.instruction(parseInstructionKey(row.instruction_id)))?.status === 'COMMITTED';
    if (committed && state === 'PENDING') return 0;
    if (!(await this.#store.take(row))) return 0;
    return committed ? 0 : this.#discard(identityId);
  }

  /** Unless the ledger has the account: then what lacks is a note here, or its block came before the vault's backup was put back. */
  async #discard(identityId: string): Promise<number> {
    const { vault, readModel } = this.#options;
    if ((await readModel.account(identityId)) !== undefined) {
      await vault.activate([identityId]);
      return 0;
    }
    await vault.discard([identityId]);
    return 1;
  }

  /** Records of a preparation that a crash cut off before its row was written: nobody was told of them. */
  async #sweepStrays(): Promise<number> {
    const { vault, now } = this.#options;
    const preparedBefore = now() - VALIDITY_MS - GRACE_MS;
    const old = await vault.pending({ groupPrefix: GROUP, preparedBefore, limit: SWEEP_BATCH });
    let swept = 0;
    for (const { identityId } of old) {
      if ((await this.#store.find(identityId)) === undefined) swept += await this.#discard(identityId);
    }
    return swept;
  }
}

interface Kept {
  readonly record: RealNameRecord;
  readonly root: string;
  readonly expiresAt: number;
}

function groupOf({ type, org }: PrepareRequest, { operatorId }: Actor): string {
  return `${GROUP}${type}/${org}/${operatorId}`;
}

/** @throws DomainError ACCOUNT_EXISTS, MEMBER_UNCHANGED, MEMBER_DIFFERS, MEMBER_EXISTS */
function throwStanding(standing: Standing): void {
  switch (standing.is) {
    case 'new':
      return;
    case 'account':
      throw new DomainError('ACCOUNT_EXISTS', { identityId: standing.identityId });
    case 'unchanged':
      throw new DomainError('MEMBER_UNCHANGED', { identityId: standing.identityId });
    case 'differs':
      throw new DomainError('MEMBER_DIFFERS', { identityId: standing.identityId, columns: standing.columns });
    case 'elsewhere':
      throw new DomainError('MEMBER_EXISTS', { province: standing.province });
  }
}

/** All that an instruction on a preparation says. */
function promiseOf(
  request: PrepareRequest,
  { record: { identityId }, root }: Kept,
  tag: PersonTags,
): Readonly<Record<string, unknown>> {
  const { type, org } = request;
  return {
    ...{ ...tag, type, org, identityId, root, level: STATED_LEVEL },
    ...(request.type === 'person.enrol' ? statedByDecision(request.decision) : { on: request.on }),
  };
}

/** @throws DomainError PREPARATION_DIFFERS: names of fields, never their values; also for one that was not promised */
function assertPromised({ type, payload }: AccountInstruction, promised: string | null): void {
  const said: Readonly<Record<string, unknown>> = { ...payload, type };
  const wanted = JSON.parse(promised ?? '{}') as Readonly<Record<string, unknown>>;
  const fields = Object.keys({ ...said, ...wanted }).filter((field) => said[field] !== wanted[field]);
  if (fields.length > 0) throw new DomainError('PREPARATION_DIFFERS', { fields });
}

function toParts(
  { record: { identityId, fields, seed }, root, expiresAt }: Kept,
  tag: PersonTags,
): PreparedParts {
  return {
    preparationId: identityId,
    identityId,
    ...tag,
    seed: toBase64url(seed),
    root,
    level: STATED_LEVEL,
    fields: { ...fields },
    expires: timestampAt(expiresAt),
  };
}
