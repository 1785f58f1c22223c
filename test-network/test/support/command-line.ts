// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestNetwork } from '@unionid/test-network';

const UNIONID = fileURLToPath(new URL('../../../sdk/dist/cli/main.js', import.meta.url));

/** Whose settings and password a command is run with. */
export interface CommandUser {
  readonly config: string;
  readonly passwordFile: string;
}

/** The command line as somebody runs it; answers what it prints as JSON. */
export async function runAs(
  { config, passwordFile }: CommandUser,
  ...args: readonly string[]
): Promise<unknown> {
  const always = ['--yes', '--json', '--config', config, '--password-file', passwordFile];
  const { stdout } = await promisify(execFile)(process.execPath, [UNIONID, ...args, ...always]);
  return JSON.parse(stdout) as unknown;
}

/** What it prints for people, in Chinese. */
export async function printAs(
  { config, passwordFile }: CommandUser,
  ...args: readonly string[]
): Promise<string> {
  const always = ['--config', config, '--password-file', passwordFile];
  const { stdout } = await promisify(execFile)(process.execPath, [UNIONID, ...args, ...always]);
  return stdout;
}

/** The same as the root operator of a union. */
export function unionid(
  test: TestNetwork,
  organization: string,
  ...args: readonly string[]
): Promise<unknown> {
  const { passwordFile } = test.clientOf(organization).operator;
  return runAs({ config: settingsOf(test, organization), passwordFile }, ...args);
}

/** Settings of the root operator's command line. */
export function settingsOf({ runDir }: TestNetwork, organization: string): string {
  return join(runDir, 'unions', organization, 'cli.json');
}

/** Code of the refusal that a command ends in. */
export async function refusalBy(
  test: TestNetwork,
  organization: string,
  ...args: readonly string[]
): Promise<string> {
  const error = await unionid(test, organization, ...args).then(
    () => undefined,
    (cause: unknown) => cause as { readonly stdout: string },
  );
  if (error === undefined) throw new Error('it was not refused');
  return (JSON.parse(error.stdout) as { readonly error: { readonly code: string } }).error.code;
}
