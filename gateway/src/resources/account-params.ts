// SPDX-License-Identifier: Apache-2.0
import { identityIdField } from '@unionid/domain/schema';
import * as z from 'zod/mini';

/** Whose account an address names. */
export const accountParams = z.strictObject({ identityId: identityIdField });
