// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES, type InstructionType, type PayloadOf } from '@unionid/domain/catalogue';
import { parseWith } from '@unionid/domain/schema';
import type { CommandContext } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';
import { decide } from './decide.js';

/** Decides what was entered, once it is of the type's form. */
export function decideEntered(
  context: CommandContext,
  {
    type,
    entered,
    subjectVersion = 0,
    lines = [],
  }: {
    readonly type: InstructionType;
    readonly entered: object;
    readonly subjectVersion?: number;
    readonly lines?: readonly string[];
  },
): Promise<Exit> {
  const payload = parseWith(INSTRUCTION_TYPES[type].payload, entered) as PayloadOf<InstructionType>;
  return decide(context, { type, payload, subjectVersion, lines });
}
