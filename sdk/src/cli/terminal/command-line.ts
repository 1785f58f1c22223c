// SPDX-License-Identifier: Apache-2.0

/** Words that a shell takes as they are. */
const PLAIN = /^[\w./:@%+,-]+$/;

/**
 * A command as somebody may type it again: each word is one word to the shell (POSIX), whoever has told it. What a gateway says is
 * copied by people who trust the line that it stands in.
 */
export function commandLine(...words: readonly string[]): string {
  return words.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
