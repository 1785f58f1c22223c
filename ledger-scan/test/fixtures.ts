// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';

/** Path of a fixture; fixtures stay beside the sources and are not copied to the build. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../test/fixtures/${name}`, import.meta.url));
}
