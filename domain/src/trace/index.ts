// SPDX-License-Identifier: Apache-2.0
export { namedUnion, withUnionNames } from './named-union.js';
export { stepLines, wayOf } from './step-lines.js';
export { tracePicture } from './picture.js';
export { describeStep, ITEM_STATE_OF, ITEM_STATE_ZH, STATUS_ZH, type StepFacts } from './step-words.js';
