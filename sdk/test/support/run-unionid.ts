// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** Called with everything standard error held so far; may stop the process. */
  readonly onError?: (text: string, stop: (signal: NodeJS.Signals) => void) => void;
  /** Called when the process that was started is gone, which its own children may not be yet. */
  readonly onExit?: () => void;
  /** As `npm run unionid` starts it: by another process, to which signals go. */
  readonly byDoor?: boolean;
}

const IN_PLACE = new URL('../../../scripts/in-place.mjs', import.meta.url).href;
const DOOR = `import { runInPlace } from '${IN_PLACE}';
const { execPath, argv, cwd, env } = process;
runInPlace(execPath, argv.slice(1), { cwd: cwd(), env, isTied: true });`;

/** Runs `unionid` as people do: a process of its own, without a terminal, with its settings in `cwd`. */
export function runUnionid(
  args: readonly string[],
  { cwd, onError, onExit, byDoor = false }: RunOptions,
): Promise<Outcome> {
  const door = byDoor ? ['--input-type=module', '--eval', DOOR] : [];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...door, MAIN, ...args], {
      cwd,
      env: { ...process.env, XDG_CONFIG_HOME: cwd },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      onError?.(stderr, (signal) => child.killed || child.kill(signal));
    });
    child.once('error', reject);
    if (onExit !== undefined) child.once('exit', onExit);
    // Whoever holds one of the streams has ended, children of the process too.
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
