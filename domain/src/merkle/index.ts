// SPDX-License-Identifier: Apache-2.0
export { auditPath, GrowingTree, leafHash, merkleRoot, rootFromPath, type Inclusion } from './merkle-tree.js';
