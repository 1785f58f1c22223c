// SPDX-License-Identifier: Apache-2.0
import type { Command, Option } from '../command/command.js';
import { assertWritable } from '../terminal/files.js';
import { valueOf, type OptionValues } from '../terminal/values.js';

/** Looks that each file which a command will write can be written. @throws UsageError fileExists, fileUnwritable */
export async function assertOutputs(
  { options }: Command,
  values: OptionValues,
  args: readonly string[],
): Promise<void> {
  for (const option of options) {
    const path = outputPath(option, values, args);
    if (path !== undefined) await assertWritable(path, option.output?.replaces ?? false);
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
