// SPDX-License-Identifier: Apache-2.0
import { fingerprintOf } from '@unionid/domain/instruction';
import type { TrustedKey } from '../../answers/check-answer.js';
import type { Command, CommandContext } from '../command/command.js';
import { writeSettings } from '../session/config-file.js';
import { parseToldKey } from '../steps/told-key.js';
import type { Exit } from '../terminal/exit-code.js';
import { readBytes } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';
import { valueOf } from '../terminal/values.js';

export const trustCommands: readonly Command[] = [
  {
    name: 'config trust',
    args: [],
    summary: {
      zh: '核对并信任网关的应答密钥；未信任的网关的核验结果不被采信',
      en: "Check and trust the gateway's answer key; answers of other keys are not relied on",
    },
    options: [
      {
        name: 'fingerprint',
        value: 'MSP:SM3',
        text: {
          zh: '由另一渠道（公布的清单、二维码）得知的机构与完整指纹：SichuanMSP:…；由程序比对',
          en: 'MSP and whole fingerprint known from another channel (a list, a QR code): SichuanMSP:…; compared by program',
        },
      },
      {
        name: 'fingerprint-file',
        value: 'path',
        text: { zh: '只有这一行指纹的文件', en: 'A file with that one line' },
      },
    ],
    run: trustGateway,
  },
  {
    name: 'config untrust',
    args: ['fingerprint'],
    summary: { zh: '不再信任此指纹的密钥', en: 'Trust the key of this fingerprint no longer' },
    options: [],
    run: untrustKey,
  },
];

/** What is compared is computed from the key that was sent, never what the gateway says of it. */
async function trustGateway({ terminal, session, values }: CommandContext): Promise<Exit> {
  const { mspId, gatewayKey } = await session.publicClient().network.get();
  const fingerprint = fingerprintOf(gatewayKey.publicKey);
  const seen = { url: session.gateway, mspId, fingerprint };
  const line =
    (await givenLine(values)) ??
    (await terminal.ask(terminal.text('trustAsk', { url: session.gateway }), '--fingerprint'));
  const told = parseToldKey(line);
  // Whose key it is the gateway may say no more than which.
  if (told.mspId === undefined) throw new UsageError('fingerprintOfNobody', { text: line.trim() });
  const key: TrustedKey = { mspId: told.mspId, publicKey: gatewayKey.publicKey };
  if (told.fingerprint !== fingerprint || told.mspId !== mspId) {
    const lines = terminal.lines('trustDiffers', { ...seen, told: told.fingerprint });
    terminal.result({ trusted: false, ...seen }, lines);
    return 'untrusted';
  }
  const others = (session.settings.trustedKeys ?? []).filter(({ publicKey }) => publicKey !== key.publicKey);
  await writeSettings(session.configPath, { ...session.settings, trustedKeys: [...others, key] });
  terminal.result({ trusted: true, ...seen }, [terminal.text('trustSaved', { mspId, fingerprint })]);
  return 'ok';
}

async function untrustKey({ terminal, session, args: [line = ''] }: CommandContext): Promise<Exit> {
  const { fingerprint } = parseToldKey(line);
  const trusted = session.settings.trustedKeys ?? [];
  const kept = trusted.filter(({ publicKey }) => fingerprintOf(publicKey) !== fingerprint);
  if (kept.length === trusted.length) throw new UsageError('notTrusted', { fingerprint });
  await writeSettings(session.configPath, { ...session.settings, trustedKeys: kept });
  terminal.result({ trusted: false, fingerprint }, [terminal.text('trustEnded', { fingerprint })]);
  return 'ok';
}

async function givenLine(values: CommandContext['values']): Promise<string | undefined> {
  const path = valueOf(values, 'fingerprint-file');
  if (path === undefined) return valueOf(values, 'fingerprint');
  return new TextDecoder().decode(await readBytes(path));
}
