// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod/mini';
import type { ErrorCode } from '../errors/index.js';
import type { ChaincodeName, Grant, LedgerType } from '../ledger/index.js';

/**
 * Who signs: a superadmin or cadre, an auditor, either of them, or the one whom the instruction itself registers. An auditor takes
 * part in nothing that it audits.
 */
export type ActorKind = 'operator' | 'auditor' | 'either' | 'founder';

/**
 * What the actor must be to the record that is changed:
 * `subtree` – its union is the record's or stands above it, in the same province;
 * `approves` – likewise; where no other union of its province stands above the record's, the national one, too: an approval by
 * another union could be had from nobody;
 * `own` – its union is the record's;
 * `above` – its union stands above the record's, in whatever province;
 * `oldSide` – likewise of the union that lets go, where two sides decide on one thing (Subject.old);
 * `supervises` – its union stands above the record's, in whatever province; of the national union, above which there is none, itself;
 * `audited` – the record is of the auditor's scope, by its union and where its money comes from (Subject.source);
 * `superior` – the national union, acting on a province's record: only what is listed so may cross that border;
 * `any` – the rule itself asks.
 */
export type Relation =
  ('own' | 'subtree' | 'above' | 'oldSide' | 'superior' | 'any') | ('approves' | 'supervises' | 'audited');

/** A decision that one person alone may not take. */
export interface SecondSignature<P> {
  /** Whether this payload, signed at this time (RFC 3339), needs it. */
  needed(payload: P, issuedAt: string): boolean;
  /** Whether who confirms must be of another union than who signed first. */
  readonly otherUnion?: boolean;
  /** What the one who confirms must be to the record. */
  readonly relation: Relation;
  /** How long the decision waits for it, in days. */
  readonly days: number;
}

/**
 * One kind of decision that an operator can sign. Everything that is the same for contract, gateway and client is said here
 * once; the rule stands beside it in the same file, what the contract reads and writes in `chaincode/src/<area>/<verb>.ts`.
 */
export interface InstructionDefinition<
  Type extends string = string,
  Payload extends z.ZodMiniType = z.ZodMiniType,
> {
  /** `<area>.<verb>`: also the file, and with a colon the contract's function. */
  readonly type: Type;
  /** Whose state it changes; 'each' where every chaincode has it. */
  readonly chaincode: ChaincodeName | 'each';
  /** Strict, without defaults or transforms: what was signed is what is carried out. */
  readonly payload: Payload;
  /** Kind of work that the actor must be granted; undefined where the rule itself says who may. */
  readonly grant: Grant | undefined;
  readonly actor: ActorKind;
  readonly relation: Relation;
  /** Record whose version `subjectVersion` names; undefined where a new one is made. */
  readonly subject: LedgerType | undefined;
  readonly secondSignature?: SecondSignature<z.output<Payload>>;
  /** Whether it must be in time: then it reads the ledger clock, and a tick makes a held-back endorsement invalid. */
  readonly hasDeadline?: boolean;
  /** Longest time from issue to expiry, in hours. */
  readonly maxHours: number;
  /** Refusals of its own rule, beside those of the kernel (kernel-errors.ts). */
  readonly errors: readonly ErrorCode[];
}

/** The payload of a definition. */
export type PayloadOfDefinition<D extends InstructionDefinition> = z.output<D['payload']>;

/** zh-CN first. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * What people see of an instruction type. Apart from the definition, and without a call or a property read in it, so that the
 * bundler leaves it out of the contract: a better sentence changes nothing that provinces have approved.
 */
export interface InstructionPresentation<P> {
  /** The decision in plain words, made from the very payload that is signed. */
  words(payload: P): Words;
  /** One valid payload, synthetic; documents and tests of every type are made with it. */
  sample(): P;
}

/** Words and sample of a definition. */
export type PresentationOf<D extends InstructionDefinition> = InstructionPresentation<PayloadOfDefinition<D>>;

export const DAY_HOURS = 24;
export const MANIFEST_HOURS = 7 * DAY_HOURS;

type Essential = 'type' | 'chaincode' | 'payload' | 'grant' | 'subject' | 'errors';

/** A definition; what it does not say is what most have in common. */
export function defineInstruction<const Type extends string, Payload extends z.ZodMiniType>(
  definition: Pick<InstructionDefinition<Type, Payload>, Essential> &
    Partial<Omit<InstructionDefinition<Type, Payload>, Essential>>,
): InstructionDefinition<Type, Payload> {
  return { actor: 'operator', relation: 'subtree', maxHours: DAY_HOURS, ...definition };
}

/** The contract's function that carries out this type: one spelling for both. */
export function contractFunctionOf(type: string): string {
  return type.replace('.', ':');
}
