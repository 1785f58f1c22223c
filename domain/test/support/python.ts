// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';

/** Runs a program of Python over JSON, where Python and the modules it needs are there; undefined and a word of it where not. */
export function runPython(modules: readonly string[], program: string, input: unknown): unknown {
  const found = spawnSync('python3', ['-c', `import ${['json', ...modules].join(', ')}`]);
  if (found.status !== 0) {
    process.stderr.write(`      SKIPPED: python3 with ${modules.join(', ')} is not here\n`);
    return undefined;
  }
  const whole = `import json, sys, ${modules.join(', ')}\ndata = json.load(sys.stdin)\n${program}`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', whole], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 64 * 1_024 * 1_024,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
