// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES, type InstructionType } from '@unionid/domain/catalogue';
import type { ErrorCode } from '@unionid/domain/errors';
import { KERNEL_ERRORS } from '@unionid/domain/instruction';

/** What contracts may refuse an instruction of these types with: the kernel before its rule, and the rule. */
export function contractErrors(types: readonly InstructionType[]): readonly ErrorCode[] {
  const ofRules = types.flatMap((type): readonly ErrorCode[] => INSTRUCTION_TYPES[type].errors);
  return [...new Set<ErrorCode>([...KERNEL_ERRORS, ...ofRules])];
}
