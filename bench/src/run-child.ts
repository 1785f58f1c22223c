// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Has a module of this folder do a job in a process of its own; what it sends back is the outcome. */
export async function runChild<Outcome>(module: string, job: object): Promise<Outcome> {
  const child = fork(fileURLToPath(new URL(`./${module}.js`, import.meta.url)));
  const answered = once(child, 'message') as Promise<[Outcome]>;
  const ended = once(child, 'exit').then(() => undefined);
  child.send(job);
  const answer = await Promise.race([answered, ended]);
  if (answer === undefined) throw new Error(`${module} failed`);
  await ended;
  return answer[0];
}
