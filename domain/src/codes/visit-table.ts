// SPDX-License-Identifier: Apache-2.0
import type { CodeTable } from './code-table.js';

/** What a visit has found of one item of a sample. */
export const VISIT_RESULT: CodeTable = {
  name: 'visit-result',
  source: 'working papers of 经审; codes are the project’s own',
  entries: [
    { code: 'asRecorded', text: '相符', aliases: ['是', '一致', '属实'] },
    { code: 'differs', text: '不符', aliases: ['否', '不一致', '不属实'] },
  ],
};
