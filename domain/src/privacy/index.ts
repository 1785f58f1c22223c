// SPDX-License-Identifier: Apache-2.0
export {
  commitmentRoot,
  fieldSalt,
  isInOrder,
  openedFields,
  openFields,
  rootOfOpening,
  SEED_BYTES,
  type Fields,
  type OpenedField,
  type OpeningLeaf,
} from './field-commitments.js';
export {
  blindPerson,
  NAME_TAG_BYTES,
  PERSON_KEY_VERSION,
  tagPerson,
  tagPersonUnder,
  type BlindedPerson,
  type MatchingKeys,
  type NationalMatchingKeys,
  type PersonIdentifiers,
  type PersonTags,
} from './person-key.js';
