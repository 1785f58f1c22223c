// SPDX-License-Identifier: Apache-2.0

// v3.1.1 is the newest release the Go module proxy serves (fabric-facts.md §1.1); tools/go.mod pins the same commit.
export const FABRIC_VERSION = { release: 'v3.1.1', commit: '435a7f1' } as const;
