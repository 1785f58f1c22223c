// SPDX-License-Identifier: Apache-2.0
import type { Terminal } from '../terminal/terminal.js';
import { COMMON_OPTIONS, type Command, type Option } from './command.js';

/** The list of commands. */
export function overview(commands: readonly Command[], terminal: Terminal): string[] {
  const width = Math.max(...commands.map((command) => usageOf(command).length));
  return [
    terminal.text('usageLine'),
    '',
    terminal.text('commands'),
    ...commands.map(
      (command) => `  ${usageOf(command).padEnd(width)}  ${command.summary[terminal.language]}`,
    ),
    '',
    terminal.text('moreHelp'),
  ];
}

/** How one command is used. */
export function commandHelp(command: Command, terminal: Terminal): string[] {
  const options = [...command.options, ...COMMON_OPTIONS];
  const width = Math.max(...options.map((option) => optionUsage(option).length));
  return [
    command.summary[terminal.language],
    '',
    terminal.text('usageCommand', { usage: usageOf(command) }),
    '',
    terminal.text('options'),
    ...options.map((option) => `  ${optionUsage(option).padEnd(width)}  ${option.text[terminal.language]}`),
  ];
}

/** `members import <file>`. */
export function usageOf({ name, args }: Command): string {
  return [name, ...args.map((argument) => `<${argument}>`)].join(' ');
}

/** `--report <file>`. */
export function optionUsage({ name, value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} <${value}>`;
}
