// SPDX-License-Identifier: Apache-2.0
import type { PreparedParts, PrepareRequest } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { identityIdFor, isHeld, mayJoin } from '@unionid/domain/person';
import { commitmentRoot, SEED_BYTES, type PersonTags } from '@unionid/domain/privacy';
import { randomBytes } from '@unionid/domain/signing';
import { chinaDateAt } from '@unionid/domain/values';
import type { TaggedAccount } from '../read-model/read-model.js';
import { Semaphore } from '../pacing/semaphore.js';
import { accountOf } from '../standing/account-of.js';
import { standingAccount } from '../standing/standing-account.js';
import { ownRecord } from '../standing/own-records.js';
import { ledgerNow } from '../standing/ledger-now.js';
import { standingOf } from '../standing/standing.js';
import { instructionKey, parseInstructionKey } from '../submission/instruction-name.js';
import type { RealNameRecord } from '../vault/vault.js';
import { assertNew } from './assert-new.js';
import { holdingSlot } from './holding-slot.js';
import { toParts, type Kept } from './kept.js';
import { readPerson, type EnteredPerson } from './read-person.js';
import { assertPreparedOfAge } from './of-age.js';
import type { VaultPreparationsOptions } from './options.js';
import { PreparationStore, type PreparationRow } from './preparation-store.js';
import { GROUP, PreparationSweeper, VALIDITY_MS } from './preparation-sweeper.js';
import { assertPromised, promiseOf } from './promise.js';
import { requireClaimable } from './claimable.js';
import { makeRoom, whileFree } from './room.js';
import { requireTransferable } from './transferable.js';
import type { AccountInstruction, Preparations } from './preparations.js';

export async function openPreparations(options: VaultPreparationsOptions): Promise<Preparations> {
  return new VaultPreparations(options, await PreparationStore.open(options.databases));
}

/** Who stands before whom. */
interface Standing {
  readonly person: EnteredPerson;
  readonly tag: PersonTags;
  readonly actor: Actor;
}

type Actor = Parameters<Preparations['prepare']>[1];

class VaultPreparations implements Preparations {
  readonly #options: VaultPreparationsOptions;
  readonly #store: PreparationStore;
  readonly #sweeper: PreparationSweeper;
  /**
   * One at a time, the sweep's too: two of one account at once would each make room for itself by destroying what the other has just
   * kept.
   */
  readonly #onAccounts = new Semaphore(1);

  constructor(options: VaultPreparationsOptions, store: PreparationStore) {
    this.#options = options;
    this.#store = store;
    this.#sweeper = new PreparationSweeper(options, store, this.#onAccounts);
  }

