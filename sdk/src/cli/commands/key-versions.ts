// SPDX-License-Identifier: Apache-2.0
import type { Command, CommandContext } from '../command/command.js';
import { decide } from '../steps/decide.js';
import type { Exit } from '../terminal/exit-code.js';
import { UsageError } from '../terminal/usage-error.js';

const VERSION = /^[1-9]\d{0,3}$/;

/** Versions of the national matching key (ADR 37). */
export const keyVersionCommands: readonly Command[] = [
  {
    name: 'governance open-key-version',
    args: ['version'],
    summary: {
      zh: '启用下一版全国匹配密钥，与上一版并行（先把新密钥交给全国网关）',
      en: 'Open the next version of the national matching key beside the one before (its key goes to the national gateway first)',
    },
    options: [],
    run: openVersion,
  },
  {
    name: 'governance close-key-version',
    args: ['version'],
    summary: {
      zh: '停用两版中较旧的全国匹配密钥（须先把各省账户都转到新版）',
      en: 'Close the older of two versions of the national matching key (every province leads its accounts to the newer first)',
    },
    options: [
      {
        name: 'at-once',
        text: {
          zh: '密钥泄露，立即停用：仍以这一版标签在档的家庭成员此后查不到',
          en: 'The key has to go now: who is on file by its tags alone is found no more',
        },
      },
    ],
    run: closeVersion,
  },
];

async function openVersion(context: CommandContext): Promise<Exit> {
  return decide(context, { type: 'governance.openKeyVersion', payload: versionOf(context) });
}

async function closeVersion(context: CommandContext): Promise<Exit> {
  const { terminal, values } = context;
  const version = versionOf(context);
  const payload = { ...version, ...(values['at-once'] === true && { atOnce: true as const }) };
  terminal.note(terminal.text('closingKeyVersion', version));
  return decide(context, { type: 'governance.closeKeyVersion', payload });
}

/** @throws UsageError */
function versionOf({ args: [text = ''] }: CommandContext): { readonly keyVersion: number } {
  if (!VERSION.test(text)) throw new UsageError('badKeyVersion', { text });
  return { keyVersion: Number(text) };
}
