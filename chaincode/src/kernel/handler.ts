// SPDX-License-Identifier: Apache-2.0
import type { InstructionDefinition, Instruction, PayloadOfDefinition } from '@unionid/domain/instruction';
import type {
  ChaincodeName,
  FundSource,
  LedgerKey,
  LedgerName,
  OperatorRecord,
  UnionOfProvince,
  RecordSchemas,
} from '@unionid/domain/ledger';
import type { Authority, AuthorityFacts, MemberName, SignerName } from './authority.js';
import type { LedgerStub } from './ledger-stub.js';
import type { StateStore } from './state-store.js';

/** What makes one chaincode of the kernel: its name, where it learns who may act, and what it can carry out. */
export interface Kernel {
  /** As instructions and proposals name it. */
  readonly chaincode: ChaincodeName;
  /** Rows of the ledger's table that stand in its own state. */
  readonly records: RecordSchemas;
  readonly authority: Authority;
  /** By instruction type. */
  readonly handlers: Readonly<Record<string, AnyHandler>>;
}

/** The operator whose decision is carried out, and where it belongs. */
export interface Actor {
  readonly operatorId: string;
  /** By which it signed. */
  readonly keyId: string;
  readonly record: OperatorRecord;
  /** MSP of the organisation that hosts the actor's union. */
  readonly mspId: string;
}

/** What an instruction is about: the union it is decided for, and the version that the actor must have seen. */
export interface Subject {
  readonly org: string;
  readonly province: string;
  /** Of the record that is changed; 0 where it is to be made. */
  readonly version: number;
  /** The person whose account is changed: nobody acts on the own. */
  readonly identityId?: string;
  /** Whether it stays with its union whatever anybody does, so that no other union could ever be second. */
  readonly isBound?: true;
  /** Where the money comes from that it is about: auditors look at some sources only. */
  readonly source?: FundSource;
  /** Where the second signature is the other side's: the union that lets go. */
  readonly old?: UnionOfProvince;
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
  readonly kernel: Kernel;
  readonly stub: LedgerStub;
  readonly state: StateStore;
  readonly ledger: LedgerName;
  /** Milliseconds since 1970: the transaction's time, and where there is a deadline the ledger clock's if that is later. */
  readonly now: number;
  /** Today in China by `now`, ISO 8601. */
  readonly today: string;
}

/** What a handler works with once the kernel has found out who acts. */
export interface Work<D extends InstructionDefinition = InstructionDefinition> extends Transaction {
  readonly instruction: Instruction<D['type'], PayloadOfDefinition<D>>;
  readonly payload: PayloadOfDefinition<D>;
  readonly actor: Actor;
  /** Who confirms it, where this is the second signature. */
  readonly second?: Actor;
  readonly authority: AuthorityFacts;
}

/** What a handler that founds works with: nobody is known yet who may act. */
export type Founding<D extends InstructionDefinition = InstructionDefinition> = Omit<
  Work<D>,
  'actor' | 'authority' | 'second'
>;

/** How one instruction type is carried out: the keys it needs, whose business it is, and the change itself. */
export interface InstructionHandler<
  D extends InstructionDefinition = InstructionDefinition,
  S extends Subject = Subject,
> {
  readonly definition: D;
  /** Keys known from the instruction alone; they are read together with the actor's. */
  keys(payload: PayloadOfDefinition<D>, kernel: Kernel): readonly LedgerKey[];
  /** Others whose signature counts, as of who signed first. */
  furtherSigners?(payload: PayloadOfDefinition<D>): readonly SignerName[];
  /** Unions whose place in the tree matters, from the payload and what was read; needed where another chaincode is asked. */
  unions?(payload: PayloadOfDefinition<D>, read: Pick<Transaction, 'kernel' | 'state'>): readonly string[];
  /** Members whose membership matters, where another chaincode is asked. */
  members?(
    payload: PayloadOfDefinition<D>,
    read: Pick<Transaction, 'kernel' | 'state'>,
  ): readonly MemberName[];
  /** Accounts of which it matters whether another one stands for the person, where another chaincode is asked. */
  ended?(payload: PayloadOfDefinition<D>, read: Pick<Transaction, 'kernel'>): readonly string[];
  /** @throws DomainError where the subject, or what it hangs on, does not exist */
  locate(work: Work<D>): S | Promise<S>;
  /** Runs the domain's rule on the records and puts what it decided. */
  apply(work: Work<D>, subject: S): Receipt | Promise<Receipt>;
}

/** An instruction that registers the operator who signs it: the bootstrap, and a province's joining. */
export interface FoundingHandler<D extends InstructionDefinition = InstructionDefinition> {
  readonly definition: D;
  keys(payload: PayloadOfDefinition<D>, kernel: Kernel): readonly LedgerKey[];
  /** The operator and key that the payload names, by which it must be signed. */
  root(payload: PayloadOfDefinition<D>): { readonly operatorId: string; readonly publicKey: string };
  /** MSP whose admin must submit. */
  mspId(founding: Founding<D>): string;
  apply(founding: Founding<D>): Receipt | Promise<Receipt>;
}

export type AnyHandler = InstructionHandler | FoundingHandler;

/** The handler of a definition; the definition gives the types of the rest. */
export function handle<D extends InstructionDefinition, S extends Subject>(
  definition: D,
  handler: Omit<InstructionHandler<D, S>, 'definition'>,
): InstructionHandler<D, S> {
  return { definition, ...handler };
}

/** The same for a founding. */
export function found<D extends InstructionDefinition>(
  definition: D,
  handler: Omit<FoundingHandler<D>, 'definition'>,
): FoundingHandler<D> {
  return { definition, ...handler };
}

/** True for a handler that founds. */
export function isFounding(handler: AnyHandler): handler is FoundingHandler {
  return handler.definition.actor === 'founder';
}
