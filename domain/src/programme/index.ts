// SPDX-License-Identifier: Apache-2.0
export { assertProgramme, endInstruction, endPayload, endProgramme, type EndPayload } from './end.js';
export { publishInstruction, publishPayload, publishProgramme, type PublishPayload } from './publish.js';
export { capsAt, capsHouseholds, type Caps } from './districts.js';
export { bandOf, MOST_APART, windowOf, windowsNear } from './rules.js';
export { CLASS_ZH } from './words.js';
