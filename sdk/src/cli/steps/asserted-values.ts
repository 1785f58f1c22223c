// SPDX-License-Identifier: Apache-2.0
import type { Command, Option } from '../command/command.js';
import { choicesOf, VALUE_KINDS } from '../command/value-kinds.js';
import type { Language } from '../terminal/messages.js';
import { UsageError } from '../terminal/usage-error.js';
import { listOf, oneOf, valueOf, type OptionValues } from '../terminal/values.js';

interface Given {
  readonly values: OptionValues;
  readonly args: readonly string[];
  readonly language: Language;
}

/**
 * Looks at every value whose form is known before anything is asked, signed or sent.
 * @throws UsageError badValue, badForm: which option or argument, and what it takes
 */
export function assertValues(command: Command, options: readonly Option[], given: Given): void {
  command.args.forEach((kind, at) => {
    assertForm(given, { name: `<${kind}>`, kind, text: given.args[at] });
  });
  for (const option of options) {
    const text = valueOf(given.values, option.name);
    if (text === undefined) continue;
    assertChoice(given, option, text);
    assertForm(given, { name: `--${option.name}`, kind: option.value ?? '', text });
  }
}

function assertChoice({ language }: Given, option: Option, text: string): void {
  const choices = choicesOf(option);
  if (choices === undefined) return;
  const words = option.text[language];
  if (option.value?.includes(',') === true) listOf(option.name, text, choices, words);
  else oneOf(option.name, text, choices, words);
}

interface Named {
  readonly name: string;
  readonly kind: string;
  readonly text: string | undefined;
}

function assertForm({ language }: Given, { name, kind, text }: Named): void {
  const known = VALUE_KINDS.get(kind);
  if (text === undefined || known === undefined || known.takes(text)) return;
  throw new UsageError('badForm', { name, text, format: known.format[language] });
}
