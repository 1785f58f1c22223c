// SPDX-License-Identifier: Apache-2.0
import { RulesModel, TransferModel, type Action } from '@unionid/chaincode/testing';
import type { LedgerBlock, LedgerTransaction } from '@unionid/gateway';
import { contractFunctionOf, type SignedInstruction } from '@unionid/domain/instruction';
import {
  ledgerKey,
  readLedgerValue,
  splitKey,
  type LedgerName,
  type TransferRecord,
} from '@unionid/domain/ledger';
import { releaseCodeKey } from '@unionid/sdk';
import { TRANSFER_ACTIONS, isCodeUsed, type RequestPayload } from '@unionid/domain/transfer';

const FUNCTIONS = new Map(
  TRANSFER_ACTIONS.map((action) => [contractFunctionOf(`transfer.${action}`), action] as const),
);

export interface ReplayParts {
  readonly ledger: LedgerName;
  /** Of the members, by their numbers. */
  readonly identityIds: readonly string[];
  /** The union of each side. */
  readonly unions: readonly string[];
  /** Which side an operator acts for. */
  readonly sideOf: ReadonlyMap<string, number>;
  readonly codes: readonly string[];
  readonly workingDayMs: number;
}

/** A step that the ledger took. */
export interface TakenStep {
  readonly who: number;
  readonly action: Action;
  readonly instructionId: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/**
 * Holds what the ledger took, block by block, against the rules once more: that each step was allowed at its time, that the
 * account is where the model has it, and counted in that one union.
 */
export class TransferReplay {
  readonly taken: TakenStep[] = [];
  readonly faults: string[] = [];
  readonly #parts: ReplayParts;
  readonly #rules: RulesModel;
  /** Of each member: the model after each step, and its time. */
  readonly #histories: { readonly time: number; readonly model: TransferModel }[][];
  readonly #records: (TransferRecord | undefined)[];
  readonly #counted = new Map<string, Map<string, string>>();

  constructor(parts: ReplayParts) {
    this.#parts = parts;
    this.#rules = new RulesModel({ workingDayMs: parts.workingDayMs });
    this.#histories = parts.identityIds.map(() => [{ time: 0, model: new TransferModel() }]);
    this.#records = parts.identityIds.map(() => undefined);
  }

  take({ transactions }: LedgerBlock): void {
    for (const transaction of transactions.filter(({ valid }) => valid)) this.#transaction(transaction);
  }

  /** The model as it stood at a time. */
  modelAt(who: number, time: number): TransferModel {
    const known = this.#histories[who]?.findLast((each) => each.time <= time);
    if (known === undefined) throw new RangeError('no such person');
    return known.model;
  }

  /** Whether the rules would have allowed a step. */
  may(who: number, action: Action, time: number): boolean {
    return this.modelAt(who, time).copy().take(action, time, this.#rules);
  }

  /** Whether something of the member was written between two times. */
  isBusy(who: number, from: number, to: number): boolean {
    return this.#histories[who]?.some(({ time }) => time >= from && time <= to) ?? false;
  }

  #transaction({ function: name, argument, time, writes, transactionId }: LedgerTransaction): void {
    for (const { key, value } of writes) this.#count(key, value);
    const { identityIds } = this.#parts;
    identityIds.forEach((identityId, who) => {
      const at = (key: string): string | undefined => writes.find((write) => write.key === key)?.value;
      const record = at(ledgerKey.transfer(identityId));
      const account = at(ledgerKey.account(identityId));
      const is = FUNCTIONS.get(name);
      if (record !== undefined && is !== undefined) {
        const signed = JSON.parse(argument) as SignedInstruction;
        this.#step(who, { signed, is, time: Date.parse(time) });
        this.#records[who] = readLedgerValue('transfer', record);
      }
      if (record !== undefined || account !== undefined) this.#hold(who, account, transactionId);
    });
  }

  #step(
    who: number,
    {
      signed: { instruction },
      is,
      time,
    }: { readonly signed: SignedInstruction; readonly is: Action['is']; readonly time: number },
  ): void {
    const by = this.#parts.sideOf.get(instruction.actor) ?? -1;
    const action = this.#actionOf(who, { is, by, payload: instruction.payload });
    const model = this.modelAt(who, time).copy();
    if (!model.take(action, time, this.#rules))
      this.faults.push(`taken against the rules: ${JSON.stringify(action)} at ${String(time)}`);
    this.#histories[who]?.push({ time, model });
    this.taken.push({ who, action, instructionId: instruction.instructionId, time });
  }

  #actionOf(
    who: number,
    { is, by, payload }: { readonly is: Action['is']; readonly by: number; readonly payload: unknown },
  ): Action {
    const said = payload as Record<string, unknown>;
    if (is === 'request') return { is, by, code: this.#codeUsed(who, payload as RequestPayload) };
    const code = this.#parts.codes.findIndex((each) => releaseCodeKey(each) === said.codeKey);
    if (is === 'release') return { is, by, code: code < 0 ? undefined : code };
    return { is, by, ground: said.ground, outcome: said.outcome } as unknown as Action;
  }

  #codeUsed(who: number, { code, to, identityId }: RequestPayload): number | undefined {
    if (code === undefined) return undefined;
    const claim = { identityId, number: this.#records[who]?.number ?? 0, to, expires: code.expires };
    return this.#parts.codes.findIndex((each) =>
      isCodeUsed(this.#parts.ledger, claim, { signature: code.signature, publicKey: releaseCodeKey(each) }),
    );
  }

  #count(key: string, value: string | undefined): void {
    const { type, attributes: [org = '', holder = ''] = [] } = splitKey(key) ?? {};
    if (type !== 'm') return;
    const unions = this.#counted.get(holder) ?? new Map<string, string>();
    if (value === undefined) unions.delete(org);
    else unions.set(org, value);
    this.#counted.set(holder, unions);
  }

  #hold(who: number, account: string | undefined, transactionId: string): void {
    const { identityIds, unions } = this.#parts;
    const identityId = identityIds[who] ?? '';
    const home = unions[this.modelAt(who, Infinity).home];
    const counted = JSON.stringify([...(this.#counted.get(identityId) ?? [])]);
    if (counted !== JSON.stringify([[home, '1']]))
      this.faults.push(`${identityId} is counted in ${counted}, not in ${String(home)}: ${transactionId}`);
    if (account === undefined) return;
    const { org } = readLedgerValue('account', account) ?? {};
    if (org !== home)
      this.faults.push(`${identityId} is in ${String(org)}, not in ${String(home)}: ${transactionId}`);
  }
}
