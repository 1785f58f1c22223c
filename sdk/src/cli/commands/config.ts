// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { fingerprintOf } from '@unionid/domain/instruction';
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
  const keys = (settings.trustedKeys ?? []).map(({ mspId, publicKey }) =>
    terminal.text('configLine', { name: 'trustedKey', value: `${mspId}:${fingerprintOf(publicKey)}` }),
  );
  terminal.result({ path: session.configPath, ...settings }, [session.configPath, ...lines, ...keys]);
  return Promise.resolve('ok');
}

function absolute(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(path);
}
