// SPDX-License-Identifier: Apache-2.0
import type { Instruction, InstructionType, LedgerName, PayloadOf } from '@unionid/domain/instruction';
import type { Actor } from './actor.js';
import type { LedgerStub } from './ledger-stub.js';
import type { StateStore } from './state-store.js';

/** What an instruction is about: the union it is decided for, and the version that the actor must have seen. */
export interface Subject {
  readonly org: string;
  readonly province: string;
  /** Of the record that is changed; 0 where it is to be made. */
  readonly version: number;
}

/** What a transaction answers, and what its event says. */
export interface Receipt {
  readonly result: object;
  /** Records that the transaction was about; their ids are named in the event only where there is one. */
  readonly subjects: number;
  readonly id?: string;
  /** Merkle hash of what was carried out, where there are many subjects. */
  readonly root?: string;
}

/** A transaction in progress. */
export interface Transaction {
  readonly stub: LedgerStub;
  readonly state: StateStore;
  readonly ledger: LedgerName;
  /** Today in China by the transaction's time, ISO 8601. */
  readonly today: string;
}

/** What a handler works with once the kernel has found out who acts. */
export interface Work<T extends InstructionType> extends Transaction {
  readonly instruction: Instruction<T>;
  readonly payload: PayloadOf<T>;
  readonly actor: Actor;
}

/** One instruction type: the keys it needs, whose business it is, and the change itself. */
export interface InstructionHandler<T extends InstructionType> {
  /** Keys known from the instruction alone; they are read together with the actor's. */
  readonly keys: (payload: PayloadOf<T>) => readonly string[];
  /** @throws DomainError where the subject, or what it hangs on, does not exist */
  readonly locate: (work: Work<T>) => Subject | Promise<Subject>;
  /** Runs the domain's rule on the records and puts what it decided. */
  readonly apply: (work: Work<T>) => Receipt | Promise<Receipt>;
}

/** An instruction that registers the operator who signs it: the bootstrap, and a province's joining. */
export interface FoundingHandler<T extends InstructionType> {
  readonly keys: (payload: PayloadOf<T>) => readonly string[];
  /** The operator and key that the payload names, by which it must be signed. */
  readonly root: (payload: PayloadOf<T>) => { readonly operatorId: string; readonly publicKey: string };
  /** MSP whose admin must submit. */
  readonly mspId: (founding: Founding<T>) => string;
  readonly apply: (founding: Founding<T>) => Receipt | Promise<Receipt>;
}

/** What a founding handler works with. */
export interface Founding<T extends InstructionType> extends Transaction {
  readonly instruction: Instruction<T>;
  readonly payload: PayloadOf<T>;
}
