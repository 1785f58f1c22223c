// SPDX-License-Identifier: Apache-2.0
import { importInstruction } from '@unionid/domain/person';
import { openManifestOf } from '../manifest/open-manifest.js';

/** A signed manifest of members. */
export const importHandler = openManifestOf(importInstruction);
