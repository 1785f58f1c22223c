// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import type { Command, Option } from '../command/command.js';
import { assertWritable } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';
import { valueOf, type OptionValues } from '../terminal/values.js';

/** Looks that each file which a command will write can be written. @throws UsageError fileExists, fileUnwritable */
export async function assertOutputs(
  { options }: Command,
  values: OptionValues,
  args: readonly string[],
): Promise<void> {
  const taken = new Set<string>();
  for (const option of options) {
    const path = outputPath(option, values, args);
    if (path === undefined) continue;
    await assertWritable(path, option.output?.replaces ?? false);
    // The second would find, or take, the place of the first.
    if (taken.has(resolve(path))) throw new UsageError('fileExists', { path });
    taken.add(resolve(path));
  }
}

/** Where an option's file goes; undefined where it writes none. */
function outputPath(
  { name, output }: Option,
  values: OptionValues,
  args: readonly string[],
): string | undefined {
  return output && (valueOf(values, name) ?? output.byDefault?.(args));
}
