// SPDX-License-Identifier: Apache-2.0

/** What runs: read by whoever compares it with what the organisations approved. */
export interface RuntimeInfo {
  readonly version: string;
  /** SHA-256 of the bundle, hex, as in the chaincode package; '' where the code runs unbundled, as in tests. */
  readonly bundleDigest: string;
}

let current: RuntimeInfo = { version: '', bundleDigest: '' };

/** Told once by the launcher, which has the bundle's bytes; contracts do no I/O. */
export function setRuntimeInfo(info: RuntimeInfo): void {
  current = info;
}

/** What was told. */
export function runtimeInfo(): RuntimeInfo {
  return current;
}
