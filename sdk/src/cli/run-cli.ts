// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { asDomainError } from '@unionid/domain/errors';
import { ApiError, errorText } from '../transport/api-error.js';
import { COMMON_OPTIONS, type Command } from './command/command.js';
import { commandHelp, overview } from './command/help.js';
import { COMMANDS } from './commands/index.js';
import { readSettings } from './session/config-file.js';
import { configPathOf, Session } from './session/session.js';
import { assertValues } from './steps/asserted-values.js';
import { assertDocuments } from './steps/evidence.js';
import { assertOutputs } from './steps/outputs.js';
import { detailLines } from './terminal/detail-lines.js';
import { exitOf, type Exit } from './terminal/exit-code.js';
import type { Language } from './terminal/messages.js';
import { Terminal, type Streams, type TerminalOptions } from './terminal/terminal.js';
import { UsageError } from './terminal/usage-error.js';
import { valueOf, type OptionValues } from './terminal/values.js';

/**
 * Runs one command line and tells how it ended; everything it has to say was said then.
 * @param onTerminal is told where lines go, for whoever has to say a last one
 */
export async function runCli(
  argv: readonly string[],
  streams: Streams,
  onTerminal: (terminal: Terminal) => void = () => undefined,
): Promise<Exit> {
  const { command, rest } = findCommand(argv);
  let terminal = new Terminal(streams, roughOptions(argv));
  onTerminal(terminal);
  try {
    if (command === undefined) return showOverview(argv, terminal);
    const { values, positionals } = parse(command, rest);
    terminal = await terminalOf(values, streams);
    onTerminal(terminal);
    if (values.help === true) {
      terminal.result({ usage: command.name }, commandHelp(command, terminal));
      return 'ok';
    }
    requireArgs(command, positionals);
    const options = [...command.options, ...COMMON_OPTIONS];
    assertValues(command, options, { values, args: positionals, language: terminal.language });
    await assertDocuments(command, values);
    await assertOutputs(command, values, positionals);
    const session = await Session.open(values, terminal);
    return await command.run({ terminal, session, values, args: positionals });
  } catch (error) {
    report(command === undefined ? error : missingInWords(error, command, terminal.language), terminal);
    return exitOf(error);
  }
}

function findCommand(argv: readonly string[]): { command: Command | undefined; rest: readonly string[] } {
  for (const length of [2, 1]) {
    const name = argv.slice(0, length).join(' ');
    const command = COMMANDS.find((candidate) => candidate.name === name);
    if (command !== undefined) return { command, rest: argv.slice(length) };
  }
  return { command: undefined, rest: argv };
}

// The words of a command come first, so what is not one is help or a mistake.
function showOverview(argv: readonly string[], terminal: Terminal): Exit {
  const words = argv.filter((argument, at) => !argument.startsWith('-') && argv[at - 1] !== '--lang');
  const isHelp = argv.includes('--help') || words[0] === 'help';
  const [topic, ...more] = words[0] === 'help' ? words.slice(1) : words;
  const ofTopic = topic === undefined ? COMMANDS : commandsOf(topic);
  // A mistyped command is told from a wish to see those of an area.
  if (ofTopic.length === 0 || (more.length > 0 && !isHelp)) throw unknownCommand([topic ?? '', ...more]);
  terminal.result({ commands: ofTopic.map(({ name }) => name) }, overview(ofTopic, terminal));
  return isHelp ? 'ok' : 'usage';
}

/** Commands of an area by its name, or those of whose summaries the topic is a word. */
function commandsOf(topic: string): readonly Command[] {
  const ofArea = COMMANDS.filter(({ name }) => name === topic || name.startsWith(`${topic} `));
  if (ofArea.length > 0) return ofArea;
  return COMMANDS.filter(({ summary }) => summary.zh.includes(topic) || summary.en.includes(topic));
}

function unknownCommand(words: readonly string[]): UsageError {
  const [area = ''] = words;
  const command = words.slice(0, 2).join(' ');
  const isArea = COMMANDS.some(({ name }) => name.startsWith(`${area} `));
  return isArea
    ? new UsageError('unknownOfArea', { command, area })
    : new UsageError('unknownCommand', { command });
}