  async prepare(request: PrepareRequest, actor: Actor): Promise<PreparedParts> {
    const { matching, readModel, now } = this.#options;
    const today = chinaDateAt(now());
    const person = await readPerson(request, { today, readModel });
    const { tags } = await matching.personTags([person.identifiers], 'enrolment');
    const [tag] = tags;
    if (tag === undefined) throw new DomainError('MATCHING_UNAVAILABLE');
    const standing = await this.#standing(request, { person, tag, actor });
    const { account, part } = standing;
    const isNew = account === undefined;
    const ofAge = (birthDate: string | undefined): void => {
      const { docType } = person.row;
      if (account !== undefined) assertPreparedOfAge(request, { docType, birthDate, account }, today);
    };
    const entry = {
      group: groupOf(request, actor),
      person,
      isNew,
      identityOf: identityOf(tag, account),
      ofAge,
    };
    const keep = async (): Promise<PreparedParts> => {
      const found = await this.#findKept(entry);
      const kept = found ?? (await this.#keep(entry, account));
      const promised = JSON.stringify(
        promiseOf(request, { identityId: kept.record.identityId, root: kept.root }, tag),
      );
      if (found === undefined) await this.#store.add(kept.record.identityId, kept.expiresAt, promised);
      else await this.#store.promise(kept.record.identityId, promised);
      return { ...toParts(kept, tag), ...part };
    };
    return isNew ? keep() : this.#onAccounts.run(keep);
  }

  async carryOut<T>(instruction: AccountInstruction, submit: () => Promise<T>): Promise<T> {
    const key = instructionKey(instruction);
    const done = this.#sweeper.hold(key);
    try {
      const row = await this.#store.find(instruction.payload.identityId);
      // Of one that was submitted before, a colleague may be about to take the place, once it is refused.
      const isFirst = row === undefined || row.instruction_id === null;
      await (isFirst
        ? this.#claim(instruction, key)
        : this.#onAccounts.run(() => this.#claim(instruction, key)));
      return await holdingSlot(instruction, submit, this.#options);
    } finally {
      done();
    }
  }

  async #claim(instruction: AccountInstruction, key: string): Promise<void> {
    const { identityId } = instruction.payload;
    const row = await this.#store.find(identityId);
    const isFollowed = row !== undefined && (await this.#isFollowed(instruction, row));
    const isOpen = row !== undefined && (isFollowed || (await this.#mayClaim(row, key)));
    if (!isOpen) throw new DomainError('PREPARATION_UNKNOWN');
    assertPromised(instruction, row.promised);
    // Whatever comes of it, the record waits for the request that stands.
    if (isFollowed) return;
    if (!(await this.#store.claim(identityId, key))) throw new DomainError('PREPARATION_UNKNOWN');
  }

  sweep(): Promise<number> {
    return this.#sweeper.sweep();
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  /** Whether it uses the member's code on the union's own request, which waits for an answer. @throws DomainError TRANSFER_OPEN */
  async #isFollowed(instruction: AccountInstruction, row: PreparationRow): Promise<boolean> {
    const isOther =
      instruction.type === 'transfer.request' && row.instruction_id !== instructionKey(instruction);
    if (!isOther || !(await this.#sweeper.isAwaited(row))) return false;
    if (!('code' in instruction.payload)) throw new DomainError('TRANSFER_OPEN');
    return true;
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

  /** The account that is to be moved, or joined on, with what the instruction says of it; none where one is to be made. */
  async #standing(request: PrepareRequest, { person, tag, actor }: Standing): Promise<OnAccount> {
    const { readModel, slots, province } = this.#options;
    const who = { province, person: actor.person, now: await ledgerNow(this.#options) };
    if (request.type === 'transfer.request') {
      const ground = { ...who, readModel, slots };
      const { account, version, number, slot } = await requireTransferable(request.org, tag, ground);
      return { account, part: { transfer: { version, number, ...(slot !== undefined && { slot }) } } };
    }
    if (request.type === 'claim.open')
      return { part: { claim: await requireClaimable(request, tag, { ...who, readModel }) } };
    const account = await this.#joinable(request, person, tag);
    return account === undefined
      ? { part: {} }
      : { account, part: { account: { version: account.version } } };
  }

  // The contract decides; this only spares the operator a signature that can not take effect.
  async #joinable(
    { type, org }: PrepareRequest,
    { row }: EnteredPerson,
    tag: PersonTags,
  ): Promise<TaggedAccount | undefined> {
    const { readModel, vault, province } = this.#options;
    const account = await accountOf(tag, readModel);
    if (account === undefined) return undefined;
    const { identityId, state } = account;
    if (type === 'person.openAccount') throw new DomainError('ACCOUNT_EXISTS', { identityId });
    if (!isHeld(state)) {
      if (!mayJoin(state)) throw await this.#endedError(account, tag);
      // Of another province's there is no record here by which a cadre could tell who it is.
      if (account.province !== province && account.nameTag !== tag.nameTag)
        throw new DomainError('NAME_DIFFERS');
      return account;
    }
    const fields = (await ownRecord(account, vault))?.fields;
    const isNamed = account.nameTag === tag.nameTag;
    const standing = standingOf(row, org, { account, fields, isNamed });
    if (standing.is === 'unchanged' && fields === undefined)
      throw new DomainError('REAL_NAME_LOST', { identityId });
    assertNew(standing);
    return undefined;
  }

  /** Of a duplicate that has ended its own province is told, by number and name, which account of the person stands. */
  async #endedError(account: TaggedAccount, { nameTag }: PersonTags): Promise<DomainError> {
    const { readModel, province } = this.#options;
    const { state, into } = account;
    const isTold = into !== undefined && account.province === province && account.nameTag === nameTag;
    const standing = isTold && { into: (await standingAccount(account, readModel)).identityId };
    return new DomainError('MEMBERSHIP_ENDED', { state, ...standing });
  }

  /** The same person with the same content, prepared before and not expired: pressing the button twice is no new account. */
  async #findKept({ group, person, isNew, identityOf: identify, ofAge }: Entry): Promise<Kept | undefined> {
    const { vault } = this.#options;
    const [matches = []] = await vault.matchDocuments([person.identifiers]);
    for (const match of matches) {
      if (match.state !== 'PENDING' || match.group !== group) continue;
      const row = await this.#findUsable(match.identityId, isNew);
      const record = (await vault.read([match.identityId])).get(match.identityId);
      if (row === undefined || record === undefined) continue;
      const root = commitmentRoot(person.fields, record.seed);
      // With another version of the matching key it would be another identifier, and with other content another root.
      const isSame = root === commitmentRoot(record.fields, record.seed);
      if (!isSame || record.identityId !== identify(root)) continue;
      ofAge(person.row.birthDate);
      return { record, root, expiresAt: row.expires_at, isStanding: false };
    }
    return undefined;
  }

  /** Of an account one may come after another, once it is known what came of it: a transfer was taken back, and is asked for again. */
  async #findUsable(identityId: string, isNew: boolean): Promise<PreparationRow | undefined> {
    const row = await this.#store.find(identityId);
    if (row === undefined || row.expires_at <= this.#options.now()) return undefined;
    // On the union's own request the code may follow.
    const isUsable = isNew || (await this.#mayClaim(row, '')) || (await this.#sweeper.isAwaited(row));
    return isUsable ? row : undefined;
  }

  async #keep({ group, person, identityOf: identify, ofAge }: Entry, account?: TaggedAccount): Promise<Kept> {
    const { vault, now, province } = this.#options;
    const expiresAt = now() + VALIDITY_MS;
    const ground = { vault, store: this.#store, sweeper: this.#sweeper };
    // Before anything makes room: who has not the name is told no more, and takes nothing from anybody.
    const own = account?.province === province ? await this.#ownRecord(person, account) : undefined;
    const former = account && (await makeRoom(account.identityId, ground));
    ofAge((own?.fields ?? person.row).birthDate);
    if (account !== undefined && own !== undefined)
      return { record: own, root: account.root, expiresAt, isStanding: true };
    const { fields, identifiers } = person;
    const seed = randomBytes(SEED_BYTES);
    const root = commitmentRoot(fields, seed);
    const record = { identityId: identify(root), fields, seed, identifiers };
    await whileFree(async () => {
      if (former !== undefined) await vault.setAside([former]);
      await vault.prepare(group, [record]);
    });
    return { record, root, expiresAt, isStanding: false };
  }

  /**
   * Of whoever changes unions within the province, or joins again: the record stays as it is. Name and number lead to it; what else was
   * entered is compared with nothing, because the answer would tell another union's cadre what the record says. Undefined of one
   * who is no member and whose record was erased.
   */
  async #ownRecord(
    { identifiers }: EnteredPerson,
    account: TaggedAccount,
  ): Promise<RealNameRecord | undefined> {
    const { vault } = this.#options;
    // One that waits is somebody else's preparation, and not what the ledger has.
    const { identityId } = account;
    const isHere = (await vault.states([identityId])).get(identityId) === 'ACTIVE';
    const record = isHere ? await ownRecord(account, vault) : undefined;
    if (record === undefined && !isHeld(account.state)) return undefined;
    if (record === undefined) throw new DomainError('REAL_NAME_LOST', { identityId });
    if (record.identifiers?.name !== identifiers.name) throw new DomainError('NAME_DIFFERS');
    if (record.identifiers.docNumber !== identifiers.docNumber) throw new DomainError('DOCUMENT_REPLACED');
    return record;
  }
}

/** A person to be prepared, and the identifier that a root makes its own. */
interface Entry {
  readonly group: string;
  readonly person: EnteredPerson;
  /** Whether an account is to be made. */
  readonly isNew: boolean;
  readonly identityOf: (root: string) => string;
  /** Asked of the day of birth that counts, once the name has been compared. @throws DomainError INVALID_REQUEST */
  readonly ofAge: (birthDate: string | undefined) => void;
}

/** The account that a preparation is on, and what the parts say of it. */
interface OnAccount {
  readonly account?: TaggedAccount;
  readonly part: Pick<PreparedParts, 'transfer' | 'account' | 'claim'>;
}

// A new account's identifier is bound to its person and root; one that there is stays what it is.
function identityOf({ personKey }: PersonTags, account: TaggedAccount | undefined): Entry['identityOf'] {
  return (root) => account?.identityId ?? identityIdFor({ personKey, root });
}

function groupOf({ type, org }: PrepareRequest, { operatorId }: Actor): string {
  return `${GROUP}${type}/${org}/${operatorId}`;
}
