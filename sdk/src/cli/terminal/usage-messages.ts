// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of commands, and of options that there are not. */
export const USAGE_MESSAGES = {
  usageLine: text('用法：unionid <命令> [选项]', 'Usage: unionid <command> [options]'),
  usageCommand: text('用法：unionid {usage}', 'Usage: unionid {usage}'),
  commands: text('命令：', 'Commands:'),
  options: text('选项：', 'Options:'),
  moreHelp: text(
    '各命令的选项：unionid <命令> --help；只看一类：unionid help plans，或按字查找：unionid help 公示',
    'Options of a command: unionid <command> --help; those of an area: unionid help plans; by a word: unionid help bank',
  ),
  unknownCommand: text(
    '没有命令“{command}”。用 unionid --help 查看全部命令。',
    'There is no command "{command}". See unionid --help.',
  ),
  unknownOfArea: text(
    '没有命令“{command}”。这一类的命令：unionid help {area}',
    'There is no command "{command}". Those of its area: unionid help {area}',
  ),
  badOptions: text(
    '选项有误：{reason}。用 unionid {command} --help 查看用法。',
    'Wrong options: {reason}. See unionid {command} --help.',
  ),
  unknownOption: text(
    '选项有误：没有选项 {option}。用 unionid {command} --help 查看可用的选项。',
    'Wrong options: there is no option {option}. See unionid {command} --help.',
  ),
  optionNeedsValue: text(
    '选项有误：{option} 后面缺少值。用 unionid {command} --help 查看用法。',
    'Wrong options: {option} lacks its value. See unionid {command} --help.',
  ),
  optionTakesNone: text(
    '选项有误：{option} 不带值。用 unionid {command} --help 查看用法。',
    'Wrong options: {option} takes no value. See unionid {command} --help.',
  ),
} as const;