function parse(command: Command, args: readonly string[]): { values: OptionValues; positionals: string[] } {
  const options = [...COMMON_OPTIONS, ...command.options];
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        options.map(({ name, value, multiple = false }) => [
          name,
          { type: value === undefined ? 'boolean' : 'string', multiple } as const,
        ]),
      ),
    });
  } catch (error) {
    throw optionFault(error, command.name);
  }
}

/** Node says it in English sentences only; which option it is stands in them. */
function optionFault(error: unknown, command: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const [option = ''] = /--?[\w-]+/.exec(error.message) ?? [];
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return new UsageError('unknownOption', { option, command });
  const takesNone = error.message.includes('does not take');
  return new UsageError(takesNone ? 'optionTakesNone' : 'optionNeedsValue', { option, command });
}

/** An option that has to be given is named with what it is for. */
function missingInWords(error: unknown, { options }: Command, language: Language): unknown {
  if (!(error instanceof UsageError) || error.key !== 'missingArgument') return error;
  const { name } = error.values;
  const option = options.find((candidate) => name === `--${candidate.name}`);
  return option === undefined
    ? error
    : new UsageError('missingOption', { name: `--${option.name}`, what: option.text[language] });
}

function requireArgs({ args, name }: Command, positionals: readonly string[]): void {
  const missing = args[positionals.length];
  if (missing !== undefined) throw new UsageError('missingArgument', { name: `<${missing}>` });
  if (positionals.length > args.length)
    throw new UsageError('badOptions', { reason: positionals.slice(args.length).join(' '), command: name });
}

async function terminalOf(values: OptionValues, streams: Streams): Promise<Terminal> {
  const lang = valueOf(values, 'lang');
  if (lang !== undefined && !isLanguage(lang))
    throw new UsageError('badValue', { name: '--lang', text: lang, allowed: 'zh, en' });
  const { lang: preferred = 'zh' } = await readSettings(configPathOf(values));
  return new Terminal(streams, {
    language: lang ?? preferred,
    json: values.json === true,
    yes: values.yes === true,
  });
}

// Mistakes in the options themselves are told in the language asked for all the same.
function roughOptions(argv: readonly string[]): TerminalOptions {
  const isEnglish = argv.some(
    (argument, index) => argument === '--lang=en' || (argument === 'en' && argv[index - 1] === '--lang'),
  );
  return { language: isEnglish ? 'en' : 'zh', json: argv.includes('--json'), yes: false };
}

function report(error: unknown, terminal: Terminal): void {
  if (error instanceof UsageError) {
    reportUsage(error, terminal);
    return;
  }
  const known = error instanceof ApiError ? error : asDomainError(error);
  if (known === undefined) {
    reportFault(error, terminal);
    return;
  }
  const { cause, next } = errorText(known.code, terminal.language);
  const { requestId, transactionId } = error instanceof ApiError ? error : {};
  if (terminal.json) {
    terminal.result(
      { error: { code: known.code, cause, next, details: known.details, requestId, transactionId } },
      [],
    );
    return;
  }
  terminal.note(terminal.text('refusedBecause', { cause, code: known.code }));
  for (const line of detailLines(terminal, known.details, known.code)) terminal.note(line);
  terminal.note(terminal.text('nextStep', { next }));
  if (requestId !== undefined) terminal.note(terminal.text('requestLine', { requestId }));
  if (transactionId !== undefined) terminal.note(terminal.text('transactionLine', { transactionId }));
  if (known.code === 'ANSWER_UNSIGNED') terminal.note(terminal.text('trustHint'));
}

function reportUsage({ key, values }: UsageError, terminal: Terminal): void {
  const cause = terminal.text(key, values);
  if (terminal.json) terminal.result({ error: { code: 'USAGE', cause } }, []);
  else for (const line of cause.split('\n')) terminal.note(line);
}

function reportFault(error: unknown, terminal: Terminal): void {
  const cause = terminal.text('internalError', { reason: reasonOf(error) });
  if (terminal.json) terminal.result({ error: { code: 'INTERNAL', cause } }, []);
  else terminal.note(cause);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isLanguage(text: string | undefined): text is Language {
  return text === 'zh' || text === 'en';
}
