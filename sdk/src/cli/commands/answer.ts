// SPDX-License-Identifier: Apache-2.0
import { signedAnswer } from '@unionid/domain/answer';
import { fromBase64url } from '@unionid/domain/encoding';
import { parseWith } from '@unionid/domain/schema';
import { checkStoredAnswer, type CheckedAnswer } from '../../answers/check-answer.js';
import type { SignedRequest } from '../../transport/signed-request.js';
import type { Command, CommandContext } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';
import { readJsonFile } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';
import { resultLines, type StoredAnswer } from './verify.js';

export const answerCommands: readonly Command[] = [
  {
    name: 'answer check',
    args: ['file'],
    summary: {
      zh: '离线核对保存的核验应答（用已信任的网关密钥）',
      en: 'Check a kept verification answer offline, with the trusted gateway keys',
    },
    options: [
      {
        name: 'fresh',
        text: { zh: '已过期的应答按失败处理', en: 'Take an expired answer as a failure' },
      },
    ],
    run: checkAnswerFile,
  },
];

async function checkAnswerFile({ terminal, session, values, args }: CommandContext): Promise<Exit> {
  const [path = ''] = args;
  const stored = toStored(path, await readJsonFile(path));
  const checked = checkStoredAnswer({ ...stored, trustedKeys: session.settings.trustedKeys ?? [] });
  const { answer } = checked.signedAnswer;
  const fresh = Date.parse(answer.expires) > Date.now();
  const { audience, time, expires, mspId, keyId, height, result } = answer;
  terminal.result({ genuine: true, fresh, result, audience, mspId, keyId, height, time, expires }, [
    terminal.text('answerOk', { audience }),
    ...resultLines(terminal, checked),
    terminal.text('answerBy', { mspId, keyId, height, time, expires }),
    terminal.text('answerAsOf', {
      time,
      expires,
      freshness: terminal.text(fresh ? 'stillValid' : 'expired'),
    }),
  ]);
  return fresh || values.fresh !== true ? 'ok' : 'untrusted';
}

function toStored(path: string, value: unknown): Pick<CheckedAnswer, 'signedRequest' | 'signedAnswer'> {
  try {
    const stored = value as StoredAnswer;
    const { method, authority, target, body } = stored.request;
    const signedRequest: SignedRequest = {
      request: { method, authority, target, body: fromBase64url(body) },
      parameters: stored.parameters,
      signature: stored.requestSignature,
    };
    return { signedRequest, signedAnswer: parseWith(signedAnswer, stored.signedAnswer) };
  } catch {
    throw new UsageError('fileNotJson', { path });
  }
}
