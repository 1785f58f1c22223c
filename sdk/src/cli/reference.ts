// SPDX-License-Identifier: Apache-2.0
import { COMMON_OPTIONS, type Command, type Option } from './command/command.js';
import { optionUsage, usageOf } from './command/help.js';
import { COMMANDS } from './commands/index.js';
import { EXIT_CODES } from './terminal/exit-code.js';

/** `docs/reference/cli.md`, made from the command table, so that it can not say anything else than the program does. */
export function cliReference(): string {
  const lines = [
    '<!-- Generated from sdk/src/cli by npm run generate. Do not edit. -->',
    '# unionid',
    '工会身份链的命令行。结果写到标准输出（`--json` 时只有一个 JSON 值），提示与进度写到标准错误。\n',
    'The command line of the union identity chain. Results go to standard output (with `--json` one JSON value and nothing else), questions and progress to standard error.\n',
    '## 退出码 Exit codes\n',
    '| 码 | 含义 | Meaning |',
    '| --- | --- | --- |',
    ...Object.values(EXIT_CODES).map(({ code, zh, en }) => `| ${String(code)} | ${zh} | ${en} |`),
    '',
    '## 错误 Errors\n',
    '`--json` 时 With `--json`: `{"error":{"code","cause","next","details","requestId","transactionId"}}`. 代码见 Codes: [errors.md](errors.md).\n',
    '## 设置 Settings\n',
    '设置与密钥默认在 `$XDG_CONFIG_HOME/unionid`（或 `~/.config/unionid`）。密码不从命令行参数或环境变量读取。\n',
    'Settings and key are in `$XDG_CONFIG_HOME/unionid` (or `~/.config/unionid`) by default. Passwords are never read from arguments or environment.\n',
    '## 通用选项 Common options\n',
    ...optionTable(COMMON_OPTIONS),
    '',
    '## 命令 Commands\n',
    ...COMMANDS.flatMap(commandSection),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function commandSection(command: Command): string[] {
  const { summary, options } = command;
  const table = options.length === 0 ? [] : [...optionTable(options), ''];
  return [`### \`${usageOf(command)}\`\n`, `${summary.zh}。${summary.en}.\n`, ...table];
}

function optionTable(options: readonly Option[]): string[] {
  return [
    '| 选项 | 说明 | Meaning |',
    '| --- | --- | --- |',
    ...options.map(
      (option) => `| \`${escape(optionUsage(option))}\` | ${option.text.zh} | ${option.text.en} |`,
    ),
  ];
}

// A bar would end the cell.
function escape(text: string): string {
  return text.replaceAll('|', '\\|');
}
