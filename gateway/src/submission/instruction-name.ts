// SPDX-License-Identifier: Apache-2.0
import { isId } from '@unionid/domain/ids';

/** An instruction as the ledger knows it: its identifier counts under who signed it, so that nobody uses up another's. */
export interface InstructionName {
  readonly actor: string;
  readonly instructionId: string;
}

/** Key of an instruction in the outbox; neither part holds a slash. */
export function instructionKey({ actor, instructionId }: InstructionName): string {
  return `${actor}/${instructionId}`;
}

/** Told from the keys of what nobody signed. */
export function isInstructionKey(key: string): boolean {
  const [actor = '', instructionId = '', ...more] = key.split('/');
  return isId('operator', actor) && isId('instruction', instructionId) && more.length === 0;
}

/** The instruction of such a key. */
export function parseInstructionKey(key: string): InstructionName {
  const [actor = '', instructionId = ''] = key.split('/');
  return { actor, instructionId };
}
