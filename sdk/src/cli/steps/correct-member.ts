// SPDX-License-Identifier: Apache-2.0
import { personInput } from '@unionid/domain/api';
import { CORRECTION_REASONS } from '@unionid/domain/person';
import { parseWith } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { rebuildCorrection } from '../../rebuild/correction.js';
import type { CommandContext, Option } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';
import { parseJsonFile } from '../terminal/files.js';
import { required } from '../terminal/values.js';
import { submitDecision } from './decide.js';
import { digestOf, EVIDENCE } from './evidence.js';

const correctionEntry = z.object({ person: personInput });
const decided = z.strictObject({ reason: z.enum(CORRECTION_REASONS), evidence: z.string() });

export const CORRECTION_OPTIONS: readonly Option[] = [
  {
    name: 'file',
    value: 'file',
    text: {
      zh: 'JSON 文件：person 为更正后的完整信息，未填的项即删去',
      en: 'JSON file: person is the whole record as it is to be; what is left out is taken out',
    },
  },
  {
    name: 'reason',
    value: CORRECTION_REASONS.join('|'),
    text: { zh: 'changed 情况变更，mistake 登记有误', en: 'it has changed, or was a mistake' },
  },
  EVIDENCE,
];

/** Corrects a record; whether that takes one person or two follows from what differs. */
export async function correctMember(context: CommandContext): Promise<Exit> {
  const { session, values } = context;
  const [identityId = ''] = context.args;
  const { person } = await parseJsonFile(required(values, 'file'), correctionEntry);
  const decision = parseWith(decided, {
    reason: required(values, 'reason'),
    evidence: await digestOf(context, 'evidence'),
  });
  const client = await session.client();
  const parts = await client.corrections.create({ identityId, person });
  const instruction = rebuildCorrection({
    ...{ identityId, person, decision, parts },
    context: await session.instructionContext(),
  });
  return submitDecision(context, instruction);
}
