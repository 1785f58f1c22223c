#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { runCli } from './run-cli.js';
import { EXIT_CODES } from './terminal/exit-code.js';
import { message } from './terminal/messages.js';

// The gateway goes on with what it has; the same command takes it up again.
process.on('SIGINT', () => {
  const language = process.argv.join(' ').includes('--lang en') ? 'en' : 'zh';
  process.stderr.write(`\n${message(language, 'interrupted')}\n`);
  process.exit(EXIT_CODES.interrupted.code);
});

const exit = await runCli(process.argv.slice(2), process);
process.exitCode = EXIT_CODES[exit].code;
