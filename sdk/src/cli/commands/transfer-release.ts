// SPDX-License-Identifier: Apache-2.0
import type { TransferView } from '@unionid/domain/api';
import { newReleaseCode, releaseCodeKey } from '../../signing/release-code.js';
import { ApiError } from '../../transport/api-error.js';
import type { Command, CommandContext } from '../command/command.js';
import { assertParty } from '../steps/assert-party.js';
import { transferClock } from '../steps/clock.js';
import { decide } from '../steps/decide.js';
import type { Exit } from '../terminal/exit-code.js';

export const transferReleaseCommand: Command = {
  name: 'transfers release',
  args: ['identityId'],
  summary: {
    zh: '转出方：开出接转码；已有工会申请时，放行',
    en: 'Old union: give a release code, or agree to a request',
  },
  options: [],
  run: release,
};

async function release(context: CommandContext): Promise<Exit> {
  const { terminal, session, args } = context;
  const [identityId = ''] = args;
  const client = await session.client();
  const { place } = await client.accounts.get(identityId);
  const current = await knownTransfer(context, identityId);
  if (current !== undefined) assertParty(current.actions, 'release');
  const subjectVersion = current?.version ?? 0;
  const after = transferClock(context, identityId);
  if (current?.status === 'REQUESTED')
    return decide(context, {
      type: 'transfer.release',
      payload: { identityId, place },
      ...{ subjectVersion, lines: [terminal.text('transferLetGo', { identityId })], after },
    });
  const code = newReleaseCode();
  const codeKey = releaseCodeKey(code);
  const lines = [
    terminal.text('releaseCode', { code: spaced(code) }),
    terminal.text('releaseCodeAdvice'),
    ...(current?.status === 'RELEASED' ? [terminal.text('releaseCodeReplaces')] : []),
  ];
  return decide(context, {
    type: 'transfer.release',
    payload: { identityId, place, codeKey },
    ...{ subjectVersion, lines, more: { code }, after },
  });
}

async function knownTransfer(
  { session }: CommandContext,
  identityId: string,
): Promise<TransferView | undefined> {
  try {
    return await (await session.client()).transfers.get(identityId);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'TRANSFER_UNKNOWN') return undefined;
    throw error;
  }
}

/** In groups of four, as people read such a text. */
function spaced(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, '$1-');
}
