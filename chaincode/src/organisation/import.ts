// SPDX-License-Identifier: Apache-2.0
import { importInstruction } from '@unionid/domain/organisation';
import { openManifestOf } from '../manifest/open-manifest.js';

/** A signed manifest of unions. */
export const importHandler = openManifestOf(importInstruction);
