// SPDX-License-Identifier: Apache-2.0

/** An instruction as the ledger knows it: its identifier counts under who signed it, so that nobody uses up another's. */
export interface InstructionName {
  readonly actor: string;
  readonly instructionId: string;
}

/** Key of an instruction in the outbox; neither part holds a slash. */
export function instructionKey({ actor, instructionId }: InstructionName): string {
  return `${actor}/${instructionId}`;
}

/** The instruction of such a key. */
export function parseInstructionKey(key: string): InstructionName {
  const [actor = '', instructionId = ''] = key.split('/');
  return { actor, instructionId };
}
