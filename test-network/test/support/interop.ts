// SPDX-License-Identifier: Apache-2.0
import { execFile, type ExecFileException } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FILES = ['package.json', 'package-lock.json', '.npmrc', 'client.cjs'];
const STAMP = 'node_modules/.installed';

const run = promisify(execFile);

/** A client of another library, which is no part of this product: it has packages of its own. */
export interface InteropClient {
  /** Runs it to its end; answers what it printed. @throws Error with what it said of its failure */
  run(settings: object): Promise<unknown>;
}

/** Installs what lies in interop/NAME outside of the tracked tree; once for each content of its lock file. */
export async function installInterop(name: string): Promise<InteropClient> {
  const source = join(ROOT, 'interop', name);
  const folder = join(ROOT, '.cache', 'interop', name);
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) cpSync(join(source, file), join(folder, file));
  const digest = hash('sha256', readFileSync(join(source, 'package-lock.json')));
  if (!existsSync(join(folder, STAMP)) || readFileSync(join(folder, STAMP), 'utf8') !== digest) {
    await run('npm', ['ci'], { cwd: folder });
    writeFileSync(join(folder, STAMP), digest);
  }
  return { run: (settings) => runClient(folder, settings) };
}

async function runClient(folder: string, settings: object): Promise<unknown> {
  const file = join(folder, 'settings.json');
  writeFileSync(file, JSON.stringify(settings));
  try {
    const { stdout } = await run(process.execPath, ['client.cjs', file], { cwd: folder });
    return JSON.parse(stdout) as unknown;
  } catch (error) {
    const { stderr } = error as ExecFileException;
    throw new Error(stderr ?? '', { cause: error });
  } finally {
    rmSync(file);
  }
}
