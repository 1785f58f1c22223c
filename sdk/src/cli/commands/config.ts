// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import type { TrustedKey } from '../../answers/check-answer.js';
import type { Command, CommandContext } from '../command/command.js';
import { writeSettings } from '../session/config-file.js';
import type { Exit } from '../terminal/exit-code.js';
import { valueOf } from '../terminal/values.js';

export const configCommands: readonly Command[] = [
  {
    name: 'config set',
    args: [],
    summary: {
      zh: '保存 --gateway、--operator、--key、--lang 为默认值',
      en: 'Keep --gateway, --operator, --key and --lang as defaults',
    },
    options: [],
    run: setConfig,
  },
  {
    name: 'config show',
    args: [],
    summary: { zh: '显示当前设置', en: 'Show the settings' },
    options: [],
    run: showConfig,
  },
  {
    name: 'config trust',
    args: [],
    summary: {
      zh: '核对并信任网关的应答密钥；未信任的网关的核验结果不被采信',
      en: "Check and trust the gateway's answer key; answers of other keys are not relied on",
    },
    options: [
      {
        name: 'key-id',
        value: 'id',
        text: {
          zh: '由另一渠道得知的密钥编号；相符才信任，不再询问',
          en: 'Key id known from another channel; trusted if it is this one, without asking',
        },
      },
    ],
    run: trustGateway,
  },
];

async function setConfig({ terminal, session, values }: CommandContext): Promise<Exit> {
  const given = {
    gateway: valueOf(values, 'gateway'),
    operator: valueOf(values, 'operator'),
    key: absolute(valueOf(values, 'key')),
    lang: valueOf(values, 'lang'),
  };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const settings = { ...session.settings, ...set };
  await writeSettings(session.configPath, settings);
  terminal.result(settings, [terminal.text('configSaved', { path: session.configPath })]);
  return 'ok';
}

function showConfig({ terminal, session }: CommandContext): Promise<Exit> {
  const { settings } = session;
  const lines = (['gateway', 'operator', 'key', 'lang'] as const).map((name) =>
    terminal.text('configLine', { name, value: settings[name] ?? terminal.text('unset') }),
  );
  const keys = (settings.trustedKeys ?? []).map(({ mspId, keyId }) =>
    terminal.text('configLine', { name: 'trustedKey', value: `${mspId} ${keyId}` }),
  );
  terminal.result({ path: session.configPath, ...settings }, [session.configPath, ...lines, ...keys]);
  return Promise.resolve('ok');
}

async function trustGateway({ terminal, session, values }: CommandContext): Promise<Exit> {
  const { mspId, gatewayKey } = await session.publicClient().network.get();
  const key: TrustedKey = { mspId, ...gatewayKey };
  const expected = valueOf(values, 'key-id');
  if (expected === undefined) {
    terminal.note(terminal.text('trustShow', { url: session.gateway, ...key }));
    if (!(await terminal.confirm('trustAsk'))) return 'declined';
  } else if (expected !== key.keyId) {
    terminal.result({ trusted: false, ...key }, [
      terminal.text('trustShow', { url: session.gateway, ...key }),
    ]);
    return 'untrusted';
  }
  const others = (session.settings.trustedKeys ?? []).filter(({ keyId }) => keyId !== key.keyId);
  await writeSettings(session.configPath, { ...session.settings, trustedKeys: [...others, key] });
  terminal.result({ trusted: true, ...key }, [terminal.text('trustSaved', { ...key })]);
  return 'ok';
}

function absolute(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(path);
}
