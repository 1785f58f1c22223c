// SPDX-License-Identifier: Apache-2.0
import { DomainError, unlessRefused } from '../errors/index.js';
import {
  parsePayload,
  parseSignedEnvelope,
  signedInstructionSchema,
  type Instruction,
  type InstructionPresentation,
  type PayloadOfDefinition,
  type SignedInstruction,
  type Words,
} from '../instruction/index.js';
import { parseWith } from '../schema/index.js';
import { INSTRUCTION_TYPES, PRESENTATIONS } from './definitions.js';

/** Every kind of decision an operator can sign. */
export type InstructionType = keyof typeof INSTRUCTION_TYPES;
export type PayloadOf<T extends InstructionType> = PayloadOfDefinition<(typeof INSTRUCTION_TYPES)[T]>;
/** An instruction of one of the types, or of any. */
export type InstructionOf<T extends InstructionType = InstructionType> = Instruction<T, PayloadOf<T>>;
export type SignedInstructionOf<T extends InstructionType = InstructionType> = SignedInstruction<
  T,
  PayloadOf<T>
>;

/** True for a type of the closed list. */
export function isInstructionType(text: string): text is InstructionType {
  return Object.hasOwn(INSTRUCTION_TYPES, text);
}

/**
 * Strict reading of a transaction's argument: canonical, complete, nothing more, payload by its type.
 * @throws DomainError TOO_LARGE, NOT_CANONICAL, INVALID_REQUEST, UNKNOWN_INSTRUCTION
 */
export function parseSignedInstruction(argument: string): SignedInstructionOf {
  return withPayload(parseSignedEnvelope(argument));
}

/** The same from a value that was parsed already (an HTTP body). */
export function toSignedInstruction(value: unknown): SignedInstructionOf {
  return withPayload(parseWith(signedInstructionSchema, value));
}

/** The decision in plain words, zh-CN and English, made from the instruction itself and never from a form beside it. */
export function describeInstruction({ instruction }: Pick<SignedInstructionOf, 'instruction'>): Words {
  const words = presentationOf(instruction.type).words(instruction.payload);
  if (!isConfirmation(instruction)) return words;
  // A type that only a later version has is named by its type.
  const { decision } = instruction.payload;
  const inner = unlessRefused(() => describeInstruction(toSignedInstruction(decision)));
  const { zh, en } = inner ?? { zh: decision.instruction.type, en: decision.instruction.type };
  return { zh: `${words.zh}：${zh}`, en: `${words.en}: ${en}` };
}

function isConfirmation(instruction: InstructionOf): instruction is InstructionOf<'decision.confirm'> {
  return instruction.type === 'decision.confirm';
}

/** One valid payload of a type: what documents and tests of every type are made with. */
export function samplePayload<T extends InstructionType>(type: T): PayloadOf<T> {
  return presentationOf(type).sample() as PayloadOf<T>;
}

function withPayload(signed: SignedInstruction): SignedInstructionOf {
  const { type } = signed.instruction;
  if (!isInstructionType(type)) throw new DomainError('UNKNOWN_INSTRUCTION', { type });
  return parsePayload(signed, INSTRUCTION_TYPES[type]);
}

// The compiler does not see that the payload is the type's own; toSignedInstruction made sure of it.
function presentationOf(type: InstructionType): InstructionPresentation<unknown> {
  return PRESENTATIONS[type];
}
