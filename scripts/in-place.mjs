// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in the place of this one: its streams, every signal that this one is sent, and its way of ending. Whoever
 * stops the process that they started has stopped the work.
 * @param options.isTied the program is one of ours that ends with the channel to this one, so also where this one is killed
 */
export function runInPlace(program, args, { cwd, env, isTied = false }) {
  const stdio = isTied ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit';
  const child = spawn(program, args, { cwd, env, stdio });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`✘ ${error.message}\n`);
    process.exitCode = 1;
  });
  // After a signal's number, as shells do.
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
