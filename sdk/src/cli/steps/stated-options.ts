// SPDX-License-Identifier: Apache-2.0
import type { CommandContext, Option } from '../command/command.js';
import { required } from '../terminal/values.js';
import { digestOf } from './evidence.js';

/** What these options, all of them required, say: of a file its digest. */
export async function statedBy(
  context: CommandContext,
  options: readonly Option[],
): Promise<Readonly<Record<string, string>>> {
  const stated = await Promise.all(
    options.map(async ({ name, digested }) => [
      name,
      digested === true ? await digestOf(context, name) : required(context.values, name),
    ]),
  );
  return Object.fromEntries(stated) as Record<string, string>;
}
