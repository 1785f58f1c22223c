// SPDX-License-Identifier: Apache-2.0
import { changeInstruction } from '@unionid/domain/membership';
import { openManifestOf } from '../manifest/open-manifest.js';

/** A signed manifest of changes of memberships. */
export const changeHandler = openManifestOf(changeInstruction);
