// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';

/** Has a process's peak counted from now on (proc(5), clear_refs). */
export function forgetPeak(pid: number | null): void {
  writeFileSync(`/proc/${pid ?? ''}/clear_refs`, '5');
}

/** Resident memory of a process at its highest (proc(5), VmHWM), in bytes. */
export function peakBytesOf(pid: number | null): number | undefined {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid ?? ''}/status`, 'utf8'))?.[1];
    return peak === undefined ? undefined : Number(peak) * 1024;
  } catch {
    return undefined;
  }
}
