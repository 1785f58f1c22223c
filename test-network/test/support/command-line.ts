// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestNetwork } from '@unionid/test-network';

const UNIONID = fileURLToPath(new URL('../../../sdk/dist/cli/main.js', import.meta.url));

/** The command line as the root operator of a union runs it; answers what it prints as JSON. */
export async function unionid(
  test: TestNetwork,
  organization: string,
  ...args: readonly string[]
): Promise<unknown> {
  const { passwordFile } = test.clientOf(organization).operator;
  const config = join(test.runDir, 'unions', organization, 'cli.json');
  const always = ['--yes', '--json', '--config', config, '--password-file', passwordFile];
  const { stdout } = await promisify(execFile)(process.execPath, [UNIONID, ...args, ...always]);
  return JSON.parse(stdout) as unknown;
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
