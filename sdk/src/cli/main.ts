#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { runCli } from './run-cli.js';
import { EXIT_CODES, type Exit } from './terminal/exit-code.js';
import type { Terminal } from './terminal/terminal.js';

const ENDINGS = { SIGINT: 'interrupted', SIGTERM: 'terminated', SIGHUP: 'hungUp' } as const satisfies Partial<
  Record<NodeJS.Signals, Exit>
>;
let terminal: Terminal | undefined;

// Nothing is signed after this; what the gateway has it goes on with, and the last words say how to follow.
function end(exit: Exit): void {
  process.stderr.write(`\n${terminal?.lastWords ?? ''}\n`);
  process.exit(EXIT_CODES[exit].code);
}

for (const [signal, exit] of Object.entries(ENDINGS)) process.once(signal, () => end(exit));
// Whoever was started by another program ends with it, even where that one was killed (scripts/in-place.mjs).
if (process.channel !== undefined) {
  process.once('disconnect', () => end('terminated'));
  process.channel.unref();
}

const exit = await runCli(process.argv.slice(2), process, (made) => (terminal = made));
process.exitCode = EXIT_CODES[exit].code;
