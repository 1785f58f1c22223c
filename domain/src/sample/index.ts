// SPDX-License-Identifier: Apache-2.0
export { commitInstruction, commitPayload, commitSample, type CommitPayload } from './commit.js';
export { drawRows, SAMPLE_BLOCKS, SAMPLE_DAYS, sampleOf, type Drawing } from './draw.js';
export { estimateOf, type Estimate } from './estimate.js';
export { recordInstruction, recordPayload, recordSample, type RecordPayload } from './record.js';
