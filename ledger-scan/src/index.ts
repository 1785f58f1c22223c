// SPDX-License-Identifier: Apache-2.0
export { guessNeedles } from './guess.js';
export { readBatch, readLog, readTable, type LevelRecord } from './leveldb.js';
export { needlesOf, type Needle, type Secret } from './needles.js';
export { scanRun, scanSources, type Finding, type ScanReport } from './scan.js';
export { filesUnder, textSource, type Source } from './sources.js';
