// SPDX-License-Identifier: Apache-2.0
export { closeFile, closeFilePayload, closeInstruction, type CloseFilePayload } from './close.js';
export {
  contentDigest,
  fileContent,
  householdIdentifiers,
  householdPerson,
  type FileContent,
} from './content.js';
export { isStanding, membersAt, namesOf, type HouseholdGround } from './household.js';
export {
  householdOf,
  openFile,
  openFilePayload,
  openInstruction,
  type OpenFilePayload,
  type WrittenFile,
} from './open.js';
export {
  assertStanding,
  reviseFile,
  reviseFilePayload,
  reviseInstruction,
  type ReviseFilePayload,
} from './revise.js';
export { countsOn, termOn } from './term.js';
export { END_ZH, LEVEL_ZH } from './words.js';
